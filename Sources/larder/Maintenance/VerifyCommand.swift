import API
import ArgumentParser
import NIOHTTP1

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check the whole journal, and rebuild what it adds up to; say which entry is wrong.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    func run() async throws {
        Terminal.progress("Walking the journal …")
        let walk = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.POST, "/api/v1/verifications")
        }
        Terminal.progressEnded()
        if output.json { Terminal.print(json: walk) }
        let answer = try walk.read(VerificationResponse.self)
        if let first = answer.findings.first {
            throw CommandFailure("Not all is as it was recorded: \(first.text)")
        }
        if !output.json {
            Terminal.print(
                "\(answer.entries) entries, all as they were recorded; the balances are theirs.")
        }
    }
}

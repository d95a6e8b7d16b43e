import ArgumentParser
import NIOHTTP1

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Check the whole journal, and rebuild what it adds up to; say which entry is wrong.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    private struct Answer: Codable {
        struct Finding: Codable {
            let seq: Int64?
            let text: String
        }

        let entries: Int64
        let findings: [Finding]
    }

    func run() async throws {
        Terminal.progress("Walking the journal …")
        let answer = try await HubConnection.open(data.directory, mayFound: false) {
            try await $0.ask(Answer.self, .POST, "/api/v1/verifications")
        }
        Terminal.progressEnded()
        if output.json { try Terminal.print(json: answer) }
        if let first = answer.findings.first {
            throw CommandFailure("The journal is not what was recorded: \(first.text)")
        }
        if !output.json {
            Terminal.print(
                "\(answer.entries) entries, all as they were recorded; the balances are theirs.")
        }
    }
}

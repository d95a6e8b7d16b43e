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
        let walked: HubAnswer
        do { walked = try await walk() } catch {
            guard let found = try data.folder.verifyUnopened() else { throw error }
            walked = HubAnswer(path: "", bytes: try HubConnection.json(found))
        }
        Terminal.progressEnded()
        if output.json { Terminal.print(json: walked) }
        let answer = try walked.read(VerificationResponse.self)
        if !answer.findings.isEmpty {
            // Entries that are gone, and what is wrong first with those that are there.
            let texts = answer.findings.prefix(2).map(\.text).joined(separator: "; ")
            throw CommandFailure("Not all is as it was recorded: \(texts)")
        }
        if !output.json {
            Terminal.print(
                "\(answer.entries) entries, all as they were recorded; the balances are theirs.")
        }
    }

    /// By the hub that runs, or that is opened for this alone.
    private func walk() async throws -> HubAnswer {
        // What is gone is among what it finds.
        try await HubConnection.open(data.folder, mayFound: false, tellsLoss: false) {
            try await $0.ask(.POST, "/api/v1/verifications")
        }
    }
}

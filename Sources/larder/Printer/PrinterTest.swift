import ArgumentParser
import Foundation
import NIOHTTP1

struct PrinterTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Print the test label, and say what became of it.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "What you call the printer.")
    var name: String

    private struct Request: Encodable {
        let id: String
        let printer: String
        let layout = "test"
        let copies = 1
        let fields: [String: String]
    }

    /// Seconds to wait for the job's end.
    private static let patience = 60

    func run() async throws {
        let request = Request(
            id: FreshID.text(), printer: name,
            fields: ["name": name, "detail": Date().formatted(.iso8601)])
        let body = try HubConnection.json(request)
        let job = try await HubConnection.open(data.directory, mayFound: false, prints: true) {
            hub in
            _ = try await hub.ask(JobAnswer.self, .POST, "/api/v1/print-jobs", body: body)
            return try await Self.end(of: request.id, hub)
        }
        if output.json { try Terminal.print(json: job) }
        switch job.state {
        case "printed": if !output.json { Terminal.print("printed") }
        case "unknown":
            let text =
                "sent, \(job.bytesSent) bytes; the printer did not confirm (\(job.reason ?? "")). Please look at it."
            if !output.json { Terminal.print(text) }
        case "queued", "printing":
            throw CommandFailure(
                "The label is still waiting: \(job.reason ?? job.state). It prints when that is mended."
            )
        default: throw CommandFailure("The label was not printed: \(job.reason ?? job.state).")
        }
    }

    private static func end(of id: String, _ hub: HubConnection) async throws -> JobAnswer {
        var job = try await hub.ask(JobAnswer.self, .GET, "/api/v1/print-jobs/\(id)")
        for _ in 0..<patience * 5 where job.state == "queued" || job.state == "printing" {
            // Something stands in its way: the spool goes on trying, the command tells.
            if job.reason != nil && job.state == "queued" { return job }
            try await Task.sleep(for: .milliseconds(200))
            job = try await hub.ask(JobAnswer.self, .GET, "/api/v1/print-jobs/\(id)")
        }
        return job
    }
}

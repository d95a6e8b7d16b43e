import API
import Foundation
import NIOHTTP1

/// One label of a command's own, printed and waited for.
struct PrintAndWait: Sendable {
    let layout: String
    var fields: [String: String] = [:]

    /// Seconds to wait for the job's end.
    private static let patience = 60

    /// Prints it and says what became of it.
    ///
    /// - Throws: ``CommandFailure`` where it waits, or was not printed.
    func run(on printer: String, _ data: DataOption, _ output: OutputOption) async throws {
        let request = PrintJobRequest(
            id: FreshID.text(), printer: printer, layout: layout, copies: 1, fields: fields)
        let body = try HubConnection.json(request)
        let (answer, trouble) = try await HubConnection.open(
            data.folder, mayFound: false, prints: true
        ) { hub in
            _ = try await hub.ask(.POST, "/api/v1/print-jobs", body: body)
            let answer = try await Self.end(of: request.id, hub)
            guard try Self.isWaiting(answer) else { return (answer, String?.none) }
            let path = "/api/v1/printers/\(printer.percentEncoded)"
            return (answer, try await hub.ask(PrinterResponse.self, .GET, path).trouble)
        }
        if output.json { Terminal.print(json: answer) }
        let job = try answer.read(PrintJobResponse.self)
        switch job.state.known {
        case .printed: if !output.json { Terminal.print("printed") }
        case .unknown:
            let text =
                "sent, \(job.bytesSent) bytes; the printer did not confirm (\(job.reason ?? "")). Please look at it."
            if !output.json { Terminal.print(text) }
        case .queued, .printing:
            throw CommandFailure(
                "The label is still waiting: \(trouble ?? job.reason ?? job.state.rawValue). It prints when that is mended."
            )
        case .failed, .cancelled:
            throw CommandFailure("The label was not printed: \(job.reason ?? job.state.rawValue).")
        case nil:
            throw CommandFailure(
                "The hub says of the label: \(job.state). This larder is older than the hub.")
        }
    }

    private static func isWaiting(_ answer: HubAnswer) throws -> Bool {
        switch try answer.read(PrintJobResponse.self).state.known {
        case .queued, .printing: true
        case .printed, .unknown, .failed, .cancelled, nil: false
        }
    }

    private static func end(of id: String, _ hub: HubConnection) async throws -> HubAnswer {
        var answer = try await hub.ask(.GET, "/api/v1/print-jobs/\(id)")
        for _ in 0..<patience * 5 where try isWaiting(answer) {
            let job = try answer.read(PrintJobResponse.self)
            // Something stands in its way: the spool goes on trying, the command tells.
            if job.reason != nil && job.state.known == .queued { return answer }
            try await Task.sleep(for: .milliseconds(200))
            answer = try await hub.ask(.GET, "/api/v1/print-jobs/\(id)")
        }
        return answer
    }
}

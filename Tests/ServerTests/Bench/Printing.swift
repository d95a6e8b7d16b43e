import Printing
import Spool
import Stock
import Storage

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What tests of printing ask for again and again.
extension TestHub {
    /// Adds printers of pictures, each with its paper.
    func pictures(_ papers: KeyValuePairs<String, String>) async throws {
        for (name, paper) in papers {
            _ = try await call(
                .post, "/api/v1/printers",
                [
                    "name": .text(name), "device": "picture:", "language": "png",
                    "media": .text(paper),
                ])
        }
    }

    /// Asks for labels.
    ///
    /// - Returns: The job's path.
    func queued(at printer: String, _ more: [String: JSON] = [:]) async throws -> String {
        let id = Self.id()
        let job: JSON = ["id": id, "printer": .text(printer)]
        _ = try await call(.post, "/api/v1/print-jobs", .json(job.with(more)))
        return "/api/v1/print-jobs/\(id.text)"
    }

    /// Sends a job's next labels to its printer, which stops with `out` of the job confirmed.
    func stop(_ path: String, after labels: Int, out: Int = 0) async throws {
        let job = try await job(path)
        _ = try await store.write { ledger in
            _ = try ledger.beginJob(job.id, at: job.printer, labels: labels)
            return try ledger.advanceJob(
                job.id, by: .end(.unknown, reason: .printer(.silent), bytesSent: 7, labelsOut: out))
        }
    }

    /// Notes that all labels of a job came out.
    func finish(_ path: String) async throws {
        let job = try await job(path)
        _ = try await store.write { ledger in
            _ = try ledger.beginJob(job.id, at: job.printer, labels: job.request.copies)
            return try ledger.advanceJob(job.id, by: .end(.printed, reason: nil, bytesSent: 7))
        }
    }

    private func job(_ path: String) async throws -> PrintJobRecord {
        let id: PrintJobID = try InputParsing.id(String(path.suffix(36)))
        return try await store.write { try $0.job(id) }
    }

    /// Prints for as long as `body` lasts.
    func printing<Value: Sendable>(
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [hub] in try await hub.spool.run() }
            let value = try await body()
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
    }

    /// The job, once it has ended.
    func end(of path: String) async throws -> JSON {
        let changes = hub.spool.follow()
        let states: Set<String> = ["queued", "printing"]
        let job = try await call(.get, path).json
        guard states.contains(job["state"].text) else { return job }
        for await change in changes {
            if case .job(let job) = change, path.hasSuffix("\(job.id)"), job.state.isFinal {
                break
            }
        }
        return try await call(.get, path).json
    }
}

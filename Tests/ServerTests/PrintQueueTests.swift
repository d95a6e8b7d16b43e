import Printing
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What people change about a printer's queue.
struct PrintQueueTests {
    @Test func `nothing is printed while a printer is paused`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30", "Q": "50x30"])
        let pause = "/api/v1/printers/P/pause"
        #expect(try await hub.call(.put, pause).status == 204)
        #expect(try await hub.call(.put, pause).status == 204)
        let held = try await hub.queued(at: "P")
        let other = try await hub.queued(at: "Q")
        try await hub.printing {
            #expect(try await hub.end(of: other)["state"] == "printed")
            #expect(try await hub.store.read { try $0.nextJob(of: "P") } == nil)
            let status = try await hub.call(.get, "/api/v1/printers/P")["status"]
            #expect(status["paused"] == true)
            #expect(status["labelsWaiting"] == 1)
            #expect(try await hub.call(.get, held)["state"] == "queued")
            #expect(try await hub.call(.delete, pause).status == 204)
            #expect(try await hub.end(of: held)["state"] == "printed")
        }
        #expect(try await hub.call(.get, "/api/v1/printers/P")["status"]["paused"] == false)
    }

    @Test func `only a printer that is there is paused`() async throws {
        let hub = try TestHub()
        for verb in [Verb.put, .delete] {
            #expect(
                try await hub.problem(verb, "/api/v1/printers/nobody/pause") == "printer_not_found")
        }
    }

    @Test(arguments: [
        ("first", [2, 0, 1, 3, 4]), ("earlier", [0, 2, 1, 3, 4]), ("later", [0, 1, 3, 2, 4]),
        ("last", [0, 1, 3, 4, 2]),
    ])
    func `a job is given another turn`(_ turn: String, _ order: [Int]) async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        var jobs: [String] = []
        for _ in 1...5 { jobs.append(try await hub.queued(at: "P")) }
        let moved = try await hub.call(.post, "\(jobs[2])/turn", ["to": .text(turn)])
        #expect(jobs[2] == "/api/v1/print-jobs/\(moved["id"].text)")
        let queue = try await hub.store.read { try $0.queue(of: "P", limit: 9) }
        #expect(queue.map { "/api/v1/print-jobs/\($0.first.id)" } == order.map { jobs[$0] })
        #expect(
            try await hub.problem(.post, "\(jobs[2])/turn", ["to": "never"])
                == "field_unreadable")
    }

    @Test func `a job that is moved is drawn for the other printer's paper`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "40x30", "Q": "50x30"])
        _ = try await hub.call(.put, "/api/v1/printers/P/pause")
        let job = try await hub.queued(at: "P")
        let moved = try await hub.call(.put, "\(job)/printer", ["printer": "Q"])
        #expect(moved["printer"] == "Q")
        #expect(moved["state"] == "queued")
        try await hub.printing {
            #expect(try await hub.end(of: job)["state"] == "printed")
            let picture = try await hub.call(.get, "\(job)/picture").bytes
            // PNG (RFC 2083), section 4.1.1: the width follows the first chunk's name.
            #expect(Array(picture[16..<20]) == [0, 0, 1, 0x90])
        }
    }

    @Test(arguments: [("Narrow", "label_wider_than_head"), ("nobody", "printer_not_found")])
    func `a job stays where it is if the other printer cannot print it`(
        _ printer: String, _ problem: String
    ) async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        _ = try await hub.call(
            .post, "/api/v1/printers",
            ["name": "Narrow", "device": "tcp:narrow", "language": "plain", "media": "40x30"])
        let job = try await hub.queued(at: "P")
        #expect(
            try await hub.problem(.put, "\(job)/printer", ["printer": .text(printer)]) == problem)
        #expect(try await hub.call(.get, job)["printer"] == "P")
    }

    @Test(arguments: [JobState.printing, .unknown, .printed])
    func `only a job that waits is moved or given another turn`(_ state: JobState) async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30", "Q": "50x30"])
        let job = try await hub.queued(at: "P")
        let id: PrintJobID = try InputParsing.id(String(job.suffix(36)))
        _ = try await hub.store.write { ledger in
            _ = try ledger.beginJob(id, at: "P", labels: 1)
            guard state != .printing else { return }
            _ = try ledger.advanceJob(id, by: .end(state, reason: nil, bytesSent: 7))
        }
        let moved = try await hub.problem(.put, "\(job)/printer", ["printer": "Q"])
        #expect(moved == "job_is_not_queued")
        #expect(try await hub.problem(.post, "\(job)/turn", ["to": "first"]) == moved)
        #expect(try await hub.call(.get, job)["printer"] == "P")
    }
}

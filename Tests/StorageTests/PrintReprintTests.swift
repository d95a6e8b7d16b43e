import GRDB
import Printing
import Stock
import Testing

@testable import Storage

/// Labels of a whole batch that are printed once more.
@Suite struct PrintReprintTests {
    /// A batch of three jobs at printer a: two labels of which one came out, a failure, and a label
    /// that waits.
    private func room() async throws -> PrintRoom {
        let room = try await PrintRoom()
        var requests = (1...3).map { PrintRoom.request("b\($0)") }
        requests[0].copies = 2
        try await room.store.write { [requests] ledger in
            _ = try ledger.addBatch(PrintRoom.batch(1), printer: "a", requests: requests)
            for (state, out) in [(JobState.unknown, 1), (.failed, 0)] {
                guard let job = try Queries(ledger.db).nextJob(of: "a") else { return }
                _ = try ledger.beginJob(job.id, at: "a", labels: job.request.copies)
                _ = try ledger.advanceJob(
                    job.id, by: .end(state, reason: .unlisted("why"), bytesSent: 1, labelsOut: out))
            }
            try ledger.settleBatch(
                PrintRoom.batch(1), BatchSighting(missing: .all))
        }
        return room
    }

    private func reprint(_ room: PrintRoom, as number: UInt64 = 2, printer: String = "b")
        async throws -> (batch: PrintBatch, isReplay: Bool)?
    {
        try await room.store.write {
            try $0.reprintBatch(
                PrintRoom.batch(1), as: PrintRoom.batch(number), printer: printer)
        }
    }

    @Test func `what failed of a batch is asked for once more, less what came out`() async throws {
        let room = try await room()
        let made = try #require(try await reprint(room))
        #expect(!made.isReplay && made.batch.jobs == 2 && made.batch.labels == 2)
        #expect(try await room.waiting("b") == ["b1", "b2"])
        let jobs = try await room.store.write { ledger in
            try ledger.jobs(of: PrintRoom.batch(2), as: .queued)
        }
        #expect(jobs.map(\.request.copies) == [1, 1])
        let old = try await room.store.read { queries in
            try jobs.compactMap { try $0.reprintOf.flatMap { try queries.job($0) } }
        }
        #expect(old.map(\.state) == [.cancelled, .cancelled])
        #expect(old.map(\.reason) == [.hub(.printedAgain), .hub(.printedAgain)])
        #expect(old.map(\.batch) == [PrintRoom.batch(1), PrintRoom.batch(1)])
        #expect(try await room.store.read { try $0.labelPrint(of: "7K2M9XRD")?.reprints } == 2)
    }

    @Test func `the same request again prints nothing again`() async throws {
        let room = try await room()
        let made = try #require(try await reprint(room))
        let again = try #require(try await reprint(room))
        #expect(again.isReplay && again.batch == made.batch)
        #expect(try await room.waiting("b") == ["b1", "b2"])
        await #expect(throws: StorageFault.self) { try await reprint(room, printer: "a") }
        #expect(try await reprint(room, as: 3) == nil, "nothing of it has failed any more")
    }

    @Test func `a batch or a printer that is not there is asked for nothing`() async throws {
        let room = try await room()
        await #expect(throws: StorageFault.printerNotFound("c")) {
            try await reprint(room, printer: "c")
        }
        let none = PrintRoom.batch(9)
        await #expect(throws: StorageFault.batchNotFound(none.description)) {
            try await room.store.write {
                try $0.reprintBatch(
                    none, as: PrintRoom.batch(2), printer: "a")
            }
        }
    }
}

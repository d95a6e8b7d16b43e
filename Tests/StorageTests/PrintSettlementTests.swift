import GRDB
import Printing
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct PrintSettlementTests {
    /// A job of 60 labels of which 25 came out and 25 are in doubt, with another behind it.
    private func room() async throws -> PrintRoom {
        let room = try await PrintRoom()
        try await room.add([1, 2], copies: 60)
        try await room.store.write { ledger in
            _ = try ledger.beginJob(PrintRoom.id(1), at: "a", labels: 25)
            _ = try ledger.advanceJob(PrintRoom.id(1), by: .goOn(bytesSent: 1, labelsOut: 25))
        }
        try await room.end(1, .unknown, labels: 25)
        return room
    }

    @Test(arguments: [
        (Sighting.all, JobState.queued, 50, 50), (.upTo(30), .queued, 30, 30),
        (.upTo(25), .queued, 25, 25),
        (.upTo(24), .unknown, 25, 50), (.upTo(51), .unknown, 25, 50), (.none, .failed, 25, 25),
        (.printedAgain, .cancelled, 25, 25),
    ])
    func `what a person saw decides where a job goes on`(
        _ sighting: Sighting, _ state: JobState, _ out: Int, _ sent: Int
    ) async throws {
        let room = try await room()
        let job = try await room.store.write {
            try $0.settleJob(PrintRoom.id(1), sighting)
        }
        #expect(job.state == state && (job.labelsOut, job.labelsSent) == (out, sent))
        #expect((job.endedAt == nil) == (state == .queued))
        if state == .queued { #expect(try await room.waiting() == ["1", "2"]) }
    }

    @Test func `a job whose printer is gone does not wait for it`() async throws {
        let room = try await room()
        let job = try await room.store.write { ledger in
            try ledger.removePrinter("a")
            return try ledger.settleJob(PrintRoom.id(1), .upTo(30))
        }
        #expect(job.state == .failed && job.reason == .hub(.stopped) && job.labelsOut == 30)
    }

    /// Puts a batch of such labels at printer b, all but the last of them in doubt.
    private func addDoubts(_ count: Int, to room: PrintRoom) async throws -> [PrintJobID] {
        let requests = (1...count).map { PrintRoom.request("b\($0)") }
        return try await room.store.write { ledger in
            _ = try ledger.addBatch(PrintRoom.batch(1), printer: "b", requests: requests)
            var doubts: [PrintJobID] = []
            while doubts.count < count - 1, let job = try Queries(ledger.db).nextJob(of: "b") {
                _ = try ledger.beginJob(job.id, at: "b", labels: 1)
                _ = try ledger.advanceJob(
                    job.id, by: .end(.unknown, reason: .printer(.silent), bytesSent: 1))
                doubts.append(job.id)
            }
            return doubts
        }
    }

    @Test func `all labels in doubt of a batch are settled at once, and no other`() async throws {
        let room = try await room()
        _ = try await addDoubts(3, to: room)
        var lines = try await room.store.read { try $0.unsettled(limit: 10) }
        #expect(lines.map(\.jobs) == [2, 1] && lines.map(\.labelsLeft) == [2, 35])
        try await room.store.write {
            try $0.settleBatch(PrintRoom.batch(1))
        }
        let progress = try await room.store.read { try $0.progress(of: PrintRoom.batch(1)) }
        #expect(progress.jobs == [.printed: 2, .queued: 1] && progress.labelsOut == 2)
        lines = try await room.store.read { try $0.unsettled(limit: 10) }
        #expect(lines.map(\.first.id) == [PrintRoom.id(1)])
    }

    @Test func `of many labels in doubt a person names those that are missing`() async throws {
        let room = try await PrintRoom()
        let doubts = try await addDoubts(5, to: room)
        // The last came into doubt after the person had looked.
        let sighting = BatchSighting(
            seen: Set(doubts.dropLast()), missing: .jobs([doubts[1]]))
        for _ in 1...2 {
            try await room.store.write {
                try $0.settleBatch(
                    PrintRoom.batch(1), sighting)
            }
            let jobs = try await room.store.read { queries in
                try doubts.compactMap { try queries.job($0) }
            }
            #expect(jobs.map(\.state) == [.printed, .failed, .printed, .unknown])
            #expect(jobs[1].reason == .hub(.didNotComeOut) && jobs[1].labelsOut == 0)
        }
        try await room.store.write {
            try $0.settleBatch(
                PrintRoom.batch(1), BatchSighting(missing: .all))
        }
        let progress = try await room.store.read { try $0.progress(of: PrintRoom.batch(1)) }
        #expect(progress.jobs == [.printed: 2, .failed: 2, .queued: 1])
    }

    @Test func `a job that is not the batch's settles nothing`() async throws {
        let room = try await room()
        let doubts = try await addDoubts(3, to: room)
        let strange = PrintRoom.id(1)
        for sighting in [
            BatchSighting(missing: .jobs([strange])),
            BatchSighting(seen: [strange, doubts[0]]),
        ] {
            await #expect(throws: StorageFault.jobNotFound(strange.description)) {
                try await room.store.write {
                    try $0.settleBatch(
                        PrintRoom.batch(1), sighting)
                }
            }
        }
        let progress = try await room.store.read { try $0.progress(of: PrintRoom.batch(1)) }
        #expect(progress.jobs == [.unknown: 2, .queued: 1])
    }

    @Test func `a label's reprints are counted, and outlive its jobs`() async throws {
        let room = try await PrintRoom()
        try await room.add([1], copies: 3)
        try await room.end(1, .printed, labels: 3)
        let asked = try await room.store.write { ledger in
            try ledger.addJob(
                PrintRoom.id(2), printer: "a", request: PrintRoom.request("1"),
                reprintOf: PrintRoom.id(1)
            ).job.madeAt
        }
        try await room.end(2, .printed)
        try await room.store.write { try $0.db.execute(sql: "DELETE FROM print_job") }
        let label = try await room.store.read { try $0.labelPrint(of: "7K2M9XRD") }
        #expect(label == LabelPrint(labelsOut: 4, reprints: 1, askedAt: asked))
        #expect(try await room.store.read { try $0.labelPrint(of: "00000012") } == nil)
    }

    @Test func `jobs are listed by state, printer and batch, a page at a time`() async throws {
        let room = try await PrintRoom()
        try await room.add([1, 2, 3])
        try await room.add([4], to: "b")
        try await room.end(2, .failed)
        func names(_ filter: PrintJobFilter, before: Int64? = nil, limit: Int = 10) async throws
            -> [String]
        {
            try await room.store.read { queries in
                try queries.jobs(filter, before: before, limit: limit)
                    .compactMap { $0.request.fields["name"] }
            }
        }
        #expect(try await names(PrintJobFilter()) == ["4", "3", "2", "1"])
        #expect(try await names(PrintJobFilter(), before: 3, limit: 1) == ["2"])
        #expect(try await names(PrintJobFilter(states: [.queued], printer: "a")) == ["3", "1"])
        #expect(try await names(PrintJobFilter(batch: PrintRoom.batch(1))) == [])
        #expect(try await room.store.read { try $0.unsettledCount() } == 1)
        #expect(try await room.store.read { try $0.queueLength(of: "a") } == (2, 2))
    }
}

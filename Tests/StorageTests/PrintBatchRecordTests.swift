import Printing
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct PrintBatchRecordTests {
    private func requests(_ count: Int) -> [PrintRequest] {
        (1...count).map { PrintRoom.request("b\($0)") }
    }

    @Test func `a batch is kept once, and another of its id is refused`() async throws {
        let room = try await PrintRoom()
        let requests = requests(3)
        try await room.store.write { ledger in
            let first = try ledger.addBatch(PrintRoom.batch(1), printer: "a", requests: requests)
            #expect(!first.isReplay && first.batch.jobs == 3 && first.batch.labels == 3)
            let again = try ledger.addBatch(PrintRoom.batch(1), printer: "a", requests: requests)
            #expect(again.isReplay && again.batch == first.batch)
        }
        for (printer, other) in [("a", Array(requests.reversed())), ("b", requests)] {
            await #expect(
                throws: StorageFault.idExistsWithDifferentContent(
                    PrintRoom.batch(1).named(JournalEntry.self))
            ) {
                try await room.store.write {
                    try $0.addBatch(PrintRoom.batch(1), printer: printer, requests: other)
                }
            }
        }
        #expect(try await room.waiting() == ["b1", "b2", "b3"])
        await #expect(throws: StorageFault.printerNotFound("c")) {
            try await room.store.write {
                try $0.addBatch(PrintRoom.batch(2), printer: "c", requests: requests)
            }
        }
    }

    @Test func `a batch is known again whatever the order of its fields`() async throws {
        let room = try await PrintRoom()
        let names = (1...8).map { "field-\($0)" }
        // The room that a dictionary has decides the order of its keys.
        let requests = [8, 64, 512, 4_096].map { capacity in
            var fields: [String: String] = Dictionary(minimumCapacity: capacity)
            for name in names { fields[name] = "A3" }
            return PrintRequest(layout: "test", code: nil, fields: fields, copies: 1)
        }
        let replays = try await room.store.write { ledger in
            try requests.map { request in
                try ledger.addBatch(PrintRoom.batch(1), printer: "a", requests: [request]).isReplay
            }
        }
        #expect(replays == [false, true, true, true])
    }

    @Test func `a batch tells how far it is`() async throws {
        let room = try await PrintRoom()
        let requests = requests(4)
        try await room.store.write { ledger in
            _ = try ledger.addBatch(PrintRoom.batch(1), printer: "a", requests: requests)
            for (name, state) in [("b1", JobState.printed), ("b2", .unknown)] {
                let job = try ledger.next()
                #expect(job.request.fields["name"] == name)
                _ = try ledger.beginJob(job.id, at: "a", labels: 1)
                _ = try ledger.advanceJob(job.id, by: .end(state, reason: nil, bytesSent: 1))
            }
            _ = try ledger.beginJob(try ledger.next().id, at: "a", labels: 1)
        }
        let now = try await room.store.read { try $0.progress(of: PrintRoom.batch(1)) }
        #expect((now.labelsOut, now.labelsLeft) == (1, 2))
        #expect(now.jobs == [.printed: 1, .unknown: 1, .printing: 1, .queued: 1])
        let lines = try await room.store.read { try $0.queue(of: "a", limit: 10) }
        #expect(lines.count == 1 && lines[0].jobs == 2 && lines[0].labelsLeft == 2)
        #expect(lines[0].first.request.fields["name"] == "b3")
    }

    @Test func `a batch moves as one, and stays together`() async throws {
        let room = try await PrintRoom()
        try await room.add([1])
        let requests = requests(2)
        try await room.store.write {
            _ = try $0.addBatch(PrintRoom.batch(1), printer: "a", requests: requests)
        }
        try await room.add([2])
        try await room.store.write { ledger in
            let second = try ledger.jobNamed("b2")
            _ = try ledger.moveJob(second, to: .first)
        }
        #expect(try await room.waiting() == ["b1", "b2", "1", "2"])
        _ = try await room.store.write { try $0.moveJob(PrintRoom.id(2), to: .earlier) }
        #expect(try await room.waiting() == ["b1", "b2", "2", "1"])
        let moved = try await room.store.write { ledger in
            try ledger.moveJob(try ledger.jobNamed("b1"), to: "b")
        }
        #expect(moved == 2)
        #expect(try await room.waiting("b") == ["b1", "b2"])
    }

    @Test func `what of a batch waits is cancelled at once`() async throws {
        let room = try await PrintRoom()
        let requests = requests(5)
        let atWork = try await room.store.write { ledger in
            _ = try ledger.addBatch(PrintRoom.batch(1), printer: "a", requests: requests)
            _ = try ledger.beginJob(try ledger.next().id, at: "a", labels: 1)
            return try ledger.cancelBatch(PrintRoom.batch(1))
        }
        #expect(atWork?.request.fields["name"] == "b1")
        let progress = try await room.store.read { try $0.progress(of: PrintRoom.batch(1)) }
        #expect(progress.jobs == [.printing: 1, .cancelled: 4])
        let other = PrintRoom.batch(9)
        for change in [
            { _ = try $0.cancelBatch(other) },
            { try $0.settleBatch(other) },
        ]
            as [@Sendable (Ledger) throws -> Void]
        {
            await #expect(throws: StorageFault.batchNotFound(other.description)) {
                try await room.store.write(change)
            }
        }
    }

    @Test func `ten thousand jobs are remembered, with their batches, and what has not ended`()
        async throws
    {
        let room = try await PrintRoom()
        try await room.add([1])
        let (first, many) = (requests(10), requests(5_000))
        try await room.store.write { ledger in
            _ = try ledger.addBatch(PrintRoom.batch(1), printer: "a", requests: first)
            _ = try ledger.cancelBatch(PrintRoom.batch(1))
            for number in 2...3 as ClosedRange<UInt64> {
                _ = try ledger.addBatch(PrintRoom.batch(number), printer: "a", requests: many)
                _ = try ledger.cancelBatch(PrintRoom.batch(number))
            }
        }
        #expect(try await room.store.read { try $0.batch(PrintRoom.batch(1)) } == nil)
        #expect(try await room.store.read { try $0.batch(PrintRoom.batch(2)) }?.jobs == 5_000)
        #expect(try await room.waiting() == ["1"])
    }
}

extension Ledger {
    fileprivate func next() throws -> PrintJobRecord {
        try #require(try Queries(db).nextJob(of: "a"))
    }

    fileprivate func jobNamed(_ name: String) throws -> PrintJobID {
        let jobs = try Queries(db).jobs(PrintJobFilter(), limit: 10)
        return try #require(jobs.first { $0.request.fields["name"] == name }).id
    }
}

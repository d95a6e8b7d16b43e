import Foundation
import GRDB
import Printing
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

/// A hub with two printers, and jobs to put there.
struct PrintRoom {
    let pantry: SamplePantry
    var store: Store { pantry.store }

    init() async throws {
        pantry = try await SamplePantry()
        for name in ["a", "b"] {
            _ = try await pantry.store.write {
                try $0.addPrinter(
                    PrinterRecord(
                        name: name, device: "usb:", language: "zpl", media: "50x30", dpi: 203))
            }
        }
    }

    static func id(_ number: UInt64) -> PrintJobID { named(number) }
    static func batch(_ number: UInt64) -> PrintBatchID { named(1_000 + number) }

    private static func named<Subject>(_ number: UInt64) -> ID<Subject> {
        var random = SeededGenerator(seed: number)
        return ID(milliseconds: number, using: &random)
    }

    static func request(_ name: String, copies: Int = 1) -> PrintRequest {
        PrintRequest(layout: "bin", code: "7K2M9XRD", fields: ["name": name], copies: copies)
    }

    /// Adds jobs to a printer, by their numbers.
    func add(_ numbers: [UInt64], to printer: String = "a", copies: Int = 1) async throws {
        try await store.write { ledger in
            for number in numbers {
                _ = try ledger.addJob(
                    Self.id(number), printer: printer,
                    request: Self.request("\(number)", copies: copies))
            }
        }
    }

    /// Names of what waits at a printer, in the order of its turn.
    func waiting(_ printer: String = "a") async throws -> [String] {
        try await store.read { queries in
            let jobs = try queries.jobs(
                PrintJobFilter(states: [.queued], printer: printer), limit: 1_000)
            return jobs.sorted { $0.turn < $1.turn }.compactMap { $0.request.fields["name"] }
        }
    }

    /// Begins and ends the job of that number.
    @discardableResult
    func end(
        _ number: UInt64, _ state: JobState, labels: Int = 1, out: Int = 0
    ) async throws -> PrintJobRecord {
        try await store.write { ledger in
            _ = try ledger.beginJob(Self.id(number), at: "a", labels: labels)
            return try ledger.advanceJob(
                Self.id(number), by: .end(state, reason: nil, bytesSent: 7, labelsOut: out))
        }
    }
}

@Suite struct PrintJobRecordTests {
    @Test func `a job is taken in runs, and what came out of it is kept`() async throws {
        let room = try await PrintRoom()
        try await room.add([1], copies: 60)
        let id = PrintRoom.id(1)
        try await room.store.write { ledger in
            #expect(try ledger.beginJob(id, at: "b", labels: 25) == nil)
            #expect(try ledger.beginJob(id, at: "a", labels: 25)?.labelsSent == 25)
            #expect(try ledger.beginJob(id, at: "a", labels: 25) == nil)
            #expect(
                try ledger.advanceJob(
                    id, by: .progress(reason: .printer(.paperOut), bytesSent: 9, labelsOut: 3)
                ).labelsOut
                    == 3)
            let next = try ledger.advanceJob(id, by: .goOn(bytesSent: 10, labelsOut: 25))
            #expect(next.state == .queued && next.reason == nil && next.labelsLeft == 35)
            _ = try ledger.beginJob(id, at: "a", labels: 100)
            let ended = try ledger.advanceJob(
                id, by: .end(.unknown, reason: .printer(.unplugged), bytesSent: 5, labelsOut: 30))
            #expect((ended.labelsOut, ended.labelsSent) == (30, 60))
            #expect(ended.endedAt != nil)
        }
    }

    @Test func `a job of whose run no byte went is where it was`() async throws {
        let room = try await PrintRoom()
        try await room.add([1], copies: 60)
        try await room.store.write { ledger in
            _ = try ledger.beginJob(PrintRoom.id(1), at: "a", labels: 25)
            _ = try ledger.advanceJob(PrintRoom.id(1), by: .goOn(bytesSent: 10, labelsOut: 25))
            _ = try ledger.beginJob(PrintRoom.id(1), at: "a", labels: 25)
            let back = try ledger.advanceJob(
                PrintRoom.id(1), by: .giveBack(reason: .printer(.paperOut), labelsSent: 25))
            #expect(back.state == .queued && back.labelsSent == 25 && back.labelsOut == 25)
        }
    }

    @Test func `what was being printed when the hub stopped is in doubt, the rest is not`()
        async throws
    {
        let room = try await PrintRoom()
        try await room.add([1, 2], copies: 60)
        let job = try await room.store.write { ledger in
            _ = try ledger.beginJob(PrintRoom.id(1), at: "a", labels: 25)
            try ledger.interruptJobs()
            return try ledger.job(PrintRoom.id(1))
        }
        #expect(job.state == .unknown && (job.labelsOut, job.labelsSent) == (0, 25))
        #expect(try await room.waiting() == ["2"])
    }

    @Test
    func `a job is cancelled while it waits or where it failed, and not while it is in doubt`()
        async throws
    {
        let room = try await PrintRoom()
        try await room.add([1, 2, 3])
        try await room.end(2, .failed)
        try await room.end(3, .unknown)
        let states = try await room.store.write { ledger in
            try (1...3).map { try ledger.advanceJob(PrintRoom.id($0), by: .cancel).state }
        }
        #expect(states == [.cancelled, .cancelled, .unknown])
        await #expect(throws: StorageFault.jobNotFound(PrintRoom.id(9).description)) {
            try await room.store.write { try $0.advanceJob(PrintRoom.id(9), by: .cancel) }
        }
    }

    @Test func `a paused printer has no next job, also after a restart, until it is let go on`()
        async throws
    {
        let room = try await PrintRoom()
        try await room.add([1])
        let before = try await room.store.read { try $0.job(PrintRoom.id(1)) }
        try await room.store.write { try $0.pause("a") }
        try room.store.close()
        let store = try SamplePantry.open(room.pantry.directory.data, clock: room.pantry.clock)
        #expect(try await store.read { try $0.pausedPrinters() } == ["a"])
        #expect(try await store.read { try $0.nextJob(of: "a") } == nil)
        #expect(
            try await store.write { try $0.beginJob(PrintRoom.id(1), at: "a", labels: 1) } == nil)
        try await store.write { try $0.resume("a") }
        let next = try await store.read { try $0.nextJob(of: "a") }
        #expect(next?.id == PrintRoom.id(1))
        // It has not waited for its printer while a person kept it from printing.
        #expect(try #require(next).waitingSince > (try #require(before)).waitingSince)
        for change in [{ try $0.pause("c") }, { try $0.resume("c") }]
            as [@Sendable (Ledger) throws -> Void]
        {
            await #expect(throws: StorageFault.printerNotFound("c")) {
                try await store.write(change)
            }
        }
        try store.close()
    }

    @Test(arguments: [
        (QueueTurn.first, ["3", "1", "2", "4"]), (.earlier, ["1", "3", "2", "4"]),
        (.later, ["1", "2", "4", "3"]), (.last, ["1", "2", "4", "3"]),
    ])
    func `a job is given another turn`(_ turn: QueueTurn, _ order: [String]) async throws {
        let room = try await PrintRoom()
        try await room.add([1, 2, 3, 4])
        _ = try await room.store.write { try $0.moveJob(PrintRoom.id(3), to: turn) }
        #expect(try await room.waiting() == order)
        #expect(
            try await room.store.read { try $0.nextJob(of: "a") }?.request.fields["name"]
                == order[0])
    }

    @Test func `what is at work keeps its turn, and at the ends nothing moves further`()
        async throws
    {
        let room = try await PrintRoom()
        try await room.add([1, 2, 3])
        try await room.store.write { ledger in
            _ = try ledger.beginJob(PrintRoom.id(1), at: "a", labels: 1)
            #expect(try ledger.moveJob(PrintRoom.id(1), to: .last).state == .printing)
            _ = try ledger.moveJob(PrintRoom.id(2), to: .earlier)
            _ = try ledger.moveJob(PrintRoom.id(3), to: .later)
        }
        #expect(try await room.waiting() == ["2", "3"])
    }

    @Test func `a job moves to the end of another printer's queue, unless it has begun`()
        async throws
    {
        let room = try await PrintRoom()
        try await room.add([1, 2])
        try await room.add([3], to: "b")
        try await room.store.write { ledger in
            _ = try ledger.beginJob(PrintRoom.id(1), at: "a", labels: 1)
            #expect(try ledger.moveJob(PrintRoom.id(1), to: "b") == 0)
            #expect(try ledger.moveJob(PrintRoom.id(2), to: "b") == 1)
            #expect(try ledger.moveJob(PrintRoom.id(2), to: "b") == 0)
            // The same request as at first is still the same job.
            let again = try ledger.addJob(
                PrintRoom.id(2), printer: "a", request: PrintRoom.request("2"))
            #expect(again.isReplay && again.job.printer == "b")
        }
        #expect(try await room.waiting("b") == ["3", "2"])
        await #expect(throws: StorageFault.printerNotFound("c")) {
            try await room.store.write { try $0.moveJob(PrintRoom.id(2), to: "c") }
        }
    }

    @Test func `jobs of the first release are taken over as they stood`() throws {
        let database = try DatabaseQueue()
        try Schema.migrator.migrate(database, upTo: "1 beside the journal")
        try database.write { db in
            for (number, state) in ["queued", "printing", "printed", "unknown", "failed"]
                .enumerated()
            {
                try db.execute(
                    sql: """
                        INSERT INTO print_job (id, printer, request, state, made_at, ended_at)
                        VALUES (?, 'a', '{"copies":3,"fields":{},"layout":"bin"}', ?, 7, ?)
                        """,
                    arguments: [PrintRoom.id(UInt64(number)).blob, state, number < 2 ? nil : 8])
            }
        }
        try Schema.migrator.migrate(database)
        try database.read { db in
            let jobs = try Queries(db).jobs(PrintJobFilter(), limit: 10)
            #expect(jobs.map(\.state) == [.failed, .unknown, .printed, .printing, .queued])
            #expect(jobs.map(\.labelsSent) == [0, 3, 3, 3, 0])
            #expect(jobs.map(\.labelsOut) == [0, 0, 3, 0, 0])
            #expect(try Queries(db).nextJob(of: "a")?.number == 1)
        }
    }
}

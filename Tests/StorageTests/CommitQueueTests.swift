import Dispatch
import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct CommitQueueTests {
    @Test func `many writers at once get dense numbers, and each its own outcome`() async throws {
        let pantry = try await SamplePantry()
        let start = try await pantry.store.read { try $0.head() }
        let answers = try await withThrowingTaskGroup(of: (asked: Int64, scan: RecordedScan).self) {
            group in
            for number in 1...600 {
                group.addTask {
                    (
                        Int64(number),
                        try await pantry.recorded(.scan(.intake, "beans", Int64(number)))
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.map(\.scan.seq).sorted() == Array(start + 1...start + 600))
        #expect(answers.allSatisfy { $0.scan.quantity.value == $0.asked })
        #expect(
            try await pantry.balance(SamplePantry.beans, at: pantry.place(.floor)) == 600 * 601 / 2)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a request that the database refuses spoils none of its neighbours`() async throws {
        let pantry = try await SamplePantry()
        let taken = try await pantry.recorded(.scan(.intake, "rice")).id
        let outcomes = try await together(in: pantry, count: 30) { number in
            guard number % 10 == 3 else {
                return try await pantry.recorded(.scan(.intake, "beans", Int64(number + 1)))
            }
            _ = try await pantry.store.write {
                try $0.append(taken, CountOpened(place: SamplePantry.bin.id))
            }
            return nil
        }
        #expect(outcomes.filter { (try? $0.get()) == nil }.count == 3)
        for case .failure(let error) in outcomes {
            #expect((error as? DatabaseError)?.message == "UNIQUE constraint failed: journal.id")
        }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a request that fails after it wrote leaves nothing, and its neighbours stay`()
        async throws
    {
        let pantry = try await SamplePantry()
        struct ChangedItsMind: Error {}
        let outcomes = try await together(in: pantry, count: 20) { number in
            guard number == 5 else {
                return try await pantry.recorded(
                    .scan(.intake, "beans", 1) { $0.facts.station = "\(number)" })
            }
            return try await pantry.store.write { ledger in
                _ = try ledger.record(.scan(.intake, "beans", 1_000))
                try ledger.set("half", to: "done")
                throw ChangedItsMind()
            }
        }
        #expect(outcomes.filter { (try? $0.get()) == nil }.count == 1)
        for case .success(let scan?) in outcomes { #expect(scan.warnings.isEmpty) }
        #expect(try await pantry.balance(SamplePantry.beans, at: pantry.place(.floor)) == 19)
        #expect(try await pantry.store.read { try $0.setting("half") } == nil)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `more than may wait are refused, and all who wait are answered`() async throws {
        let pantry = try await SamplePantry()
        let (gate, blocked) = await Gate.closed(in: pantry)
        let limit = CommitQueue.waitingLimit
        let done = await withTaskGroup(of: StorageFault?.self) { group in
            for _ in 0...(limit + 1) {
                group.addTask {
                    do { try await pantry.store.write { _ in } } catch {
                        return error as? StorageFault
                    }
                    return nil
                }
            }
            // Only a refusal can be first: all others wait behind the gate.
            #expect(await group.next() == .tooManyWaiting)
            gate.open()
            return await group.reduce(into: 0) { $0 += $1 == nil ? 1 : 0 }
        }
        try await blocked.value
        #expect(done >= limit)
        try await pantry.recorded(.scan(.intake, "beans"))
    }

    @Test func `closing finishes what waits and refuses what comes after`() async throws {
        let pantry = try await SamplePantry()
        let outcomes = try await together(in: pantry, count: 50, closing: true) { _ in
            try await pantry.recorded(.scan(.intake, "beans"))
        }
        let done = outcomes.count { (try? $0.get()) != nil }
        for case .failure(let error) in outcomes { #expect(error as? StorageFault == .stopping) }
        await #expect(throws: StorageFault.stopping) {
            try await pantry.recorded(.scan(.intake, "beans"))
        }
        let store = try SamplePantry.open(pantry.directory.data)
        let stock = try await store.read { try $0.stock(limit: 10) }
        #expect(stock.map(\.quantity).reduce(0, +) == done)
        try store.close()
    }

    /// Lets requests gather behind a gate, so that they share transactions.
    private func together(
        in pantry: SamplePantry, count: Int, closing: Bool = false,
        _ request: @escaping @Sendable (Int) async throws -> RecordedScan?
    ) async throws -> [Result<RecordedScan?, any Error>] {
        let (gate, blocked) = await Gate.closed(in: pantry)
        let outcomes = await withTaskGroup(of: Result<RecordedScan?, any Error>.self) { group in
            for number in 0..<count {
                group.addTask {
                    do { return .success(try await request(number)) } catch {
                        return .failure(error)
                    }
                }
            }
            group.addTask {
                gate.open()
                return Result { if closing { try pantry.store.close() } }.map { nil }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        try await blocked.value
        return outcomes.filter { if case .success(nil) = $0 { false } else { true } }
    }
}

/// Holds the writer until it is opened, and then lets everyone through.
private final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let entered = AsyncStream<Void>.makeStream()

    /// Has the writer wait at the gate; returns when it does.
    static func closed(in pantry: SamplePantry) async -> (gate: Gate, writer: Task<Void, any Error>)
    {
        let gate = Gate()
        let writer = Task { try await pantry.store.write { _ in gate.pass() } }
        for await _ in gate.entered.stream { break }
        return (gate, writer)
    }

    private func pass() {
        entered.continuation.yield()
        opened.wait()
        opened.signal()
    }

    func open() { opened.signal() }
}

import Journal
import Stock
import Storage
import Synchronization
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Those who are told of each entry: in order, at least once, whatever fails.
struct SubscriberTests {
    @Test func `the wait grows with the failures, and stops growing`() {
        let waits = (1...7).map {
            BackOff.standard.wait(afterFailures: $0, chance: 0) / 1_000_000
        }
        #expect(waits == [5, 30, 120, 600, 3_600, 3_600, 3_600])
    }

    @Test func `chance adds a fifth at the most`() {
        let waits = [0, 0.5, 1, 7].map { BackOff.standard.wait(afterFailures: 1, chance: $0) }
        #expect(waits == [5_000_000, 5_500_000, 6_000_000, 6_000_000])
    }

    @Test func `a wait that the other side asks for is heeded up to a day`() {
        func wait(_ asked: Int64) -> Int64 {
            BackOff.standard.wait(afterFailures: 2, asked: asked, chance: 0) / 1_000_000
        }
        #expect([1, 45, .max, -7].map { wait($0) } == [30, 45, 86_400, 30])
    }

    @Test func `entries come in order, from the beginning, and those of others pass by`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        for _ in 1...3 { try await hub.scan("intake", "beans", 1) }
        let wanted = try await hub.hub.read { try $0.journal(after: 0, limit: 100) }
            .filter { $0.kind != "itemDefined" }
        #expect(wanted.count >= 4)
        let receiver = Receiver()
        try await receiver.told(by: hub, until: wanted.count, wants: { $0.kind != "itemDefined" })
        #expect(receiver.seen == wanted.map(\.seq))
    }

    @Test func `what is recorded while it listens comes at once`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let receiver = Receiver()
        let subscriber = try await receiver.subscriber(of: hub, from: .now)
        let running = Task { await subscriber.run() }
        for count in 1...3 {
            try await hub.scan("intake", "beans", 1)
            await receiver.wait(for: count)
        }
        running.cancel()
        await running.value
        let first = try #require(receiver.seen.first)
        #expect(receiver.seen == [first, first + 1, first + 2])
    }

    @Test func `a failure is tried again after growing waits, and nothing overtakes it`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let receiver = Receiver(failing: 3)
        try await receiver.told(by: hub, until: 2)
        let first = try #require(receiver.tried.first)
        #expect(receiver.tried.prefix(4) == [first, first, first, first])
        #expect(Array(receiver.seen.prefix(2)) == [first, first + 1])
        let seconds = receiver.waits.map { $0 / 1_000_000 }
        #expect(seconds.count == 3)
        for (wait, least) in zip(seconds, [5, 30, 120] as [Int64]) {
            #expect((least...(least + least / 5)).contains(wait), "\(seconds)")
        }
        let record = try #require(
            try await hub.hub.read { try $0.subscriber("test") })
        #expect(record.failures == 0 && record.trouble == nil && record.waitsUntil == nil)
        #expect(record.cursor >= 2 && record.delivered == record.cursor)
    }

    @Test func `a hub that stopped between delivery and cursor delivers once more`() async throws {
        let hub = try TestHub()
        try await hub.item()
        // The store is closed by the receiver itself: it has the entry, and its cursor cannot move.
        let first = Receiver(onDelivery: { try? hub.store.close() })
        await (try await first.subscriber(of: hub, from: .beginning)).run()
        #expect(!first.seen.isEmpty)
        let again = try TestHub(in: hub.directory)
        let second = Receiver()
        try await second.told(by: again, until: 1)
        #expect(second.seen.first == first.seen.first)
    }

    @Test func `a hub that starts again goes on where it was, with its wait`() async throws {
        let directory = ThrowAwayDirectory()
        let hub = try TestHub(in: directory)
        try await hub.item()
        let before = Receiver()
        try await before.told(by: hub, until: 1)
        try hub.store.close()
        let again = try TestHub(in: directory)
        let cursor = try await again.hub.read { try $0.subscriber("test") }?.cursor
        try await again.scan("intake", "beans", 1)
        let after = Receiver()
        try await after.told(by: again, until: 1)
        #expect(after.seen.first == cursor.map { $0 + 1 })
    }

    @Test func `a wait that a clock noted which was ahead is no wait`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let before = hub.clock.now()
        hub.clock.set(Moment(microseconds: before.microseconds + 365 * 86_400_000_000))
        let subscriber = try await hub.hub.subscriber(
            name: "test", from: .beginning, sleep: { _ in throw CancellationError() },
            deliver: { _ in .failed("500", retryAfter: 86_400) })
        let running = Task { await subscriber.run() }
        while try await hub.hub.read({ try $0.subscriber("test") })?.waitsUntil == nil {
            await Task.yield()
        }
        running.cancel()
        await running.value
        hub.clock.set(before)
        let receiver = Receiver()
        try await receiver.told(by: hub, until: 1)
        #expect(receiver.waits.isEmpty)
    }

    @Test func `of two with one name the first stays`() async throws {
        let hub = try TestHub()
        let (first, second) = (Receiver(), Receiver())
        let kept = try await first.subscriber(of: hub, from: .now)
        await hub.hub.subscribers.add(kept)
        await hub.hub.subscribers.add(try await second.subscriber(of: hub, from: .now))
        #expect(await hub.hub.subscribers["test"] === kept)
    }

    @Test func `one that hangs holds up neither the writer nor another`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let hanging = try await hub.hub.subscriber(name: "hanging", from: .beginning) { _ in
            while !Task.isCancelled { await Task.yield() }
            return .failed("cut off")
        }
        let receiver = Receiver()
        await hub.hub.subscribers.add(hanging)
        await hub.hub.subscribers.add(
            try await receiver.subscriber(of: hub, from: .beginning))
        let running = Task { await hub.hub.subscribers.run() }
        await receiver.wait(for: 2)
        try await hub.scan("intake", "beans", 1)
        await receiver.wait(for: 3)
        running.cancel()
        await running.value
        let record = try await hub.hub.read { try $0.subscriber("hanging") }
        #expect(record?.cursor == 0 && record?.failures == 0)
    }

    @Test func `one that wants no more is left alone until someone says otherwise`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let receiver = Receiver(failing: 1, by: .ended("gone"))
        let subscriber = try await receiver.subscriber(of: hub, from: .beginning)
        let running = Task { await subscriber.run() }
        while try await hub.hub.read({ try $0.subscriber("test") })?.endedAt == nil {
            await Task.yield()
        }
        #expect(receiver.seen.isEmpty)
        try await subscriber.tryNow()
        await receiver.wait(for: 1)
        running.cancel()
        await running.value
        #expect(receiver.seen.first == receiver.tried.first)
    }
}

/// One who is told of entries, and fails as often as a test asks.
private final class Receiver: Sendable {
    private struct State {
        var seen: [Int64] = []
        var tried: [Int64] = []
        var waits: [Int64] = []
        var failures: Int
    }

    private let state: Mutex<State>
    private let failure: DeliveryOutcome
    private let onDelivery: @Sendable () -> Void

    init(
        failing failures: Int = 0, by failure: DeliveryOutcome = .failed("500"),
        onDelivery: @escaping @Sendable () -> Void = {}
    ) {
        state = Mutex(State(failures: failures))
        (self.failure, self.onDelivery) = (failure, onDelivery)
    }

    var seen: [Int64] { state.withLock { $0.seen } }
    var tried: [Int64] { state.withLock { $0.tried } }
    var waits: [Int64] { state.withLock { $0.waits } }

    func subscriber(
        of hub: TestHub, from start: Hub.SubscriberStart,
        wants: @escaping @Sendable (Entry) -> Bool = { _ in true }
    ) async throws -> Subscriber {
        try await hub.hub.subscriber(
            name: "test", from: start,
            sleep: { [self] wait in
                state.withLock { $0.waits.append(wait) }
                hub.clock.advance(seconds: wait / 1_000_000 + 1)
            }, wants: wants,
            deliver: { [self] entry in
                let answer = state.withLock { state -> DeliveryOutcome in
                    state.tried.append(entry.seq)
                    guard state.failures == 0 else {
                        state.failures -= 1
                        return failure
                    }
                    state.seen.append(entry.seq)
                    return .delivered
                }
                if answer == .delivered { onDelivery() }
                return answer
            })
    }

    /// Listens until so many entries came and the cursor is kept.
    func told(
        by hub: TestHub, until count: Int,
        wants: @escaping @Sendable (Entry) -> Bool = { _ in true }
    ) async throws {
        let subscriber = try await subscriber(of: hub, from: .beginning, wants: wants)
        let running = Task { await subscriber.run() }
        await wait(for: count)
        running.cancel()
        await running.value
    }

    func wait(for count: Int) async {
        while seen.count < count { await Task.yield() }
    }
}

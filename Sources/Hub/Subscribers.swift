import Foundation
package import Journal
import Stock
import Storage
import Synchronization

/// What came of handing one entry over.
package enum DeliveryOutcome: Sendable, Hashable {
    case delivered
    /// It is tried again; `retryAfter` is how many seconds the other side asks to wait, at the least.
    case failed(String, retryAfter: Int64? = nil)
    /// The other side wants no more, until someone says otherwise.
    case ended(String)
}

/// How long to wait after so many failures in a row.
package struct BackOff: Sendable, Hashable {
    /// Seconds after the first failure, the second, and so on; the last holds for all that follow.
    package let waits: [Int64]

    /// 5 s, 30 s, 2 min, 10 min, then every hour.
    package static let standard = BackOff(waits: [5, 30, 120, 600, 3_600])
    /// Seconds that the other side may ask for at the most.
    package static let longestAsked: Int64 = 86_400

    /// Microseconds that any wait lasts at the most.
    package static let longestWait = Int64(Double(longestAsked) * 1_000_000 * 1.2)

    /// The wait before the next try.
    ///
    /// - Parameters:
    ///   - failures: In a row, from 1.
    ///   - asked: Seconds that the other side asked for; held to ``longestAsked``.
    ///   - chance: From 0 to 1: up to a fifth more, so that those who failed together do not all come
    ///     again together.
    /// - Returns: Microseconds.
    package func wait(afterFailures failures: Int, asked: Int64? = nil, chance: Double) -> Int64 {
        let seconds = waits.isEmpty ? 0 : waits[min(max(failures, 1), waits.count) - 1]
        let least = min(max(asked ?? 0, 0), Self.longestAsked)
        return Int64(Double(max(seconds, least)) * 1_000_000 * (1 + 0.2 * min(max(chance, 0), 1)))
    }
}

/// Hands the journal's entries to someone, in their order, each at least once.
///
/// Its cursor is on the disk, so a hub that starts again goes on where it was. It reads beside the writer
/// and takes the writer's turn only to move its cursor; one that fails or hangs holds up nobody else.
package final class Subscriber: Sendable {
    /// Entries that are read at once.
    private static let chunk = 100
    /// Entries delivered before the cursor is moved, at the most; those after it come twice after a power cut.
    private static let deliveriesAtOnce = 32
    /// Microseconds that a delivery may wait for its cursor while others follow it.
    private static let longestUnsaved: Int64 = 1_000_000
    /// Entries passed over before that alone moves the cursor.
    private static let passedAtOnce: Int64 = 1_000

    package let name: String
    private let store: Store
    private let backOff: BackOff
    private let wants: @Sendable (Entry) -> Bool
    private let deliver: @Sendable (Entry) async -> DeliveryOutcome
    private let sleep: @Sendable (Int64) async throws -> Void
    private let pause = Mutex(Pause())

    private struct Pause {
        var task: Task<Void, any Error>?
        var isSkipped = false
    }

    fileprivate init(
        name: String, store: Store, backOff: BackOff,
        sleep: @escaping @Sendable (Int64) async throws -> Void,
        wants: @escaping @Sendable (Entry) -> Bool,
        deliver: @escaping @Sendable (Entry) async -> DeliveryOutcome
    ) {
        (self.name, self.store, self.backOff, self.sleep) = (name, store, backOff, sleep)
        (self.wants, self.deliver) = (wants, deliver)
    }

    /// Delivers until its task is cancelled or the store is closed.
    package func run() async {
        var place = Progress()
        var faults = 0
        while !Task.isCancelled {
            do {
                // Before the journal is read, so that no entry falls between the two.
                let changes = store.follow()
                switch try await deliverWhatWaits(&place) {
                case .upToDate:
                    var coming = changes.makeAsyncIterator()
                    guard await coming.next() != nil else { return }
                case .waits(let microseconds):
                    await wait { [sleep] in try await sleep(microseconds) }
                case .ended: await wait { try await Task.sleep(for: .seconds(86_400 * 365)) }
                case .cancelled: return
                }
                faults = 0
            } catch StorageFault.stopping, StorageFault.diskFailed { return } catch {
                // A full disk: what was delivered is not noted, and comes again.
                faults += 1
                place = Progress()
                let wait = backOff.wait(afterFailures: faults, chance: .random(in: 0...1))
                await self.wait { [sleep] in try await sleep(wait) }
            }
        }
    }

    /// Tries again now, whatever it waits for.
    ///
    /// - Throws: A `StorageFault` of the whole store.
    package func tryNow() async throws {
        let name = name
        try await store.write { try $0.endWait(of: name) }
        pause.withLock {
            $0.isSkipped = true
            $0.task?.cancel()
        }
    }

    /// Where it has come to, of which the disk knows as far as `saved`.
    private struct Progress {
        var cursor: Int64?
        var saved: Int64 = 0
        var delivered: Int64?
        var unsaved = 0
        var unsavedSince = Moment(microseconds: 0)
    }

    private enum Step { case upToDate, waits(Int64), ended, cancelled }

    private func deliverWhatWaits(_ place: inout Progress) async throws -> Step {
        let name = name
        guard let record = try await store.read({ try $0.subscriber(name) }),
            record.endedAt == nil
        else { return .ended }
        if let until = record.waitsUntil {
            // A longer one was noted by a clock that was ahead.
            let wait = until.microseconds - store.clock.now().microseconds
            if 1...BackOff.longestWait ~= wait { return .waits(wait) }
        }
        var cursor = max(place.cursor ?? 0, record.cursor)
        place.saved = record.cursor
        while true {
            let after = cursor
            let entries = try await store.read { try $0.journal(after: after, limit: Self.chunk) }
            for entry in entries {
                guard !Task.isCancelled else {
                    try await save(&place, cursor)
                    return .cancelled
                }
                if wants(entry) {
                    switch await deliver(entry) {
                    case .delivered:
                        place.delivered = entry.seq
                        place.unsaved += 1
                    case .failed(let trouble, let asked):
                        try await save(&place, cursor)
                        // A hub that stops has cut it off.
                        guard !Task.isCancelled else { return .cancelled }
                        return .waits(
                            try await noteFailure(
                                trouble, asked,
                                failures: cursor > record.cursor ? 0 : record.failures))
                    case .ended(let trouble):
                        try await save(&place, cursor)
                        try await store.write { try $0.end(name, trouble: trouble) }
                        return .ended
                    }
                }
                cursor = entry.seq
                place.cursor = cursor
                if isDue(&place) { try await save(&place, cursor) }
            }
            if place.unsaved > 0 || cursor - place.saved >= Self.passedAtOnce {
                try await save(&place, cursor)
            }
            if entries.count < Self.chunk { return .upToDate }
        }
    }

    private func isDue(_ place: inout Progress) -> Bool {
        guard place.unsaved > 0 else { return false }
        let now = store.clock.now()
        if place.unsaved == 1 { place.unsavedSince = now }
        return place.unsaved >= Self.deliveriesAtOnce
            || now.microseconds - place.unsavedSince.microseconds >= Self.longestUnsaved
    }

    private func save(_ place: inout Progress, _ cursor: Int64) async throws {
        guard cursor > place.saved else { return }
        let (name, delivered) = (name, place.delivered)
        try await store.write {
            try $0.moveCursor(of: name, to: cursor, delivered: delivered)
        }
        (place.saved, place.delivered, place.unsaved) = (cursor, nil, 0)
    }

    private func noteFailure(_ trouble: String, _ asked: Int64?, failures: Int) async throws
        -> Int64
    {
        let wait = backOff.wait(
            afterFailures: failures + 1, asked: asked, chance: .random(in: 0...1))
        let until = Moment(microseconds: store.clock.now().microseconds + wait)
        let name = name
        try await store.write {
            try $0.noteFailure(of: name, trouble: trouble, waitsUntil: until)
        }
        return wait
    }

    /// Waits until that is over, ``tryNow()`` is called or the task is cancelled.
    private func wait(_ work: @escaping @Sendable () async throws -> Void) async {
        let task = pause.withLock { pause -> Task<Void, any Error>? in
            guard !pause.isSkipped else { return nil }
            let task = Task { try await work() }
            pause.task = task
            return task
        }
        if let task {
            await withTaskCancellationHandler {
                _ = await task.result
            } onCancel: {
                task.cancel()
            }
        }
        pause.withLock { $0 = Pause() }
    }
}

/// All who are told of entries, each in a task of its own.
package actor Subscribers {
    private var known: [String: Subscriber] = [:]
    private var running: [String: Task<Void, Never>] = [:]
    private var isOpen = false

    package init() {}

    /// Takes one in; it is told of entries from when ``run()`` is called, or at once where that was.
    ///
    /// Of two with one name, as where the same request came twice at once, the first stays.
    package func add(_ subscriber: Subscriber) {
        guard known[subscriber.name] == nil else { return }
        known[subscriber.name] = subscriber
        if isOpen { start(subscriber) }
    }

    /// Lets one go, and waits until it delivers nothing more.
    package func remove(_ name: String) async {
        known[name] = nil
        guard let task = running.removeValue(forKey: name) else { return }
        task.cancel()
        await task.value
    }

    package subscript(_ name: String) -> Subscriber? { known[name] }

    /// Delivers until the task is cancelled; then each has stopped.
    package func run() async {
        isOpen = true
        for subscriber in known.values { start(subscriber) }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
        isOpen = false
        let tasks = running.values
        running = [:]
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    private func start(_ subscriber: Subscriber) {
        guard running[subscriber.name] == nil else { return }
        running[subscriber.name] = Task { await subscriber.run() }
    }
}

extension Hub {
    /// The entry after which a new subscriber begins.
    package enum SubscriberStart: Sendable {
        case beginning
        case now
    }

    /// One who is told of each entry in order, at least once; a name that is known goes on where it was.
    ///
    /// - Parameters:
    ///   - name: Keeps its cursor for good.
    ///   - start: Where a name that is new begins.
    ///   - backOff: How long it waits after failures.
    ///   - sleep: Waits so many microseconds, until it is cancelled.
    ///   - wants: Tells of an entry whether it is delivered or passed over.
    ///   - deliver: Hands one entry over; called for one at a time.
    /// - Returns: One that is yet to run, by itself or among ``Subscribers``.
    /// - Throws: A `StorageFault` of the whole store.
    package func subscriber(
        name: String, from start: SubscriberStart, backOff: BackOff = .standard,
        sleep: @escaping @Sendable (Int64) async throws -> Void = {
            try await Task.sleep(for: .microseconds($0))
        },
        wants: @escaping @Sendable (Entry) -> Bool = { _ in true },
        deliver: @escaping @Sendable (Entry) async -> DeliveryOutcome
    ) async throws -> Subscriber {
        let after: Int64? =
            switch start {
            case .beginning: 0
            case .now: nil
            }
        try await store.write { try $0.subscribe(name, after: after) }
        return Subscriber(
            name: name, store: store, backOff: backOff, sleep: sleep, wants: wants,
            deliver: deliver)
    }
}

import Stock
import Storage
import Synchronization

/// Time that runs as fast as nobody has anything to do, up to a horizon at which it stands still.
final class TestClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private struct Sleeper {
        let deadline: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Duration.zero
        var horizon: Duration
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
        var pauses: [Duration] = []
    }

    private let state: Mutex<State>

    /// - Parameter horizon: Where time stands still; far away unless told otherwise.
    init(horizon: Duration = .seconds(1_000_000_000)) {
        state = Mutex(State(horizon: horizon))
    }

    var now: Instant { Instant(offset: state.withLock(\.now)) }
    var minimumResolution: Duration { .nanoseconds(1) }

    /// Every pause that was asked for, in order.
    var pauses: [Duration] { state.withLock(\.pauses) }

    /// Lets time run on for that long from where it stands.
    func run(for duration: Duration) {
        let due = state.withLock { state in
            state.horizon = max(state.horizon, state.now) + duration
            let due = state.sleepers.filter { $0.value.deadline <= state.horizon }
            for (number, sleeper) in due {
                state.sleepers[number] = nil
                state.now = max(state.now, sleeper.deadline)
            }
            return due.values
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Lets time pass as work does, without anybody sleeping.
    func pass(_ duration: Duration) { state.withLock { $0.now += duration } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        await Task.yield()
        try Task.checkCancellation()
        let number = state.withLock { state in
            state.pauses.append(deadline.offset - state.now)
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isDue = state.withLock { state in
                    guard deadline.offset > state.horizon, !Task.isCancelled else {
                        state.now = max(state.now, deadline.offset)
                        return true
                    }
                    state.sleepers[number] = Sleeper(
                        deadline: deadline.offset, continuation: continuation)
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: number) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}

/// The hub's own clock, which shows the same time.
struct WallClock: HubClock {
    let clock: TestClock

    func now() -> Moment {
        Moment(microseconds: 1_800_000_000_000_000 + Int64(clock.now.offset / .microseconds(1)))
    }
}

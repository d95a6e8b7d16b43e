import Synchronization

/// The end of one wait, for calls that count in milliseconds.
struct Deadline: Sendable {
    let end: ContinuousClock.Instant

    /// - Parameter limit: From now on; more than a day is a day.
    init(in limit: Duration) { self.init(at: .now + min(limit, .seconds(86_400))) }

    private init(at end: ContinuousClock.Instant) { self.end = end }

    /// This one, or one so far from now, whichever comes first.
    func orEarlier(in limit: Duration) -> Deadline { Deadline(at: min(end, .now + limit)) }

    var isPast: Bool { .now >= end }

    /// Milliseconds left, rounded up, from 0 to `longest`.
    func milliseconds(atMost longest: Int32) -> Int32 {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        return Int32(min((left / .milliseconds(1)).rounded(.up), Double(longest)))
    }
}

/// The wait of one task of an actor, which another ends with ``wake()``.
final class DeadlineWait: Sendable {
    private struct State {
        /// Of the wait under way; another once its time is up.
        var number = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Waits until it is woken, at the longest until then, or until the task is cancelled.
    func wait(until deadline: Deadline) async {
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        let alarm = Task {
            try? await Task.sleep(until: deadline.end, clock: .continuous)
            end(number)
        }
        defer { alarm.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state in
                    guard state.number == number else { return true }
                    state.waiter = waiter
                    return false
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            // Not at once: the actor gets on with its other work meanwhile.
            Task { self.end(number) }
        }
    }

    /// Ends the wait that is under way, if one is.
    func wake() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    private func end(_ number: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.number == number else { return nil }
            state.number += 1
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}

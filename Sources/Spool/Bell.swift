import Synchronization

/// Wakes one task that has nothing to do; rung while it is busy, it is heard at the next wait.
final class Bell: Sendable {
    private struct State {
        var rung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            state.rung = state.waiter == nil
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns when the bell is rung, was rung since the last wait, or the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let atOnce = state.withLock { state in
                    guard state.rung else {
                        state.waiter = continuation
                        return false
                    }
                    state.rung = false
                    return true
                }
                if atOnce { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
    }

    /// The same, and at most `limit`.
    func wait(atMost limit: Duration, by clock: any Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try? await clock.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}

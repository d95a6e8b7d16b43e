import Synchronization

/// Hands committed changes to whoever follows.
final class ChangeFeed: Sendable {
    /// Changes one listener may lie behind before it is ended.
    static let bound = 1_000

    private struct State {
        var next = 0
        var hasEnded = false
        var listeners: [Int: AsyncStream<Change>.Continuation] = [:]
    }

    private let state = Mutex(State())

    func follow() -> AsyncStream<Change> {
        AsyncStream(bufferingPolicy: .bufferingOldest(Self.bound)) { continuation in
            let number = state.withLock { state -> Int? in
                guard !state.hasEnded else { return nil }
                state.next += 1
                state.listeners[state.next] = continuation
                return state.next
            }
            guard let number else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in self?.forget(number) }
        }
    }

    func publish(_ changes: [Change]) {
        let listeners = state.withLock { $0.listeners }
        for (number, listener) in listeners {
            for change in changes {
                if case .dropped = listener.yield(change) {
                    forget(number)
                    listener.finish()
                    break
                }
            }
        }
    }

    func end() {
        let listeners = state.withLock { state in
            defer { (state.listeners, state.hasEnded) = ([:], true) }
            return state.listeners.values
        }
        for listener in listeners { listener.finish() }
    }

    private func forget(_ number: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
}

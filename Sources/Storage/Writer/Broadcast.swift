import Synchronization

/// Hands elements to all who listen, each in the order in which they are published.
///
/// A listener that falls too far behind is ended instead of being waited for: it has to begin anew
/// with what it reads from the store.
package final class Broadcast<Element: Sendable>: Sendable {
    private struct State {
        var next = 0
        var isClosed = false
        var listeners: [Int: AsyncStream<Element>.Continuation] = [:]
    }

    /// Elements that one listener may lie behind before it is ended.
    package let bound: Int
    private let state = Mutex(State())

    /// A broadcast without listeners; `bound` is at least 1.
    package init(bound: Int = 1_000) { self.bound = bound }

    /// Those who listen now.
    package var listenerCount: Int { state.withLock { $0.listeners.count } }

    /// Elements from now on, for one listener; none once it is closed.
    package func follow() -> AsyncStream<Element> {
        AsyncStream(bufferingPolicy: .bufferingOldest(bound)) { continuation in
            let number = state.withLock { state -> Int? in
                guard !state.isClosed else { return nil }
                state.next += 1
                state.listeners[state.next] = continuation
                return state.next
            }
            guard let number else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in self?.forget(number) }
        }
    }

    /// Hands elements to whoever listens now.
    package func publish(_ elements: Element...) { publish(elements) }

    /// Hands elements to whoever listens now.
    package func publish(_ elements: [Element]) {
        let listeners = state.withLock { $0.listeners }
        for (number, listener) in listeners {
            for element in elements {
                if case .dropped = listener.yield(element) {
                    forget(number)
                    listener.finish()
                    break
                }
            }
        }
    }

    /// Ends all who listen now; who comes later may listen again.
    package func endListeners() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return state.listeners.values
        }
        for listener in listeners { listener.finish() }
    }

    /// Ends all who listen, now and later.
    package func close() {
        state.withLock { $0.isClosed = true }
        endListeners()
    }

    private func forget(_ number: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
}

import Dispatch
import Foundation
import Glibc
import Synchronization

/// A thread on which labels are drawn, one piece of work after the other, so that those who answer requests stay free.
///
/// Others of the process go before it: a picture may wait, a scan may not. It is started with the first work, and ends with
/// this.
public final class DrawingThread: Sendable {
    /// Pieces of work that may wait, unless told otherwise.
    public static let waitingLimit = 16

    private let line: DrawingQueue

    /// A thread at which up to `limit` may wait.
    public init(limit: Int = DrawingThread.waitingLimit) { line = DrawingQueue(limit: limit) }

    deinit { line.close() }

    /// Pieces of work that wait.
    package var waiting: Int { line.waiting }

    /// Waits for the turn of some work, and for its end.
    ///
    /// - Parameters:
    ///   - isRefusable: Whether it is refused where too many wait already.
    ///   - work: Runs on the thread.
    /// - Returns: What `work` returns.
    /// - Throws: ``DrawingBusy``, or what `work` throws.
    public func run<Value: Sendable>(
        isRefusable: Bool = true, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = line.add(isRefusable: isRefusable) {
                continuation.resume(with: Result { try work() })
            }
            if !isTaken { continuation.resume(throwing: DrawingBusy()) }
        }
    }
}

/// So many drawings wait that one more would not be answered soon; nothing was drawn.
public struct DrawingBusy: Error, Hashable {}

/// What waits for a thread, and the thread.
private final class DrawingQueue: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var isStarted = false
        var isClosed = false
    }

    private let limit: Int
    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    init(limit: Int) { self.limit = limit }

    var waiting: Int { state.withLock { $0.waiting.count } }

    /// - Returns: Whether it is taken.
    func add(isRefusable: Bool, _ work: @escaping @Sendable () -> Void) -> Bool {
        let (isTaken, starts) = state.withLock { state in
            guard !isRefusable || state.waiting.count < limit else { return (false, false) }
            state.waiting.append(work)
            defer { state.isStarted = true }
            return (true, !state.isStarted)
        }
        if starts { start() }
        if isTaken { signal.signal() }
        return isTaken
    }

    func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }

    private func start() {
        let thread = Thread { [self] in
            // Of this thread alone; where it is not allowed, it is one like the others.
            _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)
            while let work = next() { work() }
        }
        thread.name = "larder-drawing"
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func next() -> (@Sendable () -> Void)? {
        while true {
            let (work, isClosed) = state.withLock { state in
                (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
            }
            if let work { return work }
            if isClosed { return nil }
            signal.wait()
        }
    }
}

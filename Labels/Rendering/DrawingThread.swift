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
    ///   - outlastsStop: Whether it is done all the same where the thread is told to ``stop()``.
    ///   - work: Runs on the thread.
    /// - Returns: What `work` returns.
    /// - Throws: ``DrawingBusy``, ``DrawingStop``, or what `work` throws.
    public func run<Value: Sendable>(
        isRefusable: Bool = true, outlastsStop: Bool = false,
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let answer = DrawingAnswer(continuation)
            let piece = DrawingPiece(
                outlastsStop: outlastsStop, work: { answer.give(Result { try work() }) },
                refuse: { answer.give(.failure($0)) })
            if let refusal = line.add(piece, isRefusable: isRefusable) { piece.refuse(refusal) }
        }
    }

    /// Ends what waits and what comes later, but for what outlasts it; nobody waits for what is being drawn any more.
    public func stop() { line.stop() }
}

/// So many drawings wait that one more would not be answered soon; nothing was drawn.
public struct DrawingBusy: Error, Hashable {}

/// The thread was told to stop before the drawing was there.
public struct DrawingStop: Error, Hashable {}

/// Who waits for a drawing; told once, by whatever comes first.
private final class DrawingAnswer<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

    init(_ continuation: CheckedContinuation<Value, any Error>) {
        self.continuation = Mutex(continuation)
    }

    func give(_ outcome: Result<Value, any Error>) {
        let waiting = continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(with: outcome)
    }
}

/// Some work in the line.
private struct DrawingPiece: Sendable {
    let outlastsStop: Bool
    let work: @Sendable () -> Void
    let refuse: @Sendable (any Error) -> Void
}

/// What waits for a thread, and the thread.
private final class DrawingQueue: Sendable {
    private struct State {
        var waiting: [DrawingPiece] = []
        /// What is being drawn.
        var current: DrawingPiece?
        var isStarted = false
        var isStopped = false
        var isClosed = false
    }

    private let limit: Int
    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    init(limit: Int) { self.limit = limit }

    var waiting: Int { state.withLock { $0.waiting.count } }

    /// - Returns: Why it is not taken; nil where it is.
    func add(_ piece: DrawingPiece, isRefusable: Bool) -> (any Error)? {
        let (refusal, starts) = state.withLock { state -> ((any Error)?, Bool) in
            guard piece.outlastsStop || !state.isStopped else { return (DrawingStop(), false) }
            guard !isRefusable || state.waiting.count < limit else { return (DrawingBusy(), false) }
            state.waiting.append(piece)
            defer { state.isStarted = true }
            return (nil, !state.isStarted)
        }
        if starts { start() }
        if refusal == nil { signal.signal() }
        return refusal
    }

    func stop() {
        let ended = state.withLock { state in
            state.isStopped = true
            let all = state.waiting + (state.current.map { [$0] } ?? [])
            state.waiting.removeAll { !$0.outlastsStop }
            return all.filter { !$0.outlastsStop }
        }
        for piece in ended { piece.refuse(DrawingStop()) }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }

    private func start() {
        let thread = Thread { [self] in
            // Of this thread alone; where it is not allowed, it is one like the others.
            _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)
            while let piece = next() { piece.work() }
        }
        thread.name = "larder-drawing"
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func next() -> DrawingPiece? {
        while true {
            // What is done is let go of out here: it may hold the last reference to the thread, whose end takes the lock.
            let (piece, isClosed, _) = state.withLock { state in
                let done = state.current
                state.current = state.waiting.isEmpty ? nil : state.waiting.removeFirst()
                return (state.current, state.isClosed, done)
            }
            if let piece { return piece }
            if isClosed { return nil }
            signal.wait()
        }
    }
}

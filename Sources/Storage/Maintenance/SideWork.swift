import Dispatch
import Synchronization

/// Long, blocking work on a thread of its own, whose outcome someone waits for later.
final class SideWork<Outcome: Sendable>: Sendable {
    private let queue: DispatchQueue
    private let outcome = Mutex<Result<Outcome, any Error>?>(nil)

    /// Begins it at once, on a thread of that name.
    init(_ name: String, _ work: @escaping @Sendable () throws -> Outcome) {
        queue = DispatchQueue(label: name)
        queue.async { [self] in
            let result = Result { try work() }
            outcome.withLock { $0 = result }
        }
    }

    /// Waits until it ended.
    func wait() { queue.sync {} }

    /// What came of it, once it ended.
    ///
    /// - Throws: What the work threw.
    func get() throws -> Outcome {
        wait()
        guard let result = outcome.withLock({ $0 }) else {
            preconditionFailure("work that ended has an outcome")
        }
        return try result.get()
    }
}

extension DispatchQueue {
    /// Runs long, blocking work here, so that the threads that answer requests stay free.
    ///
    /// - Throws: What `work` throws.
    func perform<Answer: Sendable>(
        _ work: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            async { continuation.resume(with: Result { try work() }) }
        }
    }
}

/// What one thread makes and another one uses up, a few pieces at most between them.
final class HandOver<Piece: Sendable>: Sendable {
    private let pieces = Mutex<[Piece]>([])
    private let room: DispatchSemaphore
    private let filled = DispatchSemaphore(value: 0)

    /// - Parameter limit: Pieces that may wait.
    init(limit: Int) {
        // A semaphore may not end below the number that it began with.
        room = DispatchSemaphore(value: 0)
        for _ in 0..<limit { room.signal() }
    }

    /// Hands a piece over, once there is room for it.
    func give(_ piece: Piece) {
        room.wait()
        pieces.withLock { $0.append(piece) }
        filled.signal()
    }

    /// There are no more pieces.
    func end() { filled.signal() }

    /// The next piece, once there is one; nil after the last, again and again.
    func take() -> Piece? {
        filled.wait()
        let piece = pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        (piece == nil ? filled : room).signal()
        return piece
    }
}

import Dispatch
import Foundation
import GRDB
import Stock
import Synchronization

/// The one writer. Whoever wants to record something waits here; one thread takes all who wait into one
/// transaction, commits it to the disk, and answers each with its own outcome.
///
/// A rule that refuses one request refuses that request alone. A fault of the database undoes the whole
/// transaction, and its requests are tried again one by one, so that one bad request cannot spoil its neighbours.
final class CommitQueue: Sendable {
    /// Requests in one transaction at the most.
    static let batchLimit = 512
    /// Requests that may wait at the most.
    static let waitingLimit = 20_000

    private struct State {
        var waiting: [any Waiting] = []
        var closed: StorageFault?
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the writer's thread on a database that no one else writes to.
    ///
    /// - Parameters:
    ///   - committed: Called on that thread after each commit, with what it changed.
    ///   - failed: Called once where the disk can no longer be trusted.
    init(
        pool: DatabasePool, makeLedger: @escaping @Sendable (Database) throws -> Ledger,
        committed: @escaping @Sendable ([Change]) -> Void, failed: @escaping @Sendable (any Error) -> Void
    ) {
        let thread = Thread { [self] in
            defer { ended.signal() }
            do {
                try pool.writeWithoutTransaction { db in
                    let ledger = try makeLedger(db)
                    while let batch = next() { try commit(batch, to: ledger, committed: committed) }
                }
            } catch {
                close(.diskFailed)
                failed(error)
            }
        }
        thread.name = "larder-writer"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Waits for its turn, runs `work` in the writer's transaction, and answers once that is on the disk.
    ///
    /// - Parameter work: Reads and appends; a fault it throws before its first append leaves nothing behind.
    /// - Throws: What `work` throws, or a ``StorageFault`` of the whole store.
    func submit<Outcome: Sendable>(
        _ work: @escaping @Sendable (Ledger) throws -> Outcome
    ) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            let slot = Slot(work: work, continuation: continuation)
            let refusal = state.withLock { state -> StorageFault? in
                if let closed = state.closed { return closed }
                guard state.waiting.count < Self.waitingLimit else { return .tooManyWaiting }
                state.waiting.append(slot)
                return nil
            }
            if let refusal { slot.answer(refusal) } else { signal.signal() }
        }
    }

    /// Refuses new work, finishes what waits, and ends the thread.
    func stop() {
        close(.stopping)
        ended.wait()
        ended.signal()
    }

    private func close(_ reason: StorageFault) {
        state.withLock { if $0.closed == nil || reason == .diskFailed { $0.closed = reason } }
        signal.signal()
    }

    /// All who wait, up to the limit; nil once the queue is closed and empty.
    private func next() -> [any Waiting]? {
        while true {
            let (batch, closed) = state.withLock { state -> ([any Waiting], Bool) in
                let batch = Array(state.waiting.prefix(Self.batchLimit))
                state.waiting.removeFirst(batch.count)
                return (batch, state.closed != nil)
            }
            if !batch.isEmpty { return batch }
            if closed { return nil }
            signal.wait()
        }
    }

    private func commit(
        _ batch: [any Waiting], to ledger: Ledger, committed: @Sendable ([Change]) -> Void
    ) throws {
        do {
            let changes = try ledger.transaction { for request in batch { try request.perform(ledger) } }
            for request in batch { request.answer(nil) }
            if !changes.isEmpty { committed(changes) }
        } catch let error as DatabaseError where error.resultCode.isLossOfTrust {
            for request in batch { request.answer(StorageFault.diskFailed) }
            for request in drain() { request.answer(StorageFault.diskFailed) }
            throw error
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            for request in batch { request.answer(StorageFault.diskFull) }
        } catch {
            guard batch.count > 1 else { return batch[0].answer(error) }
            for request in batch { try commit([request], to: ledger, committed: committed) }
        }
    }

    private func drain() -> [any Waiting] {
        close(.diskFailed)
        return state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }
}

/// A request in the queue, whatever its outcome's type.
private protocol Waiting: Sendable {
    /// - Throws: Only a fault of the database; a rule's refusal is kept for the answer.
    func perform(_ ledger: Ledger) throws
    /// Answers once; nil means that the transaction is on the disk.
    func answer(_ fault: (any Error)?)
}

private final class Slot<Outcome: Sendable>: Waiting {
    private let work: @Sendable (Ledger) throws -> Outcome
    private let continuation: CheckedContinuation<Outcome, any Error>
    private let outcome = Mutex<Result<Outcome, any Error>?>(nil)

    init(
        work: @escaping @Sendable (Ledger) throws -> Outcome,
        continuation: CheckedContinuation<Outcome, any Error>
    ) {
        (self.work, self.continuation) = (work, continuation)
    }

    func perform(_ ledger: Ledger) throws {
        let result: Result<Outcome, any Error>
        do { result = .success(try work(ledger)) } catch let error as DatabaseError { throw error } catch {
            result = .failure(error)
        }
        outcome.withLock { $0 = result }
    }

    func answer(_ fault: (any Error)?) {
        if let fault { return continuation.resume(throwing: fault) }
        switch outcome.withLock({ $0 }) {
        case .success(let value): continuation.resume(returning: value)
        case .failure(let error): continuation.resume(throwing: error)
        case nil: continuation.resume(throwing: StorageFault.stopping)
        }
    }
}

extension ResultCode {
    /// Whether the disk failed so that nothing in this process can be trusted any more.
    fileprivate var isLossOfTrust: Bool {
        self == .SQLITE_IOERR || self == .SQLITE_CORRUPT || self == .SQLITE_NOTADB
    }
}

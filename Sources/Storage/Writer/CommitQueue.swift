import Dispatch
import Foundation
import GRDB
package import Journal
import Stock
import Synchronization

/// The one writer: a thread takes all who wait to record something into one transaction.
///
/// It commits the transaction to the disk, and then answers each with its own outcome.
///
/// A rule that refuses one request refuses that request alone. A fault of the database undoes the
/// whole transaction, and its requests are tried again one by one, so that one bad request cannot
/// spoil its neighbours.
final class CommitQueue: Sendable {
    /// Requests in one transaction at the most.
    ///
    /// Enough to make a commit cheap for each, and few enough that others are read and answered
    /// while the disk writes these: with all 64 clients of the benchmark in one, both cores wait.
    static let batchLimit = 32
    /// Requests that may wait at the most.
    static let waitingLimit = 20_000

    private struct State {
        var waiting: [Request] = []
        var closed: StorageFault?
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let measured: @Sendable (Int, Duration) -> Void
    private let kept: @Sendable (Ledger) -> StorageFault?
    /// Whether what was last committed was kept.
    private let isKept = Atomic(true)

    /// Starts the writer's thread on a database that no one else writes to; the ledger is made when
    /// this returns.
    ///
    /// - Parameters:
    ///   - pool: Its writing connection is the thread's for good.
    ///   - makeLedger: Called on the thread, before any request.
    ///   - kept: Called on that thread after each commit, before it is answered: what keeps it from being acknowledged.
    ///     Nothing more is committed until it finds nothing.
    ///   - committed: Called on that thread after each commit, with what it changed.
    ///   - measured: Called on that thread after each transaction, with its requests and how long it took.
    ///   - failed: Called once where the disk can no longer be trusted.
    /// - Throws: What `makeLedger` throws.
    init(
        pool: DatabasePool, makeLedger: @escaping @Sendable (Database) throws -> Ledger,
        kept: @escaping @Sendable (Ledger) -> StorageFault? = { _ in nil },
        committed: @escaping @Sendable ([Change]) -> Void,
        measured: @escaping @Sendable (Int, Duration) -> Void = { _, _ in },
        failed: @escaping @Sendable (any Error) -> Void
    ) throws {
        (self.measured, self.kept) = (measured, kept)
        let started = DispatchSemaphore(value: 0)
        let refusal = Mutex<(any Error)?>(nil)
        let thread = Thread { [self] in
            defer { ended.signal() }
            do {
                try pool.writeWithoutTransaction { db in
                    let ledger: Ledger
                    do {
                        defer { started.signal() }
                        do { ledger = try makeLedger(db) } catch {
                            refusal.withLock { $0 = error }
                            return
                        }
                    }
                    while let batch = next() { try commit(batch, to: ledger, committed: committed) }
                }
            } catch {
                failed(error)
            }
        }
        thread.name = "larder-writer"
        thread.stackSize = 1 << 20
        thread.start()
        started.wait()
        if let error = refusal.withLock({ $0 }) { throw error }
    }

    /// Waits for its turn, runs `work` in the writer's transaction, and answers once that is on the
    /// disk.
    ///
    /// - Parameter work: Reads and appends; it may run again where a neighbour's fault undid it. A
    ///   fault that it throws leaves nothing behind.
    /// - Returns: What `work` returned.
    /// - Throws: What `work` throws, or a ``StorageFault`` of the whole store.
    func submit<Outcome: Sendable>(
        _ work: @escaping @Sendable (Ledger) throws -> Outcome
    ) async throws -> Outcome {
        let kept = Mutex<Result<Outcome, any Error>?>(nil)
        try await waitForCommit { ledger in
            let outcome = try ledger.attempt { try work(ledger) }
            kept.withLock { $0 = outcome }
        }
        guard let outcome = kept.withLock({ $0 }) else { throw StorageFault.stopping }
        return try outcome.get()
    }

    private func waitForCommit(
        _ perform: @escaping @Sendable (Ledger) throws -> Void
    ) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let request = Request(perform: perform, continuation: continuation)
            let (refusal, isFirst) = state.withLock { state -> (StorageFault?, Bool) in
                if let closed = state.closed { return (closed, false) }
                guard state.waiting.count < Self.waitingLimit else {
                    return (.tooManyWaiting, false)
                }
                state.waiting.append(request)
                return (nil, state.waiting.count == 1)
            }
            if let refusal { request.answer(refusal) } else if isFirst { signal.signal() }
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
    private func next() -> [Request]? {
        while true {
            let (batch, closed) = state.withLock { state -> ([Request], Bool) in
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
        _ batch: [Request], to ledger: Ledger, committed: @Sendable ([Change]) -> Void
    ) throws {
        if !isKept.load(ordering: .relaxed), let fault = look(ledger) {
            for request in batch { request.answer(fault) }
            return
        }
        do {
            let began = ContinuousClock.now
            let changes = try ledger.transaction {
                for request in batch { try request.perform(ledger) }
            }
            let took = ContinuousClock.now - began
            let fault = look(ledger)
            for request in batch { request.answer(fault) }
            measured(batch.count, took)
            if !changes.isEmpty { committed(changes) }
        } catch let error as DatabaseError where error.resultCode.isLossOfTrust {
            for request in batch + drain() { request.answer(StorageFault.diskFailed) }
            throw error
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            for request in batch { request.answer(StorageFault.diskFull) }
        } catch {
            guard batch.count > 1 else { return batch[0].answer(error) }
            for (index, request) in batch.enumerated() {
                do { try commit([request], to: ledger, committed: committed) } catch {
                    for request in batch[(index + 1)...] { request.answer(StorageFault.diskFailed) }
                    throw error
                }
            }
        }
    }

    /// What keeps the last commit from being acknowledged.
    private func look(_ ledger: Ledger) -> StorageFault? {
        let fault = kept(ledger)
        if isKept.load(ordering: .relaxed) != (fault == nil) {
            isKept.store(fault == nil, ordering: .relaxed)
        }
        return fault
    }

    private func drain() -> [Request] {
        close(.diskFailed)
        return state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }
}

/// What waits in the queue.
private struct Request: Sendable {
    /// Throws a fault of the database, or a refusal that came after something was written; any other
    /// refusal is an outcome, which it keeps.
    let perform: @Sendable (Ledger) throws -> Void
    let continuation: CheckedContinuation<Void, any Error>

    /// Answers once; nil means that the transaction is on the disk.
    func answer(_ fault: (any Error)?) {
        if let fault { continuation.resume(throwing: fault) } else { continuation.resume() }
    }
}

extension ResultCode {
    /// Whether the disk failed so that nothing in this process can be trusted any more.
    fileprivate var isLossOfTrust: Bool {
        self == .SQLITE_IOERR || self == .SQLITE_CORRUPT || self == .SQLITE_NOTADB
    }
}

/// What one committed entry was, for those who follow the hub live.
public struct Change: Sendable {
    /// The entry's number; a follower that was ended reads the journal from its last one.
    public let seq: Int64
    /// The entry's kind, as in ``EntryKinds/all``.
    public let kind: String
    /// What the entry says.
    package let body: any EntryKind
}

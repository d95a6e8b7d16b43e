public import Foundation
import GRDB
import Journal
public import Stock
import Synchronization

/// One hub's store: the journal, what it adds up to, and what stands beside it.
///
/// The process that opens it holds its data directory until the store is closed.
public final class Store: Sendable {
    /// Held by this process alone until ``close()``.
    public let directory: DataDirectory
    /// The id that goes into every hash of the journal.
    public let hub: HubID
    /// Dates in the zone the hub was founded in, whatever the machine's own.
    public let calendar: HubCalendar
    /// What entries are timed by.
    public let clock: any HubClock
    private let pool: DatabasePool
    private let queue: CommitQueue
    private let lock: DirectoryLock
    private let changes: Broadcast<Change>
    private let reads = Atomic(0), writes = Atomic(0)
    private let watch = ClockWatch()

    /// Opens the hub in a data directory, or founds one there.
    ///
    /// After a failed disk the whole journal is verified first.
    ///
    /// - Parameters:
    ///   - directory: Made where it is not there, open to its owner only.
    ///   - clock: What entries are timed by.
    ///   - timeZone: For a hub that is being founded; an old one keeps its own.
    ///   - measured: Called after each of the writer's transactions, with its requests and how long it took.
    ///   - diskFailed: Called once where the disk can no longer be trusted; the process should end.
    /// - Throws: A ``StorageFault`` of the whole store, ``VerificationFinding`` where a doubted
    ///   journal is damaged, or what SQLite says.
    public init(
        at directory: DataDirectory, clock: any HubClock = SystemClock(),
        timeZone: TimeZone = .current,
        measured: @escaping @Sendable (Int, Duration) -> Void = { _, _ in },
        diskFailed: @escaping @Sendable (any Error) -> Void = { _ in }
    ) throws {
        try directory.create()
        lock = try directory.takeLock()
        let inDoubt = FileManager.default.fileExists(atPath: directory.doubt.path)
        let pool = try StoreConnection.open(directory.database)
        let (hub, epoch, zone) = try pool.write { db in
            try HubBootstrap.prepare(db)
            let (id, epoch) = try Queries(db).hub()
            let name = try Queries(db).timeZone()
            return (id, epoch, name.flatMap { TimeZone(identifier: $0) } ?? timeZone)
        }
        if inDoubt {
            if let finding = try Verification.run(pool).first { throw finding }
            try FileManager.default.removeItem(at: directory.doubt)
        }
        let calendar = HubCalendar(timeZone: zone)
        let changes = Broadcast<Change>()
        let watch = watch
        (self.directory, self.hub, self.calendar, self.clock) = (directory, hub, calendar, clock)
        (self.pool, self.changes) = (pool, changes)
        queue = try CommitQueue(
            pool: pool,
            makeLedger: { db in
                let ledger = try Ledger(
                    db: db, hub: hub, epoch: epoch, clock: clock, calendar: calendar,
                    watch: watch)
                _ = try ledger.transaction { try HubBootstrap.found(ledger, timeZone: zone) }
                return ledger
            },
            committed: { changes.publish($0) }, measured: measured,
            failed: { error in
                _ = FileManager.default.createFile(atPath: directory.doubt.path, contents: nil)
                diskFailed(error)
            })
    }

    /// Runs `work` in the one writer's transaction and answers once its outcome is on the disk.
    ///
    /// - Throws: What `work` throws, or a ``StorageFault`` of the whole store; then nothing of it
    ///   happened.
    public func write<Outcome: Sendable>(
        _ work: @escaping @Sendable (Ledger) throws -> Outcome
    ) async throws -> Outcome {
        writes.add(1, ordering: .relaxed)
        return try await queue.submit(work)
    }

    /// Reads as of one moment, beside the writer.
    public func read<Answer: Sendable>(_ work: @escaping @Sendable (Queries) throws -> Answer)
        async throws -> Answer
    {
        reads.add(1, ordering: .relaxed)
        return try await pool.read { try work(Queries($0)) }
    }

    /// Now, by the later of the clock and the last entry.
    package var moment: Moment { max(clock.now(), watch.record.latest) }

    /// How far off the clock of a sender is that showed `sentAt` just now.
    package func clockOffset(sentAt: Moment) -> ClockOffset {
        let record = watch.record
        return ClockOffset(
            sentAt: sentAt, clock: clock.now(), latest: record.hasEntries ? record.latest : nil,
            jumpedFrom: record.jumpedFrom)
    }

    /// What speaks against the clock.
    package var clockCheck: ClockCheck {
        let record = watch.record
        return ClockCheck(
            now: clock.now(), latest: record.hasEntries ? record.latest : nil,
            jumpedFrom: record.jumpedFrom)
    }

    /// Snapshots and requests of the writer since the store was opened.
    public var asked: (reads: Int, writes: Int) {
        (reads.load(ordering: .relaxed), writes.load(ordering: .relaxed))
    }

    /// Committed changes from now on, for one listener; it is ended when it falls 1,000 behind.
    public func follow() -> AsyncStream<Change> { changes.follow() }

    /// Walks the whole journal and rebuilds the projections beside it, while the hub goes on.
    ///
    /// - Returns: What is wrong, the first entry first; empty where all is well.
    public func verify() async throws -> [VerificationFinding] {
        let pool = pool
        return try await onOwnThread { try Verification.run(pool) }
    }

    /// Writes a consistent copy to a new file, on the disk before this returns, while the hub goes
    /// on.
    ///
    /// - Throws: ``StorageFault/directoryNotEmpty(path:)`` where the file is there already.
    public func backUp(to file: URL) async throws {
        let pool = pool
        try await onOwnThread { try Backup.write(pool, to: file) }
    }

    /// Finishes what waits, and lets go of the data directory.
    public func close() throws {
        queue.stop()
        changes.close()
        try pool.close()
        lock.release()
    }

    deinit { try? close() }
}

/// Runs long, blocking work on a thread of its own, so that the threads that answer requests stay
/// free.
private func onOwnThread<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer)
    async throws
    -> Answer
{
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}

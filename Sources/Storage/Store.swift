import Dispatch
public import Foundation
import GRDB
package import Journal
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
    private let watch = LedgerWatch()
    private let loss: JournalLoss?
    private let check: JournalCheck
    /// The number that the epoch of the next entry began with.
    package let epochFrom: Int64
    private let note: HeadNote
    private let files: OpenFiles
    private let everyMinute = Mutex<Task<Void, Never>?>(nil)
    /// Names of sources that had been erased, stood in the database that was opened, and were erased again.
    package let erasedAgain: Int
    /// Why the list of erased names could not be held against the database; nil where it could.
    package let erasuresFault: StorageFault?
    /// The list of erased names has one writer.
    let listing = DispatchQueue(label: "larder-erasures")
    /// What files would come to is worked out here, one after the other.
    private let previews = DispatchQueue(label: "larder-preview", qos: .utility)
    /// Long work, one after the other.
    private let maintenance = DispatchQueue(label: "larder-maintenance")

    /// Opens the hub in a data directory, or founds one there; never over what is left of another.
    ///
    /// After a failed disk the whole journal is verified first. Where entries are gone that had been noted outside the
    /// database, or the note is, the hub goes on in another epoch (``journalLoss``).
    ///
    /// - Parameters:
    ///   - directory: Made where it is not there, open to its owner only.
    ///   - clock: What entries are timed by.
    ///   - timeZone: For a hub that is being founded; an old one keeps its own. Nil where nobody says: the machine's is
    ///     taken, and known to be guessed.
    ///   - measured: Called after each of the writer's transactions, with its requests and how long it took.
    ///   - noteFailed: Called where how far the journal goes cannot be noted outside the database, once until it can be
    ///     again: entries that go missing are not noticed meanwhile.
    ///   - filesLost: Called where the database that is open, or its log, does not stand in its place any more, once until
    ///     it does again, with the file that has all that was recorded: the database or a copy; nil where none could be
    ///     made.
    ///   - diskFailed: Called once where the disk can no longer be trusted; the process should end.
    /// - Throws: A ``StorageFault`` of the whole store, ``VerificationFinding`` where a doubted
    ///   journal is damaged, or what SQLite says.
    public convenience init(
        at directory: DataDirectory, clock: any HubClock = SystemClock(),
        timeZone: TimeZone? = nil,
        measured: @escaping @Sendable (Int, Duration) -> Void = { _, _ in },
        noteFailed: @escaping @Sendable (any Error) -> Void = { _ in },
        filesLost: @escaping @Sendable (URL?) -> Void = { _ in },
        diskFailed: @escaping @Sendable (any Error) -> Void = { _ in }
    ) throws {
        do {
            try self.init(
                opening: directory, clock, timeZone, measured: measured, noteFailed: noteFailed,
                filesLost: filesLost, diskFailed: diskFailed)
        } catch let error as DatabaseError where error.resultCode.saysNoDatabase {
            throw StorageFault.databaseDamaged(path: directory.database.path)
        } catch let error as DatabaseError
            where error.resultCode.primaryResultCode.mayMeanFull && directory.takesNothing
        {
            throw StorageFault.diskFull
        }
    }

    private init(
        opening directory: DataDirectory, _ clock: any HubClock, _ timeZone: TimeZone?,
        measured: @escaping @Sendable (Int, Duration) -> Void,
        noteFailed: @escaping @Sendable (any Error) -> Void,
        filesLost: @escaping @Sendable (URL?) -> Void,
        diskFailed: @escaping @Sendable (any Error) -> Void
    ) throws {
        try directory.create()
        lock = try directory.takeLock()
        try directory.keepToOwner()
        let founds = try directory.mayBeFounded()
        if founds {
            try DataDirectory.replace(directory.founding, with: Data())
            // SQLite's own would be readable by others.
            if !FileManager.default.fileExists(atPath: directory.database.path) {
                try DataDirectory.replace(directory.database, with: Data())
            }
        }
        let inDoubt = FileManager.default.fileExists(atPath: directory.doubt.path)
        let pool = try StoreConnection.open(directory.database, mayFound: founds)
        let (hub, epoch, calendar) = try pool.write { db in
            try HubBootstrap.prepare(db)
            let queries = Queries(db)
            let (id, epoch) = try queries.hub()
            let known = try queries.timeZone()
            let zone = known.flatMap { TimeZone(identifier: $0) } ?? timeZone ?? .current
            let isGuessed = try known == nil ? timeZone == nil : queries.isTimeZoneGuessed()
            return (id, epoch, HubCalendar(timeZone: zone, isGuessed: isGuessed))
        }
        if inDoubt {
            if let finding = try Verification(of: directory.database).findings.first {
                throw finding
            }
            try FileManager.default.removeItem(at: directory.doubt)
        }
        check = JournalCheck(directory, hub: hub, clock: clock)
        let changes = Broadcast<Change>()
        let watch = watch
        let files = OpenFiles(directory, clock: clock, lost: filesLost)
        let note = HeadNote(directory, hub: hub.description, in: files.folder)
        (self.note, self.files) = (note, files)
        let (erased, erasuresFault) = Self.erasures(directory)
        let erasedAgain = Mutex(0)
        (self.directory, self.hub, self.calendar, self.clock) = (directory, hub, calendar, clock)
        (self.pool, self.changes) = (pool, changes)
        queue = try CommitQueue(
            pool: pool,
            makeLedger: { db in
                let ledger = try Ledger(
                    db: db, hub: hub, epoch: epoch, clock: clock, calendar: calendar,
                    watch: watch)
                _ = try ledger.transaction {
                    try HubBootstrap.found(ledger)
                    if founds { return try ledger.expectAnchor() }
                    try ledger.compare(with: JournalAnchor.read(directory))
                    let count = try ledger.erase(erased)
                    erasedAgain.withLock { $0 = count }
                }
                // A database without its log holds a hub from here on.
                if founds { try db.checkpoint(.truncate) }
                // A full disk keeps nobody from reading.
                if !founds { try? ledger.noteHead(in: directory) }
                return ledger
            },
            kept: { ledger in
                guard files.look(ledger) else { return .databaseReplaced }
                note.keep(ledger.head.known)
                return nil
            },
            committed: { changes.publish($0) }, measured: measured,
            failed: { error in
                _ = FileManager.default.createFile(
                    atPath: directory.doubt.path, contents: nil,
                    attributes: [.posixPermissions: 0o600])
                diskFailed(error)
            })
        (self.erasedAgain, self.erasuresFault) = (erasedAgain.withLock { $0 }, erasuresFault)
        (loss, epochFrom) = try pool.read { db in
            let queries = Queries(db)
            return (try queries.journalLoss(), try queries.epochFrom())
        }
        if founds {
            try noteHead()
            try FileManager.default.removeItem(at: directory.founding)
            try DataDirectory.sync(directory.url)
        } else {
            note.sync(head, orSay: noteFailed)
        }
        let everyMinute = Task { [weak self] in
            while (try? await Task.sleep(for: .seconds(60))) != nil {
                guard let self else { return }
                try? await DispatchQueue.global(qos: .utility).perform {
                    note.sync(self.head, orSay: noteFailed)
                }
                // The writer looks, though nobody scans.
                if !files.areInPlace { try? await queue.submit { _ in } }
            }
        }
        self.everyMinute.withLock { $0 = everyMinute }
    }

    /// The names that are erased, or why nobody can tell.
    private static func erasures(_ directory: DataDirectory) -> (ErasureList, StorageFault?) {
        do { return (try ErasureList.read(directory) ?? ErasureList(), nil) } catch {
            return (ErasureList(), error)
        }
    }

    /// Notes outside the database how far the journal goes, unless that is noted already or the store is closed.
    func noteHead() throws { try note.sync(head) }

    /// Whether the database that is open, and its log, stand where they were opened; else nothing is recorded.
    package var isInPlace: Bool { files.areInPlace }

    /// The last entry that is on the disk, and the epoch of the next.
    package var head: JournalHead { watch.head.known }

    /// What was gone when the hub was opened in the last seven days; nil where nothing was.
    package var journalLoss: JournalLoss? {
        loss.flatMap { $0.isSaid(at: moment) ? $0 : nil }
    }

    /// What the check of the chain found that goes on beside the hub.
    package var journalCheck: JournalCheckRecord { check.record }

    /// Checks the chain beside the hub until the task is cancelled: a part at once, and the whole of it within each day.
    ///
    /// - Parameter found: Called each time that a walk ends at damage.
    package func checkJournal(found: @Sendable (JournalDamage) -> Void) async {
        await check.run(found: found)
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

    /// What `work` would come to now, beside the writer; nothing of it is recorded, and nobody else sees it.
    ///
    /// One at a time; what it writes is in memory meanwhile.
    ///
    /// - Throws: What `work` throws, or `DatabaseError`.
    public func preview<Outcome: Sendable>(
        _ work: @escaping @Sendable (Ledger) throws -> Outcome
    ) async throws -> Outcome {
        reads.add(1, ordering: .relaxed)
        return try await previews.perform { [self] in
            try files.check()
            return try DatabaseFork(of: directory.database).write { db in
                let ledger = try ledger(reading: Queries(db))
                var outcome: Outcome?
                _ = try ledger.transaction { outcome = try ledger.preview { try work(ledger) } }
                guard let outcome else { preconditionFailure("a transaction did its work") }
                return outcome
            }
        }
    }

    /// Begins to read as of one moment, piece by piece.
    public func snapshot() throws -> StoreSnapshot {
        reads.add(1, ordering: .relaxed)
        try files.check()
        return try StoreSnapshot(of: directory.database)
    }

    /// The rules of the ledger over what a reader sees, to work out what something would come to; it records nothing.
    ///
    /// - Throws: `DatabaseError`.
    package func ledger(reading queries: Queries) throws -> Ledger {
        let (hub, epoch) = try queries.hub()
        let ledger = try Ledger(
            db: queries.db, hub: hub, epoch: epoch, clock: clock, calendar: calendar,
            watch: LedgerWatch())
        try ledger.projector.begin()
        return ledger
    }

    /// Now, by the later of the clock and the last entry.
    package var moment: Moment { max(clock.now(), watch.record.latest) }

    /// How far off the clock of a sender is that showed `sentAt` just now.
    package func clockOffset(sentAt: Moment) -> ClockOffset {
        let record = watch.record
        return ClockOffset(
            sentAt: sentAt, clock: clock.now(), latest: record.hasEntries ? record.latest : nil,
            jumpedFrom: record.jumpedFrom, habit: record.habit, leap: record.leap(of: clock))
    }

    /// What speaks against the clock.
    package var clockCheck: ClockCheck { watch.record.check(clock) }

    /// Snapshots and requests of the writer since the store was opened.
    public var asked: (reads: Int, writes: Int) {
        (reads.load(ordering: .relaxed), writes.load(ordering: .relaxed))
    }

    /// Committed changes from now on, for one listener; it is ended when it falls 1,000 behind.
    public func follow() -> AsyncStream<Change> { changes.follow() }

    /// Walks the whole journal and rebuilds the projections beside it, while the hub goes on; one such work at a time,
    /// on connections of its own.
    ///
    /// What it finds stands in ``journalCheck`` until another finds nothing.
    ///
    /// - Returns: How far it walked, and what is wrong.
    package func verification() async throws -> Verification {
        try await maintenance.perform {
            try self.files.check()
            var verification = try Verification(of: self.directory.database)
            self.check.note(verified: verification.findings.first)
            verification.loss = self.journalLoss.map { .gone($0) }
            return verification
        }
    }

    /// The same, of which only what is wrong is wanted: empty where all is well.
    public func verify() async throws -> [VerificationFinding] { try await verification().all }

    /// Begins a consistent copy of the database, on a connection of its own; nothing is written for it.
    public func copy() throws -> DatabaseCopy {
        try files.check()
        return try DatabaseCopy(of: directory.database)
    }

    /// Finishes what waits, brings the database up to date without its log, notes how far the journal goes, and lets
    /// go of the data directory.
    public func close() throws {
        everyMinute.withLock { $0?.cancel() }
        check.stop()
        queue.stop()
        changes.close()
        // What a failed disk kept of the log is looked at before it is used.
        if !FileManager.default.fileExists(atPath: directory.doubt.path) {
            try? pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 1000")
                try db.checkpoint(.truncate)
            }
            try? noteHead()
        }
        note.end()
        try pool.close()
        lock.release()
    }

    deinit { try? close() }
}

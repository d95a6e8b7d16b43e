import Foundation
import GRDB
import Journal
import Stock

/// What the writer's thread works with: the database inside its transaction, the journal's head, and the
/// stock it has read so far.
///
/// A reader makes its own to look ahead, by ``Store/ledger(reading:)``.
///
/// The rules are in `Stock`; here they are fed and their outcome is appended. One instance lives on
/// one thread. What a request appends shows in ``Store/read(_:)`` once ``transaction(_:)``
/// returned.
public final class Ledger {
    let db: Database
    let hub: HubID
    let clock: any HubClock
    let calendar: HubCalendar
    private let watch: LedgerWatch
    let projector: Projector
    private let begin, commit, rollback, insert, find: BoundStatement
    private(set) var head: Head
    /// The latest moment that the hub knows of: the last entry's, or a person's word that the clock is right where
    /// entries stand later than that.
    private(set) var latest: Moment
    /// The clock at the last entry of this run, and by how much it was set between entries, those of other runs too.
    private var (reading, leap): (ClockReading?, Int64) = (nil, 0)
    private var changes: [Change] = []
    private var flushed = 0
    var duplicateScans = DuplicateScans()
    /// Whether the transaction erased what is not to be found in the hub's files either.
    var hasErased = false

    struct Head: Sendable {
        var epoch: Int64
        var seq: Int64 = 0
        var recordedAt = Moment(microseconds: 0)
        var hash = Chain.start

        /// As others are told of it.
        var known: JournalHead { JournalHead(epoch: epoch, seq: seq, hash: hash.hexadecimal) }
    }

    init(
        db: Database, hub: HubID, epoch: Int64, clock: any HubClock, calendar: HubCalendar,
        watch: LedgerWatch
    ) throws {
        (self.db, self.hub, self.clock, self.calendar) = (db, hub, clock, calendar)
        self.watch = watch
        projector = try Projector(db: db)
        begin = try BoundStatement(db, "BEGIN IMMEDIATE")
        commit = try BoundStatement(db, "COMMIT")
        rollback = try BoundStatement(db, "ROLLBACK")
        insert = try BoundStatement(
            db,
            """
            INSERT INTO journal (seq, epoch, id, kind, recorded_at, hash, body)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        find = try BoundStatement(db, "SELECT 1 FROM journal WHERE id = ?")
        head = try Self.readHead(db, epoch: epoch)
        watch.head = head
        watch.record = try Queries(db).clockRecord()
        (latest, projector.jumpedFrom) = (watch.record.latest, watch.record.jumpedFrom)
        leap = watch.record.leap
        projector.habit = watch.record.habit
        projector.lastRecordedAt = head.seq == 0 ? nil : head.recordedAt
    }

    /// Runs requests in one transaction that ends on the disk.
    ///
    /// - Returns: What it changed.
    /// - Throws: A fault of the database; then nothing of it happened.
    func transaction(_ requests: () throws -> Void) throws -> [Change] {
        let (before, latestBefore) = (head, latest)
        let (readingBefore, leapBefore) = (reading, leap)
        do {
            try begin.run()
            try projector.begin()
            try requests()
            try projector.flush()
            try noteLatest(after: latestBefore)
            try commit.run()
        } catch {
            // SQLite may have ended the transaction itself, as it does with a full disk.
            if db.isInsideTransaction { try? rollback.run() }
            (head, latest) = (before, latestBefore)
            (reading, leap) = (readingBefore, leapBefore)
            projector.lastRecordedAt = head.seq == 0 ? nil : head.recordedAt
            (projector.jumpedFrom, projector.habit) = (watch.record.jumpedFrom, watch.record.habit)
            (changes, hasErased) = ([], false)
            duplicateScans = DuplicateScans()
            projector.forget()
            throw error
        }
        defer { (changes, hasErased) = ([], false) }
        watch.record = clockRecord
        watch.head = head
        if hasErased { emptyLog() }
        return changes
    }

    /// Empties the write-ahead log, which holds what was erased until then.
    ///
    /// Where a reader needs the log for longer than 200 ms, it stays until later commits overwrite it.
    private func emptyLog() {
        try? db.execute(sql: "PRAGMA busy_timeout = 200")
        try? db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        try? db.execute(sql: "PRAGMA busy_timeout = \(StoreConnection.busySeconds * 1_000)")
    }

    /// Writes an entry at the journal's end and what it changes in the projections.
    ///
    /// - Throws: A fault of the database, which ends the transaction, or a `StockFault` where the
    ///   lines cannot be added up; then nothing was written.
    @discardableResult
    func append<Body: EntryProjection>(_ id: EntryID, _ body: Body) throws -> Entry {
        let bytes = try body.encoded()
        let seq = head.seq + 1
        let moment = moment
        // It is later than that where the clock was ahead before a person set it right: entries stand in the order of
        // these times.
        let recordedAt = max(moment, Moment(microseconds: head.recordedAt.microseconds + 1))
        let kind = Body.kind
        let hash = Chain.hash(
            hub: hub, epoch: head.epoch, seq: seq, id: id, kind: kind, recordedAt: recordedAt,
            previous: head.hash,
            body: bytes)
        projector.recordedAt = recordedAt
        try body.project(into: projector, id: id, seq: seq)
        try projector.endStretch(with: seq)
        try insert.run(seq, head.epoch, id, kind, recordedAt.microseconds, hash, bytes)
        try projector.noteLeap(to: seq)
        let entry = Entry(
            seq: seq, epoch: head.epoch, id: id, kind: kind, recordedAt: recordedAt,
            previous: head.hash, body: bytes,
            hash: hash)
        (head.seq, head.recordedAt, head.hash) = (seq, recordedAt, hash)
        latest = moment
        try noteClock()
        changes.append(Change(seq: seq, kind: kind, body: body))
        return entry
    }

    /// Keeps for the runs to come what time it was, where entries stand in the journal as later than that.
    private func noteLatest(after before: Moment) throws {
        guard latest != before, latest < head.recordedAt else { return }
        try set(ClockRecord.latestSetting, to: String(latest.microseconds))
    }

    private func noteClock() throws {
        guard let now = ClockReading(clock) else { return }
        let step = reading.map { now.leap(since: $0) } ?? 0
        reading = now
        guard step.magnitude > ClockCheck.correction.magnitude else { return }
        leap &+= step
        // Kept for the runs to come, until a person says that the clock is right.
        try set(ClockRecord.leapSetting, to: String(leap))
    }

    /// Now, for what happens without a time of its own: later than all that is known, so that what came first happened
    /// first.
    var moment: Moment {
        max(clock.now(), Moment(microseconds: latest.microseconds + 1))
    }

    /// When a fact happened: what its sender said, held to now; nil where that is when it is recorded.
    func happenedAt(_ said: Moment?) -> Moment? {
        let now = moment
        if let said, said < now { return said }
        return head.recordedAt < now ? nil : now
    }

    /// The day on the hub's wall: of the later of its clock and the last entry.
    var today: CivilDate { calendar.date(moment) }

    /// The day that what happened on a day counts for, and whether it came late, for a day that is closed.
    func openDay(for day: CivilDate?) throws -> (day: CivilDate, late: Bool) {
        DayRule.day(scanned: day, today: today, lastClosed: try lastClosedDay())
    }

    /// The day that what happens now counts for.
    func openDay() throws -> CivilDate { try openDay(for: nil).day }

    /// What speaks against the clock.
    var clockCheck: ClockCheck { clockRecord.check(clock) }

    private var clockRecord: ClockRecord {
        ClockRecord(
            latest: latest, jumpedFrom: projector.jumpedFrom, habit: projector.habit,
            hasEntries: head.seq > 1, reading: reading, leap: leap)
    }

    /// A person says that the clock is right: what was recorded for later moments happened before now.
    func confirmClock() throws {
        let now = clock.now()
        let rest = try doubtedRest(until: now)
        try flush()
        let closed = try Queries(db).lastClosing()
        let shift = try dayShift(
            after: calendar.date(now), since: closed.map { $0.seq } ?? 0, now: now,
            lastClosed: closed.map { $0.day })
        latest = now
        (reading, leap) = (nil, 0)
        try set(ClockRecord.leapSetting, to: "0")
        try append(freshEntryID(), ClockConfirmed(at: now, rest: rest, shift: shift))
    }

    /// How long the hub was at rest, where that is what speaks against the clock and could be a habit.
    private func doubtedRest(until now: Moment) throws -> Int64? {
        guard case .ahead = clockCheck else { return nil }
        let rests = try Queries(db).doubtedRests() + [now.microseconds &- latest.microseconds]
        return rests.filter { ClockCheck.longestRest...ClockCheck.longestHabit ~= $0 }.max()
    }

    /// Goes on in an epoch that no entry belongs to yet.
    ///
    /// - Parameters:
    ///   - reason: Why.
    ///   - noted: What is known outside the database to have been recorded.
    /// - Throws: A fault of the database.
    func beginEpoch(_ reason: EpochBegun.Reason, noted: JournalHead? = nil) throws {
        let before = head.known
        head.epoch = max(head.epoch, noted?.epoch ?? 0).adding(clamping: 1)
        try db.execute(sql: "UPDATE hub SET epoch = ?", arguments: [head.epoch])
        var random = SystemRandomNumberGenerator()
        let writer = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        try append(
            freshEntryID(),
            EpochBegun(
                epoch: head.epoch, after: before, noted: noted, writer: writer.hexadecimal,
                reason: reason))
    }

    /// The entry of an id, where there is one.
    func entry(_ id: EntryID) throws -> KnownEntry? {
        guard try find.findsRow(id) else { return nil }
        let sql = "SELECT seq, recorded_at, kind, body FROM journal WHERE id = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob]).map { row in
            KnownEntry(
                seq: row["seq"], recordedAt: Moment(microseconds: row["recorded_at"]),
                body: try EntryKinds.read(row["kind"], row["body"]))
        }
    }

    private static func readHead(_ db: Database, epoch: Int64) throws -> Head {
        let row = try Row.fetchOne(
            db, sql: "SELECT seq, recorded_at, hash FROM journal ORDER BY seq DESC LIMIT 1")
        guard let row else { return Head(epoch: epoch) }
        return Head(
            epoch: epoch, seq: row["seq"], recordedAt: Moment(microseconds: row["recorded_at"]),
            hash: row["hash"])
    }
}

extension Ledger {
    /// Runs one of several requests that share a transaction: its refusal is an outcome, a fault of
    /// the database ends them all.
    ///
    /// - Throws: A fault of the database, or a refusal that came after something was written: only
    ///   undoing the whole transaction leaves nothing of it behind.
    public func attempt<Outcome>(_ request: () throws -> Outcome) throws -> Result<
        Outcome, any Error
    > {
        let before = written
        do { return .success(try request()) } catch let error as DatabaseError { throw error } catch
        {
            guard written == before else { throw error }
            return .failure(error)
        }
    }

    /// Rows that requests wrote on this connection; the projector's own writes are not among them.
    private var written: Int { db.totalChangesCount - flushed }

    /// What there is by now, with what this transaction wrote.
    package func queries() throws -> Queries {
        try flush()
        return Queries(db)
    }

    /// Writes balances and totals now, for a request that is about to read them.
    func flush() throws {
        let before = db.totalChangesCount
        try projector.flush()
        flushed += db.totalChangesCount - before
    }
}

extension Ledger {
    /// Does `work` and takes all of it back: what it would come to.
    ///
    /// What others record in the same transaction stays.
    ///
    /// - Throws: What `work` throws, or a fault of the database, which ends the transaction.
    package func preview<Outcome>(_ work: () throws -> Outcome) throws -> Outcome {
        try savepoint(isKept: false, work).get()
    }

    /// Does all of `work` or nothing: where it is refused, what it wrote before that is taken back.
    ///
    /// - Throws: A fault of the database, which ends the transaction.
    package func isolated<Outcome>(_ work: () throws -> Outcome) throws -> Result<
        Outcome, any Error
    > {
        // What cannot be added up may show when sums are written.
        try savepoint(isKept: true) {
            let outcome = try work()
            try flush()
            return outcome
        }
    }

    private func savepoint<Outcome>(
        isKept: Bool, _ work: () throws -> Outcome
    ) throws -> Result<Outcome, any Error> {
        try flush()
        let before = (head, latest, changes, duplicateScans, hasErased, written)
        let clock = (projector.lastRecordedAt, projector.jumpedFrom, projector.habit)
        let (readingBefore, leapBefore) = (reading, leap)
        try db.execute(sql: "SAVEPOINT part")
        let outcome = Result { try work() }
        // A constraint that something breaks undoes its statement alone; other faults may have ended the transaction.
        if case .failure(let fault as DatabaseError) = outcome,
            fault.resultCode != .SQLITE_CONSTRAINT
        {
            throw fault
        }
        if isKept, case .success = outcome {
            try db.execute(sql: "RELEASE part")
            return outcome
        }
        try db.execute(sql: "ROLLBACK TO part; RELEASE part")
        flushed += written - before.5
        (head, latest, changes) = (before.0, before.1, before.2)
        (duplicateScans, hasErased) = (before.3, before.4)
        (projector.lastRecordedAt, projector.jumpedFrom, projector.habit) = clock
        (reading, leap) = (readingBefore, leapBefore)
        projector.forget()
        try projector.begin()
        return outcome
    }
}

import GRDB
import Journal
import Stock

/// The table of days that were closed.
struct DayProjection {
    static let schema = """
        CREATE TABLE day_closed (
            day TEXT PRIMARY KEY, up_to INTEGER NOT NULL, account TEXT NOT NULL, signature TEXT NOT NULL,
            unresolved INTEGER NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// The days of entries that count for another than their bodies say.
    static let entries = """
        CREATE TABLE entry_day (seq INTEGER PRIMARY KEY, day TEXT NOT NULL) STRICT;
        """

    /// The days of lines that count for another than their entries and their bodies say.
    static let lines = """
        CREATE TABLE line_day (
            seq INTEGER NOT NULL, line INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY (seq, line)
        ) STRICT, WITHOUT ROWID;
        """
    /// The day that a posting counts for, of `posting` with both tables joined to it.
    static let ofPosting = "coalesce(line_day.day, entry_day.day, posting.day)"
    /// What ``ofPosting`` is read with.
    static let joins = """
        LEFT JOIN entry_day ON entry_day.seq = posting.seq
        LEFT JOIN line_day ON line_day.seq = posting.seq AND line_day.line = posting.line
        """

    let closed, unit, reopened, forgetUnits, leap, forgetLeaps, word, capFigures,
        capBoxes, zone, entryDay, lineDay: BoundStatement

    init(_ db: Database) throws {
        closed = try BoundStatement(
            db,
            """
            INSERT INTO day_closed (day, up_to, account, signature, unresolved, seq, signs_units)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        unit = try BoundStatement(
            db, "INSERT INTO day_unit (item, day, measure, grams, seq) VALUES (?, ?, ?, ?, ?)")
        reopened = try BoundStatement(db, "DELETE FROM day_closed WHERE day = ?")
        forgetUnits = try BoundStatement(db, "DELETE FROM day_unit WHERE day = ?")
        leap = try BoundStatement(db, "INSERT INTO clock_leap (seq, came_from) VALUES (?, ?)")
        forgetLeaps = try BoundStatement(db, "DELETE FROM clock_leap")
        word = try BoundStatement(
            db, "INSERT INTO clock_word (seq, at, recorded_at) VALUES (?, ?, ?)")
        capFigures = try BoundStatement(
            db,
            "UPDATE count_figure SET first_at = min(first_at, ?1), last_at = ?1 WHERE last_at > ?1")
        capBoxes = try BoundStatement(db, "UPDATE box_out SET moment = ?1 WHERE moment > ?1")
        zone = try BoundStatement(db, "INSERT INTO time_zone (seq, name) VALUES (?, ?)")
        entryDay = try BoundStatement(
            db, "INSERT OR REPLACE INTO entry_day (seq, day) VALUES (?, ?)")
        lineDay = try BoundStatement(
            db, "INSERT OR REPLACE INTO line_day (seq, line, day) VALUES (?, ?, ?)")
    }
}

extension DayClosed: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.days.closed.run(
            day.description, upTo, account, signature, unresolved, seq, units == nil ? 0 : 1)
        for unit in units ?? [] {
            try projector.days.unit.run(
                unit.item, day.description, unit.measure.rawValue, unit.grams, seq)
        }
        try projector.believeClock()
        projector.cache.forgetLastClosedDay()
    }
}

extension DayReopened: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.days.reopened.run(day.description)
        try projector.days.forgetUnits.run(day.description)
        projector.cache.forgetLastClosedDay()
        if let shift { try projector.apply(shift, seq: seq) }
    }
}

extension ClockConfirmed: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.believeClock()
        projector.habit = max(projector.habit, rest ?? 0)
        try projector.days.word.run(seq, at.microseconds, projector.recordedAt.microseconds)
        try projector.stock.cap(at: at.microseconds)
        try projector.days.capFigures.run(at.microseconds)
        try projector.counts.capLines.run(at.microseconds)
        try projector.counts.capSheets.run(at.microseconds)
        try projector.days.capBoxes.run(at.microseconds)
        try projector.places.capMoves.run(at.microseconds)
        projector.cache.last = LastMoments()
        try projector.coverAnew(since: at)
        if let shift { try projector.apply(shift, seq: seq) }
    }
}

extension TimeZoneSet: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.days.zone.run(seq, timeZone)
        if let shift { try projector.apply(shift, seq: seq) }
    }
}

extension EpochBegun: EntryProjection {
    /// Nothing is added up from it.
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {}
}

extension Projector {
    /// Puts entries, with what they moved, on other days.
    fileprivate func apply(_ shift: DayShift, seq: Int64) throws {
        for total in shift.totals {
            let (from, to) = (
                try pending.totals(of: total.item, on: total.from).subtracting(total.totals),
                try pending.totals(of: total.item, on: total.to).adding(total.totals)
            )
            pending.set(from, of: total.item, on: total.from, seq: seq)
            pending.set(to, of: total.item, on: total.to, seq: seq)
        }
        for entry in shift.entries { try days.entryDay.run(entry.seq, entry.day.description) }
        for line in shift.lines ?? [] {
            try days.lineDay.run(line.seq, line.line, line.day.description)
        }
    }

    /// A person says that the clock is right, or closed a day by it: the time before this entry is no leap either.
    fileprivate func believeClock() throws {
        try days.forgetLeaps.run()
        (jumpedFrom, lastRecordedAt) = (nil, recordedAt)
    }

    /// Notes that the clock went on by more than a rest that is usual here since the entry before.
    func noteLeap(to seq: Int64) throws {
        defer { lastRecordedAt = recordedAt }
        // Between the founding and the first use any time may pass.
        guard seq > 2, let last = lastRecordedAt,
            ClockCheck.isLeap(from: last, to: recordedAt, habit: habit)
        else { return }
        try days.leap.run(seq, last.microseconds)
        jumpedFrom = jumpedFrom ?? last
    }
}

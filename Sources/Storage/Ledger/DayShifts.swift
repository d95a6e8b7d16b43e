import GRDB
package import Journal
package import Stock

extension Ledger {
    /// The day that an entry counts for: another than its body says where that one was opened again, or lay ahead.
    func day(of seq: Int64, said: CivilDate) throws -> CivilDate {
        try Queries(db).daysOfEntries(seq...seq).entries[seq] ?? said
    }

    /// Lines of an entry that counts for a day, those that happened at a time of their own each for its own open day.
    func booked(_ lines: [MovementLine], on day: CivilDate) throws -> [MovementLine] {
        guard lines.contains(where: { $0.at != nil }) else { return lines }
        return try lines.map { line in
            guard let at = line.at else { return line }
            return line.on(try openDay(for: calendar.date(at)).day, in: day)
        }
    }

    /// What was put on a later day only because its own was closed, or by a clock that was ahead, or on another one by
    /// another time zone.
    ///
    /// It counts for its own once no day after `lastClosed` is closed.
    ///
    /// - Parameters:
    ///   - days: Only what stands on later days than this one, and goes to an earlier one; nil for all.
    ///   - seq: Only entries after this one.
    ///   - now: Nothing happened later than that.
    ///   - lastClosed: The last day that is closed then; nil where none is.
    ///   - calendar: What says which day it is; nil for the hub's as it is.
    /// - Returns: Nil where there is nothing.
    /// - Throws: A fault of the database, `DecodingError` for a damaged entry, ``StockFault/quantityOutOfRange``.
    func dayShift(
        after days: CivilDate? = nil, since seq: Int64, now: Moment, lastClosed: CivilDate?,
        by calendar: HubCalendar? = nil
    ) throws -> DayShift? {
        let words = try Row.fetchAll(
            db, sql: "SELECT seq, at FROM clock_word ORDER BY seq"
        ).map { (seq: $0["seq"] as Int64, at: Moment(microseconds: $0["at"])) }
        let queries = Queries(db)
        var (shifted, lines) = ([Int64: CivilDate](), [LineDay]())
        var totals: [DayPair: DayTotals] = [:]
        func wanted(_ own: CivilDate, insteadOf day: CivilDate) -> CivilDate {
            days == nil || own < day ? own : day
        }
        for seq in try queries.seqs(after: seq, onDaysAfter: days) {
            guard let entry = try queries.entry(seq), let said = try entry.content(),
                let put = said.countsFor
            else { continue }
            // What was recorded before a word happened no later than that.
            let later = words.filter { $0.seq > seq }.map { $0.at }
            let limit = min(now, later.min() ?? now)
            // Since a word, entries may follow one that is later.
            let before = words.last { $0.seq < seq }?.at
            let own = try ownDays(
                of: entry, said, shifted, limit: limit, before: before, lastClosed: lastClosed,
                by: calendar ?? self.calendar)
            let known = try queries.daysOfEntries(seq...seq)
            let stood = known.entries[seq] ?? put
            let day = wanted(own.entry, insteadOf: stood)
            if day != stood { shifted[seq] = day }
            for (number, line) in said.lines.enumerated() {
                let was = known.day(of: line, number, in: said, at: seq) ?? put
                let its = line.at == nil ? day : wanted(own.line(line), insteadOf: was)
                // What an entry's day is said to be goes for all its lines of which nothing else is said.
                let implied =
                    known.lines[LineOfEntry(seq: seq, line: number)]
                    ?? (day != stood ? day : known.entries[seq]) ?? line.day ?? put
                if its != implied {
                    lines.append(LineDay(seq: seq, line: Int64(number), day: its))
                }
                guard its != was, let from = projector.cache.places[line.from]?.kind,
                    let to = projector.cache.places[line.to]?.kind
                else { continue }
                try totals[DayPair(item: line.item, from: was, to: its), default: DayTotals()]
                    .add(line.quantity, from: from, to: to)
            }
        }
        guard !shifted.isEmpty || !lines.isEmpty else { return nil }
        return DayShift(
            entries: shifted.sorted { $0.key < $1.key }.map {
                EntryDay(seq: $0.key, day: $0.value)
            },
            totals: totals.filter { $0.value != DayTotals() }.sorted { $0.key < $1.key }.map {
                DayTotalShift(item: $0.key.item, from: $0.key.from, to: $0.key.to, $0.value)
            }, lines: lines)
    }

    private struct DayPair: Hashable, Comparable {
        let item: ItemID
        let from: CivilDate
        let to: CivilDate

        static func < (a: Self, b: Self) -> Bool {
            (a.from, a.to, a.item) < (b.from, b.to, b.item)
        }
    }

    /// The days that an entry would have been put on, and that its lines would count for that have a time of their own.
    private func ownDays(
        of entry: Entry, _ said: any EntryKind, _ shifted: [Int64: CivilDate], limit: Moment,
        before: Moment?, lastClosed: CivilDate?, by calendar: HubCalendar
    ) throws -> (entry: CivilDate, line: (MovementLine) -> CivilDate) {
        let happenedAt = said.dayMoment
        var recordedAt = min(entry.recordedAt, limit)
        // By a clock that is years behind the journal, times follow each other closely.
        if let before, before < recordedAt {
            let told = said.lines.compactMap(\.at).max()
            recordedAt = min(recordedAt, max(before, happenedAt ?? told ?? recordedAt))
        }
        let today = calendar.date(recordedAt)
        func open(_ scanned: CivilDate?) -> CivilDate {
            DayRule.day(scanned: scanned, today: today, lastClosed: lastClosed).day
        }
        var scanned: CivilDate?
        if let undone = said.movementTold?.reverses, let known = try self.entry(undone) {
            let day = known.body?.countsFor ?? today
            scanned = try shifted[known.seq] ?? self.day(of: known.seq, said: day)
        } else if let happenedAt {
            scanned = calendar.date(min(happenedAt, limit))
        }
        return (open(scanned), { open($0.at.map { calendar.date(min($0, limit)) }) })
    }
}

/// One line of an entry, counted from 0.
package struct LineOfEntry: Hashable, Sendable {
    package let seq: Int64
    package let line: Int
}

/// What some entries and their lines count for, where that is another day than their bodies say.
package struct DaysOfEntries: Sendable {
    package fileprivate(set) var entries: [Int64: CivilDate] = [:]
    package fileprivate(set) var lines: [LineOfEntry: CivilDate] = [:]

    /// The day that a line counts for; nil where its entry counts for none.
    package func day(
        of line: MovementLine, _ number: Int, in said: any EntryKind, at seq: Int64
    ) -> CivilDate? {
        lines[LineOfEntry(seq: seq, line: number)] ?? entries[seq] ?? line.day ?? said.countsFor
    }
}

extension Queries {
    /// The days of entries in a stretch of the journal that count for another than their bodies say, and of their lines.
    package func daysOfEntries(_ stretch: ClosedRange<Int64>) throws -> DaysOfEntries {
        var days = DaysOfEntries()
        let arguments: StatementArguments = [stretch.lowerBound, stretch.upperBound]
        for row in try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM entry_day WHERE seq BETWEEN ? AND ?"),
            arguments: arguments)
        { days.entries[row["seq"]] = try Self.day(row["day"]) }
        for row in try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM line_day WHERE seq BETWEEN ? AND ?"),
            arguments: arguments)
        { days.lines[LineOfEntry(seq: row["seq"], line: row["line"])] = try Self.day(row["day"]) }
        return days
    }

    /// Entries after one that moved something or wait, and count for a day after another, they or some of their lines; in
    /// their order.
    fileprivate func seqs(after seq: Int64, onDaysAfter day: CivilDate?) throws -> [Int64] {
        let sql = """
            SELECT seq FROM (
                SELECT posting.seq AS seq, \(DayProjection.ofPosting) AS day
                FROM posting \(DayProjection.joins)
                WHERE posting.stretch >= ?1 >> 8 AND posting.seq > ?1
                UNION SELECT unresolved.seq, coalesce(entry_day.day, unresolved.day)
                FROM unresolved LEFT JOIN entry_day USING (seq) WHERE unresolved.seq > ?1
            ) WHERE day > ?2 GROUP BY seq ORDER BY seq
            """
        return try Int64.fetchAll(db, sql: sql, arguments: [seq, day?.description ?? ""])
    }

    private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else { throw corrupt("a day of an entry is no date") }
        return day
    }
}

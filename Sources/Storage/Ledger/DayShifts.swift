import GRDB
import Journal
package import Stock

extension Ledger {
    /// The day that an entry counts for: another than its body says where that one was opened again, or lay ahead.
    func day(of seq: Int64, said: CivilDate) throws -> CivilDate {
        try Queries(db).entryDays(seq...seq)[seq] ?? said
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
        var shifted: [Int64: CivilDate] = [:]
        var totals: [DayPair: DayTotals] = [:]
        for candidate in try Queries(db).entries(after: seq, onDaysAfter: days) {
            // What was recorded before a word happened no later than that.
            let later = words.filter { $0.seq > candidate.entry.seq }.map { $0.at }
            let limit = min(now, later.min() ?? now)
            // Since a word, entries may follow one that is later.
            let before = words.last { $0.seq < candidate.entry.seq }?.at
            guard
                let day = try ownDay(
                    of: candidate.entry, shifted, limit: limit, before: before,
                    lastClosed: lastClosed, by: calendar ?? self.calendar),
                days == nil ? day != candidate.day : day < candidate.day
            else { continue }
            shifted[candidate.entry.seq] = day
            for line in try candidate.entry.content()?.lines ?? [] {
                guard let from = projector.cache.places[line.from]?.kind,
                    let to = projector.cache.places[line.to]?.kind
                else { continue }
                try totals[
                    DayPair(item: line.item, from: candidate.day, to: day), default: DayTotals()
                ].add(line.quantity, from: from, to: to)
            }
        }
        guard !shifted.isEmpty else { return nil }
        return DayShift(
            entries: shifted.sorted { $0.key < $1.key }.map {
                EntryDay(seq: $0.key, day: $0.value)
            },
            totals: totals.filter { $0.value != DayTotals() }.sorted { $0.key < $1.key }.map {
                DayTotalShift(item: $0.key.item, from: $0.key.from, to: $0.key.to, $0.value)
            })
    }

    private struct DayPair: Hashable, Comparable {
        let item: ItemID
        let from: CivilDate
        let to: CivilDate

        static func < (a: Self, b: Self) -> Bool {
            (a.from, a.to, a.item) < (b.from, b.to, b.item)
        }
    }

    /// The day that an entry would have been put on; nil where that is the one it stands on.
    private func ownDay(
        of entry: Entry, _ shifted: [Int64: CivilDate], limit: Moment, before: Moment?,
        lastClosed: CivilDate?, by calendar: HubCalendar
    ) throws -> CivilDate? {
        let said = try entry.content()
        let happenedAt =
            said?.reversible?.happenedAt ?? (said as? Reversal)?.movement.happenedAt
            ?? (said as? UnresolvedScan)?.happenedAt
        var recordedAt = min(entry.recordedAt, limit)
        // By a clock that is years behind the journal, times follow each other closely.
        if let before, before < recordedAt {
            let told = said?.lines.compactMap(\.at).max()
            recordedAt = min(recordedAt, max(before, happenedAt ?? told ?? recordedAt))
        }
        let today = calendar.date(recordedAt)
        var scanned: CivilDate?
        if let undone = (said as? Reversal)?.movement.reverses, let known = try self.entry(undone) {
            let day =
                (known.body as? Reversal)?.movement.day ?? known.body?.reversible?.day ?? today
            scanned = try shifted[known.seq] ?? self.day(of: known.seq, said: day)
        } else if let happenedAt {
            scanned = calendar.date(min(happenedAt, limit))
        }
        return DayRule.day(scanned: scanned, today: today, lastClosed: lastClosed).day
    }
}

extension Queries {
    /// The days of entries that count for another than their bodies say, of those in a stretch of the journal.
    package func entryDays(_ stretch: ClosedRange<Int64>) throws -> [Int64: CivilDate] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT seq, day FROM entry_day WHERE seq BETWEEN ? AND ?"),
            arguments: [stretch.lowerBound, stretch.upperBound])
        return try rows.reduce(into: [:]) { $0[$1["seq"]] = try Self.day($1["day"]) }
    }

    /// Entries after one that moved something or wait, and count for a day after another; in their order.
    fileprivate func entries(
        after seq: Int64, onDaysAfter day: CivilDate?
    ) throws -> [(entry: Entry, day: CivilDate)] {
        let sql = """
            SELECT seq, day FROM (
                SELECT posting.seq AS seq, coalesce(entry_day.day, posting.day) AS day
                FROM posting LEFT JOIN entry_day USING (seq)
                WHERE posting.stretch >= ?1 >> 8 AND posting.seq > ?1
                UNION SELECT unresolved.seq, coalesce(entry_day.day, unresolved.day)
                FROM unresolved LEFT JOIN entry_day USING (seq) WHERE unresolved.seq > ?1
            ) WHERE day > ?2 ORDER BY seq
            """
        return try Row.fetchAll(
            db, sql: sql, arguments: [seq, day?.description ?? ""]
        ).compactMap { row in
            guard let entry = try entry(row["seq"]) else { return nil }
            return (entry, try Self.day(row["day"]))
        }
    }

    private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else { throw corrupt("a day of an entry is no date") }
        return day
    }
}

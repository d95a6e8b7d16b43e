import Foundation
import GRDB
public import Journal
public import Stock

/// A day's page: its account, how it was closed, and what is open.
package struct DayStory: Sendable {
    package let account: DayAccount
    /// How the day was closed; nil while it is open, or where a later closing closed it.
    package let closing: DayClosed?
    /// When that was recorded.
    package let closedAt: Moment?
    /// Whether this day's account is final.
    package let isClosed: Bool
    /// Whether it is the last that was closed, which can be opened again.
    package let isLastClosed: Bool
    /// Scans of that day that nobody has explained, the first 1,000.
    package let unresolved: [OpenScan]
    package let matters: OpenMatters
    /// The first of what is unsettled, by name; none of a day that is closed.
    package let codes: [OpenCode]
    /// Likewise.
    package let shortfalls: [Shortfall]
    /// Likewise.
    package let counts: [OpenCount]
    /// Likewise.
    package let jobs: [PrintLine]
}

/// A day as the API tells it.
package struct DayStatus: Sendable {
    package let account: DayAccount
    /// How the day was closed; nil while it is open, or where a later closing closed it.
    package let closing: DayClosed?
    /// Whether this day's account is final.
    package let isClosed: Bool
    /// Scans of any day that nobody has explained.
    package let unresolved: Int
}

extension Queries {
    /// A day's account, and how far it is settled.
    package func dayStatus(_ day: CivilDate) throws -> DayStatus {
        DayStatus(
            account: try account(of: day), closing: try closing(of: day),
            isClosed: try lastClosedDay().map { day <= $0 } == true,
            unresolved: try openUnresolvedCount())
    }

    /// What a day's page tells; `named` is how many of each kind of unsettled matters are named at the most.
    package func dayStory(_ day: CivilDate, named: Int = 8) throws -> DayStory {
        let (closing, last) = (try closing(of: day), try lastClosedDay())
        let isClosed = last.map { day <= $0 } == true
        return DayStory(
            account: try account(of: day), closing: closing,
            closedAt: try closing.flatMap { try closingEntry(of: $0)?.recordedAt },
            isClosed: isClosed, isLastClosed: day == last,
            unresolved: try unresolved(on: day, limit: 1_000),
            matters: try openMatters(),
            codes: isClosed ? [] : try openCodes(after: 0, limit: named).codes,
            shortfalls: isClosed ? [] : try shortfalls(limit: named),
            counts: isClosed ? [] : try countsOfPlaces(limit: named),
            jobs: isClosed ? [] : try unsettled(limit: named))
    }
}

extension Queries {
    /// The account of a day, open or closed, as of now.
    public func account(of day: CivilDate) throws -> DayAccount {
        let sql = """
            SELECT item.*, totals.* FROM item JOIN (
                SELECT item AS of_item,
                    sum(iif(day < ?1, taken, 0)) AS taken_before, sum(iif(day < ?1, distributed, 0)) AS distributed_before,
                    sum(iif(day < ?1, discarded, 0)) AS discarded_before, sum(iif(day < ?1, adjusted, 0)) AS adjusted_before,
                    sum(iif(day = ?1, taken, 0)) AS taken, sum(iif(day = ?1, distributed, 0)) AS distributed,
                    sum(iif(day = ?1, discarded, 0)) AS discarded, sum(iif(day = ?1, adjusted, 0)) AS adjusted
                FROM day_total WHERE day <= ?1 GROUP BY item
            ) AS totals ON totals.of_item = item.id
            ORDER BY item.name COLLATE NOCASE, item.id
            """
        let (signed, history) = (try signedUnits(of: day), try convertedUnits())
        let before = try signedUnits(of: CivilDate(daysSince1970: day.daysSince1970 - 1))
        let lines = try Row.fetchAll(db, sql: sql, arguments: [day.description]).compactMap {
            row -> DayAccountLine? in
            let booked = try DayTotals(row: row).following(DayTotals(row: row, "_before"))
            guard booked != DayTotals() else { return nil }
            let item = try Item(row: row)
            var units = try history.itemUnits(of: item.id, on: day)
            units.signed = signed[item.id]
            var line = try DayAccountLine(item, booked, units: units, on: day)
            line.signedBefore = before[item.id]
            return line
        }
        return DayAccount(day: day, lines: lines)
    }

    /// Measures and weights as the closing signed them that closed a day; none while it is open.
    private func signedUnits(of day: CivilDate) throws -> [ItemID: SignedUnit] {
        let sql = "SELECT min(day) FROM day_closed WHERE day >= ?"
        let closing = try String.fetchOne(db, sql: sql, arguments: [day.description])
        return try closing.map { try signedUnits(until: $0) } ?? [:]
    }

    /// Measures and weights by the closings of days until one, that one's included.
    func signedUnits(until day: String) throws -> [ItemID: SignedUnit] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT item, measure, grams, max(day) FROM day_unit WHERE day <= ? GROUP BY item",
            arguments: [day])
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let item = try ItemID(column: row["item"])
                return (
                    item,
                    SignedUnit(
                        item: item, measure: try decoded(row["measure"]), grams: row["grams"])
                )
            })
    }

    /// The zone that days are dates in, by its IANA name; nil before the hub is founded.
    func timeZone() throws -> String? {
        let sql = "SELECT name FROM time_zone ORDER BY seq DESC LIMIT 1"
        return try String.fetchOne(db, sql: sql) ?? founded()?.timeZone
    }

    /// Whether nobody has said the zone, as far as is known, nor closed a day by it.
    func isTimeZoneGuessed() throws -> Bool { try lastClosedDay() == nil && !isTimeZoneSaid() }

    /// Whether an entry says that somebody said the zone; those of older hubs do not tell how they were founded.
    func isTimeZoneSaid() throws -> Bool {
        if try founded()?.zoneIsGuessed == false { return true }
        return try Int.fetchOne(db, sql: "SELECT 1 FROM time_zone LIMIT 1") != nil
    }

    /// What the clock is held against.
    func clockRecord() throws -> ClockRecord {
        let last = try Row.fetchOne(
            db, sql: "SELECT seq, recorded_at FROM journal ORDER BY seq DESC LIMIT 1")
        guard let last else { return ClockRecord() }
        let recordedAt: Int64 = last["recorded_at"]
        let word = try Row.fetchOne(
            db, sql: "SELECT at, recorded_at FROM clock_word ORDER BY seq DESC LIMIT 1")
        // Entries follow the last one by microseconds for as long as the clock is behind it.
        let isStuck = word.map { recordedAt - ($0["recorded_at"] as Int64) < 60_000_000 } == true
        let said: Int64 =
            isStuck ? word.map { min($0["at"], recordedAt) } ?? recordedAt : recordedAt
        let noted = try setting(ClockRecord.latestSetting).flatMap { Int64($0) } ?? said
        return ClockRecord(
            latest: Moment(microseconds: min(max(said, noted), recordedAt)),
            jumpedFrom: try Int64.fetchOne(db, sql: "SELECT min(came_from) FROM clock_leap")
                .map { Moment(microseconds: $0) },
            habit: try confirmedRest(), hasEntries: last["seq"] as Int64 > 1,
            leap: try setting(ClockRecord.leapSetting).flatMap { Int64($0) } ?? 0)
    }

    /// A moment that an entry says, or was recorded at, held to what people have said of the clock since: nothing had
    /// happened later than that.
    func held(_ moment: Moment, since seq: Int64) throws -> Moment {
        let sql = "SELECT min(at) FROM clock_word WHERE seq > ?"
        let word = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [seq])
        return min(moment, word.map { Moment(microseconds: $0) } ?? moment)
    }

    /// The longest rest that a person has said was right, in microseconds; zero where none.
    private func confirmedRest() throws -> Int64 {
        let sql = "SELECT body FROM clock_word JOIN journal USING (seq)"
        return try Data.fetchAll(db, sql: sql).reduce(0) { longest, body in
            // A damaged body is for `larder verify` to name; it does not keep a hub shut.
            let word = try? EntryJSON.decode(body) as ClockConfirmed
            return max(longest, word?.rest ?? 0)
        }
    }

    /// How long the hub was at rest before each leap that nobody has said is right, in microseconds.
    func doubtedRests() throws -> [Int64] {
        let sql = "SELECT recorded_at - came_from FROM clock_leap JOIN journal USING (seq)"
        return try Int64.fetchAll(db, sql: sql)
    }

    /// How a day was closed; nil while it is open, or where a later closing closed it.
    public func closing(of day: CivilDate) throws -> DayClosed? {
        let sql = """
            SELECT body FROM day_closed JOIN journal ON journal.seq = day_closed.seq WHERE day = ?
            """
        return try Data.fetchOne(db, sql: sql, arguments: [day.description])
            .map { try EntryJSON.decode($0) }
    }

    /// All days up to this one are closed; nil while none is.
    public func lastClosedDay() throws -> CivilDate? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT max(day) FROM day_closed"))
            .flatMap { CivilDate($0) }
    }

    /// The last day that is closed, of those before one where it is named, and the entry that closed it.
    func lastClosing(before day: CivilDate? = nil) throws -> (day: CivilDate, seq: Int64)? {
        let sql =
            "SELECT day, seq FROM day_closed WHERE ?1 IS NULL OR day < ?1 ORDER BY day DESC LIMIT 1"
        return try Row.fetchOne(db, sql: sql, arguments: [day?.description]).flatMap { row in
            CivilDate(row["day"] as String).map { ($0, row["seq"]) }
        }
    }

    /// The entry that closed a day.
    public func closingEntry(of closing: DayClosed) throws -> Entry? {
        let sql = "SELECT seq FROM day_closed WHERE day = ?"
        let seq = try Int64.fetchOne(db, sql: sql, arguments: [closing.day.description])
        return try seq.flatMap { try entry($0) }
    }
}

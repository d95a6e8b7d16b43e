import Foundation
import GRDB
public import Journal
public import Stock

/// One item's line in a day's account.
public struct DayAccountLine: Sendable {
    /// As it is now, not as it was that day.
    public let item: Item
    /// What the day did, in pieces or grams.
    public let totals: DayTotals
    /// In storage at the day's end.
    public let closing: Quantity
}

/// A day's account: opening + in − out − discarded + adjusted = closing, for every item.
public struct DayAccount: Sendable {
    /// In the hub's own time zone.
    public let day: CivilDate
    /// Items with anything to say that day, by name.
    public let lines: [DayAccountLine]
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
        let lines = try Row.fetchAll(db, sql: sql, arguments: [day.description]).compactMap {
            row -> DayAccountLine? in
            var totals = DayTotals(row: row)
            totals.opening = try DayTotals(row: row, "_before").closing()
            guard totals != DayTotals() else { return nil }
            return DayAccountLine(
                item: try Item(row: row), totals: totals, closing: try totals.closing())
        }
        return DayAccount(day: day, lines: lines)
    }

    /// How a day was closed; nil while it is open, or where a later closing closed it.
    public func closing(of day: CivilDate) throws -> DayClosed? {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM day_closed WHERE day = ?", arguments: [day.description])
        return row.map { row in
            DayClosed(
                day: day, upTo: row["up_to"], account: row["account"], signature: row["signature"],
                unresolved: row["unresolved"])
        }
    }

    /// All days up to this one are closed; nil while none is.
    public func lastClosedDay() throws -> CivilDate? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT max(day) FROM day_closed"))
            .flatMap { CivilDate($0) }
    }

    /// Scans that nobody has explained yet, the oldest first.
    ///
    /// - Parameters:
    ///   - seq: The journal number of the last one of the page before; 0 for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says, or `DecodingError` for an entry that is damaged.
    public func unresolved(after seq: Int64 = 0, limit: Int) throws -> [OpenScan] {
        let sql = """
            SELECT unresolved.seq, unresolved.id, recorded_at, body FROM unresolved
            JOIN journal ON journal.seq = unresolved.seq
            WHERE resolved_by IS NULL AND unresolved.seq > ? ORDER BY unresolved.seq LIMIT ?
            """
        return try Row.fetchAll(db, sql: sql, arguments: [seq, min(max(1, limit), 1_000)]).map {
            row in
            OpenScan(
                seq: row["seq"], id: try EntryID(column: row["id"]),
                recordedAt: Moment(microseconds: row["recorded_at"]),
                scan: try EntryJSON.decode(row["body"]))
        }
    }

    /// How many scans nobody has explained yet.
    public func openUnresolvedCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM unresolved WHERE resolved_by IS NULL") ?? 0
    }
}

/// A scan that waits for someone to say what it was.
public struct OpenScan: Sendable {
    /// The entry's number.
    public let seq: Int64
    /// The id that its sender gave it; an explanation names it.
    public let id: EntryID
    /// By the hub's clock.
    public let recordedAt: Moment
    /// All its sender said.
    public let scan: UnresolvedScan
}

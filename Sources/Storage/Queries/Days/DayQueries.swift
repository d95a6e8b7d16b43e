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
    /// Scans of that day that nobody has explained.
    package let unresolved: [OpenScan]
    package let matters: OpenMatters
}

extension Queries {
    /// What a day's page tells.
    package func dayStory(_ day: CivilDate) throws -> DayStory {
        let closing = try closing(of: day)
        return DayStory(
            account: try account(of: day), closing: closing,
            closedAt: try closing.flatMap { try closingEntry(of: $0)?.recordedAt },
            isClosed: try lastClosedDay().map { day <= $0 } == true,
            unresolved: try unresolved(limit: 1_000).filter { $0.scan.day == day },
            matters: try openMatters())
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

    /// The entry that closed a day.
    public func closingEntry(of closing: DayClosed) throws -> Entry? {
        let sql = "SELECT seq FROM day_closed WHERE day = ?"
        let seq = try Int64.fetchOne(db, sql: sql, arguments: [closing.day.description])
        return try seq.flatMap { try entry($0) }
    }
}

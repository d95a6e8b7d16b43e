import Foundation
import GRDB
import Journal
public import Stock

/// What a balance that is not zero is of, and where.
public struct BalanceKey: Sendable, Hashable {
    /// The item that `lot` is of.
    public let item: ItemID
    /// The storage place itself, not the one it stands in.
    public let place: PlaceID
    /// One of the item's lots.
    public let lot: LotID
}

/// What moved of one item on one day.
public struct DayRow: Sendable {
    /// In the hub's own time zone.
    public let day: CivilDate
    /// It moved on that day.
    public let item: ItemID
    /// Of that day alone: nothing is carried over from the days before.
    public let totals: DayTotals
}

// Everything of one kind, in an order that does not change while it is read page by page.
extension Queries {
    /// Items in the order of their ids, with their codes.
    ///
    /// - Parameters:
    ///   - id: The last item of the page before; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    public func itemsByID(after id: ItemID?, limit: Int) throws -> [ItemWithCodes] {
        let sql = """
            SELECT * FROM item WHERE id > ? AND id NOT IN (SELECT item FROM item_join)
            ORDER BY id LIMIT ?
            """
        return try withCodes(
            Row.fetchAll(db, sql: sql, arguments: [id?.blob ?? Data(), held(limit)]))
    }

    /// Balances in storage that are not zero, by item, place and lot.
    ///
    /// - Parameters:
    ///   - key: The last one of the page before; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page; quantities in pieces or grams, below zero for a shortfall.
    /// - Throws: What SQLite says.
    public func balances(after key: BalanceKey?, limit: Int) throws -> [(BalanceKey, Int64)] {
        let sql = """
            SELECT item, place, lot, quantity FROM balance
            WHERE (item, place, lot) > (?, ?, ?) AND lot <> x'' AND quantity <> 0
                AND place IN (SELECT id FROM place WHERE kind IN (\(Place.Kind.storageList)))
            ORDER BY item, place, lot LIMIT ?
            """
        let arguments: StatementArguments = [
            key?.item.blob ?? Data(), key?.place.blob ?? Data(), key?.lot.blob ?? Data(),
            held(limit),
        ]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            let key = BalanceKey(
                item: try ItemID(column: row["item"]), place: try PlaceID(column: row["place"]),
                lot: try LotID(column: row["lot"]))
            return (key, row["quantity"])
        }
    }

    /// What moved, by day and item.
    ///
    /// - Parameters:
    ///   - last: The last row of the page before; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    public func dayRows(after last: DayRow?, limit: Int) throws -> [DayRow] {
        let sql = """
            SELECT day, item, taken, distributed, discarded, adjusted FROM day_total
            WHERE (day, item) > (?, ?) ORDER BY day, item LIMIT ?
            """
        let arguments: StatementArguments = [
            last?.day.description ?? "", last?.item.blob ?? Data(), held(limit),
        ]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            guard let day = CivilDate(row["day"] as String) else {
                throw corrupt("a day's total is of no date")
            }
            return DayRow(
                day: day, item: try ItemID(column: row["item"]), totals: DayTotals(row: row))
        }
    }

    private func held(_ limit: Int) -> Int { min(max(1, limit), 1_000) }
}

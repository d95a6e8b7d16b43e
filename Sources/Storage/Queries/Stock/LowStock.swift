import Foundation
import GRDB
import Journal
package import Stock

/// An item that there is less of than the hub wants.
package struct LowItem: Sendable {
    /// As it is now.
    package let item: Item
    /// Pieces or grams over all storage; below zero for a shortfall.
    package let quantity: Int64
    /// What the hub wants at least.
    package let minimum: Int64
    /// What there is less than that, above zero; the most that a number holds where it is more.
    package var missing: Int64 {
        let (missing, isOver) = minimum.subtractingReportingOverflow(quantity)
        return isOver ? .max : missing
    }
}

extension Queries {
    /// Items that there is less of in storage than the hub wants, by name.
    ///
    /// - Parameters:
    ///   - behind: The row that the page begins behind; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    package func lowItems(behind: NamePosition<Item>? = nil, limit: Int) throws -> [LowItem] {
        let arguments: StatementArguments = [
            behind?.name, behind?.id.blob, min(max(1, limit), 1_000),
        ]
        return try Row.fetchAll(db, sql: Self.lowSQL, arguments: arguments).map { row in
            LowItem(
                item: try Item(row: row), quantity: row["held_now"], minimum: row["minimum"])
        }
    }

    /// Of items that someone set a minimum for, which are few, and what there is of each at places.
    static let lowSQL = """
        SELECT * FROM (
            SELECT item.*, minimum, coalesce((SELECT sum(quantity) FROM item_stock
                WHERE item_stock.item = item_minimum.item), 0) AS held_now
            FROM item_minimum CROSS JOIN item ON item.id = item_minimum.item
            WHERE item.id NOT IN (SELECT item FROM item_join)
                AND (?1 IS NULL OR (name COLLATE NOCASE, id) > (?1, ?2))
        ) WHERE held_now < minimum ORDER BY name COLLATE NOCASE, id LIMIT ?3
        """

    /// What the hub wants of some items at least; of those that nobody said it of, nothing.
    package func minimums(of items: Set<ItemID>) throws -> [ItemID: Int64] {
        let rows = try rows(among: items.map(\.blob)) {
            "SELECT item, minimum FROM item_minimum WHERE item IN (\($0))"
        }
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try ItemID(column: $0["item"]), $0["minimum"]) })
    }
}

import GRDB
import Journal
package import Stock

/// A lot's page: what there is of it, where, and the entries behind that.
package struct LotStory: Sendable {
    /// What it is a lot of.
    package let item: Item
    /// With what was read off its package.
    package let lot: Lot
    /// Over all storage, in pieces or grams.
    package let onHand: Int64
    /// A page of its balances in storage.
    package let holdings: [StockRow]
    /// The latest first.
    package let lines: [StoryLine]
}

extension Queries {
    /// What a lot's page tells.
    ///
    /// - Parameters:
    ///   - id: The lot.
    ///   - from: Where its story begins; nil for the latest.
    ///   - behind: The balance that those which are told come behind; nil for the first.
    ///   - holdings: Balances at the most.
    ///   - lines: Lines of its story at the most.
    /// - Returns: All of it as of one moment.
    /// - Throws: ``StorageFault/itemNotFound(_:)`` for one that nobody has spoken of, or what SQLite says.
    package func lotStory(
        _ id: LotID, from: StoryPosition?, behind: StockPosition?, holdings: Int, lines: Int
    ) throws -> LotStory {
        guard let lot = try lot(id), let item = try item(lot.key.item)?.item else {
            throw StorageFault.itemNotFound(id.description)
        }
        let sql = """
            SELECT coalesce(sum(quantity), 0) FROM balance INDEXED BY balance_by_day
            WHERE item = ? AND lot = ? AND held <> 0
            """
        return LotStory(
            item: item, lot: lot,
            onHand: try Int64.fetchOne(db, sql: sql, arguments: [item.id.blob, id.blob]) ?? 0,
            holdings: try stock(item: item.id, lot: id, behind: behind, limit: holdings),
            lines: try story(item: item.id, lot: id, from: from, limit: lines))
    }
}

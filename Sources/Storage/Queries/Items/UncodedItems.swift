import GRDB
package import Stock

extension Queries {
    /// Items that no code stands for, those that moved most of late first.
    ///
    /// Only the journal's last stretches are looked at, so it costs the same in a hub of ten years.
    ///
    /// - Parameter limit: Items at the most.
    /// - Returns: As many as there are; none in a hub that is new.
    /// - Throws: What SQLite says.
    package func itemsWithoutCode(limit: Int) throws -> [Item] {
        try Row.fetchAll(db, sql: Self.itemsWithoutCodeSQL, arguments: [limit])
            .map { try Item(row: $0) }
    }

    static let itemsWithoutCodeSQL = """
        SELECT item.* FROM (
            SELECT item, count(DISTINCT seq) AS times FROM posting
            WHERE stretch >= ((SELECT max(seq) FROM journal) >> 8) - 7 GROUP BY item
        ) AS used CROSS JOIN item ON item.id = used.item
        WHERE NOT EXISTS (SELECT 1 FROM code WHERE code.item = item.id AND code.lot IS NULL)
            AND NOT EXISTS (SELECT 1 FROM item_join WHERE item_join.item = item.id)
        ORDER BY times DESC, item.name COLLATE NOCASE, item.id LIMIT ?
        """
}

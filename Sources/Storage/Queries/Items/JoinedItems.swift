import GRDB
package import Stock

extension Queries {
    /// The items that were joined with others, and those.
    func joins() throws -> [ItemID: ItemID] {
        let rows = try Row.fetchAll(db, sql: "SELECT item, into_item FROM item_join")
        return try Dictionary(
            uniqueKeysWithValues: rows.map {
                (try ItemID(column: $0["item"]), try ItemID(column: $0["into_item"]))
            })
    }

    /// What some items are by now: those that they were joined with, in that order and each once.
    func current(_ items: [ItemID]) throws -> [ItemID] {
        let joins = try joins()
        return items.reduce(into: []) { current, item in
            var item = item
            while let other = joins[item] { item = other }
            if !current.contains(item) { current.append(item) }
        }
    }

    /// The items that were joined with one, by name.
    package func joined(into item: ItemID) throws -> [Item] {
        let sql = """
            SELECT * FROM item WHERE id IN (SELECT item FROM item_join WHERE into_item = ?)
            ORDER BY name COLLATE NOCASE, id
            """
        return try Row.fetchAll(db, sql: sql, arguments: [item.blob]).map { try Item(row: $0) }
    }

    /// An item that was joined with another and went by a name; nil where none did.
    ///
    /// People go on calling the food by it.
    package func joinedItem(named name: String) throws -> ItemID? {
        let key = Item.key(ofName: name)
        let sql = "SELECT id, name FROM item WHERE id IN (SELECT item FROM item_join) ORDER BY id"
        let row = try Row.fetchAll(db, sql: sql).first { Item.key(ofName: $0["name"]) == key }
        return try row.map { try ItemID(column: $0["id"]) }
    }
}

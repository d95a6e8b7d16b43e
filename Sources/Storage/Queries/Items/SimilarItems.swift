import GRDB
import Stock

extension Queries {
    /// Names that are like a text that are told of, at the most.
    private static let mostAlike = 10

    /// Items whose names are like a text that no name holds, the likest first.
    ///
    /// Each call reads the names of all items.
    func itemsLike(_ text: String, limit: Int) throws -> [Item] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, name FROM item WHERE id NOT IN (SELECT item FROM item_join)")
        let names = try rows.map {
            (id: try ItemID(column: $0["id"]), name: $0["name"] as String)
        }
        let nearest = NameSearch(text).nearest(
            among: names, limit: min(max(1, limit), Self.mostAlike))
        let items = try items(among: Set(nearest))
        return nearest.compactMap { items[$0] }
    }
}

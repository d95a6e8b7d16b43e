import GRDB
import Stock

extension Queries {
    /// Names that are like a text that are told of, at the most.
    private static let mostAlike = 10

    /// Items whose names, or those of items that are one with them, are like a text that no name holds, the likest first.
    ///
    /// Each call reads the names of all items.
    func itemsLike(_ text: String, limit: Int) throws -> [Item] {
        let names = try Row.fetchAll(db, sql: "SELECT id, name FROM item").map {
            (id: try ItemID(column: $0["id"]), name: $0["name"] as String)
        }
        let nearest = try current(
            NameSearch(text).nearest(among: names, limit: min(max(1, limit), Self.mostAlike)))
        let items = try items(among: Set(nearest))
        return nearest.compactMap { items[$0] }
    }
}

import Foundation
import GRDB
public import Journal
public import Stock

/// An item with all codes that stand for it.
public struct ItemWithCodes: Sendable {
    /// As the last entry about it left it.
    public let item: Item
    /// Smallest pack first; the label codes of its lots are not among them.
    public let codes: [PackCode]
}

/// What a code on a label or package stands for.
public enum CodeReferentDetails: Sendable {
    /// So many pieces or grams of an item.
    case item(Item, pack: Int64)
    /// One lot, by the label the hub issued for it.
    case lot(Lot, of: Item)
    /// A place, by the label on it.
    case place(Place)
}

extension Queries {
    /// Nil where nobody has made it known.
    public func item(_ id: ItemID) throws -> ItemWithCodes? {
        try Row.fetchOne(db, sql: "SELECT * FROM item WHERE id = ?", arguments: [id.blob]).map {
            try withCodes($0)
        }
    }

    /// Items by name, those whose name holds every word of a text.
    ///
    /// - Parameters:
    ///   - text: Words in any order and case, of which the first eight count; empty for all items.
    ///   - after: The last item of the page before, nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page, with each item's codes.
    /// - Throws: What SQLite says.
    public func items(matching text: String = "", after: ItemID? = nil, limit: Int) throws
        -> [ItemWithCodes]
    {
        let words = text.split(separator: " ").prefix(8).map { "%\(Self.escaped(String($0)))%" }
        let conditions = words.map { _ in "AND name LIKE ? ESCAPE '\\'" }.joined(separator: " ")
        let sql = """
            SELECT * FROM item WHERE (?1 IS NULL OR (name COLLATE NOCASE, id) >
                (SELECT name COLLATE NOCASE, id FROM item WHERE id = ?1)) \(conditions)
            ORDER BY name COLLATE NOCASE, id LIMIT ?
            """
        var arguments: StatementArguments = [after?.blob]
        for word in words { arguments += [word] }
        arguments += [min(max(1, limit), 1_000)]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { try withCodes($0) }
    }

    /// What the first known of some keys stands for; nil where none is known.
    public func meaning(of keys: [String]) throws -> CodeReferentDetails? {
        let sql = "SELECT item, lot, place, pack FROM code WHERE key = ?"
        for key in keys {
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [key]) else { continue }
            switch try CodeReferent(row: row) {
            case .item(let id, let pack): return try item(id).map { .item($0.item, pack: pack) }
            case .place(let id): return try place(id).map { .place($0) }
            case .lot(let id, let of):
                guard let lot = try lot(id), let item = try item(of) else { return nil }
                return .lot(lot, of: item.item)
            }
        }
        return nil
    }

    /// Nil where nobody has made it.
    public func place(_ id: PlaceID) throws -> Place? {
        try Row.fetchOne(db, sql: "SELECT * FROM place WHERE id = ?", arguments: [id.blob]).map {
            try Place(row: $0)
        }
    }

    /// The place that a reference names, if there is one.
    public func place(_ reference: PlaceReference) throws -> Place? {
        switch reference {
        case .id(let id): return try place(id)
        case .code(let code):
            guard case .place(let place)? = try meaning(of: [code]) else { return nil }
            return place
        }
    }

    /// All storage places by name, or the world's edges too.
    public func places(edges: Bool = false) throws -> [Place] {
        let condition = edges ? "" : "WHERE kind IN (\(Place.Kind.storageList))"
        return try Row.fetchAll(
            db, sql: "SELECT * FROM place \(condition) ORDER BY name COLLATE NOCASE, id"
        )
        .map { try Place(row: $0) }
    }

    /// Every category in use, by name; at most 500.
    public func categories() throws -> [String] {
        try String.fetchAll(
            db,
            sql:
                "SELECT DISTINCT category FROM item WHERE category <> '' ORDER BY category COLLATE NOCASE LIMIT 500"
        )
    }

    private func withCodes(_ row: Row) throws -> ItemWithCodes {
        let item = try Item(row: row)
        let sql =
            "SELECT key, code, pack FROM code WHERE item = ? AND lot IS NULL ORDER BY pack, key"
        let codes = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [item.id.blob]).map {
            PackCode(code: $0["code"], key: $0["key"], pack: $0["pack"])
        }
        return ItemWithCodes(item: item, codes: codes)
    }

    /// Text with the wildcards of LIKE made plain.
    private static func escaped(_ text: String) -> String {
        text.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}

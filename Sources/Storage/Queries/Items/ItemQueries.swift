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
    /// The item that it was joined with; nil where it is spoken of itself.
    public let joinedInto: ItemID?
    /// Pieces or grams that the hub wants at least; nil where nobody said so.
    public let minimum: Int64?
    /// The hash of its picture, or of that of an item that was joined with it.
    package let picture: String?
}

/// An item, and how much of it is in storage.
package struct ItemOnHand: Sendable {
    /// As it is now.
    package let item: Item
    /// Pieces or grams, over all storage; below zero for a shortfall.
    package let quantity: Int64
}

/// An item's page: what there is of it, where, and the entries behind that.
package struct ItemStory: Sendable {
    /// With the codes that stand for it.
    package let known: ItemWithCodes
    /// Over all storage, in pieces or grams.
    package let onHand: Int64
    /// Its balances in storage, by date and place.
    package let holdings: [StockRow]
    /// The latest first.
    package let lines: [StoryLine]
    /// The item that it was joined with; nil where it is spoken of itself.
    package let joinedInto: Item?
    /// Those that were joined with it, by name.
    package let joined: [Item]
    /// Others whose names are of the same words.
    package let alike: [Item]
    /// What was said of it anew, the latest first, in its first page.
    package let changes: [FactChange<Item>]
    /// The entries that changed it otherwise, the latest first, in its first page.
    package let told: [EntryStory]
}

extension Queries {
    /// What an item's page tells.
    ///
    /// - Parameters:
    ///   - id: The item.
    ///   - from: Where its story begins; nil for the latest.
    ///   - behind: The balance that those which are told come behind; nil for the first.
    ///   - holdings: Balances at the most.
    ///   - lines: Lines of its story at the most.
    /// - Returns: All of it as of one moment.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, or what SQLite says.
    package func itemStory(
        _ id: ItemID, from: StoryPosition?, behind: StockPosition?, holdings: Int, lines: Int
    ) throws -> ItemStory {
        guard let known = try item(id) else { throw StorageFault.itemNotFound(id.description) }
        return ItemStory(
            known: known, onHand: try onHand(id),
            holdings: try stock(item: id, behind: behind, limit: holdings),
            lines: try story(item: id, from: from, limit: lines),
            joinedInto: try known.joinedInto.flatMap { try item($0)?.item },
            joined: try joined(into: id), alike: try alike(known.item),
            changes: from == nil ? try changes(of: known.item, limit: lines) : [],
            told: from == nil ? try changes(told: id.blob, limit: lines) : [])
    }

    /// Items whose names are of the same words as one's, in any order and case.
    private func alike(_ item: Item) throws -> [Item] {
        func words(_ name: String) -> [Substring] {
            Item.key(ofName: name).split(separator: " ").sorted()
        }
        let own = words(item.name)
        let found = try rows(matching: own.joined(separator: " "), after: nil, limit: 200)
            .map { try Item(row: $0) }
        return Array(found.filter { $0.id != item.id && words($0.name) == own }.prefix(10))
    }
}

extension Queries {
    /// Nil where nobody has made it known.
    public func item(_ id: ItemID) throws -> ItemWithCodes? {
        try withCodes(
            Row.fetchAll(db, sql: "SELECT * FROM item WHERE id = ?", arguments: [id.blob])
        ).first
    }

    /// The item that a typed name means, as the ledger takes it: its whole name, whatever the case, accents,
    /// spaces and marks, or that of an item that is one with it; nil where no item goes by it.
    ///
    /// Each call reads the names of all items. Of several that share the name it is the first.
    package func item(named name: String) throws -> ItemWithCodes? {
        try items(meantBy: name).first
    }

    /// The items that a typed name means: several where a person has to say which.
    package func items(meantBy name: String) throws -> [ItemWithCodes] {
        let known = try ItemNames(db, withKey: Item.key(ofName: name)).items(meantBy: name)
        let meant =
            try known.isEmpty ? current([joinedItem(named: name)].compactMap { $0 }) : known
        return try meant.compactMap { try item($0) }
    }

    /// Items by name, those whose name holds every word of a text; where there are none, those whose names are like it.
    ///
    /// - Parameters:
    ///   - text: Words in any order and case, with accents or without, of which the first eight count; empty for all items.
    ///   - after: The last item of the page before, which still is there; nil for the first page.
    ///   - behind: The row that the page begins behind; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page, with each item's codes.
    /// - Throws: What SQLite says.
    public func items(
        matching text: String = "", after: ItemID? = nil, behind: NamePosition<Item>? = nil,
        limit: Int
    ) throws -> [ItemWithCodes] {
        let found = try rows(matching: text, after: after, behind: behind, limit: limit)
        guard found.isEmpty, after == nil, behind == nil else { return try withCodes(found) }
        return try withCodes(itemsLike(text, limit: limit))
    }

    private func rows(
        matching text: String, after: ItemID?, behind: NamePosition<Item>? = nil,
        isHeld: Bool? = nil, limit: Int
    ) throws -> [Row] {
        let (named, words) = Self.named(text)
        let held = isHeld.map { "AND \($0 ? "" : "NOT ")\(Self.isHeld)" } ?? ""
        let sql = """
            SELECT * FROM item WHERE (?1 IS NULL OR (name COLLATE NOCASE, id) >
                (SELECT name COLLATE NOCASE, id FROM item WHERE id = ?1))
                AND id NOT IN (SELECT item FROM item_join)
                AND (?2 IS NULL OR (name COLLATE NOCASE, id) > (?2, ?3)) \(named) \(held)
            ORDER BY name COLLATE NOCASE, id LIMIT ?
            """
        let arguments: StatementArguments = [after?.blob, behind?.name, behind?.id.blob]
        return try Row.fetchAll(
            db, sql: sql, arguments: arguments + words + [min(max(1, limit), 1_000)])
    }

    /// Whether there is some of `item`.
    static let isHeld = """
        EXISTS (SELECT 1 FROM balance INDEXED BY balance_by_day
            WHERE balance.item = item.id AND held <> 0)
        """

    /// What holds of `item` whose name has every word of a text, and the arguments for it.
    private static func named(_ text: String) -> (sql: String, words: StatementArguments) {
        let words = text.split(separator: " ").prefix(8).flatMap { word in
            [String(word), Item.key(ofName: String(word))].map { "%\(escaped($0))%" }
        }
        // SQLite tells case and accents of letters beyond ASCII apart; few names have any.
        let condition = """
            AND (name LIKE ? ESCAPE '\\'
                OR iif(name GLOB '*[^ -~]*', name_key(name), name) LIKE ? ESCAPE '\\')
            """
        return (
            String(repeating: condition, count: words.count / 2), StatementArguments(words)
        )
    }

    /// How many items there are some of whose names hold every word of a text, and what there is of them together; an empty
    /// text means all items.
    package func total(matching text: String) throws -> (items: Int, sums: Sums) {
        let (named, words) = Self.named(text)
        let sql = """
            SELECT count(DISTINCT item.id) AS items, \(Self.summed)
            FROM item CROSS JOIN item_stock ON item_stock.item = item.id
            WHERE \(Self.isHeld) \(named)
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: words) else {
            return (0, Sums(pieces: 0, grams: 0))
        }
        return (row["items"], sums(row))
    }

    /// Every category in use, by name; at most 500.
    public func categories() throws -> [String] {
        try String.fetchAll(
            db,
            sql:
                "SELECT DISTINCT category FROM item WHERE category <> '' ORDER BY category COLLATE NOCASE LIMIT 500"
        )
    }

    /// Items, by name, of the categories that hold every word of a text; at most 500.
    func items(ofCategory text: String) throws -> [Item] {
        let words = Item.key(ofName: text).split(separator: " ")
        let found =
            try words.isEmpty
            ? []
            : categories().filter { category in
                let key = Item.key(ofName: category)
                return words.allSatisfy { key.contains($0) }
            }
        guard !found.isEmpty else { return [] }
        let sql = """
            SELECT * FROM item WHERE category IN (\(databaseQuestionMarks(count: found.count)))
                AND id NOT IN (SELECT item FROM item_join) ORDER BY name COLLATE NOCASE, id LIMIT 500
            """
        return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(found)).map {
            try Item(row: $0)
        }
    }

    /// Items of some ids; those that nobody has made known are left out.
    package func items(among ids: Set<ItemID>) throws -> [ItemID: Item] {
        let items = try rows(among: ids.map(\.blob)) { "SELECT * FROM item WHERE id IN (\($0))" }
            .map { try Item(row: $0) }
        return Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0) })
    }

    /// Items by name, as ``items(matching:after:behind:limit:)`` finds them, with what there is of each: those that there is
    /// some of, or those that there is none of.
    package func itemsOnHand(
        matching text: String, isHeld: Bool, behind: NamePosition<Item>?, limit: Int
    ) throws -> [ItemOnHand] {
        let rows = try rows(
            matching: text, after: nil, behind: behind, isHeld: isHeld, limit: limit)
        return try onHand(rows.map { try Item(row: $0) })
    }

    /// Items by name with a balance in storage that is not zero, in the pages of
    /// ``items(matching:after:behind:limit:)``.
    package func itemsOnHand(
        behind: NamePosition<Item>?, limit: Int
    ) throws -> [ItemOnHand] {
        let rows = try Row.fetchAll(
            db, sql: Self.onHandSQL(isBehind: behind != nil),
            arguments: [behind?.name, behind?.id.blob, min(max(1, limit), 1_000)])
        return try onHand(rows.map { try Item(row: $0) })
    }

    static func onHandSQL(isBehind: Bool) -> String {
        """
        SELECT * FROM item WHERE \(isHeld)
            \(isBehind ? "AND name >= ?1 COLLATE NOCASE AND (name COLLATE NOCASE, id) > (?1, ?2)" : "")
        ORDER BY name COLLATE NOCASE, id LIMIT ?3
        """
    }

    /// Items of some ids, in that order, with what there is of each.
    package func itemsOnHand(among ids: [ItemID]) throws -> [ItemOnHand] {
        let items = try items(among: Set(ids))
        return try onHand(ids.compactMap { items[$0] })
    }

    /// An item's balance over all storage, in pieces or grams as it is kept.
    public func onHand(_ item: ItemID) throws -> Int64 { try balances([item])[item] ?? 0 }

    func onHand(_ items: [Item]) throws -> [ItemOnHand] {
        let balances = try balances(items.map(\.id))
        return items.map { ItemOnHand(item: $0, quantity: balances[$0.id] ?? 0) }
    }

    private func balances(_ items: [ItemID]) throws -> [ItemID: Int64] {
        guard !items.isEmpty else { return [:] }
        let rows = try Row.fetchAll(
            db, sql: Self.onHandSQL(of: items.count), arguments: .init(items.map(\.blob)))
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try ItemID(column: $0["item"]), $0["quantity"]) })
    }

    static func onHandSQL(of count: Int) -> String {
        "SELECT item, sum(quantity) AS quantity FROM item_stock WHERE item IN (\(marks(count))) GROUP BY item"
    }

    func withCodes(_ rows: [Row]) throws -> [ItemWithCodes] {
        try withCodes(rows.map { try Item(row: $0) })
    }

    func withCodes(_ items: [Item]) throws -> [ItemWithCodes] {
        guard !items.isEmpty else { return [] }
        let sql = """
            SELECT item, key, code, pack FROM code
            WHERE item IN (\(marks(items.count))) AND lot IS NULL ORDER BY pack, key
            """
        var codes: [ItemID: [PackCode]] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: .init(items.map(\.id.blob))) {
            codes[try ItemID(column: row["item"]), default: []]
                .append(PackCode(code: row["code"], key: row["key"], pack: row["pack"]))
        }
        let ids = Set(items.map(\.id))
        let (joins, minimums, pictures) = (
            try joins(), try minimums(of: ids), try pictures(of: ids)
        )
        return items.map {
            ItemWithCodes(
                item: $0, codes: codes[$0.id] ?? [], joinedInto: joins[$0.id],
                minimum: minimums[$0.id], picture: pictures[$0.id])
        }
    }

    /// Text with the wildcards of LIKE made plain.
    private static func escaped(_ text: String) -> String {
        text.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}

/// A row of a list that is sorted by name.
public struct NamePosition<Subject>: Sendable {
    let name: String
    let id: ID<Subject>

    /// The row of that name and id, whether it still is there or not.
    public init(name: String, id: ID<Subject>) { (self.name, self.id) = (name, id) }

    /// Whether a row comes behind this one, as the lists are sorted: by the name's bytes in ASCII's lower
    /// case (SQLite's `NOCASE`), then by id.
    public func precedes(name: String, id: ID<Subject>) -> Bool {
        let (own, other) = (Self.folded(self.name), Self.folded(name))
        return own == other ? self.id < id : own.lexicographicallyPrecedes(other)
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
}

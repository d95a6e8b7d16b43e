import Foundation
import GRDB
import Journal
package import Stock

/// An item that there is some of, and where the first of it is.
package struct ItemStock: Sendable {
    /// As it is now.
    package let item: Item
    /// Pieces or grams: over all storage, or of one programme; below zero for a shortfall.
    package let quantity: Int64
    /// Its first balances by last day, as many as were asked for.
    package let rows: [StockRow]
    /// Whether there are more of them.
    package let isMore: Bool
}

extension Sums {
    /// What there is of some items together; what is beyond 64 bits is cut off.
    init(of items: [ItemStock]) {
        self.init(adding: items.map { ($0.item, $0.quantity, $0.item.grams(of: $0.quantity)) })
    }

    /// What came in together; what is beyond 64 bits is cut off.
    package init(of lots: [DonatedLot]) {
        self.init(adding: lots.map { ($0.item, $0.quantity, $0.grams) })
    }

    private init(adding amounts: [(item: Item, quantity: Int64, grams: Int64?)]) {
        var (pieces, grams) = (0.0, 0.0)
        for amount in amounts {
            grams += Double(amount.grams ?? 0)
            if amount.item.measure == .each { pieces += Double(amount.quantity) }
        }
        self.init(pieces: Int64(nearest: pieces), grams: Int64(nearest: grams))
    }
}

/// An item in the list by category.
package struct CategoryPosition: Sendable {
    let category: String
    let name: String
    let id: ItemID

    /// The row of these, whether it still is there or not.
    package init(category: String, name: String, id: ItemID) {
        (self.category, self.name, self.id) = (category, name, id)
    }
}

extension Queries {
    /// Where some items are: of each the first of its balances, in one statement.
    ///
    /// - Parameters:
    ///   - items: In the order of the answer.
    ///   - programme: Only lots of this one; nil for all.
    ///   - limit: Balances of each item.
    /// - Returns: The items with what there is of them.
    /// - Throws: What SQLite says.
    package func held(
        _ items: [ItemOnHand], of programme: Programme? = nil, rows limit: Int
    ) throws -> [ItemStock] {
        guard !items.isEmpty else { return [] }
        var arguments: StatementArguments = [limit]
        for found in items { arguments += [found.item.id.blob] }
        if let programme { arguments += [programme.rawValue] }
        let rows = try Row.fetchAll(
            db, sql: Self.firstHeldSQL(of: items.count, isOfProgramme: programme != nil),
            arguments: arguments)
        let held = Dictionary(grouping: try rows.map { try StockRow(row: $0) }, by: \.item)
        return items.map { found in
            let rows = held[found.item.id] ?? []
            return ItemStock(
                item: found.item, quantity: found.quantity, rows: Array(rows.prefix(limit)),
                isMore: rows.count > limit)
        }
    }

    /// Takes `?1` how many balances of each item, one more of which is read, then the items, then the programme if there is
    /// one.
    static func firstHeldSQL(of count: Int, isOfProgramme: Bool = false) -> String {
        let ofProgramme = isOfProgramme ? "AND lot.programme = ?\(count + 2)" : ""
        let lots = isOfProgramme ? "CROSS JOIN lot ON lot.id = other.lot" : ""
        func last(_ column: String, else most: String) -> String {
            """
            coalesce((SELECT \(column) FROM balance AS other INDEXED BY balance_by_day \(lots)
                WHERE other.item = wanted.item AND other.held <> 0 \(ofProgramme)
                ORDER BY other.last_day, other.lot, other.place LIMIT 1 OFFSET ?1), \(most))
            """
        }
        return """
            WITH wanted (item) AS (VALUES \((0..<count).map { "(?\($0 + 2))" }.joined(separator: ", "))),
            bound AS MATERIALIZED (
                SELECT item, \(last("last_day", else: "'~~'")) AS last_day,
                    \(last("lot", else: "x'ff'")) AS lot, \(last("place", else: "x'ff'")) AS place FROM wanted
            )
            SELECT balance.item AS item, item.name AS item_name, item.measure AS measure,
                balance.place AS place, place.name AS place_name, place.kind AS place_kind, balance.quantity AS quantity,
                lot.id AS id, lot.date_kind AS date_kind, lot.date AS date, lot.number AS number,
                lot.programme AS programme
            FROM bound CROSS JOIN balance INDEXED BY balance_by_day ON balance.item = bound.item
            CROSS JOIN item ON item.id = balance.item CROSS JOIN lot ON lot.id = balance.lot
            CROSS JOIN place ON place.id = balance.place
            WHERE held <> 0 \(ofProgramme)
                AND (balance.last_day, balance.lot, balance.place) <= (bound.last_day, bound.lot, bound.place)
            ORDER BY balance.item, balance.last_day, balance.lot, balance.place
            """
    }

    /// Items with a balance in storage that is not zero, by category and name; those without a category last.
    package func itemsOnHand(
        byCategory behind: CategoryPosition?, limit: Int
    ) throws -> [ItemOnHand] {
        var rows: [Row] = []
        for isNamed in [true, false] where isNamed || rows.count < limit {
            if isNamed, let behind, behind.category.isEmpty { continue }
            let isBehind = behind.map { isNamed || $0.category.isEmpty } ?? false
            rows += try Row.fetchAll(
                db, sql: Self.byCategorySQL(isNamed: isNamed, isBehind: isBehind),
                arguments: [behind?.category, behind?.name, behind?.id.blob, limit - rows.count])
        }
        return try onHand(rows.map { try Item(row: $0) })
    }

    static func byCategorySQL(isNamed: Bool, isBehind: Bool) -> String {
        let behind = """
            AND category >= ?1 COLLATE NOCASE
                AND (category COLLATE NOCASE, name COLLATE NOCASE, id) > (?1, ?2, ?3)
            """
        return """
            SELECT * FROM item INDEXED BY item_category
            WHERE category COLLATE NOCASE \(isNamed ? ">" : "=") '' AND \(isHeld)
                \(isBehind ? behind : "")
            ORDER BY category COLLATE NOCASE, name COLLATE NOCASE, id LIMIT ?4
            """
    }

    /// What there is of all items of some categories.
    package func sums(ofCategories categories: Set<String>) throws -> [String: Sums] {
        let rows = try rows(among: categories) { Self.categorySumsSQL(marks: $0) }
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0["category"], sums($0)) })
    }

    static func categorySumsSQL(marks: String) -> String {
        """
        SELECT lower(category) AS category, \(summed)
        FROM item INDEXED BY item_category CROSS JOIN item_stock ON item_stock.item = item.id
        WHERE item.category COLLATE NOCASE IN (\(marks)) GROUP BY item.category COLLATE NOCASE
        """
    }

    /// Programmes that lots are of, by name; at most 100.
    package func programmes() throws -> [Programme] {
        try String.fetchAll(db, sql: Self.programmesSQL).compactMap { Programme(rawValue: $0) }
    }

    /// One look into the index for each of them, however many lots there are.
    static let programmesSQL = """
        WITH RECURSIVE found (programme) AS (
            SELECT min(programme) FROM lot INDEXED BY lot_programme
            UNION ALL SELECT (SELECT min(programme) FROM lot INDEXED BY lot_programme
                WHERE lot.programme > found.programme) FROM found WHERE found.programme IS NOT NULL
        )
        SELECT programme FROM found WHERE programme IS NOT NULL LIMIT 100
        """

    /// Items with a balance of a programme's lots that is not zero, by name, with what there is of those lots.
    package func itemsOnHand(
        of programme: Programme, behind: NamePosition<Item>?, limit: Int
    ) throws -> [ItemOnHand] {
        let arguments: StatementArguments = [
            behind?.name, behind?.id.blob, min(max(1, limit), 1_000), programme.rawValue,
        ]
        let items = try Row.fetchAll(
            db, sql: Self.ofProgrammeSQL(isBehind: behind != nil), arguments: arguments
        ).map { try Item(row: $0) }
        guard !items.isEmpty else { return [] }
        let sums = try Row.fetchAll(
            db, sql: Self.programmeSumsSQL(of: items.count),
            arguments: [programme.rawValue] + StatementArguments(items.map(\.id.blob)))
        let held = try Dictionary(
            uniqueKeysWithValues: sums.map {
                (try ItemID(column: $0["item"]), $0["quantity"] as Int64)
            })
        return items.map { ItemOnHand(item: $0, quantity: held[$0.id] ?? 0) }
    }

    /// What there is of all lots of a programme.
    package func sums(of programme: Programme) throws -> Sums {
        try Row.fetchOne(
            db, sql: Self.ofWholeProgrammeSQL, arguments: [programme.rawValue]
        ).map { sums($0) } ?? Sums(pieces: 0, grams: 0)
    }

    static let ofWholeProgrammeSQL = """
        SELECT \(summed) FROM lot INDEXED BY lot_programme
        CROSS JOIN balance INDEXED BY balance_by_day
            ON balance.item = lot.item AND balance.lot = lot.id AND held <> 0
        CROSS JOIN item ON item.id = balance.item WHERE lot.programme = ?
        """

    static func ofProgrammeSQL(isBehind: Bool) -> String {
        """
        SELECT * FROM item WHERE EXISTS (
                SELECT 1 FROM balance INDEXED BY balance_by_day CROSS JOIN lot ON lot.id = balance.lot
                WHERE balance.item = item.id AND held <> 0 AND lot.programme = ?4)
            \(isBehind ? "AND name >= ?1 COLLATE NOCASE AND (name COLLATE NOCASE, id) > (?1, ?2)" : "")
        ORDER BY name COLLATE NOCASE, id LIMIT ?3
        """
    }

    static func programmeSumsSQL(of count: Int) -> String {
        """
        SELECT balance.item AS item, sum(quantity) AS quantity
        FROM balance INDEXED BY balance_by_day CROSS JOIN lot ON lot.id = balance.lot
        WHERE lot.programme = ?1 AND held <> 0
            AND balance.item IN (\(marks(count)))
        GROUP BY balance.item
        """
    }
}

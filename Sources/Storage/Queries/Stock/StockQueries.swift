import Foundation
import GRDB
public import Stock

/// A balance that is not zero.
public struct StockRow: Sendable {
    /// The item that `lot` is of.
    public let item: ItemID
    /// As it is now.
    public let itemName: String
    /// What its quantity is in.
    public let measure: Measure
    /// With its date and programme.
    public let lot: Lot
    /// The storage place itself, not the one it stands in.
    public let place: PlaceID
    /// As it is now.
    public let placeName: String
    /// The floor is called so in each language.
    public let placeKind: Place.Kind
    /// Pieces or grams; below zero for a shortfall.
    public let quantity: Int64
}

extension StockRow {
    init(row: Row) throws {
        self.init(
            item: try ItemID(column: row["item"]), itemName: row["item_name"],
            measure: try decoded(row["measure"]), lot: try Lot(row: row),
            place: try PlaceID(column: row["place"]), placeName: row["place_name"],
            placeKind: try decoded(row["place_kind"]), quantity: row["quantity"])
    }
}

/// A row of the list of balances, by what the list is sorted by.
public struct StockPosition: Sendable {
    let itemName: String
    let item: ItemID
    /// The last day before the lot is past its date; nil where it has none.
    let lastDay: CivilDate?
    let lot: LotID
    let place: PlaceID

    /// The row of these, whether it still is there or not.
    public init(itemName: String, item: ItemID, lastDay: CivilDate?, lot: LotID, place: PlaceID) {
        (self.itemName, self.item, self.lastDay) = (itemName, item, lastDay)
        (self.lot, self.place) = (lot, place)
    }
}

/// A storage place whose balance of a lot is below zero.
public struct Shortfall: Sendable {
    /// The item that `lot` is of.
    public let item: ItemID
    /// As it is now.
    public let itemName: String
    /// What its quantity is in.
    public let measure: Measure
    /// The lot of which more went out than was known.
    public let lot: LotID
    /// Where a count would settle it.
    public let place: PlaceID
    /// As it is now.
    public let placeName: String
    /// The floor is called so in each language.
    public let placeKind: Place.Kind
    /// Below zero.
    public let quantity: Int64
    /// The entry that last changed it.
    public let seq: Int64
}

/// A row of the list of shortfalls.
public struct ShortfallPosition: Sendable {
    let seq: Int64
    let lot: LotID
    let place: PlaceID

    /// The row of these, whether it still is there or not.
    public init(seq: Int64, lot: LotID, place: PlaceID) {
        (self.seq, self.lot, self.place) = (seq, lot, place)
    }
}

extension Queries {
    /// Balances in storage that are not zero, by item name, last day, lot and place.
    ///
    /// - Parameters:
    ///   - place: With all that stands in it; nil for all storage.
    ///   - item: Nil for all items.
    ///   - lot: Of `item`, this lot alone; nil for all.
    ///   - after: Rows to pass over.
    ///   - behind: The row that the page begins behind; nil for the first page.
    ///   - limit: From 1 to 10,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    public func stock(
        place: PlaceID? = nil, item: ItemID? = nil, lot: LotID? = nil, after: Int = 0,
        behind: StockPosition? = nil, limit: Int
    ) throws -> [StockRow] {
        let order = try StockOrder(
            self, place: place, item: item, ofLot: lot != nil, behind: behind)
        var arguments: StatementArguments = [
            place?.blob, item?.blob, min(max(1, limit), 10_000), max(0, after),
        ]
        if lot != nil || behind != nil { arguments += [lot?.blob] }
        if let behind {
            arguments += [
                behind.itemName, behind.item.blob,
                behind.lastDay?.description ?? BalanceRow.noLastDay, behind.lot.blob,
                behind.place.blob,
            ]
        }
        return try Row.fetchAll(db, sql: order.sql, arguments: arguments).map {
            try StockRow(row: $0)
        }
    }

    /// Lots below zero in storage, the latest first.
    ///
    /// - Parameters:
    ///   - behind: The row that the page begins behind; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    public func shortfalls(
        behind: ShortfallPosition? = nil, limit: Int = 1_000
    ) throws -> [Shortfall] {
        let arguments: StatementArguments = [
            behind?.seq, behind?.lot.blob, behind?.place.blob, min(max(1, limit), 1_000),
        ]
        let sql = Self.shortfallSQL(isBehind: behind != nil)
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Shortfall(
                item: try ItemID(column: row["item"]), itemName: row["item_name"],
                measure: try decoded(row["measure"]), lot: try LotID(column: row["lot"]),
                place: try PlaceID(column: row["place"]), placeName: row["place_name"],
                placeKind: try decoded(row["place_kind"]), quantity: row["quantity"],
                seq: row["seq"])
        }
    }

    static func shortfallSQL(isBehind: Bool) -> String {
        """
        SELECT balance.*, item.name AS item_name, item.measure, place.name AS place_name, place.kind AS place_kind
        FROM balance INDEXED BY balance_short CROSS JOIN item ON item.id = balance.item
        CROSS JOIN place ON place.id = balance.place
        WHERE held < 0
        \(isBehind ? "AND balance.seq <= ?1 AND (balance.seq < ?1 OR (balance.lot, balance.place) > (?2, ?3))" : "")
        ORDER BY balance.seq DESC, balance.lot, balance.place LIMIT ?4
        """
    }

    /// How many lots are below zero in storage, and of how many items.
    package func shortfallCount() throws -> (lots: Int, items: Int) {
        let sql = """
            SELECT count(*) AS lots, count(DISTINCT item) AS items
            FROM balance INDEXED BY balance_short WHERE held < 0
            """
        guard let row = try Row.fetchOne(db, sql: sql) else { return (0, 0) }
        return (row["lots"], row["items"])
    }

    /// Nil where no entry has spoken of it.
    public func lot(_ id: LotID) throws -> Lot? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM lot WHERE id = ?"), arguments: [id.blob]
        ).map {
            try Lot(row: $0)
        }
    }

    /// Lots of some ids; those that no entry has spoken of are left out.
    package func lots(among ids: Set<LotID>) throws -> [LotID: Lot] {
        let lots = try rows(among: ids.map(\.blob)) { "SELECT * FROM lot WHERE id IN (\($0))" }
            .map { try Lot(row: $0) }
        return Dictionary(uniqueKeysWithValues: lots.map { ($0.id, $0) })
    }
}

/// What a place holds of a lot, it and what stands in it together.
package struct HeldLot: Sendable {
    package let item: Item
    package let lot: Lot
    /// Pieces or grams, above zero.
    package let quantity: Int64
}

extension Queries {
    /// What each of some places holds, it and what stands in it, by item name and last day.
    ///
    /// - Returns: Places that hold nothing are left out.
    /// - Throws: What SQLite says.
    package func held(in places: Set<PlaceID>) throws -> [PlaceID: [HeldLot]] {
        let rows = try rows(among: places.map(\.blob)) { Self.heldSQL(marks: $0) }
        let items = try items(among: Set(rows.map { try ItemID(column: $0["item"]) }))
        let lots = try lots(among: Set(rows.map { try LotID(column: $0["lot"]) }))
        return try rows.reduce(into: [:]) { held, row in
            guard let item = items[try ItemID(column: row["item"])],
                let lot = lots[try LotID(column: row["lot"])]
            else { return }
            held[try PlaceID(column: row["root"]), default: []]
                .append(HeldLot(item: item, lot: lot, quantity: row["quantity"]))
        }
    }

    static func heldSQL(marks: String) -> String {
        """
        WITH RECURSIVE around (root, id) AS (
            SELECT id, id FROM place WHERE id IN (\(marks))
            UNION SELECT root, place.id FROM place JOIN around ON place.parent = around.id
        )
        SELECT root, balance.item, balance.lot, quantity
        FROM around CROSS JOIN balance INDEXED BY balance_by_place ON balance.place = around.id
        CROSS JOIN item ON item.id = balance.item
        WHERE held <> 0 AND quantity > 0
        ORDER BY root, item.name COLLATE NOCASE, item.id, last_day, balance.lot, balance.place
        """
    }
}

/// How a page of stock is read: in the order of an index, as far as the page goes.
struct StockOrder {
    /// Rows of a place, and of what stands in it, that are sorted for one page; of more, items are gone through by name
    /// until the page is full.
    static let sortedLimit = 2_000

    let sql: String

    /// Takes `?1` place, `?2` item, `?3` limit, `?4` offset, `?5` lot, and from `?6` on the position that it begins behind:
    /// name, item, last day, lot, place.
    init(
        _ queries: Queries, place: PlaceID?, item: ItemID?, ofLot: Bool, behind: StockPosition?
    ) throws {
        let isSorted =
            try place.map {
                try Int.fetchOne(
                    queries.db, sql: Self.countSQL(ofItem: item != nil),
                    arguments: [$0.blob, item?.blob]) ?? 0 <= Self.sortedLimit
            } ?? false
        sql = Self.sql(
            ofPlace: place != nil, ofItem: item != nil, ofLot: ofLot, isSorted: isSorted,
            isBehind: behind != nil)
    }

    /// How many rows there are of a place, and of an item at it, if there are not too many.
    static func countSQL(ofItem: Bool) -> String {
        """
        \(around) SELECT count(*) FROM (
            SELECT 1 FROM around CROSS JOIN balance INDEXED BY balance_by_place ON balance.place = around.id
            WHERE held <> 0 AND \(ofItem ? "item = ?2" : "?2 IS NULL") LIMIT \(sortedLimit + 1))
        """
    }

    static func sql(
        ofPlace: Bool, ofItem: Bool, ofLot: Bool = false, isSorted: Bool, isBehind: Bool
    ) -> String {
        let driver =
            isSorted
            ? """
            around CROSS JOIN balance INDEXED BY balance_by_place ON balance.place = around.id
            CROSS JOIN item ON item.id = balance.item
            """
            : "item CROSS JOIN balance INDEXED BY balance_by_day ON balance.item = item.id"
        var conditions = ["held <> 0"]
        if ofItem { conditions += [isSorted ? "balance.item = ?2" : "item.id = ?2"] }
        if ofLot { conditions += ["balance.lot = ?5"] }
        if ofPlace && !isSorted { conditions += ["balance.place IN (SELECT id FROM around)"] }
        let behind = "(last_day, balance.lot, balance.place) > (?8, ?9, ?10)"
        if isBehind && ofItem {
            conditions += [behind]
        } else if isBehind {
            conditions += [
                "item.name >= ?6 COLLATE NOCASE",
                "(item.name COLLATE NOCASE, item.id) >= (?6, ?7)",
                "(item.name <> ?6 COLLATE NOCASE OR item.id <> ?7 OR \(behind))",
            ]
        }
        let byName = ofItem && !isSorted ? "" : "item.name COLLATE NOCASE, item.id, "
        return """
            \(ofPlace ? around : "")
            SELECT balance.item AS item, item.name AS item_name, item.measure AS measure,
                balance.place AS place, place.name AS place_name, place.kind AS place_kind, balance.quantity AS quantity,
                lot.id AS id, lot.date_kind AS date_kind, lot.date AS date, lot.number AS number,
                lot.programme AS programme
            FROM \(driver) CROSS JOIN lot ON lot.id = balance.lot CROSS JOIN place ON place.id = balance.place
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(byName)last_day, balance.lot, balance.place LIMIT ?3 OFFSET ?4
            """
    }

    /// A place, and all that stands in it.
    private static let around = """
        WITH RECURSIVE around (id) AS (
            SELECT id FROM place WHERE id = ?1 UNION SELECT place.id FROM place JOIN around ON place.parent = around.id
        )
        """
}

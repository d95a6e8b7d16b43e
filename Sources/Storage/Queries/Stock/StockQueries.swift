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

/// A row of the list of balances, by what the list is sorted by.
public struct StockPosition: Sendable {
    let itemName: String
    let item: ItemID
    /// Empty where the lot has none.
    let date: String
    let lot: LotID
    let place: PlaceID

    /// The row of these, whether it still is there or not.
    public init(itemName: String, item: ItemID, date: String, lot: LotID, place: PlaceID) {
        (self.itemName, self.item, self.date) = (itemName, item, date)
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
    /// Balances in storage that are not zero, by item name, date and place.
    ///
    /// - Parameters:
    ///   - place: With all that stands in it; nil for all storage.
    ///   - item: Nil for all items.
    ///   - after: Rows to pass over.
    ///   - behind: The row that the page begins behind; nil for the first page.
    ///   - limit: From 1 to 10,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    public func stock(
        place: PlaceID? = nil, item: ItemID? = nil, after: Int = 0, behind: StockPosition? = nil,
        limit: Int
    ) throws -> [StockRow] {
        let sql = """
            WITH RECURSIVE around (id) AS (
                SELECT id FROM place WHERE kind IN (\(Place.Kind.storageList)) AND (?1 IS NULL OR id = ?1)
                UNION SELECT place.id FROM place JOIN around ON place.parent = around.id
            )
            SELECT balance.item AS item, item.name AS item_name, item.measure AS measure,
                balance.place AS place, place.name AS place_name, place.kind AS place_kind, balance.quantity AS quantity,
                lot.id AS id, lot.date_kind AS date_kind, lot.date AS date, lot.number AS number,
                lot.programme AS programme
            FROM balance JOIN around ON balance.place = around.id JOIN place ON place.id = balance.place
            JOIN item ON item.id = balance.item JOIN lot ON lot.id = balance.lot
            WHERE balance.quantity <> 0 AND (?2 IS NULL OR balance.item = ?2)
                AND (?5 IS NULL OR (item.name COLLATE NOCASE, balance.item, lot.date IS NULL, ifnull(lot.date, ''),
                    lot.id, balance.place) > (?5, ?6, ?7 = '', ?7, ?8, ?9))
            ORDER BY item.name COLLATE NOCASE, balance.item, lot.date IS NULL, lot.date, lot.id, balance.place
            LIMIT ?3 OFFSET ?4
            """
        let arguments: StatementArguments = [
            place?.blob, item?.blob, min(max(1, limit), 10_000), max(0, after),
            behind?.itemName, behind?.item.blob, behind?.date, behind?.lot.blob,
            behind?.place.blob,
        ]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            StockRow(
                item: try ItemID(column: row["item"]), itemName: row["item_name"],
                measure: try decoded(row["measure"]), lot: try Lot(row: row),
                place: try PlaceID(column: row["place"]), placeName: row["place_name"],
                placeKind: try decoded(row["place_kind"]), quantity: row["quantity"])
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
        let sql = """
            SELECT balance.*, item.name AS item_name, item.measure, place.name AS place_name,
                place.kind AS place_kind FROM balance
            JOIN item ON item.id = balance.item JOIN place ON place.id = balance.place
            WHERE quantity < 0 AND place.kind IN (\(Place.Kind.storageList))
                AND (?1 IS NULL OR (-balance.seq, balance.lot, balance.place) > (-?1, ?2, ?3))
            ORDER BY balance.seq DESC, balance.lot, balance.place LIMIT ?4
            """
        let arguments: StatementArguments = [
            behind?.seq, behind?.lot.blob, behind?.place.blob, min(max(1, limit), 1_000),
        ]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Shortfall(
                item: try ItemID(column: row["item"]), itemName: row["item_name"],
                measure: try decoded(row["measure"]), lot: try LotID(column: row["lot"]),
                place: try PlaceID(column: row["place"]), placeName: row["place_name"],
                placeKind: try decoded(row["place_kind"]), quantity: row["quantity"],
                seq: row["seq"])
        }
    }

    /// How many lots are below zero in storage, and of how many items.
    package func shortfallCount() throws -> (lots: Int, items: Int) {
        let sql = """
            SELECT count(*) AS lots, count(DISTINCT item) AS items
            FROM balance JOIN place ON place.id = balance.place
            WHERE quantity < 0 AND place.kind IN (\(Place.Kind.storageList))
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
        guard !ids.isEmpty else { return [:] }
        let sql = "SELECT * FROM lot WHERE id IN (\(marks(ids.count)))"
        let lots = try Row.fetchAll(db, sql: sql, arguments: .init(ids.map(\.blob)))
            .map { try Lot(row: $0) }
        return Dictionary(uniqueKeysWithValues: lots.map { ($0.id, $0) })
    }
}

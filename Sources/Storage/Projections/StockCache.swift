import Foundation
import GRDB
import Journal
import Stock

/// What the writer has read of the projections, kept for the scans that follow: only the writer
/// changes them, so what was read stays true.
struct StockCache {
    /// Items whose stock is kept at the most; beyond it everything is read anew.
    static let itemLimit = 20_000
    /// Names that are kept at the most; to read them anew takes the whole table of items.
    static let nameLimit = 200_000

    private(set) var places = PlaceTree()
    private(set) var hasPlaces = false
    var items: [ItemID: Item] = [:]
    var codes: [String: CodeReferent] = [:]
    /// Nil until a name is first looked up; items that were joined with another are not among them.
    private var names: ItemNames?
    /// The items that are another by now; nil until they are first asked for.
    private var joins: [ItemID: ItemID]?
    private var holdings: [ItemID: Holdings] = [:]
    /// Lots by their keys: an id is a hash, and dearer than looking it up.
    private var lots: [LotKey: Lot] = [:]
    /// Nil until it is read; nil within where no day is closed.
    private var lastClosed: CivilDate??
    /// When the latest figure of a completed count was seen; nil until it is read.
    private var lastCounted: Moment?

    mutating func put(_ place: Place) { places.put(place) }

    mutating func loadPlaces(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, name, kind, parent, label_code FROM place")
        {
            put(try Place(row: row))
        }
        hasPlaces = true
    }

    mutating func item(_ id: ItemID, _ db: Database) throws -> Item? {
        if let item = items[id] { return item }
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM item WHERE id = ?"), arguments: [id.blob])
        let item = try row.map { try Item(row: $0) }
        items[id] = item
        return item
    }

    /// Makes an item known as it is from here on.
    mutating func put(_ item: Item) {
        items[item.id] = item
        if joins?[item.id] == nil { names?.name(item.id, item.name) }
    }

    /// An item is another from here on.
    mutating func join(_ item: ItemID, into other: ItemID) {
        joins?[item] = other
        names?.forget(item)
    }

    /// An item is one of its own again.
    mutating func part(_ item: ItemID, _ db: Database) throws {
        joins?[item] = nil
        if let known = try self.item(item, db) { put(known) }
    }

    /// The item that an item is by now: itself, unless it was joined with another.
    mutating func current(_ item: ItemID, _ db: Database) throws -> ItemID {
        if joins == nil {
            let rows = try Row.fetchAll(db, sql: "SELECT item, into_item FROM item_join")
            joins = try Dictionary(
                uniqueKeysWithValues: rows.map {
                    (try ItemID(column: $0["item"]), try ItemID(column: $0["into_item"]))
                })
        }
        var item = item
        while let next = joins?[item] { item = next }
        return item
    }

    /// The items that a typed name may mean, the likeliest first.
    mutating func items(named name: String, _ db: Database) throws -> [ItemID] {
        if let names { return names.items(named: name) }
        let read = try ItemNames(db)
        names = read
        return read.items(named: name)
    }

    mutating func target(_ key: String, _ db: Database) throws -> CodeReferent? {
        if let target = codes[key] { return target }
        let found = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT item, lot, place, pack FROM code WHERE key = ?"),
            arguments: [key])
        guard let found else { return nil }
        let target = try CodeReferent(row: found)
        codes[key] = target
        return target
    }

    mutating func holdings(of item: ItemID, _ db: Database) throws -> Holdings {
        if let known = holdings[item] { return known }
        let read = try Self.readHoldings(of: item, db)
        holdings[item] = read
        return read
    }

    mutating func lastClosedDay(_ db: Database) throws -> CivilDate? {
        if let lastClosed { return lastClosed }
        let read = try Queries(db).lastClosedDay()
        lastClosed = .some(read)
        return read
    }

    mutating func forgetLastClosedDay() { lastClosed = nil }

    /// No completed count saw anything later than this.
    mutating func lastCounted(_ db: Database) throws -> Moment {
        if let lastCounted { return lastCounted }
        let sql = "SELECT max(last_at) FROM count_figure"
        let read = Moment(
            microseconds: try Int64.fetchOne(db.cachedStatement(sql: sql)) ?? .min)
        lastCounted = read
        return read
    }

    mutating func forgetLastCounted() { lastCounted = nil }

    mutating func noteCounted(_ moment: Moment) {
        lastCounted = lastCounted.map { max($0, moment) }
    }

    /// Changes an item's stock in place.
    mutating func change(_ item: ItemID, _ db: Database, _ body: (inout Holdings) -> Void) throws {
        _ = try holdings(of: item, db)
        if let index = holdings.index(forKey: item) { body(&holdings.values[index]) }
    }

    /// The lot of a key, under the id that follows from it.
    mutating func lot(_ key: LotKey) -> Lot {
        if let known = lots[key] { return known }
        let lot = Lot(key)
        lots[key] = lot
        return lot
    }

    mutating func trim() {
        if lots.count > 2 * Self.itemLimit { lots = [:] }
        if holdings.count > Self.itemLimit { holdings = [:] }
        if items.count > Self.itemLimit { items = [:] }
        if let names, names.count > Self.nameLimit { self.names = nil }
        if codes.count > 2 * Self.itemLimit { codes = [:] }
    }

    static func readHoldings(of item: ItemID, _ db: Database) throws -> Holdings {
        var holdings = Holdings()
        let lots = try db.cachedStatement(sql: "SELECT * FROM lot WHERE item = ?")
        for row in try Row.fetchAll(lots, arguments: [item.blob]) {
            holdings.register(try Lot(row: row))
        }
        let balances = try db.cachedStatement(
            sql: "SELECT place, lot, quantity FROM balance WHERE item = ?")
        for row in try Row.fetchAll(balances, arguments: [item.blob]) {
            holdings.set(
                Quantity(row["quantity"]),
                at: LotAtPlace(
                    place: try PlaceID(column: row["place"]), lot: try LotID(column: row["lot"])))
        }
        return holdings
    }
}

extension ItemNames {
    /// The names of all items but those that were joined with another.
    ///
    /// Where `key` is given, only those that are written alike.
    init(_ db: Database, withKey key: String? = nil) throws {
        self.init()
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, name FROM item WHERE id NOT IN (SELECT item FROM item_join)")
        while let row = try rows.next() {
            let name: String = row["name"]
            if let key, Item.key(ofName: name) != key { continue }
            self.name(try ItemID(column: row["id"]), name)
        }
    }
}

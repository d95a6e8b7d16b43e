import Foundation
import GRDB
import Journal
import Stock

/// What the writer has read of the projections, kept for the scans that follow: only the writer
/// changes them, so what was read stays true.
struct StockCache {
    /// Items whose stock is kept at the most; beyond it everything is read anew.
    static let itemLimit = 20_000
    /// Balances of an item that is read whole; of one with more, those are read that an entry needs.
    static let wholeLimit = 1_000
    /// Names that are kept at the most; to read them anew takes the whole table of items.
    static let nameLimit = 200_000

    private(set) var places = PlaceTree()
    private(set) var hasPlaces = false
    var items: [ItemID: Item] = [:]
    private var codes: [String: CodeReferent] = [:]
    /// Whether what a code stands for was ever said anew, of those that were asked about.
    var packChanges: [String: Bool] = [:]
    /// Nil until a name is first looked up; items that were joined with another are not among them.
    private var names: ItemNames?
    /// The items that are another by now; nil until they are first asked for.
    private var joins: [ItemID: ItemID]?
    /// The items whose measure ever changed; nil until they are first asked for.
    private var converted: Set<ItemID>?
    /// An item's stock: the whole of it, or what is known of very much.
    private var holdings: [ItemID: Holdings] = [:]
    /// Items of which more than ``wholeLimit`` balances are known by now.
    private var grown: Set<ItemID> = []
    var lastArrivals = LastArrivals()
    /// Donations that are known to be of a source: their further scans write nothing of it.
    private var given: Set<GivenDonation> = []
    /// Lots by their keys: an id is a hash, and dearer than looking it up.
    private var lots: [LotKey: Lot] = [:]
    /// Nil until it is read; nil within where no day is closed.
    private var lastClosed: CivilDate??
    var last = LastMoments()

    mutating func put(_ place: Place) { places.put(place) }

    mutating func loadPlaces(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT * FROM place") { put(try Place(row: row)) }
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
        let joins = try knownJoins(db)
        var item = item
        while let next = joins[item] { item = next }
        return item
    }

    /// Whether any item is another by now.
    mutating func hasJoins(_ db: Database) throws -> Bool { try !knownJoins(db).isEmpty }

    private mutating func knownJoins(_ db: Database) throws -> [ItemID: ItemID] {
        if let joins { return joins }
        let rows = try Row.fetchAll(db, sql: "SELECT item, into_item FROM item_join")
        let read = try Dictionary(
            uniqueKeysWithValues: rows.map {
                (try ItemID(column: $0["item"]), try ItemID(column: $0["into_item"]))
            })
        joins = read
        return read
    }

    /// An item is kept in another measure from here on.
    mutating func convert(_ item: ItemID) { converted?.insert(item) }

    /// Whether an item was ever kept in another measure.
    mutating func isConverted(_ item: ItemID, _ db: Database) throws -> Bool {
        if let converted { return converted.contains(item) }
        let read = try Queries(db).convertedItems()
        converted = read
        return read.contains(item)
    }

    /// Which items a typed name means.
    mutating func itemNames(_ db: Database) throws -> ItemNames {
        if let names { return names }
        let read = try ItemNames(db)
        names = read
        return read
    }

    /// Something else was said of a code than is known here.
    mutating func forget(code key: String) { (codes[key], packChanges[key]) = (nil, nil) }

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

    /// An item's stock as far as it is known: the whole of it, unless it is very much.
    mutating func stock(of item: ItemID, _ db: Database) throws -> Holdings {
        if let known = holdings[item] { return known }
        let read =
            try Self.readHoldings(of: item, atMost: Self.wholeLimit, db)
            ?? readTotals(of: item, db)
        holdings[item] = read
        return read
    }

    /// What an item's stock adds up to at each place, and nothing of its lots; at the source what it adds up to at all of
    /// the world's edges, which is what is in storage with its sign turned.
    private func readTotals(of item: ItemID, _ db: Database) throws -> Holdings {
        let sums = try db.cachedStatement(
            sql: "SELECT place, quantity FROM item_stock WHERE item = ?")
        var totals = try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(sums, arguments: [item.blob]).map {
                (try PlaceID(column: $0["place"]), Quantity($0["quantity"]))
            })
        totals[places.founded(.source)] = try totals.values.reduce(.zero) {
            try $0.subtracting($1)
        }
        return Holdings(totals: totals)
    }

    /// Makes known of an item what some lines change.
    mutating func register(_ lines: some Collection<MovementLine>, of item: ItemID, _ db: Database)
        throws
    {
        try register(
            lines.lazy.flatMap { line in
                [line.from, line.to].map { LotAtPlace(place: $0, lot: line.lot) }
            }, of: item, db)
    }

    /// Makes balances of an item known.
    mutating func register(
        _ spots: some Sequence<LotAtPlace>, of item: ItemID, _ db: Database
    ) throws {
        guard try !stock(of: item, db).isWhole else { return }
        try change(item, db) { stock in
            for spot in spots { try Self.register(spot, of: item, in: &stock, db) }
        }
    }

    /// Makes known of an item what a scan of it needs, in pieces of a statement that is read no further than that.
    mutating func register(
        _ need: StockNeed, lot: LotID?, of item: ItemID, _ db: Database
    ) throws {
        guard try !stock(of: item, db).isWhole else { return }
        try change(item, db) { stock in
            let ids = need.lots.map(\.id) + (lot.map { [$0] } ?? [])
            try Self.register(ids, in: &stock, db)
            for place in need.places {
                for id in ids {
                    try Self.register(LotAtPlace(place: place, lot: id), of: item, in: &stock, db)
                }
            }
            guard let (quantity, sources) = need.taken else { return }
            for sql in AllocationOrder.statements(
                ofLot: lot != nil, sources, nearest: need.places.first)
            {
                try Self.register(quantity, by: sql, of: item, lot, in: &stock, db)
            }
        }
    }

    /// Makes lots known.
    mutating func register(_ lots: [LotID], of item: ItemID, _ db: Database) throws {
        guard try !stock(of: item, db).isWhole else { return }
        try change(item, db) { try Self.register(lots, in: &$0, db) }
    }

    private static func register(_ lots: [LotID], in stock: inout Holdings, _ db: Database) throws {
        let sql = "SELECT * FROM lot WHERE id = ?"
        for id in lots where stock.lots[id] == nil {
            let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob])
            if let row { stock.register(try Lot(row: row)) }
        }
    }

    private static func register(
        _ spot: LotAtPlace, of item: ItemID, in stock: inout Holdings, _ db: Database
    ) throws {
        guard stock.balances[spot] == nil else { return }
        try register([spot.lot], in: &stock, db)
        let sql = "SELECT quantity FROM balance WHERE item = ? AND place = ? AND lot = ?"
        let quantity = try Int64.fetchOne(
            db.cachedStatement(sql: sql), arguments: [item.blob, spot.place.blob, spot.lot.blob])
        stock.register(Quantity(quantity ?? 0), at: spot)
    }

    /// Makes balances known, first those whose lots expire first, until they are so much.
    private static func register(
        _ wish: Quantity, by order: AllocationOrder, of item: ItemID, _ lot: LotID?,
        in stock: inout Holdings, _ db: Database
    ) throws {
        let lastDay = lot.flatMap { stock.lots[$0]?.key.dateLabel?.lastDay?.description }
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: order.sql),
            arguments: [
                item.blob, order.place?.blob, lot?.blob, lastDay ?? BalanceRow.noLastDay,
            ])
        var found: Int128 = 0
        while found < wish.value, let row = try rows.next() {
            let spot = LotAtPlace(
                place: try PlaceID(column: row["place"]), lot: try LotID(column: row["lot"]))
            guard order.sources?.contains(spot.place) ?? true else { continue }
            // What this transaction changed is not in the database yet.
            stock.register(Quantity(row["quantity"]), at: spot)
            try register([spot.lot], in: &stock, db)
            found += Int128(max(0, stock.balance(spot.lot, at: spot.place).value))
        }
    }

    mutating func lastClosedDay(_ db: Database) throws -> CivilDate? {
        if let lastClosed { return lastClosed }
        let read = try Queries(db).lastClosedDay()
        lastClosed = .some(read)
        return read
    }

    mutating func forgetLastClosedDay() { lastClosed = nil }

    /// - Returns: Whether it was not known that a source gave a donation.
    mutating func noteGiven(_ donation: DonationID, by source: SourceID) -> Bool {
        given.insert(GivenDonation(source: source, donation: donation)).inserted
    }

    /// Changes what is known of an item's stock in place.
    mutating func change(
        _ item: ItemID, _ db: Database, _ body: (inout Holdings) throws -> Void
    ) throws {
        if holdings.index(forKey: item) == nil { _ = try stock(of: item, db) }
        guard let index = holdings.index(forKey: item) else { return }
        try body(&holdings.values[index])
        if holdings.values[index].balances.count > Self.wholeLimit { grown.insert(item) }
    }

    /// The lot of a key, under the id that follows from it.
    mutating func lot(_ key: LotKey) -> Lot {
        if let known = lots[key] { return known }
        let lot = Lot(key)
        lots[key] = lot
        return lot
    }

    /// Lets go of what is too much to keep, once all that changed is written.
    mutating func trim() {
        for item in grown { holdings[item] = nil }
        grown = []
        if lots.count > 2 * Self.itemLimit { lots = [:] }
        if holdings.count > Self.itemLimit { holdings = [:] }
        if items.count > Self.itemLimit { items = [:] }
        if let names, names.count > Self.nameLimit { self.names = nil }
        if given.count > Self.itemLimit { given = [] }
        if lastArrivals.count > Self.itemLimit { lastArrivals = LastArrivals() }
        if codes.count > 2 * Self.itemLimit { (codes, packChanges) = ([:], [:]) }
    }

    /// All of an item's stock as it is written; nil where it has more lots or balances than `atMost`.
    static func readHoldings(
        of item: ItemID, atMost: Int = .max - 1, _ db: Database
    ) throws -> Holdings? {
        var holdings = Holdings()
        let balances = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT place, lot, quantity FROM balance WHERE item = ? AND lot <> x'' LIMIT ?
                    """),
            arguments: [item.blob, atMost + 1])
        while let row = try balances.next() {
            holdings.set(
                Quantity(row["quantity"]),
                at: LotAtPlace(
                    place: try PlaceID(column: row["place"]), lot: try LotID(column: row["lot"])))
        }
        guard holdings.balances.count <= atMost else { return nil }
        let lots = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT * FROM lot WHERE item = ? LIMIT ?"),
            arguments: [item.blob, atMost + 1])
        while let row = try lots.next() { holdings.register(try Lot(row: row)) }
        return holdings.lots.count <= atMost ? holdings : nil
    }
}

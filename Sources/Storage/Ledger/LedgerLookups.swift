import Foundation
import GRDB
import Journal
public import Stock

/// An entry that was recorded before.
struct KnownEntry {
    let seq: Int64
    let recordedAt: Moment
    /// Nil for a kind this Larder does not know.
    let body: (any EntryKind)?
}

// What the rules are fed from, as of the entry before.
extension Ledger {
    var places: PlaceTree { projector.cache.places }

    func place(_ id: PlaceID) -> Place? { projector.cache.places[id] }

    func knownPlace(_ id: PlaceID) throws(StorageFault) -> Place {
        guard let place = place(id) else { throw .placeNotFound(id.description) }
        return place
    }

    /// A known item.
    ///
    /// - Throws: ``StorageFault/itemNotFound(_:)``.
    package func item(_ id: ItemID) throws -> Item {
        guard let item = try projector.cache.item(id, db) else {
            throw StorageFault.itemNotFound(id.description)
        }
        return item
    }

    /// A known item as it was when an entry was recorded: the first answer to a scan is given again, whatever the item is
    /// called by now.
    ///
    /// It is as it is now where no entry is named.
    func item(_ id: ItemID, asOf seq: Int64?) throws -> Item {
        guard let seq else { return try item(id) }
        let sql = "SELECT * FROM item_before WHERE id = ? AND seq > ? ORDER BY seq LIMIT 1"
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob, seq])
        return try row.map { try Item(row: $0) } ?? item(id)
    }

    /// A known place as it was when an entry had been recorded: the first answer to a scan is given again, whatever the
    /// place is called and wherever it stands by now.
    ///
    /// It is as it is now where no entry is named.
    func knownPlace(_ id: PlaceID, asOf seq: Int64?) throws -> Place {
        var place = try knownPlace(id)
        guard let seq else { return place }
        let sql = "SELECT seq FROM place WHERE id = ?"
        let last = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob])
        guard last ?? 0 > seq else { return place }
        if let name = try Queries(db).name(of: id, asOf: seq) { place.name = name }
        place.parent = try Queries(db).moves(of: place).parent(asOf: seq)
        place.labelCode = try Queries(db).labelCode(place, asOf: seq)
        return place
    }

    /// Whether an item is known.
    public func hasItem(_ id: ItemID) throws -> Bool { try projector.cache.item(id, db) != nil }

    /// A known item as it is by now: the one that it was joined with, where it was.
    ///
    /// - Throws: ``StorageFault/itemNotFound(_:)``.
    package func current(_ id: ItemID) throws -> Item {
        try item(try projector.cache.current(id, db))
    }

    /// The item that a typed name means, also by the name of one that was joined with it; nil where no item goes by it.
    package func item(named name: String) throws -> ItemID? {
        try items(named: name).first ?? joinedItem(named: name)
    }

    private func joinedItem(named name: String) throws -> ItemID? {
        try Queries(db).joinedItem(named: name).map { try current($0).id }
    }

    /// The items that a typed name may mean, whatever its case, accents, spaces and punctuation; the
    /// likeliest first.
    package func items(named name: String) throws -> [ItemID] {
        try projector.cache.itemNames(db).items(named: name)
    }

    /// The items that a typed name means, also by the name of one that was joined with it; where they are several, a person has
    /// to say which.
    package func items(meantBy name: String) throws -> [ItemID] {
        let meant = try projector.cache.itemNames(db).items(meantBy: name)
        return try meant.isEmpty ? [joinedItem(named: name)].compactMap { $0 } : meant
    }

    /// All of an item's stock, which may be very much; a scan needs less of it.
    func holdings(of item: ItemID) throws -> Holdings {
        let known = try projector.cache.stock(of: item, db)
        if known.isWhole { return known }
        try flush()
        return try StockCache.readHoldings(of: item, db) ?? known
    }

    /// An item's stock with all that some lines change.
    func stock(of item: ItemID, changedBy lines: [MovementLine]) throws -> Holdings {
        try projector.cache.register(lines.filter { $0.item == item }, of: item, db)
        return try projector.cache.stock(of: item, db)
    }

    /// What the first known of some keys stands for.
    func target(_ keys: [String]) throws -> CodeReferent? {
        for key in keys {
            if let target = try projector.cache.target(key, db) { return target }
        }
        return nil
    }

    /// The first of some keys that stands for anything.
    func knownKey(among keys: [String]) throws -> String? {
        try keys.first { try projector.cache.target($0, db) != nil }
    }

    /// Whether some keys stand for anything: an item, lot or place, a donation, or a label that is blank.
    package func isKnown(_ keys: [String]) throws -> Bool {
        let queries = Queries(db)
        return try target(keys) != nil || queries.donation(among: keys) != nil
            || keys.contains { try queries.label($0) != nil }
    }

    /// The item that a code stands for, and the pack; nil where nobody knows the code, or it is a label's.
    package func item(coded key: String) throws -> (id: ItemID, pack: Int64)? {
        guard case .item(let id, let pack)? = try target([key]) else { return nil }
        return (id, pack)
    }

    /// The place whose label is among the keys of a scan; nil where they name anything else.
    package func placeID(labelled keys: [String]) throws -> PlaceID? {
        guard case .place(let id)? = try target(keys) else { return nil }
        return id
    }

    func placeID(_ reference: PlaceReference) throws -> PlaceID {
        switch reference {
        case .id(let id): return try knownPlace(id).id
        case .code(let code):
            guard case .place(let id)? = try target([code]) else {
                throw StorageFault.placeNotFound(code)
            }
            return id
        }
    }

    /// The id of a source; a name that is new gets one, and stays out of the journal.
    func sourceID(_ reference: SourceReference) throws -> SourceID {
        switch reference {
        case .id(let id): return id
        case .name(let name):
            if let known = try sourceID(named: name) { return known }
            let id: SourceID = clock.newID()
            try db.execute(
                sql: "INSERT INTO source (id, name) VALUES (?, ?)", arguments: [id.blob, name])
            return id
        }
    }

    /// The source that goes by a name as names of items are told: the one that is written so, upper and lower case
    /// alike, else the first that differs in accents, blanks or marks.
    func sourceID(named name: String) throws -> SourceID? {
        try Queries(db).sourceID(named: name)
    }

    func lookUp(
        _ target: CodeReferent?, _ keys: [String], at place: PlaceID?
    ) throws -> LookUp {
        let around = place.map { Set(places.within($0)) } ?? places.storage
        switch target {
        case .item(let id, _):
            return LookUp(
                item: try item(id), lot: nil, place: nil,
                balance: try projector.cache.stock(of: id, db).total(at: around))
        case .lot(let lot, let id):
            try projector.cache.register([lot], of: id, db)
            let stock = try projector.cache.stock(of: id, db)
            return LookUp(
                item: try item(id), lot: stock.lots[lot], place: nil,
                balance: try stock.total(at: around))
        case .place(let id):
            return LookUp(item: nil, lot: nil, place: try knownPlace(id), balance: nil)
        case nil:
            return LookUp(
                item: nil, lot: nil, place: nil, balance: nil, blank: try blankLabel(among: keys),
                donation: try Queries(db).donation(among: keys))
        }
    }

    /// Items with a balance at one of some places.
    func items(at places: some Sequence<PlaceID>) throws -> [ItemID] {
        try flush()
        var found: Set<ItemID> = []
        let sql =
            "SELECT DISTINCT item FROM balance WHERE place = ? AND held <> 0"
        for place in places {
            for item in try Data.fetchAll(db.cachedStatement(sql: sql), arguments: [place.blob]) {
                found.insert(try ItemID(column: item))
            }
        }
        return found.sorted()
    }

    /// The last day that is closed; all before it are closed too.
    func lastClosedDay() throws -> CivilDate? { try projector.cache.lastClosedDay(db) }
}

extension Ledger {
    /// An id for an entry whose sender made none.
    public func freshEntryID() -> EntryID { clock.newID() }
}

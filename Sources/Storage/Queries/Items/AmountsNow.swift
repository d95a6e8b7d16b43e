import Foundation
import GRDB
import Journal
import Stock

/// So much of an item, or of one of its lots.
struct ItemAmount {
    var item: ItemID
    /// Nil where it is of the item whatever its dates.
    var lot: Lot?
    var quantity: Quantity
    /// False where the item's measure changed since, and nobody knows what a piece weighs: nothing of the quantity is known in the
    /// measure of now.
    var isKnown = true
}

/// A change of a balance that no entry posts as one.
struct UnpostedChange {
    let item: ItemID
    let lot: Lot
    let spot: LotAtPlace
    let moment: Moment
    /// Below zero for what left.
    let quantity: Quantity
    /// The entry since which it was recorded as another item's.
    let join: Int64

    /// Nil where nobody knows how much it is by now.
    fileprivate init?(
        _ amount: ItemAmount, at place: PlaceID, moment: Moment, join: Int64, isLess: Bool
    ) throws {
        guard amount.isKnown, let lot = amount.lot else { return nil }
        (item, self.lot, self.moment, self.join) = (amount.item, lot, moment, join)
        spot = LotAtPlace(place: place, lot: lot.id)
        quantity = isLess ? try Quantity.zero.subtracting(amount.quantity) : amount.quantity
    }
}

// What was written down, as it is by now: items were joined, lots put right and measures converted since.
extension Queries {
    /// An amount that the entry `seq` spoke of: of the item and lot that those became since, in the measure that the
    /// item is kept in; by what was known before the entry `last`.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``, or what SQLite says.
    func now(
        _ amount: ItemAmount, since seq: Int64, until last: Int64 = .max
    ) throws -> ItemAmount {
        guard try hasCorrections(since: seq) else { return amount }
        var (now, seq) = (amount, seq)
        while true {
            let next = try successor(of: now.item, now.lot, since: seq)
            if let (conversion, at) = try conversion(of: now.item, since: seq),
                at < next?.seq ?? .max, at < last
            {
                now.isKnown = now.isKnown && conversion != nil
                now.quantity = try conversion?.convert(now.quantity) ?? .zero
                seq = at
            } else if let next, next.seq < last {
                (now.item, now.lot, seq) = (next.item, next.lot, next.seq)
            } else {
                return now
            }
        }
    }

    /// A line of a lot that the entry `seq` moved, with the lot that it is of by now; nil where nothing of it is left.
    func now(
        _ line: MovementLine, of lot: Lot, since seq: Int64
    ) throws -> (line: MovementLine, lot: Lot)? {
        let amount = try now(
            ItemAmount(item: line.item, lot: lot, quantity: line.quantity), since: seq)
        guard amount.quantity > .zero, let lot = amount.lot else { return nil }
        return (try line.of(lot.id, of: amount.item, amount.quantity), lot)
    }

    /// What an item, or one of its lots, became after an entry: by a join of the item, or by the next correction of the
    /// lot's facts.
    func successor(
        of item: ItemID, _ lot: Lot?, since seq: Int64
    ) throws -> (item: ItemID, lot: Lot?, seq: Int64)? {
        let join = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT into_item, seq FROM item_join WHERE item = ? AND seq > ?"),
            arguments: [item.blob, seq])
        let shift = try lot.flatMap { lot in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT into_lot, seq FROM lot_shift WHERE lot = ? AND seq > ?"),
                arguments: [lot.id.blob, seq])
        }
        if let shift, shift["seq"] < join?["seq"] as Int64? ?? .max {
            guard let next = try self.lot(try LotID(column: shift["into_lot"])) else { return nil }
            return (item, next, shift["seq"])
        }
        guard let join else { return nil }
        let into = try ItemID(column: join["into_item"])
        return (into, lot.map { Lot($0.key.of(into)) }, join["seq"])
    }

    /// The next conversion of an item's measure after an entry, where the weight of a piece is known: stated with it, or
    /// as the item has it by now.
    func conversion(
        of item: ItemID, since seq: Int64
    ) throws -> (conversion: MeasureConversion?, seq: Int64)? {
        let sql = """
            SELECT item_conversion.seq, item_conversion.measure, coalesce(grams_per_piece, unit_weight) AS grams
            FROM item_conversion JOIN item ON item.id = item_conversion.item
            WHERE item_conversion.item = ? AND item_conversion.seq > ? ORDER BY item_conversion.seq LIMIT 1
            """
        return try Row.fetchOne(
            db.cachedStatement(sql: sql), arguments: [item.blob, seq]
        ).map { (try MeasureConversion(row: $0), $0["seq"]) }
    }

    /// How the measure of an item changed after a moment, and of what it is one with since; nil where nobody knows what a
    /// piece weighs.
    func conversions(
        of item: ItemID, since moment: Moment, until last: Int64
    ) throws -> [MeasureConversion]? {
        var (item, seq) = (item, try seq(at: moment))
        var found: [MeasureConversion] = []
        while true {
            let joined = try successor(of: item, nil, since: seq)
            let next = try conversion(of: item, since: seq)
            if let next, next.seq < min(last, joined?.seq ?? .max) {
                guard let conversion = next.conversion else { return nil }
                found.append(conversion)
                seq = next.seq
            } else if let joined, joined.seq < last {
                (item, seq) = (joined.item, joined.seq)
            } else {
                return found
            }
        }
    }

    /// The entries after one that parted items, the first first, each with the number of the one that had joined them.
    func partings(
        since seq: Int64
    ) throws -> [(seq: Int64, parted: ItemsParted, join: Int64)] {
        let sql = """
            SELECT seq, body FROM correction JOIN journal USING (seq) WHERE seq > ? AND kind = ? ORDER BY seq
            """
        let join = try db.cachedStatement(sql: "SELECT seq FROM journal WHERE id = ?")
        return try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [seq, ItemsParted.kind]
        ).compactMap { row in
            let parted: ItemsParted = try EntryJSON.decode(row["body"])
            return try Int64.fetchOne(join, arguments: [parted.join.blob]).map {
                (row["seq"], parted, $0)
            }
        }
    }

    /// What went of parted items with boxes while they were one: no entry posts it of the one that it went of, for it was
    /// recorded as the other.
    ///
    /// - Parameter seq: Only of what was parted since this entry.
    /// - Returns: What left a balance of the one, below zero, and so did not leave that of the other; as they are by now.
    /// - Throws: ``StockFault/quantityOutOfRange``, or what SQLite says.
    func wentUnposted(since seq: Int64) throws -> [UnpostedChange] {
        guard try hasCorrections(since: seq) else { return [] }
        return try partings(since: seq).flatMap { number, parted, join in
            try (parted.missing ?? []).flatMap { line -> [UnpostedChange] in
                // What went with no box is nobody's until it is taken back.
                guard let at = line.at, let lot = try lot(line.lot) else { return [] }
                let changes = try [parted.item, parted.into].compactMap { item in
                    let then = ItemAmount(
                        item: item, lot: Lot(lot.key.of(item)), quantity: line.quantity)
                    let now = try now(then, since: number)
                    return try UnpostedChange(
                        now, at: line.to, moment: held(at, since: number), join: join,
                        isLess: item == parted.item)
                }
                return changes.count == 2 ? changes : []
            }
        }
    }

    /// What was told of parted items while they were one, by the codes and names of the joined one: entries post it of the
    /// other.
    ///
    /// - Parameters:
    ///   - item: Only of this one.
    ///   - seq: Only of what was parted since this entry.
    /// - Returns: What changed of the item by that, or did not; as it is by now.
    /// - Throws: ``StockFault/quantityOutOfRange``, or what SQLite says.
    func postedAsOther(_ item: ItemID, since seq: Int64) throws -> [UnpostedChange] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT seq, line, place, lot, moment, quantity, kind, body,
                    moment < (SELECT recorded_at FROM journal WHERE seq = ?1) AS is_before
                FROM posting JOIN journal USING (seq)
                WHERE stretch >= ?1 >> 8 AND item = ?2 AND seq > ?1 AND seq < ?3 AND count IS NULL
                    AND seq NOT IN (SELECT seq FROM correction) ORDER BY seq, line
                """)
        var found: [UnpostedChange] = []
        for (number, parted, join) in try partings(since: seq) {
            let halves = try [parted.item, parted.into].filter { half in
                try now(ItemAmount(item: half, lot: nil, quantity: .zero), since: number).item
                    == item
            }
            guard halves.count == 1, let half = halves.first else { continue }
            for row in try Row.fetchAll(
                statement, arguments: [join, parted.into.blob, number])
            {
                // What went with a box while they were one is among what is missing.
                guard let told = try EntryKinds.read(row["kind"], row["body"]),
                    let part = try part(toldBy: told),
                    try became(part, parted.item, before: join),
                    row["is_before"] || told.lines[row["line"]].at == nil,
                    let lot = try lot(LotID(column: row["lot"]))
                else { continue }
                let then = ItemAmount(
                    item: half, lot: Lot(lot.key.of(half)), quantity: Quantity(row["quantity"]))
                let change = try UnpostedChange(
                    now(then, since: number), at: try PlaceID(column: row["place"]),
                    moment: Moment(microseconds: row["moment"]), join: join,
                    isLess: half == parted.into)
                if let change { found.append(change) }
            }
        }
        return found
    }

    /// The item that an entry tells of, as it was when it happened; nil where it tells of several, or of all that its items are.
    func part(toldBy content: any EntryKind) throws -> ItemID? {
        if let part = content.reversible?.part { return part }
        guard let id = content.movementTold?.reverses,
            let undone = try body(of: id)?.reversible
        else { return nil }
        return undone.part ?? undone.item
    }

    /// Whether anything was joined, parted, put right or converted after an entry.
    func hasCorrections(since seq: Int64) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM correction WHERE seq > ?)"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [seq]) ?? false
    }

    /// The entries that joined, parted, put right or converted something, after an entry: their lines move no goods, also
    /// where another entry took back what they said.
    func corrections(since seq: Int64) throws -> Set<Int64> {
        let sql = "SELECT seq FROM correction WHERE seq > ?"
        return try Set(Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [seq]))
    }

    /// Whether what was an item by itself was another one before an entry, by the joins that hold; so is each itself.
    func became(_ part: ItemID, _ item: ItemID, before seq: Int64) throws -> Bool {
        let sql = "SELECT into_item FROM item_join WHERE item = ? AND seq < ?"
        var next = part
        while next != item {
            let into = try Data.fetchOne(
                db.cachedStatement(sql: sql), arguments: [next.blob, seq])
            guard let into else { return false }
            next = try ItemID(column: into)
        }
        return true
    }

    /// The items that are one by now, each until the entry that joined it; the item itself first.
    func lineage(of item: ItemID) throws -> [JoinedPart] {
        let sql = "SELECT item, seq FROM item_join WHERE into_item = ?"
        let statement = try db.cachedStatement(sql: sql)
        var found = [JoinedPart(item: item, until: .max)]
        var next = 0
        while next < found.count {
            for row in try Row.fetchAll(statement, arguments: [found[next].item.blob]) {
                found.append(JoinedPart(item: try ItemID(column: row["item"]), until: row["seq"]))
            }
            next += 1
        }
        return found
    }
}

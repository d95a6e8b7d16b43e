import Foundation
import GRDB
import Journal
import Stock

/// What was seen in a count of one item, or of one of its lots.
struct CountedLine: CountedPile {
    let item: ItemID
    /// Nil where the item was counted whatever its dates.
    let lot: LotID?
    var seen: Quantity
    let moments: ClosedRange<Moment>
    /// The journal's last number when it was seen.
    var asOf: Int64 = 0
    /// The last entry of it.
    var seq: Int64 = 0
    /// The last entry by whose names it was seen.
    var told: Int64 = 0
    /// The items that its entries named: more than one where they were joined since.
    var named: Set<ItemID> = []
    /// Whether it is known in the measure of now.
    var isKnown = true
}

extension [CountedLine] {
    /// The lots of an item that have lines of their own.
    func lots(of item: ItemID) -> [LotID] { filter { $0.item == item }.compactMap(\.lot) }
}

// What the entries of a count come to, by when each thing was seen.
extension Queries {
    /// What was seen in a count, of the items and lots of now; an item's own line comes after those of its lots.
    func lines(of count: CountID) throws -> [CountedLine] {
        try lines(from: looks(in: count))
    }

    /// What entries of a count say of an item, and of those that are one with it by now.
    func looks(in count: CountID, at item: ItemID) throws -> [CountLook] {
        let sql = "SELECT * FROM count_line WHERE count = ? AND item = ?"
        return try lineage(of: item).flatMap { part in
            try Row.fetchAll(
                db.cachedStatement(sql: sql), arguments: [count.blob, part.item.blob]
            ).map { try CountLook(row: $0) }
        }
    }

    private func looks(in count: CountID) throws -> [CountLook] {
        let sql = "SELECT * FROM count_line WHERE count = ?"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [count.blob])
            .map { try CountLook(row: $0) }
    }

    /// What entries of a count come to.
    func lines(from looks: [CountLook]) throws -> [CountedLine] {
        guard let first = looks.map(\.seq).min() else { return [] }
        let corrections = try corrections(since: first)
        struct Pile: Hashable {
            let item: ItemID
            let lot: LotID?
        }
        let piles = try Dictionary(grouping: looks) { look in
            guard !corrections.isEmpty else { return Pile(item: look.item, lot: look.lot) }
            let now = try amount(look, .zero)
            return Pile(item: now.item, lot: now.lot?.id)
        }
        return try piles.compactMap { pile, looks in
            let (standing, isKnown) = try looks.standing { whole, earlier in
                corrections.isEmpty ? true : try covers(whole, earlier)
            }
            return try line(
                of: pile.item, pile.lot, from: standing, isKnown: isKnown, corrections: corrections)
        }.sorted { ($0.lot == nil ? 1 : 0, $0.seq) < ($1.lot == nil ? 1 : 0, $1.seq) }
    }

    /// What stands of some looks at a pile, as one line.
    private func line(
        of item: ItemID, _ lot: LotID?, from looks: [CountLook], isKnown: Bool,
        corrections: Set<Int64>
    ) throws -> CountedLine? {
        guard let first = looks.first, let last = looks.last else { return nil }
        var line = CountedLine(
            item: item, lot: lot, seen: .zero, moments: first.moment...last.moment,
            asOf: last.asOf, seq: looks.map(\.seq).max() ?? 0,
            told: looks.map(\.told).max() ?? 0, named: Set(looks.map(\.seen)), isKnown: isKnown)
        // What was seen between two corrections is put right as a whole: grams make pieces together.
        struct Part: Hashable {
            let item: ItemID
            let lot: LotID?
            let corrections: Int
        }
        let parts = Dictionary(grouping: looks) { look in
            Part(
                item: look.item, lot: look.lot,
                corrections: corrections.count { $0 < look.seq })
        }
        for looks in parts.values {
            let sum = try looks.reduce(Quantity.zero) { try $0.adding($1.quantity ?? .zero) }
            let amount = corrections.isEmpty ? nil : try amount(looks[0], sum)
            line.seen = try line.seen.adding(amount?.quantity ?? sum)
            line.isKnown = line.isKnown && amount?.isKnown ?? true
        }
        return line
    }

    /// So much of what a look was at, as it is by now, or was before an entry.
    private func amount(
        _ look: CountLook, _ quantity: Quantity, until last: Int64 = .max
    ) throws -> ItemAmount {
        try now(
            ItemAmount(
                item: look.item, lot: try look.lot.flatMap { try lot($0) }, quantity: quantity),
            since: look.seq, until: last)
    }

    /// Whether one that says all there is of an item or lot speaks of all that an earlier look at the same, as it is by now,
    /// was at; nil where what it spoke of was a part of that, and nobody can tell which.
    private func covers(_ whole: CountLook, _ earlier: CountLook) throws -> Bool? {
        if whole.seen == earlier.seen, whole.lot == earlier.lot { return true }
        if whole.part != nil { return false }
        if let part = earlier.part {
            let known = earlier.asOf
            let became = try now(
                ItemAmount(item: part, lot: nil, quantity: .zero), since: known, until: whole.seq)
            return became.item == whole.item && whole.lot == earlier.lot
        }
        let (told, later) = whole.seq < earlier.seq ? (whole, earlier) : (earlier, whole)
        let became = try amount(told, .zero, until: later.seq)
        guard became.item == later.item, became.lot?.id == later.lot else { return false }
        return later == whole ? true : nil
    }
}

extension CountLook {
    /// A row of `count_line`.
    init(row: Row) throws {
        let lot: Data = row["lot"]
        self.init(
            item: try ItemID(column: row["item"]),
            part: try (row["part"] as Data?).map { try ItemID(column: $0) },
            lot: lot.isEmpty ? nil : try LotID(column: lot),
            quantity: (row["quantity"] as Int64?).map { Quantity($0) },
            isWhole: row["is_whole"] as Int64 != 0, isExplained: row["is_explained"] as Int64 != 0,
            moment: Moment(microseconds: row["moment"]),
            asOf: row["as_of"], seq: row["seq"], key: row["key"])
    }
}

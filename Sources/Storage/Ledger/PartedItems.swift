import Foundation
import GRDB
import Journal
import Stock

// What is of one of two items that were parted again.
extension Ledger {
    /// Whether two items are two by now.
    func isApart(_ part: ItemID, _ item: ItemID) throws -> Bool {
        try part != item && current(part).id != current(item).id
    }

    /// A line that the entry `seq` moved of an item, or of its part where that is an item of its own again, with the lot that
    /// it is of by now; nil where nothing of it is left.
    func now(
        _ line: MovementLine, of part: ItemID, since seq: Int64
    ) throws -> (line: MovementLine, lot: Lot)? {
        let queries = Queries(db)
        guard let lot = try queries.lot(line.lot) else { return nil }
        guard try isApart(part, line.item) else {
            return try queries.now(line, of: lot, since: seq)
        }
        let own = projector.cache.lot(lot.key.of(part))
        return try queries.now(
            line.of(own.id, of: part, line.quantity), of: own, since: seq)
    }

    /// Lets what comes back of goods that were missing when items were parted go to the one that they were missing from.
    ///
    /// - Parameters:
    ///   - back: What takes a movement back; it gets lines beside its own.
    ///   - movement: The movement, as it was recorded.
    ///   - seq: Its number.
    /// - Returns: The items that these lines are of, as they were parted.
    /// - Throws: A fault of the database, or `StockFault`.
    func giveBack(
        _ back: inout Movement, what movement: Movement, took seq: Int64
    ) throws -> [ItemID] {
        let (queries, edge) = (Queries(db), places.founded(.adjustment))
        let given = """
            SELECT total(quantity) FROM posting WHERE stretch >= ?1 >> 8 AND seq > ?1 AND item = ?2 AND place = ?3
                AND lot = ?4 AND other = ?5 AND count IS NULL AND seq NOT IN (SELECT seq FROM correction)
            """
        var parts: [ItemID] = []
        guard try queries.hasCorrections(since: seq) else { return parts }
        for (number, parted, join) in try queries.partings(since: seq) where join < seq {
            guard let missing = parted.missing, try current(parted.item).id == parted.item
            else { continue }
            let isOfBoth = movement.lines.contains { $0.item == parted.into }
            for line in missing {
                // A box gives back what it took itself, also where that was told later.
                let isMeant =
                    try line.at.map { try queries.held($0, since: number) == back.happenedAt }
                    ?? isOfBoth
                guard isMeant else { continue }
                guard let (own, both) = try halves(of: line, parted, since: number) else {
                    continue
                }
                let more = try back.lines.changes(in: [line.to])[both.spot] ?? .zero
                var left = own.quantity
                if line.at == nil {
                    let arguments: StatementArguments = [
                        number, parted.item.blob, line.to.blob, line.lot.blob, edge.blob,
                    ]
                    let had = try Double.fetchOne(
                        db.cachedStatement(sql: given), arguments: arguments)
                    left = try left.subtracting(Quantity(Int64(had ?? 0)))
                }
                // Each in its own measure.
                let isAlike = own.quantity == both.quantity
                let amount = isAlike ? min(more, left) : more < both.quantity ? .zero : left
                guard amount > .zero else { continue }
                back.lines += [
                    try MovementLine(
                        changing: both.spot, of: both.item,
                        by: Quantity.zero.subtracting(isAlike ? amount : both.quantity),
                        over: edge, at: back.happenedAt),
                    try MovementLine(
                        changing: own.spot, of: own.item, by: amount, over: edge,
                        at: back.happenedAt),
                ]
                parts += [parted.into, parted.item]
            }
        }
        if let item = back.item, !parts.isEmpty {
            try back.reckon(in: try stock(of: item, changedBy: back.lines), places)
        }
        return parts
    }

    /// What a line says was missing as items were parted, of each of the two as it is by now; nil where nobody knows how much
    /// it is of.
    private func halves(
        of line: MovementLine, _ parted: ItemsParted, since seq: Int64
    ) throws -> (own: ShareAmount, both: ShareAmount)? {
        let queries = Queries(db)
        guard let known = try queries.lot(line.lot) else { return nil }
        func half(of item: ItemID) throws -> ShareAmount? {
            let then = ItemAmount(
                item: item, lot: Lot(known.key.of(item)), quantity: line.quantity)
            let now = try queries.now(then, since: seq)
            guard now.isKnown, let lot = now.lot else { return nil }
            return ShareAmount(
                item: now.item, lot: lot, spot: LotAtPlace(place: line.to, lot: lot.id),
                quantity: now.quantity)
        }
        guard let own = try half(of: parted.item), let both = try half(of: parted.into) else {
            return nil
        }
        return (own, both)
    }

    private struct ShareAmount {
        let item: ItemID
        let lot: Lot
        let spot: LotAtPlace
        let quantity: Quantity
    }

    /// What a box took of the goods of an item that was one with another then, and is parted from it by now, as lines of the
    /// one and back of the other.
    func goodsOfHalves(with box: BoxOut, to edge: PlaceID) throws -> SpokenLines {
        let went = try Queries(db).wentUnposted(since: box.seq).filter {
            $0.moment == box.moment && $0.join < box.seq
        }
        return (
            try went.map {
                try MovementLine(
                    changing: $0.spot, of: $0.item, by: $0.quantity, over: edge, at: box.moment)
            }, went.map(\.lot)
        )
    }
}

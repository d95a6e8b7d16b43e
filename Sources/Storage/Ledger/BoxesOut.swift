import Foundation
import GRDB
import Journal
import Stock

// A box that was handed out whole took along all that was in it, also what is told only later.
extension Ledger {
    /// A movement with what went out with boxes, or did not, since it happened.
    ///
    /// The box was empty after it had gone. So what was in it besides, as is known only now, went where it went, then.
    /// Where a count saw the box before it went, the figure of the count is what keeps it so.
    ///
    /// - Parameters:
    ///   - movement: What happened, or did not after all.
    ///   - happenedAt: When.
    /// - Returns: The movement, with lines beside its own as of when a box went.
    /// - Throws: A fault of the database, or `StockFault`.
    func keepingBoxesEmpty(_ movement: Movement, at happenedAt: Moment) throws -> Movement {
        // Whoever takes back that a box went has it before them, whatever was scanned of it since.
        let isBoxBack = movement.reverses != nil && movement.item == nil
        guard !isBoxBack, happenedAt < (try projector.cache.lastBoxOut(db)) else { return movement }
        var kept = movement
        for (item, lines) in Dictionary(grouping: movement.lines, by: \.item)
            .sorted(by: { $0.key < $1.key })
        {
            var changes: [LotAtPlace: Quantity] = [:]
            for line in lines where line.at == nil {
                for (place, change) in [
                    (line.from, try Quantity.zero.subtracting(line.quantity)),
                    (line.to, line.quantity),
                ] where places.storage.contains(place) {
                    let spot = LotAtPlace(place: place, lot: line.lot)
                    changes[spot] = try (changes[spot] ?? .zero).adding(change)
                }
            }
            for (spot, change) in changes.sorted(by: { $0.key < $1.key }) where change != .zero {
                guard let box = try boxOut(holding: spot.place, after: happenedAt),
                    try !isCounted(item, spot, from: happenedAt, until: box.moment)
                else { continue }
                kept.lines.append(
                    try MovementLine(
                        changing: spot, of: item, by: try Quantity.zero.subtracting(change),
                        over: box.edge, at: box.moment))
            }
        }
        guard kept.lines.count > movement.lines.count else { return movement }
        if let item = movement.item {
            try kept.reckon(in: try stock(of: item, changedBy: kept.lines), places)
        }
        return kept
    }

    /// The first box that went out whole after a moment, and held a place.
    private func boxOut(
        holding place: PlaceID, after moment: Moment
    ) throws -> (edge: PlaceID, moment: Moment)? {
        let sql = """
            SELECT entry, moment FROM box_out WHERE place = ? AND moment > ? ORDER BY moment LIMIT 1
            """
        var first: (entry: EntryID, moment: Moment)?
        var next: PlaceID? = place
        for _ in 0...places.storage.count {
            guard let place = next else { break }
            if let row = try Row.fetchOne(
                db.cachedStatement(sql: sql), arguments: [place.blob, moment.microseconds])
            {
                let went = Moment(microseconds: row["moment"])
                if went < first?.moment ?? .latest {
                    first = (try EntryID(column: row["entry"]), went)
                }
            }
            next = places[place]?.parent
        }
        guard let first, let went = try entry(first.entry)?.body as? Movement else { return nil }
        return (edge(of: went), first.moment)
    }

    /// Where a box went that went out whole.
    private func edge(of went: Movement) -> PlaceID {
        places.founded(went.scan?.mode == .discard ? .discarded : .distributed)
    }

    /// Whether a completed count saw a lot at a place between two moments.
    private func isCounted(
        _ item: ItemID, _ spot: LotAtPlace, from first: Moment, until last: Moment
    ) throws -> Bool {
        guard first <= (try projector.cache.lastCounted(db)) else { return false }
        return try Queries(db).figures(of: item).contains { figure in
            figure.places.contains(spot.place) && (figure.lot == nil || figure.lot == spot.lot)
                && figure.moments.lowerBound >= first && figure.moment <= last
        }
    }

    /// What went out with a box as was known only later, of the lots of now.
    ///
    /// - Parameters:
    ///   - id: The entry by which the box went.
    ///   - seq: Its number.
    ///   - moment: When it went.
    /// - Returns: A line to the edge for each lot and place, and the lots.
    /// - Throws: A fault of the database, or `StockFault`.
    func wentLater(
        with id: EntryID, _ seq: Int64, at moment: Moment
    ) throws -> (lines: [MovementLine], lots: [Lot]) {
        guard let went = try entry(id)?.body as? Movement else { return ([], []) }
        let edge = edge(of: went)
        let box = Set(places.within(went.place))
        let sql = """
            SELECT DISTINCT seq FROM posting WHERE stretch >= ?1 >> 8 AND seq > ?1 AND moment = ?2
                AND other = ?3 AND count IS NULL ORDER BY seq
            """
        let queries = Queries(db)
        var sums: [LotAtPlace: Quantity] = [:]
        var lots: [LotID: Lot] = [:]
        for later in try Int64.fetchAll(
            db, sql: sql, arguments: [seq, moment.microseconds, edge.blob])
        {
            for line in try queries.entry(later)?.content()?.lines ?? []
            where line.count == nil && line.at == moment {
                guard let (line, lot) = try queries.now(line, since: later) else { continue }
                for (place, isOut) in [(line.from, true), (line.to, false)]
                where box.contains(place) {
                    let spot = LotAtPlace(place: place, lot: lot.id)
                    let sum = sums[spot] ?? .zero
                    sums[spot] =
                        try isOut ? sum.adding(line.quantity) : sum.subtracting(line.quantity)
                    lots[lot.id] = lot
                }
            }
        }
        let lines = try sums.filter { $0.value != .zero }.sorted { $0.key < $1.key }.compactMap {
            spot, sum in
            try lots[spot.lot].map { lot in
                try MovementLine(
                    changing: spot, of: lot.key.item, by: try Quantity.zero.subtracting(sum),
                    over: edge)
            }
        }
        return (lines, lots.values.sorted { $0.id < $1.id })
    }
}

import Foundation
import GRDB
import Journal
import Stock

// A box that was handed out whole took along all that was in it, also what is told only later.
extension Ledger {
    /// A box that went out whole.
    struct BoxOut {
        /// The entry by which it went.
        let entry: EntryID
        let seq: Int64
        let place: PlaceID
        let moment: Moment
    }

    /// A movement with what went out with boxes, or did not, since it happened.
    ///
    /// The box was empty after it had gone. So what was in it besides, as is known only now, went where it went, then, and
    /// what was in it less did not: as much as if it had been known when the box went.
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
            var told: [EntryID: (box: BoxOut, changes: [LotAtPlace: Quantity])] = [:]
            for (spot, change) in changes where change != .zero {
                guard let box = try boxOut(holding: spot.place, after: happenedAt),
                    try !isCounted(item, spot, from: happenedAt, until: box.moment)
                else { continue }
                told[box.entry, default: (box, [:])].changes[spot] = change
            }
            for (box, changes) in told.values.sorted(by: { $0.box.seq < $1.box.seq }) {
                let (lines, lots) = try goingToo(with: box, item, changes)
                kept.lines += lines
                kept.lots += lots.filter { !kept.lots.contains($0) }
            }
        }
        guard kept.lines.count > movement.lines.count else { return movement }
        if let item = movement.item {
            try kept.reckon(in: try stock(of: item, changedBy: kept.lines), places)
        }
        return kept
    }

    /// What of an item goes out with a box, or comes back, by what it held besides, or did not: what would have gone less
    /// what went.
    private func goingToo(
        with box: BoxOut, _ item: ItemID, _ changes: [LotAtPlace: Quantity]
    ) throws -> (lines: [MovementLine], lots: [Lot]) {
        guard let out = try entry(box.entry)?.body as? Movement else { return ([], []) }
        let (own, ownLots) = try asItIsNow(out, since: box.seq)
        let later = try wentLater(with: box)
        var went: [LotAtPlace: Quantity] = [:]
        for line in own.lines.filter(\.isOwn) + later.lines where line.item == item {
            let isOut = places.storage.contains(line.from)
            let spot = LotAtPlace(place: isOut ? line.from : line.to, lot: line.lot)
            let sum = went[spot] ?? .zero
            went[spot] = try isOut ? sum.adding(line.quantity) : sum.subtracting(line.quantity)
        }
        let queries = Queries(db)
        let then = try queries.places(at: box.moment, now: places).within(box.place)
        let inside = Set(then).union(went.keys.map(\.place)).union(changes.keys.map(\.place))
        try flush()
        var held = try queries.stock(
            try holdings(of: item), of: item, at: inside.sorted(), when: box.moment)
        for (spot, change) in Array(went) + Array(changes) {
            held.set(try held.balance(spot.lot, at: spot.place).adding(change), at: spot)
        }
        var goods = try held.goods(goingWith: inside)
        for (spot, quantity) in went {
            goods[spot] = try (goods[spot] ?? .zero).subtracting(quantity)
        }
        let lines = try goods.filter { $0.value != .zero }.sorted { $0.key < $1.key }.map {
            try MovementLine(
                changing: $0, of: item, by: Quantity.zero.subtracting($1), over: edge(of: out),
                at: box.moment)
        }
        let spoken = Set(lines.map(\.lot))
        return (lines, try unspoken((ownLots + later.lots).filter { spoken.contains($0.id) }))
    }

    /// The first box that went out whole after a moment, and held a place.
    private func boxOut(holding place: PlaceID, after moment: Moment) throws -> BoxOut? {
        let sql = """
            SELECT * FROM box_out WHERE place = ? AND moment > ? ORDER BY moment LIMIT 1
            """
        var first: BoxOut?
        var next: PlaceID? = place
        for _ in 0...places.storage.count {
            guard let place = next else { break }
            if let row = try Row.fetchOne(
                db.cachedStatement(sql: sql), arguments: [place.blob, moment.microseconds])
            {
                let out = BoxOut(
                    entry: try EntryID(column: row["entry"]), seq: row["seq"], place: place,
                    moment: Moment(microseconds: row["moment"]))
                if out.moment < first?.moment ?? .latest { first = out }
            }
            next = places[place]?.parent
        }
        return first
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
    /// - Returns: A line to the edge for each lot and place, or from there for what did not go, and the lots.
    /// - Throws: A fault of the database, or `StockFault`.
    func wentLater(with box: BoxOut) throws -> (lines: [MovementLine], lots: [Lot]) {
        guard let went = try entry(box.entry)?.body as? Movement else { return ([], []) }
        let edge = edge(of: went)
        let inside = Set(places.within(box.place))
        let sql = """
            SELECT DISTINCT seq FROM posting WHERE stretch >= ?1 >> 8 AND seq > ?1 AND moment = ?2
                AND other = ?3 AND count IS NULL ORDER BY seq
            """
        let queries = Queries(db)
        var sums: [LotAtPlace: Quantity] = [:]
        var lots: [LotID: Lot] = [:]
        for later in try Int64.fetchAll(
            db, sql: sql, arguments: [box.seq, box.moment.microseconds, edge.blob])
        {
            for line in try queries.entry(later)?.content()?.lines ?? []
            where line.count == nil {
                guard let at = line.at, try queries.held(at, since: later) == box.moment,
                    let (line, lot) = try queries.now(line, since: later)
                else { continue }
                for (place, isOut) in [(line.from, true), (line.to, false)]
                where inside.contains(place) {
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

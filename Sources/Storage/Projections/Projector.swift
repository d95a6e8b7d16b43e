import Foundation
import GRDB
import Stock

/// Turns entries into projections, the same way when they are recorded and when they are rebuilt.
///
/// What changes often (balances, a day's totals) is kept here while a transaction runs and written
/// once at its end by ``flush()``; what was read stays for the next transaction. A transaction that
/// fails makes it ``forget()`` everything.
final class Projector {
    let db: Database
    var cache: StockCache
    private(set) var statements: ProjectionStatements
    /// A prepared statement that failed cannot be used again.
    private var needsStatements = false
    private var touched: [Touched: Int64] = [:]
    private var totals: [DayItem: (totals: DayTotals, seq: Int64)] = [:]

    private struct Touched: Hashable {
        let item: ItemID
        let spot: Holdings.Spot
    }

    private struct DayItem: Hashable {
        let day: CivilDate
        let item: ItemID
    }

    init(db: Database) throws {
        self.db = db
        statements = try ProjectionStatements(db)
        cache = StockCache()
    }

    /// Reads what a transaction needs from its start.
    func begin() throws {
        if needsStatements { statements = try ProjectionStatements(db) }
        needsStatements = false
        if !cache.hasPlaces { try cache.loadPlaces(db) }
    }

    /// Writes what one entry changes.
    ///
    /// - Throws: A fault of the database or, for what cannot be added up, a ``StockFault``; then
    ///   nothing was written.
    func apply(_ body: EntryBody, id: EntryID, seq: Int64) throws {
        switch body {
        case .hubFounded(let founded): for place in founded.places { try put(place, seq: seq) }
        case .itemDefined(let defined): try define(defined, seq: seq)
        case .placeMade(let place):
            try put(place, seq: seq)
            if let code = place.labelCode { try label(code, binding: id, seq: seq) }
        case .placeMoved(let moved):
            guard var place = cache.places[moved.place] else { return }
            place.parent = moved.parent
            try put(place, seq: seq)
        case .movement(let movement): try move(movement, seq: seq)
        case .reversal(let movement):
            try move(movement, seq: seq)
            if let undone = movement.reverses {
                try statements.reversal.execute(arguments: [undone.blob, id.blob, seq])
            }
        case .scanUnresolved(let scan):
            try statements.unresolved.execute(arguments: [
                id.blob, scan.key, scan.scan.code, scan.day.description, seq,
            ])
        case .scanResolved(let resolved):
            if let movement = resolved.movement { try move(movement, seq: seq) }
            try statements.resolved.execute(arguments: [seq, resolved.scan.blob])
        case .labelIssued(let issued):
            try statements.code.execute(
                arguments: [
                    issued.code, issued.code, issued.item.blob, issued.lot.blob, nil, 1, seq,
                ])
            cache.codes[issued.code] = nil
            try label(issued.code, binding: id, seq: seq)
        case .labelCodesIssued(let issued): try issue(issued.codes, roll: id, seq: seq)
        case .labelBound(let bound): try bind(bound, id: id, seq: seq)
        case .countOpened(let opened):
            try statements.countSheet.execute(arguments: [id.blob, opened.place.blob, seq])
        case .countLine(let line):
            try statements.countLine.execute(arguments: [
                line.count.blob, line.item.blob, line.lot?.blob ?? Data(), line.seen.value,
                line.asOf,
                line.expected.value, seq,
            ])
        case .countCompleted(let completed):
            try move(lots: completed.lots, lines: completed.lines, day: completed.day, seq: seq)
            try statements.countCompleted.execute(arguments: [seq, completed.count.blob])
        case .dayClosed(let closed):
            try statements.dayClosed.execute(arguments: [
                closed.day.description, closed.upTo, closed.account, closed.signature,
                closed.unresolved, seq,
            ])
            cache.forgetLastClosedDay()
        }
    }

    /// Writes balances and totals that changed since the last flush.
    func flush() throws {
        for (touched, seq) in touched {
            let quantity = try cache.holdings(of: touched.item, db).balance(
                touched.spot.lot, at: touched.spot.place)
            try statements.balance.execute(arguments: [
                touched.item.blob, touched.spot.place.blob, touched.spot.lot.blob, quantity.value,
                seq,
            ])
        }
        for (key, (total, seq)) in totals {
            try statements.dayTotal.execute(arguments: [
                key.day.description, key.item.blob, total.taken.value, total.distributed.value,
                total.discarded.value,
                total.adjusted.value, seq,
            ])
        }
        touched.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
        cache.trim()
    }

    /// Drops all that was read or not yet written.
    func forget() {
        touched = [:]
        totals = [:]
        cache = StockCache()
        needsStatements = true
    }

    private func define(_ defined: ItemDefined, seq: Int64) throws {
        let item = defined.item
        try statements.item.execute(arguments: [
            item.id.blob, item.name, item.category, item.measure.rawValue, item.unitWeightGrams,
            item.shelfLifeDays,
            item.programme.rawValue, seq,
        ])
        cache.items[item.id] = item
        for code in defined.codes {
            try statements.code.execute(arguments: [
                code.key, code.code, item.id.blob, nil, nil, code.pack, seq,
            ])
            cache.codes[code.key] = nil
        }
    }

    func put(_ place: Place, seq: Int64) throws {
        try statements.place.execute(arguments: [
            place.id.blob, place.name, place.kind.rawValue, place.parent?.blob, place.labelCode,
            seq,
        ])
        if let code = place.labelCode {
            try statements.code.execute(arguments: [code, code, nil, nil, place.id.blob, 1, seq])
            cache.codes[code] = nil
        }
        cache.put(place)
    }

    private func move(_ movement: Movement, seq: Int64) throws {
        try move(lots: movement.lots, lines: movement.lines, day: movement.day, seq: seq)
    }

    private func move(lots: [Lot], lines: [Line], day: CivilDate, seq: Int64) throws {
        try add(lines, day: day, seq: seq)
        for lot in lots { try know(lot, seq: seq) }
        for (number, line) in lines.enumerated() {
            for (place, other, sign) in [(line.from, line.to, -1), (line.to, line.from, 1)]
                as [(PlaceID, PlaceID, Int64)]
            {
                touched[Touched(item: line.item, spot: .init(place: place, lot: line.lot))] = seq
                guard cache.places[place]?.kind.isStorage == true else { continue }
                try statements.posting.execute(arguments: [
                    Schema.stretch(of: seq), line.item.blob, seq, number, place.blob, line.lot.blob,
                    other.blob, sign * line.quantity.value, day.description,
                ])
            }
        }
    }

    func know(_ lot: Lot, seq: Int64) throws {
        try statements.lot.execute(arguments: [
            lot.id.blob, lot.key.item.blob, lot.key.dateLabel?.kind.rawValue,
            lot.key.dateLabel?.date.description,
            lot.key.number, lot.key.programme.rawValue, seq,
        ])
        try cache.change(lot.key.item, db) { $0.know(lot) }
    }

    /// Adds lines up in memory: all of them or, where a sum is beyond 64 bits, none.
    private func add(_ lines: [Line], day: CivilDate, seq: Int64) throws {
        var added: [(item: ItemID, holdings: Holdings, totals: DayTotals)] = []
        for (item, lines) in Dictionary(grouping: lines, by: \.item) {
            var holdings = try cache.holdings(of: item, db)
            try holdings.apply(lines)
            // What is over the edges is what is in storage, with its sign turned.
            _ = try holdings.total(at: cache.edges)
            var totals = totals[DayItem(day: day, item: item)]?.totals ?? DayTotals()
            for line in lines {
                guard let from = cache.places[line.from]?.kind, let to = cache.places[line.to]?.kind
                else { continue }
                try totals.add(line.quantity, from: from, to: to)
            }
            added.append((item, holdings, totals))
        }
        for (item, holdings, totals) in added {
            cache.set(holdings, of: item)
            self.totals[DayItem(day: day, item: item)] = (totals, seq)
        }
    }
}

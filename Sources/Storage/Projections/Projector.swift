import Foundation
import GRDB
import Journal
import Stock

/// Turns entries into projections, the same way when they are recorded and when they are rebuilt.
///
/// What changes often (balances, a day's totals) is kept here while a transaction runs and written
/// once at its end by ``flush()``; what was read stays for the next transaction. A transaction that
/// fails makes it ``forget()`` everything.
final class Projector {
    let db: Database
    var cache: StockCache
    let statements: ProjectionStatements
    private var pending = PendingSums()

    init(db: Database) throws {
        self.db = db
        statements = try ProjectionStatements(db)
        cache = StockCache()
    }

    /// Reads what a transaction needs from its start.
    func begin() throws {
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
                try statements.reversal.run(undone, id, seq)
            }
        case .scanUnresolved(let scan):
            try statements.unresolved.run(id, scan.key, scan.scan.code, scan.day.description, seq)
        case .scanResolved(let resolved):
            if let movement = resolved.movement { try move(movement, seq: seq) }
            try statements.resolved.run(seq, resolved.scan)
        case .labelIssued(let issued):
            try point(issued.code, item: issued.item, lot: issued.lot, seq: seq)
            try label(issued.code, binding: id, seq: seq)
        case .labelCodesIssued(let issued): try issue(issued.codes, roll: id, seq: seq)
        case .labelBound(let bound): try bind(bound, id: id, seq: seq)
        case .donationLabelled(let labelled): try bind(labelled, id: id, seq: seq)
        case .countOpened(let opened):
            try statements.countSheet.run(id, opened.place, seq)
        case .countLine(let line):
            try statements.countLine.run(
                line.count, line.item, line.lot?.blob ?? Data(), line.seen.value,
                line.asOf,
                line.expected.value, seq)
        case .countCompleted(let completed):
            try move(lots: completed.lots, lines: completed.lines, day: completed.day, seq: seq)
            try statements.countCompleted.run(seq, completed.count)
        case .dayClosed(let closed):
            try statements.dayClosed.run(
                closed.day.description, closed.upTo, closed.account, closed.signature,
                closed.unresolved, seq)
            cache.forgetLastClosedDay()
        }
    }

    /// Writes balances and totals that changed since the last flush.
    func flush() throws {
        try pending.write(by: statements) { try cache.holdings(of: $0, db) }
        cache.trim()
    }

    /// Drops all that was read or not yet written.
    func forget() {
        pending = PendingSums()
        cache = StockCache()
    }

    private func define(_ defined: ItemDefined, seq: Int64) throws {
        let item = defined.item
        try statements.item.run(
            item.id, item.name, item.category, item.measure.rawValue, item.unitWeightGrams,
            item.shelfLifeDays,
            item.programme.rawValue, seq)
        cache.items[item.id] = item
        for code in defined.codes {
            try statements.code.run(
                code.key, code.code, item.id, LotID?.none, PlaceID?.none, code.pack, seq)
            cache.codes[code.key] = nil
        }
    }

    func put(_ place: Place, seq: Int64) throws {
        try statements.place.run(
            place.id, place.name, place.kind.rawValue, place.parent, place.labelCode,
            seq)
        if let code = place.labelCode {
            try point(code, place: place.id, seq: seq)
        }
        cache.put(place)
    }

    private func move(_ movement: Movement, seq: Int64) throws {
        try move(lots: movement.lots, lines: movement.lines, day: movement.day, seq: seq)
        if let donation = movement.scan?.donation {
            try statements.donation.run(donation, seq)
        }
    }

    private func move(lots: [Lot], lines: [MovementLine], day: CivilDate, seq: Int64) throws {
        try add(lines, day: day, seq: seq)
        for lot in lots { try register(lot, seq: seq) }
        for (number, line) in lines.enumerated() {
            for (place, other, sign) in [(line.from, line.to, -1), (line.to, line.from, 1)]
                as [(PlaceID, PlaceID, Int64)]
            {
                pending.note(line.item, at: .init(place: place, lot: line.lot), seq: seq)
                guard cache.places.storage.contains(place) else { continue }
                try statements.posting.run(
                    Schema.block(of: seq), line.item, seq, number, place, line.lot,
                    other, sign * line.quantity.value, day.description)
            }
        }
    }

    func register(_ lot: Lot, seq: Int64) throws {
        try statements.lot.run(
            lot.id, lot.key.item, lot.key.dateLabel?.kind.rawValue,
            lot.key.dateLabel?.date.description,
            lot.key.number, lot.key.programme.rawValue, seq)
        try cache.change(lot.key.item, db) { $0.register(lot) }
    }

    /// Adds lines up in memory: all of them or, where a sum is beyond 64 bits, none.
    private func add(_ lines: [MovementLine], day: CivilDate, seq: Int64) throws {
        var added: [(item: ItemID, change: Holdings.Change, totals: DayTotals)] = []
        for (item, lines) in byItem(lines) {
            let holdings = try cache.holdings(of: item, db)
            let change = try holdings.change(by: lines)
            // What is over the edges is what is in storage, with its sign turned.
            _ = try holdings.total(at: cache.edges, after: change)
            var totals = pending.totals(of: item, on: day)
            for line in lines {
                guard let from = cache.places[line.from]?.kind, let to = cache.places[line.to]?.kind
                else { continue }
                try totals.add(line.quantity, from: from, to: to)
            }
            added.append((item, change, totals))
        }
        for (item, change, totals) in added {
            try cache.change(item, db) { $0.apply(change) }
            pending.set(totals, of: item, on: day, seq: seq)
        }
    }

    /// Lines that belong together; those of a scan are all of one item.
    private func byItem(_ lines: [MovementLine]) -> [(item: ItemID, lines: [MovementLine])] {
        guard let first = lines.first?.item else { return [] }
        if lines.allSatisfy({ $0.item == first }) { return [(first, lines)] }
        return Dictionary(grouping: lines, by: \.item).map { ($0.key, $0.value) }
    }
}

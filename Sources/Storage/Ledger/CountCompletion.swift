import Foundation
import GRDB
public import Journal
public import Stock

extension Ledger {
    /// Posts a count's differences and closes it.
    ///
    /// Each difference is what was seen less what the ledger held at the same journal number, so
    /// what was handed out since stays handed out.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsCompleted``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func completeCount(
        _ count: CountID, uncounted: Uncounted, entryID: EntryID
    ) throws -> (body: CountCompleted, isReplay: Bool) {
        if let known = try entry(entryID) {
            guard let body = known.body as? CountCompleted, body.count == count,
                body.uncounted == uncounted
            else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return (body, true)
        }
        let place = try openCountPlace(count)
        var draft = Draft(place: place, adjustment: edge(.adjustment))
        let observed = Dictionary(grouping: try lines(of: count), by: \.item)
        let unseen =
            uncounted == .zero ? Set(try items(at: [place])).subtracting(observed.keys) : []
        for item in unseen.union(observed.keys).sorted() {
            let lines = observed[item] ?? []
            for line in lines {
                if let lot = line.lot { try draft.settle(lot, of: item, try line.difference) }
            }
            // Lots that were counted by themselves are settled; the item's own line is of all its
            // others.
            let settled = lines.compactMap(\.lot)
            var stock = try holdings(of: item)
            for lot in settled { stock.set(.zero, at: .init(place: place, lot: lot)) }
            if let line = lines.first(where: { $0.lot == nil }) {
                var difference = try line.difference
                for lot in settled {
                    difference = try difference.adding(
                        try balance(item, lot, at: place, asOf: line.asOf))
                }
                try draft.settle(try self.item(item), difference, stock: stock)
            } else if uncounted == .zero {
                let missing = try Quantity.zero.subtracting(try stock.total(at: [place]))
                try draft.settle(try self.item(item), missing, stock: stock)
            }
        }
        let (day, _) = DayRule.day(
            scanned: nil, today: calendar.date(clock.now()), lastClosed: try lastClosedDay())
        let body = CountCompleted(
            count: count, uncounted: uncounted, lots: draft.lots, lines: draft.lines, day: day)
        try append(entryID, body)
        return (body, false)
    }

    private struct Draft {
        let place: PlaceID
        let adjustment: PlaceID
        var lots: [Lot] = []
        var lines: [MovementLine] = []

        mutating func settle(_ item: Item, _ difference: Quantity, stock: Holdings) throws {
            let undated = Lot(LotKey(item: item.id, programme: item.programme))
            for adjustment in try stock.adjustments(for: difference, at: place, undated: undated.id)
            {
                if adjustment.lot == undated.id, stock.lots[undated.id] == nil {
                    lots.append(undated)
                }
                try settle(adjustment.lot, of: item.id, adjustment.difference)
            }
        }

        mutating func settle(_ lot: LotID, of item: ItemID, _ difference: Quantity) throws {
            guard difference != .zero else { return }
            let found = difference > .zero
            lines.append(
                try MovementLine(
                    item: item, lot: lot, from: found ? adjustment : place,
                    to: found ? place : adjustment,
                    quantity: found ? difference : try Quantity.zero.subtracting(difference)))
        }
    }

    func countPlace(_ count: CountID) throws -> PlaceID {
        let sql = "SELECT place FROM count_sheet WHERE id = ?"
        guard let place = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [count.blob])
        else {
            throw StorageFault.countNotFound(count.description)
        }
        return try PlaceID(column: place)
    }

    func openCountPlace(_ count: CountID) throws -> PlaceID {
        let place = try countPlace(count)
        guard try isOpen(count) else { throw StorageFault.countIsCompleted }
        return place
    }

    func isOpen(_ count: CountID) throws -> Bool {
        let sql = "SELECT count(*) > 0 FROM count_sheet WHERE id = ? AND completed IS NULL"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [count.blob]) ?? false
    }

    func seenSoFar(_ item: ItemID, _ lot: LotID?, in count: CountID) throws -> Quantity {
        let sql = "SELECT seen FROM count_line WHERE count = ? AND item = ? AND lot = ?"
        let arguments: StatementArguments = [count.blob, item.blob, lot?.blob ?? Data()]
        return Quantity(try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0)
    }

    /// What the ledger held of an item or lot at a place when the journal ended with entry `asOf`.
    func balance(_ item: ItemID, _ lot: LotID?, at place: PlaceID, asOf: Int64) throws -> Quantity {
        let stock = try holdings(of: item)
        let now = try lot.map { stock.balance($0, at: place) } ?? stock.total(at: [place])
        guard asOf < head.seq else { return now }
        let sql = """
            SELECT coalesce(sum(quantity), 0) FROM posting
            WHERE stretch >= ? AND item = ? AND seq > ? AND place = ? AND (? IS NULL OR lot = ?)
            """
        let arguments: StatementArguments = [
            Schema.block(of: asOf), item.blob, asOf, place.blob, lot?.blob, lot?.blob,
        ]
        let since = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
        return try now.subtracting(Quantity(since))
    }

    private struct Observed {
        let item: ItemID
        let lot: LotID?
        let seen: Quantity
        let expected: Quantity
        let asOf: Int64

        var difference: Quantity {
            get throws(StockFault) { try seen.subtracting(expected) }
        }
    }

    private func lines(of count: CountID) throws -> [Observed] {
        let sql =
            "SELECT item, lot, seen, expected, as_of FROM count_line WHERE count = ? ORDER BY item, lot"
        return try Row.fetchAll(db, sql: sql, arguments: [count.blob]).map { row in
            let lot: Data = row["lot"]
            return Observed(
                item: try ItemID(column: row["item"]),
                lot: lot.isEmpty ? nil : try LotID(column: lot),
                seen: Quantity(row["seen"]), expected: Quantity(row["expected"]), asOf: row["as_of"]
            )
        }
    }
}

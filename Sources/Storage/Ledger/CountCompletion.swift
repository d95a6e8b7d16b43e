import Foundation
import GRDB
public import Stock

/// What becomes of items that the ledger has at the place and nobody counted.
public enum Uncounted: String, Sendable, Codable {
    /// They stay as they are.
    case leave
    /// The whole place was counted: what was not seen is not there.
    case zero
}

extension Ledger {
    /// Posts a count's differences and closes it.
    ///
    /// Each difference is what was seen less what the ledger held at the same journal number, so what was handed out since
    /// stays handed out.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsCompleted``.
    public func completeCount(
        _ count: CountID, uncounted: Uncounted, entryID: EntryID
    ) throws -> (body: CountCompleted, isReplay: Bool) {
        if let known = try entry(entryID) {
            guard case .countCompleted(let body)? = known.body, body.count == count else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return (body, true)
        }
        let place = try openCountPlace(count)
        var draft = Draft(place: place, adjustment: edge(.adjustment))
        let observed = try lines(of: count)
        for (item, lot, seen, expected) in observed {
            try draft.settle(item: try self.item(item), lot: lot, try seen.subtracting(expected), stock: try holdings(of: item))
        }
        if uncounted == .zero {
            let counted = Set(observed.map(\.item))
            for item in try items(at: [place]) where !counted.contains(item) {
                let stock = try holdings(of: item)
                let missing = try Quantity.zero.subtracting(try stock.total(at: [place]))
                try draft.settle(item: try self.item(item), lot: nil, missing, stock: stock)
            }
        }
        let (day, _) = DayRule.day(
            scanned: nil, today: calendar.date(clock.now()), lastClosed: try lastClosedDay())
        let body = CountCompleted(count: count, lots: draft.lots, lines: draft.lines, day: day)
        try append(entryID, .countCompleted(body))
        return (body, false)
    }

    private struct Draft {
        let place: PlaceID
        let adjustment: PlaceID
        var lots: [Lot] = []
        var lines: [Line] = []

        mutating func settle(item: Item, lot: LotID?, _ difference: Quantity, stock: Holdings) throws {
            let undated = Lot(LotKey(item: item.id, programme: item.programme))
            let mends =
                if let lot { difference == .zero ? [] : [Mend(lot: lot, difference: difference)] } else {
                    try stock.mend(difference, at: place, undated: undated.id)
                }
            for mend in mends {
                if mend.lot == undated.id, stock.lots[undated.id] == nil { lots.append(undated) }
                let found = mend.difference > .zero
                lines.append(
                    try Line(
                        item: item.id, lot: mend.lot, from: found ? adjustment : place, to: found ? place : adjustment,
                        quantity: found ? mend.difference : try Quantity.zero.subtracting(mend.difference)))
            }
        }
    }

    func countPlace(_ count: CountID) throws -> PlaceID {
        let sql = "SELECT place FROM count_sheet WHERE id = ?"
        guard let place = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [count.blob]) else {
            throw StorageFault.countNotFound(count.description)
        }
        return try PlaceID(column: place)
    }

    func openCountPlace(_ count: CountID) throws -> PlaceID {
        let place = try countPlace(count)
        let sql = "SELECT completed IS NOT NULL FROM count_sheet WHERE id = ?"
        guard try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [count.blob]) == false else {
            throw StorageFault.countIsCompleted
        }
        return place
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
            WHERE item = ? AND seq > ? AND place = ? AND (? IS NULL OR lot = ?)
            """
        let arguments: StatementArguments = [item.blob, asOf, place.blob, lot?.blob, lot?.blob]
        let since = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
        return try now.subtracting(Quantity(since))
    }

    private func lines(
        of count: CountID
    ) throws -> [(item: ItemID, lot: LotID?, seen: Quantity, expected: Quantity)] {
        let sql = "SELECT item, lot, seen, expected FROM count_line WHERE count = ? ORDER BY item, lot"
        return try Row.fetchAll(db, sql: sql, arguments: [count.blob]).map { row in
            let lot: Data = row["lot"]
            return (
                try ItemID(column: row["item"]), lot.isEmpty ? nil : try LotID(column: lot), Quantity(row["seen"]),
                Quantity(row["expected"])
            )
        }
    }
}

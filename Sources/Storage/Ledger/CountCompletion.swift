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
        let observed = Dictionary(grouping: try lines(of: count), by: \.item)
        let unseen =
            uncounted == .zero ? Set(try items(at: [place])).subtracting(observed.keys) : []
        let counted = try unseen.union(observed.keys).sorted().map {
            CountedItem(
                item: try item($0), stock: try holdings(of: $0),
                figures: try figures(observed[$0] ?? [], at: place))
        }
        let plan = try CountPlan(
            at: place, adjustment: places.founded(.adjustment), items: counted,
            uncounted: uncounted, lot: { projector.cache.lot($0) })
        let (day, _) = DayRule.day(
            scanned: nil, today: calendar.date(clock.now()), lastClosed: try lastClosedDay())
        let body = CountCompleted(
            count: count, uncounted: uncounted, lots: plan.lots, lines: plan.lines, day: day)
        try append(entryID, body)
        return (body, false)
    }

    /// One item's lines of a count; the item's own with what the ledger held, at its journal number,
    /// of the lots that have lines of their own.
    private func figures(_ lines: [Observed], at place: PlaceID) throws -> [CountFigure] {
        let lots = lines.compactMap(\.lot)
        return try lines.map { line in
            let countedByLot =
                line.lot == nil
                ? try lots.reduce(Quantity.zero) {
                    try $0.adding(try balance(line.item, $1, at: place, asOf: line.asOf))
                } : .zero
            return CountFigure(
                lot: line.lot, seen: line.seen, expected: line.expected, countedByLot: countedByLot)
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

import Foundation
import GRDB
import Journal
package import Stock

extension Ledger {
    /// A movement with what keeps true what completed counts saw after it happened.
    ///
    /// - Parameters:
    ///   - movement: What happened, or did not after all.
    ///   - happenedAt: When.
    /// - Returns: The movement, with lines to or from the adjustment edge where a count saw what it changed.
    /// - Throws: A fault of the database, or `StockFault`.
    func keepingCountsTrue(_ movement: Movement, at happenedAt: Moment) throws -> Movement {
        var kept = movement
        for (item, lines) in Dictionary(grouping: movement.lines, by: \.item)
            .sorted(by: { $0.key < $1.key })
        {
            let (corrections, lots) = try corrections(
                of: lines, at: happenedAt, item: item, isBack: movement.reverses != nil)
            kept.lines += corrections
            kept.lots += lots.filter { !kept.lots.contains($0) }
        }
        guard kept.lines.count > movement.lines.count else { return movement }
        kept.warnings.append(.countedSince)
        if let item = movement.item {
            try kept.reckon(in: try stock(of: item, changedBy: kept.lines), places)
        } else if try kept.scan?.quantity ?? 1 == 1 && !isShort(kept) {
            kept.warnings.removeAll { $0 == .shortfall }
        }
        return kept
    }

    // Where the lines say that something did not happen after all, a count that saw the item whatever its dates did not see
    // a date that nothing else tells of.
    private func corrections(
        of lines: [MovementLine], at moment: Moment, item: ItemID, isBack: Bool
    ) throws -> (lines: [MovementLine], lots: [Lot]) {
        let queries = Queries(db)
        let figures = try queries.figures(of: item)
        let counts = Set(figures.filter { $0.moments.upperBound >= moment }.map(\.count))
        let adjusted = try Dictionary(
            uniqueKeysWithValues: counts.map { ($0, try queries.adjustments(of: item, by: $0)) })
        let stock = try holdings(of: item)
        let undated = projector.cache.lot(try self.item(item).lot())
        var corrections = try CountCorrection(
            of: lines, at: moment, item: item, anchors: figures, adjusted: adjusted,
            in: stock, adjustment: places.founded(.adjustment)
        ).lines
        if isBack {
            let unknown = try stock.lotsUnknown(without: lines, places).subtracting(
                figures.compactMap(\.lot))
            corrections = try corrections.map { line in
                unknown.contains(line.lot) && line.from == places.founded(.adjustment)
                    ? try line.of(undated.id, of: item, line.quantity) : line
            }
        }
        let spoken = Set(corrections.map(\.lot))
        let lots = adjusted.values.flatMap(\.lots.values) + [undated]
        return (corrections, try unspoken(lots.filter { spoken.contains($0.id) }))
    }

    /// Takes a completed count back: its differences go the other way, and what other counts saw holds again.
    func takeBack(_ count: CountID, entryID: EntryID) throws {
        let queries = Queries(db)
        let (lines, lots) = try linesBack(of: count) { _, _ in true }
        let items = try Set(queries.items(counted: count).map { try current($0).id })
            .union(lines.map(\.item))
        let began = try began(count)
        try append(
            entryID, CountTakenBack(count: count, lots: lots, lines: lines, day: try openDay()))
        let ofAll = try queries.countsOfAll(completedSince: began)
        for item in items.sorted() {
            for other in try queries.counts(of: item, orOfAll: ofAll) {
                try judge(item, in: [other], after: entryID)
            }
        }
    }

    /// Takes a scan out of what a count saw that was explained wrongly, or was none; where nothing else of the item was
    /// seen, nobody counted it.
    ///
    /// - Parameters:
    ///   - id: The line that was noted for the explanation, or for the scan.
    ///   - explanation: What was said of the scan; the line itself where its code was known.
    ///   - entryID: The new entry's.
    /// - Returns: Whether there was such a line, of a count that was not taken back or thrown away.
    /// - Throws: A fault of the database, or `StockFault`.
    func takeBack(line id: EntryID, explanation: EntryID, entryID: EntryID) throws -> Bool {
        guard let known = try entry(id), let line = known.body as? CountObservation,
            try state(of: line.count) != .ended
        else { return false }
        let item = try current(line.item).id
        let lot = try line.lot.map { try currentLot($0).id }
        let left = try left(in: line.count, of: item, lot, without: known.seq)
        let others = Set(
            try Queries(db).lines(of: line.count).filter { $0.item == item }.compactMap(\.lot))
        let (lines, lots) =
            left != nil
            ? ([], [])
            : try linesBack(of: line.count) { posted, of in
                posted == item && (lot.map { $0 == of } ?? !others.contains(of))
            }
        try append(
            entryID,
            CountLineTakenBack(
                of: line, explanation: explanation, seen: left, lots: lots, lines: lines,
                day: try openDay()))
        if try isLate(line.count) {
            // Nobody saw anything of it then: what was said of all that is gone holds of it too.
            let verdicts = try judge(item, in: [line.count], after: entryID)
            if verdicts.isEmpty, left == nil,
                try Queries(db).lines(of: line.count).allSatisfy({ $0.item != item })
            {
                let ofAll = try Queries(db).countsOfAll(completedSince: began(line.count))
                let others = try Queries(db).counts(of: item, orOfAll: ofAll)
                for other in others where other != line.count {
                    try judge(item, in: [other], after: entryID)
                }
            }
        }
        return true
    }

    /// What was seen of an item or lot in a count besides one entry; nil where nothing else was said of it.
    private func left(
        in count: CountID, of item: ItemID, _ lot: LotID?, without seq: Int64
    ) throws -> Quantity? {
        let queries = Queries(db)
        let looks = try queries.looks(in: count, at: item).filter { $0.seq != seq }
        return try queries.lines(from: looks).first { $0.item == item && $0.lot == lot }?.seen
    }

    /// A count's adjustments of some items and lots the other way.
    func linesBack(
        of count: CountID, where isMeant: (ItemID, LotID) -> Bool
    ) throws -> (lines: [MovementLine], lots: [Lot]) {
        var lines: [MovementLine] = []
        var lots: [Lot] = []
        for (item, posted, spoken) in try Queries(db).adjustmentLines(of: count) {
            let reversed = posted.filter { isMeant(item, $0.lot) }.map(\.reversed)
            guard !reversed.isEmpty else { continue }
            lots += try unspoken(spoken)
            lines += reversed
        }
        return (lines, lots)
    }

    /// Throws an open count away.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsCompleted``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func dropCount(_ count: CountID, entryID: EntryID) throws {
        if let known = try entry(entryID) {
            guard let dropped = known.body as? CountDropped, dropped.count == count else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return
        }
        guard try state(of: count) != .ended else { return }
        try requireOpen(count)
        try append(entryID, CountDropped(count: count))
    }
}

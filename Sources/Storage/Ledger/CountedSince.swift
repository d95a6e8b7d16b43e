import Foundation
import GRDB
import Journal
package import Stock

extension Ledger {
    /// Takes a completed count back: its differences go the other way, and what other counts saw holds again.
    func takeBack(_ count: CountID, entryID: EntryID) throws {
        let queries = Queries(db)
        try refuseUnweighed(count)
        let (lines, lots) = try linesBack(of: count) { _, _ in true }
        let items = try Set(queries.items(counted: count).map { try current($0).id })
            .union(lines.map(\.item))
        let began = try began(count)
        try append(
            entryID, CountTakenBack(count: count, lots: lots, lines: lines, day: try openDay()))
        let words = try queries.uncountedWords(completedSince: began)
        for item in items.sorted() {
            for other in try countsOfWhole(item, orOfAll: queries.counts(of: item, by: words)) {
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
            try state(of: line.count) != .dropped
        else { return false }
        let item = try current(line.item).id
        let lot = try line.lot.map { try currentLot($0).id }
        let left = try left(in: line.count, of: item, lot, without: known.seq)
        if left == nil { try refuseUnweighed(line.count, item) }
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
                let queries = Queries(db)
                let words = try queries.uncountedWords(completedSince: began(line.count))
                let others = try countsOfWhole(item, orOfAll: queries.counts(of: item, by: words))
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

    /// Refuses to take a count's adjustments back, or those of one item, where nobody knows by now how much they were of.
    ///
    /// - Throws: ``StockFault/unitWeightUnknown``.
    private func refuseUnweighed(_ count: CountID, _ item: ItemID? = nil) throws {
        let unknown = try Queries(db).unweighedAdjustments(of: count)
        guard item.map({ !unknown.contains($0) }) ?? unknown.isEmpty else {
            throw StockFault.unitWeightUnknown
        }
    }

    /// A count's adjustments of some items and lots the other way, with what goes with boxes by that, in an entry of the open
    /// day.
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
        let goods = try goingWithBoxes(since: lines)
        return (
            try booked(lines + goods.lines, on: openDay()),
            lots + goods.lots.filter { !lots.contains($0) }
        )
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
        guard try state(of: count) != .dropped else { return }
        try requireOpen(count)
        try append(entryID, CountDropped(count: count))
    }
}

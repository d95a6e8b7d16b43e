import Journal
package import Stock

extension Ledger {
    /// A movement with what keeps true what completed counts saw after it happened.
    ///
    /// - Parameters:
    ///   - movement: What happened, or did not after all.
    ///   - undone: The lines of the entry that it takes back.
    /// - Returns: The movement, with lines to or from the adjustment edge where a count saw what it changed.
    /// - Throws: A fault of the database, or `StockFault`.
    func keepingCountsTrue(
        _ movement: Movement, undoing undone: [MovementLine] = []
    ) throws -> Movement {
        let happenedAt = movement.happenedAt ?? moment
        guard happenedAt <= (try projector.cache.lastCounted(db)) else { return movement }
        var kept = movement
        for (item, lines) in Dictionary(grouping: movement.lines, by: \.item)
            .sorted(by: { $0.key < $1.key })
        {
            let (corrections, lots) = try corrections(
                of: lines, at: happenedAt, item: item, undone: undone.filter { $0.item == item })
            kept.lines += corrections
            kept.lots += lots.filter { !kept.lots.contains($0) }
        }
        guard kept.lines.count > movement.lines.count else { return movement }
        kept.warnings.append(.countedSince)
        if let item = movement.item {
            try kept.reckon(in: try stock(of: item, changedBy: kept.lines), places)
        } else if try !isShort(kept) {
            kept.warnings.removeAll { $0 == .shortfall }
        }
        return kept
    }

    private func corrections(
        of lines: [MovementLine], at moment: Moment, item: ItemID, undone: [MovementLine]
    ) throws -> (lines: [MovementLine], lots: [Lot]) {
        let queries = Queries(db)
        let figures = try queries.figures(of: item)
        let counts = Set(figures.filter { $0.moments.upperBound >= moment }.map(\.count))
        let adjusted = try Dictionary(
            uniqueKeysWithValues: counts.map { ($0, try queries.adjustments(of: item, by: $0)) })
        let corrections = try CountCorrection(
            of: lines, at: moment, item: item, anchors: figures, adjusted: adjusted, undone: undone,
            adjustment: places.founded(.adjustment)
        ).lines
        let spoken = Set(corrections.map(\.lot))
        let lots = adjusted.values.flatMap(\.lots.values).filter { spoken.contains($0.id) }
        return (corrections, try unspoken(lots))
    }

    /// Takes a completed count back: its differences go the other way, and what an earlier count saw
    /// holds again.
    func takeBack(_ count: CountID, entryID: EntryID) throws {
        let queries = Queries(db)
        let places = try queries.places(of: count, now: self.places)
        var lines: [MovementLine] = []
        var lots: [Lot] = []
        for (item, back, spoken) in try queries.adjustmentLines(of: count) {
            let reversed = back.map(\.reversed)
            lots += try unspoken(spoken)
            lines += reversed
            let earlier = try queries.figures(of: item).filter {
                $0.count != count && !Set($0.places).isDisjoint(with: places)
            }
            guard let figure = earlier.max(by: { $0.moment < $1.moment })
            else { continue }
            var stock = try holdings(of: item)
            stock.apply(try stock.change(by: reversed))
            let since = try queries.change(
                of: item, figure.lot, at: figure.places, after: figure.moment,
                withoutAdjustmentsOf: count)
            let plan = try CountPlan(
                figure.count, adjustment: self.places.founded(.adjustment),
                items: [
                    CountedItem(
                        item: try self.item(item), stock: stock,
                        figures: [
                            CountFigure(
                                lot: figure.lot, seen: figure.seen,
                                expected: try stock.total(of: figure.lot, at: figure.places)
                                    .subtracting(since), moments: figure.moments,
                                places: figure.places)
                        ])
                ], lot: { projector.cache.lot($0) })
            lines += plan.lines
            lots += plan.lots
        }
        try append(
            entryID, CountTakenBack(count: count, lots: lots, lines: lines, day: try openDay()))
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

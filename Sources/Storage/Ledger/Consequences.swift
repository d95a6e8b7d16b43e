import Journal
import Stock

// What a fact makes of what is known to have come after it: counts that saw what it left, and boxes that went with it.
extension Ledger {
    /// A movement with what is known to have come after it: lines that keep true what completed counts saw later, and what
    /// went out with boxes since, or did not.
    ///
    /// - Parameters:
    ///   - movement: What happened, or did not after all.
    ///   - happenedAt: When.
    ///   - parts: The items that its lines were of then; none where they were of all that their items are one with by now.
    /// - Returns: The movement, with lines beside its own as of when a count saw it, or a box went.
    /// - Throws: A fault of the database, or `StockFault`.
    func withConsequences(
        of movement: Movement, at happenedAt: Moment, of parts: [ItemID] = []
    ) throws -> Movement {
        let isCounted = try happenedAt <= projector.cache.last.counted(db)
        guard try isCounted || happenedAt <= projector.cache.last.boxOut(db) else {
            return movement
        }
        let undone = try movement.reverses.flatMap { try entry($0) }
        var kept = movement
        let parts = movement.part.map { [$0] } ?? parts
        let only = Set(parts).count == 1 ? parts.first : nil
        let told = movement.lines.enumerated().map { index, line in
            (line: line, part: index < parts.count ? parts[index] : only)
        }
        for (item, told) in Dictionary(grouping: told, by: \.line.item)
            .sorted(by: { $0.key < $1.key })
        {
            let (beside, lots) = try consequences(
                of: item, told, at: happenedAt, toldBy: undone?.seq ?? .max,
                isCounted: isCounted, undoing: movement.reverses)
            kept.lines += try booked(beside, on: movement.day)
            kept.lots += lots.filter { !kept.lots.contains($0) }
        }
        guard kept.lines.count > movement.lines.count else { return movement }
        let isSeen = kept.lines.contains { $0.count != nil }
        if isSeen { kept.warnings.append(.countedSince) }
        if let item = movement.item {
            try kept.reckon(in: try stock(of: item, changedBy: kept.lines), places)
        } else if try isSeen && kept.scan?.quantity ?? 1 == 1 && !isShort(kept) {
            kept.warnings.removeAll { $0 == .shortfall }
        }
        return kept
    }

    /// What goes with boxes by what counts adjusted before they went: lines to or from where the boxes went, or none.
    func goingWithBoxes(since adjustments: [MovementLine]) throws -> SpokenLines {
        var goods: SpokenLines = ([], [])
        for (item, lines) in Dictionary(grouping: adjustments, by: \.item)
            .sorted(by: { $0.key < $1.key })
        {
            guard let first = lines.compactMap(\.at).min() else { continue }
            let more = try consequences(of: item, lines.map { ($0, nil) }, at: first)
            goods.lines += more.lines
            goods.lots += more.lots.filter { !goods.lots.contains($0) }
        }
        return goods
    }

    /// What the ``Aftermath`` of some lines is.
    ///
    /// - Parameters:
    ///   - item: The item.
    ///   - told: What happened to it, or did not after all, each line at its own moment or at `moment`, with what of it that
    ///     was of then, nil for all of it. A count of another part, before they were one, says nothing of it.
    ///   - moment: The earliest of these moments.
    ///   - seq: The entry that told of it first: of one moment, what was told first was first.
    ///   - isCounted: Whether completed counts may have seen it since; not where they speak for themselves.
    ///   - undone: What the lines take back.
    /// - Returns: Lines beside them, each as of its count or box.
    /// - Throws: A fault of the database, or `StockFault`.
    private func consequences(
        of item: ItemID, _ told: [(line: MovementLine, part: ItemID?)], at moment: Moment,
        toldBy seq: Int64 = .max, isCounted: Bool = false, undoing undone: EntryID? = nil
    ) throws -> SpokenLines {
        var parts: [ItemID?] = []
        for (_, part) in told where !parts.contains(part) { parts.append(part) }
        let shares = try parts.map { part in
            Aftermath.Share(
                of: part, told.filter { $0.part == part }.map(\.line),
                seenBy: isCounted ? try Queries(db).figures(of: item, seeing: part) : [])
        }
        var lots: [Lot] = []
        func spoken(_ more: SpokenLines) -> [MovementLine] {
            lots += more.lots.filter { !lots.contains($0) }
            return more.lines
        }
        let beside = try Aftermath(of: shares, at: moment, toldBy: seq, in: places.storage).lines(
            nextBox: { try boxOut(after: $0, toldBy: $1, holding: $2, without: undone) },
            corrections: { share, since, seen in
                spoken(
                    try corrections(
                        of: share.lines, at: since, item: item, part: share.part, figures: seen,
                        taking: undone == nil ? [] : share.told))
            },
            goods: { spoken(try goingToo(with: $0, item, $1)) })
        return (beside, lots)
    }

    /// What keeps figures of counts true beside some lines, of which some may take back what did not happen after all.
    private func corrections(
        of lines: [MovementLine], at moment: Moment, item: ItemID, part: ItemID?,
        figures: [CountAnchor], taking back: [MovementLine]
    ) throws -> SpokenLines {
        let queries = Queries(db)
        let counts = Set(figures.filter { $0.moments.upperBound >= moment }.map(\.count))
        let adjusted = try Dictionary(
            uniqueKeysWithValues: counts.map {
                ($0, try queries.adjustments(of: item, by: $0, seeing: part))
            })
        let stock = try holdings(of: item)
        let undated = projector.cache.lot(try self.item(item).lot())
        var correction = try CountCorrection(
            of: lines, at: moment, item: item, anchors: figures, adjusted: adjusted,
            in: stock, adjustment: places.founded(.adjustment))
        try correction.forgetDates(
            of: back, seenBy: figures, in: stock, places, undated: undated.id)
        let spoken = Set(correction.lines.map(\.lot))
        let lots = adjusted.values.flatMap(\.lots.values) + [undated]
        return (correction.lines, try unspoken(lots.filter { spoken.contains($0.id) }))
    }
}

import Foundation
import GRDB
public import Journal
public import Stock

extension Ledger {
    /// Posts a count's differences and closes it.
    ///
    /// Each difference is what was seen less what is known to have been there at that moment, so
    /// what happened since stays as it is. An item that moved while it was being counted is left for a
    /// recount, and what a later count saw is not touched.
    ///
    /// - Parameters:
    ///   - count: A count that is open.
    ///   - uncounted: What becomes of what nobody saw.
    ///   - gone: Items of which someone says that nothing is left; those of which something was seen are gone once that is
    ///     taken back.
    ///   - entryID: The new entry's; the same request again is answered as before.
    /// - Returns: What it wrote down, and whether the same request had come before.
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsCompleted``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func completeCount(
        _ count: CountID, uncounted: Uncounted, gone: [ItemID] = [], entryID: EntryID
    ) throws -> (body: CountCompleted, isReplay: Bool) {
        if let known = try entry(entryID) {
            guard let body = known.body as? CountCompleted, body.count == count,
                body.uncounted == uncounted
            else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return (body, true)
        }
        try requireOpen(count)
        let unexplained = try Queries(db).unexplained(in: count)
        let lines = try Queries(db).lines(of: count)
        let rule = UncountedRule(
            uncounted, gone: Set(try gone.map { try current($0).id }),
            hasUnexplained: !unexplained.isEmpty)
        let unseen = try linesOfWhatIsGone(
            count, by: rule, seen: Set(lines.filter { $0.lot == nil }.map(\.item)))
        let body = try settlement(
            of: count, lines + unseen, uncounted: uncounted, gone: gone, unexplained: unexplained,
            inDoubt: Set(unseen.map(\.item).filter { rule.isInDoubt($0) }))
        try append(entryID, body)
        // One that began later may have found nothing of it, before anyone knew that there was some.
        try judgeOthers(
            than: [count], of: Set((body.figures ?? []).map(\.item)), since: began(count),
            after: entryID)
        return (body, false)
    }

    /// What completing a count writes down.
    func settlement(
        of count: CountID, _ lines: [CountedLine], uncounted: Uncounted, gone: [ItemID] = [],
        unexplained: [EntryID], inDoubt: Set<ItemID> = []
    ) throws -> CountCompleted {
        let queries = Queries(db)
        var items: [CountedItem] = []
        var figures: [CountedFigure] = []
        var recount: [ItemID] = []
        for (item, lines) in Dictionary(grouping: lines, by: \.item).sorted(by: { $0.key < $1.key })
        {
            let half = try half(of: item, seenBy: lines, in: count)
            guard !inDoubt.contains(item), lines.allSatisfy(\.isKnown),
                try !lacksWeight(item, in: count),
                try verdict(on: item, half, lines, in: count) == .holds
            else {
                recount.append(item)
                continue
            }
            let others = try queries.figures(of: item, seeing: half?.item)
                .filter { $0.count != count }
            let own = try lines.map {
                try figure($0, of: half, among: lines, beside: others, in: count)
            }
            items.append(
                CountedItem(
                    item: try self.item(item), stock: try stock(of: item, seenAs: own),
                    figures: own, posted: try queries.adjustments(of: item, by: count)))
            figures += own.map {
                CountedFigure(
                    item: item, lot: $0.lot, seen: $0.seen, from: $0.moments.lowerBound,
                    to: $0.moments.upperBound, part: half?.item)
            }
        }
        let plan = try CountPlan(
            count, adjustment: places.founded(.adjustment), items: items,
            lot: { projector.cache.lot($0) })
        let lots = items.flatMap(\.figures).flatMap(\.others).flatMap(\.adjusted.lots.values)
        let spoken = Set(plan.lines.map(\.lot))
        let goods = try goingWithBoxes(since: plan.lines)
        let known = plan.lots + (try unspoken(lots.filter { spoken.contains($0.id) }))
        let day = try openDay()
        return CountCompleted(
            count: count, uncounted: uncounted,
            lots: known + goods.lots.filter { !known.contains($0) },
            lines: try booked(plan.lines + goods.lines, on: day), day: day, figures: figures,
            recount: recount,
            unexplained: unexplained, gone: gone.isEmpty ? nil : gone)
    }

    /// All there is of an item; in a box that went whole since a count saw it, what there was before it went.
    private func stock(of item: ItemID, seenAs figures: [CountFigure]) throws -> Holdings {
        guard let first = figures.map(\.moment).min() else { return try holdings(of: item) }
        return try stock(of: item, at: Set(figures.flatMap(\.places)), since: first)
    }

    /// Whether an item that is kept by weight was scanned in a count without one, and nobody has said since how much of it
    /// there is.
    private func lacksWeight(_ item: ItemID, in count: CountID) throws -> Bool {
        guard
            try self.item(item).measure == .gram || projector.cache.isConverted(item, db)
        else { return false }
        let queries = Queries(db)
        return try queries.looks(in: count, at: item).unlikelyAsGrams.contains { look in
            guard let more = look.quantity,
                let line = try queries.entry(look.seq)?.content() as? CountObservation,
                let facts = line.scan
            else { return false }
            return try self.item(line.item, asOf: look.seq).lacksWeight(facts, more)
        }
    }

    /// What a count comes to of an item, by what is known now.
    private func verdict(
        on item: ItemID, _ half: CountedHalf?, _ lines: [CountedLine], in count: CountID
    ) throws -> CountVerdict {
        let queries = Queries(db)
        let named = lines.reduce(into: Set<ItemID>()) { $0.formUnion($1.named) }
        let isHalfCounted =
            try half == nil
            && queries.lineage(of: item).areHalfCounted(
                naming: named, seen: lines.map(\.told).max() ?? 0
            ) { part, join in
                let places = try lines.flatMap {
                    try queries.places(of: count, for: $0, now: self.places)
                }
                return try queries.had(part, at: places, before: join, without: count)
            }
        return try CountVerdict(
            try lines.map { try evidence(of: $0, in: count) }, isHalfCounted: isHalfCounted)
    }

    /// What is known of a line's goods between its first scan and its last, or, of what nobody saw, while it was looked for.
    private func evidence(of line: CountedLine, in count: CountID) throws -> PileEvidence {
        let (first, last) = (line.moments.lowerBound, line.moments.upperBound)
        guard first < last else { return PileEvidence(moments: line.moments, changes: []) }
        let queries = Queries(db)
        var carried = Quantity.zero
        let watched: [PlaceID]
        if line.isGone {
            watched = try queries.places(of: count, for: line, now: places)
        } else {
            let before = Set(try queries.places(of: count, at: first, now: places))
            watched = try queries.places(of: count, at: last, now: places)
            let other = Array(before.symmetricDifference(watched))
            carried = try balance(line.item, line.lot, at: other, when: last)
        }
        return PileEvidence(
            moments: line.moments,
            changes: try queries.goods(of: line.item, line.lot, at: watched, after: first),
            carried: carried)
    }

    /// One line with what is known of its moment, of half of the item where the count saw no more; the item's own with what was
    /// in the lots that have lines of their own.
    private func figure(
        _ line: CountedLine, of half: CountedHalf?, among lines: [CountedLine],
        beside others: [CountAnchor],
        in count: CountID
    ) throws -> CountFigure {
        let places = try Queries(db).places(of: count, for: line, now: places)
        func there(_ lot: LotID?) throws -> Quantity {
            guard let half else {
                return try balance(line.item, lot, at: places, when: line.moment, in: count)
            }
            return try share(of: half, lot, at: places, when: line.moment, in: count)
        }
        return try CountFigure(
            line, of: line.lot, beside: lines.lots(of: line.item), at: places,
            short: try short(of: line.item, at: places, when: line.moment),
            // A box that went between two counts went with what the first had seen, whatever the second saw.
            others: try others.filter {
                try !isBoxOut(between: line.moment, and: $0.moment, holding: places)
            }.bearing(on: line, of: line.lot, at: places).map {
                OverlappingCount(
                    $0, adjusted: try Queries(db).adjustments(of: line.item, by: $0.count))
            }, there: there)
    }

    /// What is known by now to have been below zero of an item at some places at a moment, among what still is.
    private func short(
        of item: ItemID, at places: [PlaceID], when moment: Moment
    ) throws -> [LotAtPlace: Quantity] {
        let now = try holdings(of: item)
        func isShort(_ spot: LotAtPlace, _ quantity: Quantity) -> Bool {
            quantity < .zero && places.contains(spot.place)
        }
        guard now.balances.contains(where: { isShort($0.key, $0.value) }) else { return [:] }
        let then = try Queries(db).stock(now, of: item, at: places, when: moment)
        return then.balances.filter { isShort($0.key, $0.value) }
    }

    /// What was there when a count began and was not seen, and what someone named: whole items, and the other lots of an
    /// item of which one was counted by itself.
    ///
    /// What moved since is not gone, and is asked for again.
    private func linesOfWhatIsGone(
        _ count: CountID, by rule: UncountedRule, seen: Set<ItemID>
    ) throws -> [CountedLine] {
        guard rule.isOfAll || !rule.gone.isEmpty else { return [] }
        let (moments, places) = try searched(by: count)
        let items = rule.isOfAll ? try items(at: places, orPostedAfter: moments.lowerBound) : []
        return try rule.gone(among: rule.gone.union(items).sorted(), seen: seen) {
            try balance($0, nil, at: places, when: moments.lowerBound) != .zero
        }.map { CountedLine(item: $0, lot: nil, seen: .zero, moments: moments) }
    }

    /// What a completed count says of an item, or of its other lots, that nobody saw in it, and whether a code that nobody
    /// knows may be of that; nil where it leaves what was not seen, or where there was none of it.
    func lineOfWhatIsGone(
        _ item: ItemID, in count: CountID
    ) throws -> (line: CountedLine, isInDoubt: Bool)? {
        let queries = Queries(db)
        guard let (entry, body) = try queries.completion(of: count) else { return nil }
        let rule = UncountedRule(
            body.uncounted, gone: Set(try (body.gone ?? []).map { try current($0).id }),
            hasUnexplained: try body.uncounted == .zero && !queries.unexplained(in: count).isEmpty)
        guard rule.isGone(item) else { return nil }
        let known = try queries.figures(of: item).first { $0.count == count && $0.lot == nil }
        let began = min(try began(count), entry.recordedAt)
        let line = CountedLine(
            item: item, lot: nil, seen: .zero, moments: known?.moments ?? began...entry.recordedAt)
        let places = try queries.places(of: count, for: line, now: places)
        let isGone = try rule.gone(among: [item], seen: []) {
            try known != nil || balance($0, nil, at: places, when: began) != .zero
        }
        return isGone.isEmpty ? nil : (line, rule.isInDoubt(item))
    }

    /// From a count's beginning to now, and the places that it was of all that time.
    func searched(by count: CountID) throws -> (ClosedRange<Moment>, [PlaceID]) {
        let now = moment
        let moments = min(try began(count), now)...now
        let all = CountAnchor(count: count, lot: nil, seen: .zero, moments: moments, places: [])
        return (moments, try Queries(db).places(of: count, for: all, now: places))
    }

    /// What is known by now of the balance of an item or lot at some places at a moment; with all that a count posted
    /// of it, whatever moment that was as of.
    func balance(
        _ item: ItemID, _ lot: LotID?, at places: [PlaceID], when moment: Moment,
        in count: CountID? = nil
    ) throws -> Quantity {
        if let lot {
            try projector.cache.register(
                places.map { LotAtPlace(place: $0, lot: lot) }, of: item, db)
        }
        let now = try projector.cache.stock(of: item, db).total(of: lot, at: places)
        guard moment < head.recordedAt else { return now }
        return try Queries(db).balance(now, of: item, lot, at: places, when: moment, in: count)
    }

    func countPlace(_ count: CountID) throws -> PlaceID {
        let sql = "SELECT place FROM count_sheet WHERE id = ?"
        guard let place = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [count.blob])
        else {
            throw StorageFault.countNotFound(count.description)
        }
        return try PlaceID(column: place)
    }

    func began(_ count: CountID) throws -> Moment {
        let sql = "SELECT began FROM count_sheet WHERE id = ?"
        return Moment(
            microseconds: try Int64.fetchOne(
                db.cachedStatement(sql: sql), arguments: [count.blob]) ?? 0)
    }

    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsCompleted``, ``StorageFault/countIsDropped``.
    func requireOpen(_ count: CountID) throws {
        switch try state(of: count) {
        case .open: return
        case .completed: throw StorageFault.countIsCompleted
        case .dropped: throw StorageFault.countIsDropped
        }
    }

    /// - Throws: ``StorageFault/countNotFound(_:)``.
    func state(of count: CountID) throws -> CountSheet.State {
        guard let state = try Queries(db).state(ofCount: count) else {
            throw StorageFault.countNotFound(count.description)
        }
        return state
    }

    /// What was seen in a count of an item or lot, with so much more that is seen at a moment; by their moments, so that
    /// it may be less than that.
    func seen(
        _ more: Quantity, of item: ItemID, part: ItemID?, _ lot: LotID?, at moment: Moment,
        in count: CountID
    ) throws -> Quantity {
        let look = CountLook(
            item: item, part: part, lot: lot, quantity: more, isWhole: false, moment: moment,
            asOf: head.seq,
            seq: head.seq + 1)
        let queries = Queries(db)
        let lines = try queries.lines(from: queries.looks(in: count, at: item) + [look])
        return lines.first { $0.item == item && $0.lot == lot }?.seen ?? more
    }

    /// Items of which something was seen in a count by now, whatever their dates.
    func itemsSeen(in count: CountID) throws -> Set<ItemID> {
        Set(
            try Queries(db).lines(of: count).filter { $0.lot == nil && $0.seen > .zero }
                .map(\.item))
    }
}

import Foundation
import GRDB
import Journal
import Stock

// What completed counts say beside what is known only now.
extension Ledger {
    /// Brings what completed counts say of an item in line with all that is known by now: a count of it that went on while
    /// it moved has no say any more, and one that has a say again posts what differs.
    ///
    /// - Parameters:
    ///   - item: An item of now.
    ///   - counts: Those that may say otherwise. Where one of them does, all other counts of the item are looked at too:
    ///     what they saw may hold again, or be the later word.
    ///   - late: The entry by which it is known.
    /// - Returns: Each verdict that was new.
    /// - Throws: A fault of the database, or `StockFault`.
    @discardableResult
    func judge(
        _ item: ItemID, in counts: [CountID], after late: EntryID
    ) throws -> Set<CountVerdict> {
        var told: [CountID: CountVerdict] = [:]
        for _ in 0..<Self.mostRounds {
            var since: Moment?
            for count in counts {
                guard let verdict = try judge(item, in: count, after: late) else { continue }
                told[count] = verdict
                since = min(since ?? .latest, try began(count))
            }
            guard let since else { break }
            try judgeOthers(than: counts, of: [item], since: since, after: late)
        }
        return Set(told.values)
    }

    /// How often counts are asked in turn: what one says may change what went with a box, and so what moved while another
    /// was counted, but only one that was counted later.
    private static let mostRounds = 8

    /// Brings all other counts of some items in line, and those that said since a moment that nothing is left of them.
    func judgeOthers(
        than counts: [CountID], of items: Set<ItemID>, since moment: Moment, after late: EntryID
    ) throws {
        let queries = Queries(db)
        let words = try queries.uncountedWords(completedSince: moment)
        for item in items.sorted() {
            let others = try countsOfWhole(item, orOfAll: queries.counts(of: item, by: words))
                .filter { !counts.contains($0) }
            for _ in 0..<Self.mostRounds {
                let verdicts = try others.compactMap { try judge(item, in: $0, after: late) }
                if verdicts.isEmpty { break }
            }
        }
    }

    /// Brings all that a completed count did not see in line with whether a code was seen in it that nobody knows: it may be
    /// any of that.
    ///
    /// - Parameters:
    ///   - count: Nil for what was seen in no count.
    ///   - waiting: How many scans of it wait since `late`; 0 where that explained one. Nothing is otherwise where others
    ///     wait too.
    ///   - late: The entry by which it is known.
    /// - Throws: A fault of the database, or `StockFault`.
    func judgeUncounted(in count: CountID?, waiting: Int, after late: EntryID) throws {
        let queries = Queries(db)
        guard let count, try state(of: count) == .completed,
            let body = try queries.completion(of: count)?.body,
            UncountedRule(body.uncounted).isOfAll,
            try queries.unexplained(in: count).count == waiting
        else { return }
        let (moments, places) = try searched(by: count)
        let items =
            try items(at: places, orPostedAfter: moments.lowerBound)
            + queries.items(counted: count).map { try current($0).id } + queries.recounts(of: count)
        for item in Set(items).sorted() { try judge(item, in: [count], after: late) }
    }

    /// Completed counts that said something of an item, or that nothing is left of it, and are judged anew by what is said
    /// of it.
    ///
    /// One that saw a half alone, before both were one, keeps its word on that half, whatever is said of the whole.
    func countsOfWhole(_ item: ItemID, orOfAll others: [CountID]) throws -> [CountID] {
        let queries = Queries(db)
        let counts = try queries.counts(of: item, orOfAll: others)
        guard try projector.cache.hasJoins(db) else { return counts }
        let joins = try queries.lineage(of: item).filter { $0.until < .max }
        return try counts.filter { count in
            guard !joins.isEmpty, !others.contains(count),
                let seq = try queries.completion(of: count)?.entry.seq
            else { return true }
            return try joins.allSatisfy { join in
                try join.until < seq
                    || queries.isSeen(join.item, in: count, before: join.until)
                        == queries.isSeen(item, in: count, before: join.until)
            }
        }
    }

    private func judge(
        _ item: ItemID, in count: CountID, after late: EntryID
    ) throws -> CountVerdict? {
        let queries = Queries(db)
        var lines = try queries.lines(from: queries.looks(in: count, at: item))
            .filter { $0.item == item }
        var isInDoubt = false
        if !lines.contains(where: { $0.lot == nil }),
            let gone = try lineOfWhatIsGone(item, in: count)
        {
            lines.append(gone.line)
            isInDoubt = gone.isInDoubt
        }
        let isAsked = try queries.recounts(of: count).contains(item)
        let known = try queries.figures(of: item).filter { $0.count == count }
        // What it posted went out with a box, or would not have, by what it says now: it is judged without that.
        let isAcrossBox = try known.contains { figure in
            try lines.contains {
                try $0.lot == figure.lot
                    && isBoxOut(between: figure.moment, and: $0.moment, holding: figure.places)
            }
        }
        if isAcrossBox {
            try ask(for: item, in: count, after: late)
            return try judge(item, in: count, after: late) ?? .recount
        }
        func settled() throws -> CountCompleted {
            try settlement(of: count, lines, uncounted: .leave, unexplained: [])
        }
        // So it is where a box went while things were looked for, with what this count took for gone.
        let isAway = try known.contains {
            try $0.isGone
                && isBoxOut(
                    between: $0.moments.lowerBound, and: $0.moments.upperBound, holding: $0.places)
        }
        let isMoved =
            try isAway
            && preview {
                try ask(for: item, in: count, after: late)
                return try settled().recount == [item]
            }
        let body = try settled()
        let revision = CountRevision(
            isSeen: !lines.isEmpty, isMoved: isMoved || isInDoubt || body.recount == [item],
            isAsked: isAsked,
            hasSpoken: !known.isEmpty,
            isSaid: (body.figures ?? []).allSatisfy { figure in
                known.contains { $0.says(figure.lot, figure) }
            }, hasDifference: !body.lines.isEmpty)
        switch revision {
        case .stands: return nil
        case .asks:
            try ask(for: item, in: count, after: late)
            return .recount
        case .posts:
            try append(freshJudgementID(count, item, after: late), body)
            return .holds
        }
    }

    /// Asks for an item of a count again: what the count had posted of it goes back.
    private func ask(for item: ItemID, in count: CountID, after late: EntryID) throws {
        let (back, lots) = try linesBack(of: count) { posted, _ in posted == item }
        try append(
            freshJudgementID(count, item, after: late),
            RecountAsked(count: count, item: item, lots: lots, lines: back, day: try openDay()))
    }

    /// The entry in which a count says otherwise of an item is named by what made it; so is another one, where what other
    /// counts say of it then makes it say otherwise again.
    private func judgementID(
        _ count: CountID, _ item: ItemID, after late: EntryID, again: Int = 0
    ) -> EntryID {
        let text = "larder-late-posting-v1\n\(late)\n\(count)\n\(item)"
        return EntryID(hashOf: again == 0 ? text : "\(text)\n\(again)")
    }

    private func freshJudgementID(
        _ count: CountID, _ item: ItemID, after late: EntryID
    ) throws -> EntryID {
        var again = 0
        while try isRecorded(judgementID(count, item, after: late, again: again)) { again += 1 }
        return judgementID(count, item, after: late, again: again)
    }

    /// Whether a line that came after its count was completed made the count ask for its item again.
    func isAskedAgain(_ line: CountObservation, by id: EntryID) throws -> Bool {
        var (said, again): (KnownEntry?, Int) = (nil, 0)
        while let next = try entry(judgementID(line.count, line.item, after: id, again: again)) {
            (said, again) = (next, again + 1)
        }
        return said?.body is RecountAsked
    }

    /// Records a movement with all that completed counts make of it.
    ///
    /// Counts that saw what it changed after it happened stay true, by lines beside its own. Those that went on while it
    /// happened, or while a box went with it, are judged anew, in entries that follow.
    ///
    /// - Parameters:
    ///   - movement: What happened, or did not after all.
    ///   - id: The new entry's.
    ///   - parts: The items that its lines were of when it happened, the first line's first; none where they were of all that
    ///     their items are one with by now.
    ///   - body: The entry of the movement.
    /// - Returns: The movement as it was recorded, and its number.
    /// - Throws: A fault of the database, or `StockFault`.
    func append(
        _ movement: Movement, as id: EntryID, of parts: [ItemID] = [],
        _ body: (Movement) -> some EntryProjection
    ) throws -> (movement: Movement, seq: Int64) {
        let happenedAt = movement.happenedAt ?? moment
        var kept = try withConsequences(of: movement, at: happenedAt, of: parts)
        guard happenedAt <= (try projector.cache.last.counted(db)) else {
            return (kept, try append(id, body(kept)).seq)
        }
        let halves = Set(movement.part.map { [$0] } ?? parts)
        let counts = try countsConcerned(by: kept, at: happenedAt, of: halves)
        func judgeAll() throws -> Set<CountVerdict> {
            try counts.reduce(into: []) { $0.formUnion(try judge($1.0, in: $1.1, after: id)) }
        }
        if !counts.isEmpty {
            // What comes after an entry is told with it.
            kept = try preview {
                try append(id, body(kept))
                return try told(kept, try judgeAll())
            }
        }
        let seq = try append(id, body(kept)).seq
        if !counts.isEmpty { _ = try judgeAll() }
        return (kept, seq)
    }

    /// The counts that may say otherwise by a movement, of each item.
    ///
    /// They are those that went on while it happened or while a box went with it, and those that left something to a count that
    /// it corrects; of what counts saw later in a box that went whole, all, for none overrules another that saw it before. Where halves of what is one item by now are named, a count
    /// of another half says nothing of them.
    private func countsConcerned(
        by movement: Movement, at happenedAt: Moment, of halves: Set<ItemID>
    ) throws -> [(ItemID, [CountID])] {
        let queries = Queries(db)
        var counts: [ItemID: Set<CountID>] = [:]
        for (item, lines) in Dictionary(grouping: movement.lines, by: \.item) {
            for moment in Set(lines.filter({ $0.count == nil }).map { $0.at ?? happenedAt }) {
                counts[item, default: []].formUnion(
                    try queries.counts(of: item, goingOnAt: moment, seeing: halves))
            }
            let corrected = Set(lines.compactMap(\.count))
            if !corrected.isEmpty {
                counts[item, default: []].formUnion(
                    try queries.figures(of: item).sharing(with: corrected, since: happenedAt))
            }
        }
        if movement.item == nil {
            let then = try queries.places(at: happenedAt, now: places)
            for item in try itemsCounted(at: then.within(movement.place), since: happenedAt) {
                counts[item, default: []].formUnion(try queries.counts(of: item, orOfAll: []))
            }
        }
        return counts.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { ($0, $1.sorted()) }
    }

    /// Items that counts saw at some places from a moment on, as they are by now.
    func itemsCounted(at places: [PlaceID], since moment: Moment) throws -> Set<ItemID> {
        Set(
            try Queries(db).items(countedAt: Set(places), since: moment).map { try current($0).id })
    }

    /// A movement that was recorded, with what counts said of it then.
    private func told(_ movement: Movement, _ verdicts: Set<CountVerdict>) throws -> Movement {
        guard !verdicts.isEmpty else { return movement }
        var balance: Quantity?
        let left = try Dictionary(grouping: movement.lines, by: \.item).flatMap { item, lines in
            let stock = try stock(of: item, changedBy: lines)
            if item == movement.item {
                balance = try stock.total(at: places.within(movement.place))
            }
            return lines.flatMap { line in
                [line.from, line.to].filter { places.storage.contains($0) }
                    .map { stock.balance(line.lot, at: $0) }
            }
        }
        var told = movement
        told.tell(verdicts, balance: balance, leaving: left)
        return told
    }
}

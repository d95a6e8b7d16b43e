import Foundation
import GRDB
import Journal
import Stock

// What is of one of two items that were joined, by its own facts.
extension Ledger {
    /// How much of what two items have together is of the joined one, in lots of the item that both are.
    ///
    /// - Parameters:
    ///   - joined: The join, which holds.
    ///   - seq: Its number.
    ///   - limit: A moment before the join, if it is of what was known to be there then; nil for now.
    ///   - count: What it adjusted is reckoned in, whenever that was.
    /// - Returns: The shares, and the lots that they are of.
    /// - Throws: A fault of the database, or `StockFault`.
    func shares(
        of joined: ItemsJoined, since seq: Int64, at limit: Moment? = nil,
        with count: CountID? = nil
    ) throws -> (shares: JoinedShares, lots: [LotID: Lot]) {
        let stock = try holdings(of: joined.into)
        var changes = JoinedChanges()
        // Also where it was parted from them again.
        for host in try Queries(db).hosts(of: [joined.into], since: seq) {
            try addRecorded(of: joined, under: host.item, since: seq, to: &changes)
        }
        for line in stride(from: 1, to: joined.lines.count, by: 2).map({ joined.lines[$0] }) {
            for (place, isThere) in [(line.from, false), (line.to, true)]
            where places.storage.contains(place) {
                guard let lot = try lot(line.lot, of: joined.into, since: seq) else { continue }
                changes.lots[lot.id] = lot
                let spot = LotAtPlace(place: place, lot: lot.id)
                let change = isThere ? line.quantity : try Quantity.zero.subtracting(line.quantity)
                changes.joined[spot] = try (changes.joined[spot] ?? .zero).adding(change)
            }
        }
        try addBefore(joined, since: seq, until: limit, to: &changes)
        var other: [LotAtPlace: Quantity] = [:]
        for spot in Set(changes.steps.map(\.step.spot)).union(changes.joined.keys) {
            other[spot] = try stock.balance(spot.lot, at: spot.place)
                .subtracting(changes.joined[spot] ?? .zero)
        }
        for (step, _) in changes.steps {
            other[step.spot] = try (other[step.spot] ?? .zero).subtracting(step.quantity)
        }
        let steps = changes.steps.filter { step, its in
            limit.map { step.moment <= $0 } ?? true || count != nil && its == count
        }
        let shares = try JoinedShares(
            joined: changes.joined, other: other, steps: steps.map(\.step))
        return (shares, changes.lots)
    }

    /// What is known of the balances of two items that are one.
    private struct JoinedChanges {
        /// What was of the joined one at first.
        var joined: [LotAtPlace: Quantity] = [:]
        /// Each with the count that it makes true.
        var steps: [(step: JoinedShares.Step, count: CountID?)] = []
        /// The lots of the item that both are.
        var lots: [LotID: Lot] = [:]
        /// When boxes went, before both were one, of which is told since.
        var boxes: Set<Moment> = []

        /// What was of the joined one at first is without what became of it since.
        mutating func begin(_ spot: LotAtPlace, without change: Quantity) throws {
            joined[spot] = try (joined[spot] ?? .zero).subtracting(change)
        }
    }

    /// Adds what was recorded of both since a join.
    private func addRecorded(
        of joined: ItemsJoined, under host: ItemID, since seq: Int64,
        to changes: inout JoinedChanges
    ) throws {
        let (queries, began) = (Queries(db), try recordedAt(seq))
        let statement = try db.cachedStatement(
            sql: """
                SELECT seq, line, place, lot, moment, quantity, count, other FROM posting
                WHERE stretch = ? AND item = ? AND seq > ?
                    AND seq NOT IN (SELECT seq FROM correction) ORDER BY seq, line
                """)
        var told: (seq: Int64, content: any EntryKind, teller: Teller)?
        var stretches = try StretchesBack(queries, of: host.blob)
        while let stretch = try stretches.next(), stretch >= Schema.block(of: seq) {
            for row in try Row.fetchAll(statement, arguments: [stretch, host.blob, seq]) {
                let entry: Int64 = row["seq"]
                if told?.seq != entry {
                    guard let content = try queries.entry(entry)?.content() else { continue }
                    told = (entry, content, try teller(content, of: joined, before: seq))
                }
                guard let told,
                    let lot = try lot(LotID(column: row["lot"]), of: joined.into, since: seq)
                else { continue }
                let moment = Moment(microseconds: row["moment"])
                let count = try (row["count"] as Data?).map { try CountID(column: $0) }
                let line: Int = row["line"]
                let isWithBox =
                    try told.content.lines[line].at != nil && count == nil
                    && isOut(PlaceID(column: row["other"]))
                let owner: JoinedShares.Step.Owner
                if let count {
                    owner =
                        try isOfJoined(count, told.teller, joined, before: seq) ? .joined : .other
                } else if moment >= began {
                    owner = isWithBox || told.teller == .box ? .box : .both
                } else {
                    owner = told.teller.owner
                }
                let step = JoinedShares.Step(
                    spot: LotAtPlace(place: try PlaceID(column: row["place"]), lot: lot.id),
                    moment: moment, quantity: Quantity(row["quantity"]), owner: owner,
                    isWithBox: isWithBox)
                changes.lots[lot.id] = lot
                if host == joined.into {
                    changes.steps.append((step, count))
                    if owner == .box, moment < began { changes.boxes.insert(moment) }
                } else if owner == .joined {
                    // It was recorded under an item that the other one is apart from again, and went over with that one.
                    changes.steps += [(step, count), (try step.reversed(of: .other), count)]
                }
            }
        }
    }

    /// Adds what happened to each before they were one, from the first box on of which is told since, for it went with what was
    /// in it of each; or after a moment.
    private func addBefore(
        _ joined: ItemsJoined, since seq: Int64, until limit: Moment?,
        to changes: inout JoinedChanges
    ) throws {
        let after = limit.map { Moment(microseconds: $0.microseconds + 1) }
        guard let first = ([after].compactMap { $0 } + changes.boxes).min() else { return }
        let queries = Queries(db)
        let known = try queries.seq(at: Moment(microseconds: first.microseconds - 1))
        let statement = try db.cachedStatement(
            sql: """
                SELECT seq, place, lot, moment, quantity, count, other FROM posting
                WHERE stretch >= ?1 >> 8 AND item = ?2 AND seq > ?1 AND seq < ?3 AND moment >= ?4
                    AND seq NOT IN (SELECT seq FROM correction)
                """)
        // They may have been one before, and two again.
        let earlier = try queries.partings(since: known).filter {
            $0.seq < seq && $0.parted.item == joined.item && $0.parted.into == joined.into
        }
        for part in try queries.lineage(of: joined.into) {
            let isJoined = try queries.became(part.item, joined.item, before: seq)
            for row in try Row.fetchAll(
                statement,
                arguments: [known, part.item.blob, min(seq, part.until), first.microseconds])
            {
                let was = ItemAmount(
                    item: part.item, lot: try queries.lot(LotID(column: row["lot"])),
                    quantity: Quantity(row["quantity"]))
                let amount = try queries.now(was, since: row["seq"])
                guard amount.isKnown, let lot = amount.lot else { continue }
                var isOwn = isJoined
                if !isOwn, !earlier.isEmpty, let told = try queries.entry(row["seq"])?.content() {
                    isOwn = try teller(told, of: joined, before: seq) == .joined
                }
                let moment = Moment(microseconds: row["moment"])
                let count = try (row["count"] as Data?).map { try CountID(column: $0) }
                let isBox =
                    try isOut(PlaceID(column: row["other"])) && count == nil
                    && changes.boxes.contains(moment)
                let spot = LotAtPlace(place: try PlaceID(column: row["place"]), lot: lot.id)
                changes.lots[lot.id] = lot
                let step = JoinedShares.Step(
                    spot: spot, moment: moment, quantity: amount.quantity,
                    owner: isBox ? .box : isOwn ? .joined : .other, isRecordedOfBoth: false)
                changes.steps.append((step, count))
                if isOwn { try changes.begin(spot, without: amount.quantity) }
            }
        }
        for line in earlier.flatMap({ $0.parted.missing ?? [] }) {
            guard let at = line.at, at >= first,
                let lot = try lot(line.lot, of: joined.into, since: seq)
            else { continue }
            let spot = LotAtPlace(place: line.to, lot: lot.id)
            let went = try Quantity.zero.subtracting(line.quantity)
            try changes.begin(spot, without: went)
            guard !changes.boxes.contains(at) else { continue }
            let step = JoinedShares.Step(
                spot: spot, moment: at, quantity: went, owner: .joined, isRecordedOfBoth: false)
            changes.steps += [(step, nil), (try step.reversed(of: .other), nil)]
        }
    }

    /// Whether boxes go there.
    private func isOut(_ edge: PlaceID) -> Bool {
        edge == places.founded(.distributed) || edge == places.founded(.discarded)
    }

    /// A lot that the item which two are was recorded with, as it is by now.
    private func lot(_ id: LotID, of item: ItemID, since seq: Int64) throws -> Lot? {
        let queries = Queries(db)
        guard let known = try queries.lot(id) else { return nil }
        let then = ItemAmount(item: item, lot: Lot(known.key.of(item)), quantity: .zero)
        return try queries.now(then, since: seq).lot
    }

    /// Of what an entry tells that was recorded since two items are one.
    private enum Teller: Hashable {
        case joined, other, box, count

        /// Whose it is, if it happened before they were one.
        var owner: JoinedShares.Step.Owner {
            switch self {
            case .joined: .joined
            case .other: .other
            case .box, .count: .box
            }
        }
    }

    private func teller(
        _ content: any EntryKind, of joined: ItemsJoined, before seq: Int64
    ) throws -> Teller {
        let undone = try content.movementTold?.reverses.flatMap { try entry($0)?.body }
        switch (undone ?? content).linesAre {
        case .counts: return .count
        case .boxes: return .box
        case .goods: break
        }
        guard let part = try Queries(db).part(toldBy: content) else { return .other }
        return try Queries(db).became(part, joined.item, before: seq) ? .joined : .other
    }

    /// Whether what a count adjusted, as an entry tells, is of a joined item: of one that saw that item alone, or saw it when
    /// something happened to it.
    private func isOfJoined(
        _ count: CountID, _ teller: Teller, _ joined: ItemsJoined, before seq: Int64
    ) throws -> Bool {
        let queries = Queries(db)
        guard teller != .other, try queries.isSeen(joined.item, in: count, before: seq) else {
            return false
        }
        return try teller == .joined || !queries.isSeen(joined.into, in: count, before: seq)
    }
}

extension JoinedShares.Step {
    /// As much the other way, of another owner.
    fileprivate func reversed(of owner: Owner) throws(StockFault) -> Self {
        Self(
            spot: spot, moment: moment, quantity: try Quantity.zero.subtracting(quantity),
            owner: owner, isWithBox: isWithBox)
    }
}

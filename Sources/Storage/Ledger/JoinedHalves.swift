import Foundation
import GRDB
import Journal
import Stock

// What is of one of two items that were joined, by its own facts.
extension Ledger {
    /// What a joined item has by its own facts, in the lots of the item that both are: what the join moved, and what was told
    /// since of the time before it, or taken back.
    ///
    /// - Parameters:
    ///   - joined: The join, which holds.
    ///   - seq: Its number.
    /// - Returns: Two lines for each change of a balance, as the join would have shifted it; and lots of the joined item that
    ///   nobody has spoken of.
    /// - Throws: A fault of the database, or `StockFault`.
    func ownFacts(
        of joined: ItemsJoined, since seq: Int64
    ) throws -> (lines: [MovementLine], spoken: [Lot]) {
        let into = stride(from: 1, to: joined.lines.count, by: 2).map { joined.lines[$0] }
        var (lines, spoken) = try shifts(into, to: joined, since: seq)
        for (entry, told) in try entries(toldOf: joined, since: seq) {
            let (more, lots) = try shifts(told, to: joined, since: entry)
            lines += more
            spoken += lots.filter { !spoken.contains($0) }
        }
        return (lines, spoken)
    }

    /// Lines of what both are, which an entry posted, as shifts of a joined item.
    private func shifts(
        _ lines: [MovementLine], to joined: ItemsJoined, since seq: Int64
    ) throws -> ([MovementLine], spoken: [Lot]) {
        let (queries, edge) = (Queries(db), places.founded(.adjustment))
        var shifts: [MovementLine] = []
        var lots: [Lot] = []
        for line in lines {
            guard let known = try queries.lot(line.lot) else { continue }
            let then = ItemAmount(
                item: joined.into, lot: Lot(known.key.of(joined.into)), quantity: line.quantity)
            guard let lot = try queries.now(then, since: seq).lot else { continue }
            let own = projector.cache.lot(lot.key.of(joined.item))
            for (place, isThere) in [(line.from, false), (line.to, true)]
            where places.storage.contains(place) {
                let change =
                    isThere ? line.quantity : try Quantity.zero.subtracting(line.quantity)
                shifts.append(
                    try MovementLine(
                        changing: LotAtPlace(place: place, lot: own.id), of: joined.item,
                        by: try Quantity.zero.subtracting(change), over: edge))
                shifts.append(
                    try MovementLine(
                        changing: LotAtPlace(place: place, lot: lot.id), of: joined.into,
                        by: change, over: edge))
                lots.append(own)
            }
        }
        return (shifts, try unspoken(lots))
    }

    /// Entries since a join that tell of the joined item before it, each with its lines that do.
    private func entries(
        toldOf joined: ItemsJoined, since seq: Int64
    ) throws -> [(seq: Int64, lines: [MovementLine])] {
        let (queries, began) = (Queries(db), try recordedAt(seq))
        let hosts = try hosts(of: joined.into, since: seq)
        var seqs: Set<Int64> = []
        let statement = try db.cachedStatement(
            sql: """
                SELECT DISTINCT seq FROM posting
                WHERE stretch = ? AND item = ? AND seq > ? AND moment < ?
                """)
        for host in hosts {
            var stretches = try StretchesBack(queries, of: host.blob)
            while let stretch = try stretches.next(), stretch >= Schema.block(of: seq) {
                seqs.formUnion(
                    try Int64.fetchAll(
                        statement, arguments: [stretch, host.blob, seq, began.microseconds]))
            }
        }
        let corrections = try queries.corrections(since: seq)
        return try seqs.subtracting(corrections).sorted().compactMap { told in
            guard let content = try queries.entry(told)?.content() else { return nil }
            let lines = try ownLines(of: content, joined, before: seq)
            return lines.isEmpty ? nil : (told, lines.filter { hosts.contains($0.item) })
        }
    }

    /// What went of an item, by lot and place, since an entry and after it; below zero for what came.
    func goneSince(_ seq: Int64, of item: ItemID) throws -> [LotAtPlace: Quantity] {
        let (queries, began) = (Queries(db), try recordedAt(seq))
        let statement = try db.cachedStatement(
            sql: """
                SELECT place, lot, sum(quantity) AS quantity FROM posting
                WHERE stretch = ? AND item = ? AND seq > ? AND moment >= ?
                    AND seq NOT IN (SELECT seq FROM correction) GROUP BY place, lot
                """)
        var gone: [LotAtPlace: Quantity] = [:]
        for host in try hosts(of: item, since: seq) {
            var stretches = try StretchesBack(queries, of: host.blob)
            while let stretch = try stretches.next(), stretch >= Schema.block(of: seq) {
                for row in try Row.fetchAll(
                    statement, arguments: [stretch, host.blob, seq, began.microseconds])
                {
                    guard let known = try queries.lot(try LotID(column: row["lot"])) else {
                        continue
                    }
                    let then = ItemAmount(
                        item: item, lot: Lot(known.key.of(item)), quantity: .zero)
                    guard let lot = try queries.now(then, since: seq).lot else { continue }
                    let spot = LotAtPlace(place: try PlaceID(column: row["place"]), lot: lot.id)
                    gone[spot] = try (gone[spot] ?? .zero)
                        .subtracting(Quantity(row["quantity"]))
                }
            }
        }
        return gone
    }

    /// The items that an item was since an entry, itself first, also where it was parted from them again.
    private func hosts(of item: ItemID, since seq: Int64) throws -> [ItemID] {
        var hosts = [item]
        for correction in try Queries(db).corrections(since: seq).sorted() {
            guard let join = try Queries(db).entry(correction)?.content() as? ItemsJoined,
                hosts.contains(join.item), !hosts.contains(join.into)
            else { continue }
            hosts.append(join.into)
        }
        return hosts
    }

    /// The lines of an entry that are of a joined item, as it was before the entry `seq` joined it.
    private func ownLines(
        of content: any EntryKind, _ joined: ItemsJoined, before seq: Int64
    ) throws -> [MovementLine] {
        let queries = Queries(db)
        func isOwn(_ item: ItemID) throws -> Bool {
            try queries.became(item, joined.item, before: seq)
        }
        func isOwn(_ line: MovementLine) throws -> Bool {
            try line.count.map { try queries.isSeen(joined.item, in: $0, before: seq) } ?? true
        }
        switch content {
        case let back as Reversal:
            guard let id = back.movement.reverses, let known = try entry(id),
                let undone = known.body?.reversible
            else { return [] }
            let own = undone.lines.filter(\.isOwn)
            let isOwns = try own.map { try isOwn(undone.part ?? $0.item) }
            if isOwns.allSatisfy({ $0 }) { return try back.movement.lines.filter(isOwn) }
            // A box with others' goods beside its own.
            return try zip(own, isOwns).compactMap { line, isOwn in
                isOwn ? try queries.now(line, since: known.seq)?.line.reversed : nil
            }
        case is CountTakenBack, is CountLineTakenBack, is RecountAsked, is CountCompleted:
            return try content.lines.filter { line in
                guard let count = line.count ?? content.count else { return false }
                return try queries.isSeen(joined.item, in: count, before: seq)
                    && !queries.isSeen(joined.into, in: count, before: seq)
            }
        default:
            guard let movement = content.reversible, let part = movement.part, try isOwn(part)
            else { return [] }
            return try movement.lines.filter(isOwn)
        }
    }
}

extension EntryKind {
    /// The count that its lines are of where they do not say.
    fileprivate var count: CountID? {
        switch self {
        case let completed as CountCompleted: completed.count
        case let asked as RecountAsked: asked.count
        case let taken as CountTakenBack: taken.count
        case let taken as CountLineTakenBack: taken.count
        default: nil
        }
    }
}

// What is of one of two items that were parted again.
extension Ledger {
    /// Whether two items are two by now.
    func isApart(_ part: ItemID, _ item: ItemID) throws -> Bool {
        try part != item && current(part).id != current(item).id
    }

    /// A line that an entry posted of an item, or of its part where that is an item of its own again.
    func ownLine(_ line: MovementLine, of part: ItemID) throws -> MovementLine {
        guard try isApart(part, line.item), let lot = try Queries(db).lot(line.lot) else {
            return line
        }
        return try line.of(projector.cache.lot(lot.key.of(part)).id, of: part, line.quantity)
    }

    /// Lets what comes back of goods that were missing when items were parted go to the one that they were missing from.
    ///
    /// - Parameters:
    ///   - back: What takes a movement back; it gets lines beside its own.
    ///   - movement: The movement, as it was recorded.
    ///   - seq: Its number.
    /// - Throws: A fault of the database, or `StockFault`.
    func giveBack(_ back: inout Movement, what movement: Movement, took seq: Int64) throws {
        let (queries, edge) = (Queries(db), places.founded(.adjustment))
        let given = """
            SELECT total(quantity) FROM posting WHERE stretch >= ?1 >> 8 AND seq > ?1 AND item = ?2 AND place = ?3
                AND lot = ?4 AND other = ?5 AND count IS NULL AND seq NOT IN (SELECT seq FROM correction)
            """
        let own = back.lines.count
        guard try queries.hasCorrections(since: seq) else { return }
        for (number, parted, join) in try queries.partings(since: seq) where join < seq {
            guard let missing = parted.missing, try current(parted.item).id == parted.item,
                movement.lines.contains(where: { $0.item == parted.into })
            else { continue }
            for line in missing {
                guard let lot = try queries.lot(line.lot) else { continue }
                let then = ItemAmount(
                    item: parted.into, lot: Lot(lot.key.of(parted.into)), quantity: line.quantity)
                let now = try queries.now(then, since: number)
                guard let both = now.lot, now.isKnown else { continue }
                let spot = LotAtPlace(place: line.to, lot: both.id)
                let more = try back.lines.changes(in: [spot.place])[spot] ?? .zero
                let arguments: StatementArguments = [
                    number, parted.item.blob, line.to.blob, line.lot.blob, edge.blob,
                ]
                let had = Int64(
                    try Double.fetchOne(
                        db.cachedStatement(sql: given), arguments: arguments) ?? 0)
                let left = try line.quantity.subtracting(Quantity(had))
                let amount = min(more, left)
                guard amount > .zero else { continue }
                back.lines += [
                    try MovementLine(
                        changing: spot, of: now.item,
                        by: try Quantity.zero.subtracting(amount), over: edge,
                        at: back.happenedAt),
                    try MovementLine(
                        changing: LotAtPlace(place: line.to, lot: line.lot), of: parted.item,
                        by: amount, over: edge, at: back.happenedAt),
                ]
            }
        }
        if let item = back.item, back.lines.count > own {
            try back.reckon(in: try stock(of: item, changedBy: back.lines), places)
        }
    }
}

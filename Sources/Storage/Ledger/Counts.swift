import Foundation
import GRDB
public import Journal
public import Stock

/// What was seen in a count, as its sender says it.
public struct CountLineRequest: Sendable {
    /// Made by the sender; the same line again changes nothing.
    public var id: EntryID
    /// A count that is open.
    public var count: CountID
    /// The item or lot that was seen.
    public var subject: Subject
    /// Pieces or grams, zero or more.
    public var quantity: Quantity
    /// The journal's last number when it was seen; nil for now, or for `at`.
    public var asOf: Int64?
    /// When it was seen, by the hub's clock; nil for now, or for `asOf`.
    public var at: Moment?

    /// How a sender names what was seen.
    public enum Subject: Sendable, Hashable {
        /// What its code may be looked up by, the likeliest first.
        ///
        /// The quantity is then of packs of the code.
        case keys([String])
        /// Whatever its dates.
        case item(ItemID)
        /// One lot of the item, counted by itself.
        case lot(LotID, item: ItemID)
    }

    /// A count line as its sender says it.
    public init(
        id: EntryID, count: CountID, subject: Subject, quantity: Quantity, asOf: Int64? = nil,
        at: Moment? = nil
    ) {
        (self.id, self.count, self.subject, self.quantity) = (id, count, subject, quantity)
        (self.asOf, self.at) = (asOf, at)
    }
}

extension Ledger {
    /// Opens a count of a place; the same request again changes nothing.
    ///
    /// - Returns: The place, and whether the same request had opened the count before.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func openCount(_ id: CountID, at reference: PlaceReference) throws -> (
        place: Place, isReplay: Bool
    ) {
        let place = try knownPlace(try placeID(reference))
        guard place.kind.isStorage else { throw StorageFault.placeIsAnEdge(place.name) }
        let entryID = id.named(JournalEntry.self)
        if let known = try entry(entryID) {
            guard let opened = known.body as? CountOpened, opened.place == place.id else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return (place, true)
        }
        try append(
            entryID,
            CountOpened(
                place: place.id, boxes: places.boxes(standingOn: place.id),
                happenedAt: happenedAt(nil)))
        return (place, false)
    }

    /// Goes on with the open count of a place, the latest; opens one where there is none.
    ///
    /// - Throws: What ``openCount(_:at:)`` throws.
    package func startCount(_ id: CountID, at reference: PlaceReference) throws -> CountID {
        let place = try placeID(reference)
        let sql = """
            SELECT id FROM count_sheet WHERE place = ? AND completed IS NULL AND ended IS NULL
            ORDER BY seq DESC LIMIT 1
            """
        if try !isRecorded(id.named(JournalEntry.self)),
            let open = try Data.fetchOne(
                db.cachedStatement(sql: sql), arguments: [place.blob])
        {
            return try CountID(column: open)
        }
        _ = try openCount(id, at: .id(place))
        return id
    }

    /// Notes how many of an item or lot were seen; a line of the same item or lot that was seen later takes its place,
    /// whichever comes first.
    public func noteCountLine(_ request: CountLineRequest) throws -> (
        line: CountObservation, isReplay: Bool
    ) {
        if let known = try entry(request.id) {
            guard let line = known.body as? CountObservation, try isSame(line, request, known.seq)
            else { throw StorageFault.idExistsWithDifferentContent(request.id) }
            return (line, true)
        }
        let (item, lot, pack) = try subject(request.subject)
        guard request.quantity >= .zero else { throw StockFault.quantityNotPositive }
        let isLate = try isLate(request.count)
        let at = try request.asOf.map { try recordedAt($0) } ?? request.at
        let seen = try quantity(request, of: item, pack: pack, at: at)
        let line = try observation(
            in: request.count, of: item, part: part(of: request.subject, at: at), lot, added: nil,
            seen: seen, at: at)
        _ = try line.seen.subtracting(line.expected)
        try append(request.id, line)
        if isLate { try judge(item, in: [request.count], after: request.id) }
        return (line, false)
    }

    /// Completes a count of which someone says that nothing is left of some items: each gets a line of zero,
    /// unless something of it was seen; where single lots of it were, it is of the others.
    ///
    /// - Throws: ``StorageFault/itemNotFound(_:)``, then what ``completeCount(_:uncounted:entryID:)`` throws;
    ///   where the same completion was recorded for other items,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func completeCount(
        _ count: CountID, uncounted: Uncounted, gone: Set<ItemID>, entryID: EntryID
    ) throws -> (body: CountCompleted, isReplay: Bool) {
        if try isRecorded(entryID) {
            let known = try completeCount(count, uncounted: uncounted, entryID: entryID)
            guard try isGone(gone, from: count, by: entryID, known.body.gone ?? []) else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return known
        }
        try requireOpen(count)
        let seen = try itemsSeen(in: count)
        let isSeen = try Dictionary(grouping: gone.sorted()) { try seen.contains(current($0).id) }
        for item in isSeen[false] ?? [] {
            _ = try noteCountLine(
                CountLineRequest(
                    id: goneLineID(item, by: entryID), count: count, subject: .item(item),
                    quantity: .zero))
        }
        return try completeCount(
            count, uncounted: uncounted, gone: isSeen[true] ?? [], entryID: entryID)
    }

    /// Whether a recorded completion said of just those items that nothing is left of them; of what was seen, it
    /// noted none but in the entry itself.
    private func isGone(
        _ gone: Set<ItemID>, from count: CountID, by completion: EntryID, _ seenGone: [ItemID]
    ) throws -> Bool {
        let sql = "SELECT DISTINCT item FROM count_line WHERE count = ?"
        let counted = try Data.fetchAll(db, sql: sql, arguments: [count.blob])
            .map { try ItemID(column: $0) }
        let joined = try counted.flatMap { try Queries(db).joined(into: $0).map(\.id) }
        let noted = Set(
            try (counted + joined).filter { try isRecorded(goneLineID($0, by: completion)) })
        let seen = try itemsSeen(in: count)
        return try noted.union(seenGone).isSubset(of: gone)
            && gone.subtracting(noted).subtracting(seenGone)
                .allSatisfy { try seen.contains(current($0).id) }
    }

    /// The line's id is derived from the completion's: one request names both.
    private func goneLineID(_ item: ItemID, by completion: EntryID) -> EntryID {
        EntryID(hashOf: "larder-gone-v1\n\(completion)\n\(item)")
    }

    /// A count as this transaction leaves it.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, or a fault of the database.
    package func sheet(of count: CountID) throws -> CountSheet {
        guard let sheet = try queries().count(count, now: places) else {
            throw StorageFault.countNotFound(count.description)
        }
        return sheet
    }

    /// The line of a count's sheet that an observation went into, by its item and lot of now.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, or a fault of the database.
    package func sheetLine(of seen: CountObservation) throws -> CountSheet.Line {
        let item = try current(seen.item).id
        let lot = try seen.lot.map { try currentLot($0).id }
        let lines = try queries().sheetLines(of: seen.count, now: places) {
            $0.item == item && $0.lot == lot
        }
        guard let line = lines.first else {
            throw StorageFault.countNotFound(seen.count.description)
        }
        return line
    }

    /// Whether a line names by its code what nobody knows, now or when it first came.
    package func isUnexplained(_ request: CountLineRequest) throws -> Bool {
        if let known = try entry(request.id) { return known.body is UnresolvedScan }
        guard case .keys(let keys) = request.subject else { return false }
        return try target(keys) == nil
    }

    /// What a line says was seen, in the measure that the item is kept in by now, or when the line was noted as the entry `last`.
    ///
    /// - Throws: ``StockFault/unitWeightUnknown`` where that is another one and nobody knows what a piece weighs.
    private func quantity(
        _ request: CountLineRequest, of item: ItemID, pack: Int64, at moment: Moment?,
        until last: Int64 = .max
    ) throws -> Quantity {
        // What a code stood for is a measure; a number of codes that stand for one is as of a scan.
        var (packThen, isNumber) = (Int64?.none, false)
        if case .keys(let keys) = request.subject {
            packThen = try self.packThen(keys, at: moment)
            isNumber = packThen ?? pack == 1
        }
        let said = try request.quantity.times(packThen ?? pack)
        guard packThen != nil || pack == 1 else { return said }
        guard let conversions = try conversions(of: item, since: moment, until: last) else {
            throw StockFault.unitWeightUnknown
        }
        return try conversions.convert(said, isNumber: isNumber)
    }

    /// Whether a request is the one that a line was noted for, as the entry `seq`; what a code stands for may have
    /// changed since.
    private func isSame(
        _ line: CountObservation, _ request: CountLineRequest, _ seq: Int64
    ) throws -> Bool {
        guard line.count == request.count, line.scan == nil,
            request.asOf == nil || line.asOf == min(max(request.asOf ?? 0, 0), seq - 1)
        else { return false }
        let at = try request.asOf.map { try recordedAt($0) } ?? request.at
        func isSeen(_ item: ItemID, _ pack: Int64) throws -> Bool {
            try line.seen == quantity(request, of: item, pack: pack, at: at, until: seq)
        }
        switch request.subject {
        case .item(let item): return try line.item == item && line.lot == nil && isSeen(item, 1)
        case .lot(let lot, let item):
            return try line.item == item && line.lot == lot && isSeen(item, 1)
        case .keys(let keys):
            let sql = "SELECT seq FROM code WHERE key = ?"
            let given = try keys.compactMap { try Int64.fetchOne(db, sql: sql, arguments: [$0]) }
            guard let first = given.first, first < seq else { return true }
            let (item, lot, pack) = try subject(request.subject)
            return try line.item == item && line.lot == lot && isSeen(item, pack)
        }
    }

    /// A scan in a count: so many more of what it names were seen.
    ///
    /// - Parameters:
    ///   - target: What it names.
    ///   - key: What its code was looked up by; nil where a person named the item.
    ///   - facts: What the sender said.
    ///   - moment: When it happened; nil for now.
    ///   - amount: How much a person said it was of, where that is not what the scan says.
    ///   - packThen: What its code stood for when it happened, where that is known.
    ///   - id: The new entry's.
    /// - Returns: What was seen so far.
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsDropped``, a `StockFault` for a quantity that the
    ///   item cannot have.
    func observe(
        _ target: CodeReferent, by key: String?, _ facts: ScanFacts, at moment: Moment?,
        amount: Quantity? = nil, packThen: Int64? = nil, id: EntryID
    ) throws -> RecordedScan {
        guard let count = facts.count else { throw StorageFault.countNotFound("") }
        let scanned = try scanned(target, at: moment, amount: amount, packThen: packThen)
        let (item, lot) = (scanned.item, scanned.lot)
        let more = try scanned.quantity(of: facts)
        let part = try key.flatMap { try self.part(of: item.id, coded: $0, at: moment) }
        let seen = try self.seen(
            more, of: item.id, part: part, lot, at: happenedAt(moment) ?? self.moment, in: count)
        let line = try observation(
            in: count, scan: facts, by: key, of: item.id, part: part, lot, added: more, seen: seen,
            at: moment)
        _ = try line.seen.subtracting(line.expected)
        let isLate = try isLate(count)
        let entry = try append(id, line)
        if isLate { try judge(item.id, in: [count], after: id) }
        return try answer(line, seq: entry.seq, id: id, isReplay: false)
    }

    /// Whether what is seen in a count comes after it was completed.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, or ``StorageFault/countIsDropped`` where it was taken
    ///   back or thrown away.
    func isLate(_ count: CountID) throws -> Bool {
        switch try state(of: count) {
        case .open: return false
        case .completed: return true
        case .ended: throw StorageFault.countIsDropped
        }
    }

    private func observation(
        in count: CountID, scan: ScanFacts? = nil, by key: String? = nil, of item: ItemID,
        part: ItemID?, _ lot: LotID?, added: Quantity?, seen: Quantity, at said: Moment?
    ) throws -> CountObservation {
        let happenedAt = happenedAt(said)
        let moment = happenedAt ?? self.moment
        let places = try Queries(db).places(of: count, at: moment, now: places)
        return CountObservation(
            count: count, scan: scan, item: item, lot: lot, added: added, seen: seen,
            asOf: moment < head.recordedAt ? try Queries(db).seq(at: moment) : head.seq,
            expected: try balance(item, lot, at: places, when: moment),
            happenedAt: happenedAt, key: key, part: part)
    }

    func recordedAt(_ seq: Int64) throws -> Moment {
        let sql = "SELECT recorded_at FROM journal WHERE seq = ?"
        let seq = min(max(seq, 0), head.seq)
        return Moment(microseconds: try Int64.fetchOne(db, sql: sql, arguments: [seq]) ?? 0)
    }

    /// When what an entry tells of happened, by the clock as people have put it right since.
    func happenedAt(_ said: Moment?, in seq: Int64) throws -> Moment {
        try Queries(db).held(said ?? recordedAt(seq), since: seq)
    }

    func answer(_ line: CountObservation, seq: Int64, id: EntryID, isReplay: Bool) throws
        -> RecordedScan
    {
        let first = isReplay ? seq : nil
        return RecordedScan(
            seq: seq, id: id, item: try item(line.item, asOf: first), lots: [:],
            place: try knownPlace(countPlace(line.count), asOf: first),
            quantity: line.added ?? line.seen, balance: line.seen,
            warnings: try isAskedAgain(line, by: id) ? [.countAgain] : [], isReplay: isReplay)
    }

    private func subject(_ subject: CountLineRequest.Subject) throws -> (
        item: ItemID, lot: LotID?, pack: Int64
    ) {
        switch subject {
        case .item(let id): return (try current(id).id, nil, 1)
        case .lot(let id, let item):
            let lot = try currentLot(id)
            guard try lot.key.item == current(item).id else {
                throw StorageFault.itemNotFound(id.description)
            }
            return (lot.key.item, lot.id, 1)
        case .keys(let keys):
            switch try target(keys) {
            case .item(let id, let pack): return (id, nil, pack)
            case .lot(let lot, let id): return (id, lot, 1)
            case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
            case nil: throw StorageFault.itemNotFound(keys.first ?? "")
            }
        }
    }
}

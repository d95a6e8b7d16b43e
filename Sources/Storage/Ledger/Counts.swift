import Foundation
import GRDB
package import Journal
public import Stock

extension Ledger {
    /// Opens a count of a place; the same request again changes nothing.
    ///
    /// - Returns: The place, and whether the same request had opened the count before.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func openCount(_ id: CountID, at reference: PlaceReference) throws -> (
        place: Place, isReplay: Bool
    ) {
        let entryID = id.named(JournalEntry.self)
        let known = try entry(entryID)
        let opened = known?.body as? CountOpened
        let place = try knownPlace(
            try placeID(reference, recorded: opened?.place, at: known?.seq))
        guard known == nil else {
            guard opened?.place == place.id else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return (place, true)
        }
        guard place.kind.isStorage else { throw StorageFault.placeIsAnEdge(place.name) }
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
        let sql = """
            SELECT id FROM count_sheet WHERE place = ? AND completed IS NULL AND ended IS NULL
            ORDER BY seq DESC LIMIT 1
            """
        if try !isRecorded(id.named(JournalEntry.self)),
            let open = try Data.fetchOne(
                db.cachedStatement(sql: sql), arguments: [placeID(reference).blob])
        {
            return try CountID(column: open)
        }
        _ = try openCount(id, at: reference)
        return id
    }

    /// Completes a count of which someone says that nothing is left of some items: each was looked for and not found, from
    /// the beginning of the count to its end, unless something of it was seen; where single lots of it were, the others.
    ///
    /// - Throws: ``StorageFault/itemNotFound(_:)``, then what the other one throws; where the same completion was recorded for other items,
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
        return try completeCount(
            count, uncounted: uncounted, gone: gone.sorted(), entryID: entryID)
    }

    /// Whether a recorded completion said of just those items that nothing is left of them.
    ///
    /// Older ones noted a line of zero of each that was not seen, and named in the entry only those that were.
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

    /// The line's id was derived from the completion's: one request named both.
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

    /// A scan in a count: so many more of what it names were seen.
    ///
    /// - Parameters:
    ///   - target: What it names.
    ///   - key: What its code was looked up by; nil where a person named the item.
    ///   - facts: What the sender said.
    ///   - moment: When it happened; nil for now.
    ///   - amount: How much a person said it was of, where that is not what the scan says.
    ///   - packThen: What its code stood for when it happened, where that is known.
    ///   - named: The item that a person named, where one said what it was.
    ///   - id: The new entry's.
    /// - Returns: What was seen so far.
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsDropped``, a `StockFault` for a quantity that the
    ///   item cannot have.
    func observe(
        _ target: CodeReferent, by key: String?, _ facts: ScanFacts, at moment: Moment?,
        amount: Quantity? = nil, packThen: Int64? = nil, named: ItemID? = nil, id: EntryID
    ) throws -> RecordedScan {
        guard let count = facts.count else { throw StorageFault.countNotFound("") }
        let part = try self.part(of: target, by: key, named: named, at: moment)
        let scanned = try scanned(
            target, at: moment, amount: amount, packThen: packThen, part: part)
        let (item, lot) = (scanned.item, scanned.lot)
        let more = try scanned.quantity(of: facts)
        let seen = try self.seen(
            more, of: item.id, part: part, lot, at: happenedAt(moment) ?? self.moment, in: count)
        let line = try observation(
            in: count, scan: facts, by: key, of: item.id, part: part, lot, added: more, seen: seen,
            at: moment)
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
        case .dropped: throw StorageFault.countIsDropped
        }
    }

    /// What an entry says of something that was seen.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``, also where nobody could say by how much it differs from what was known.
    func observation(
        in count: CountID, scan: ScanFacts? = nil, by key: String? = nil, of item: ItemID,
        part: ItemID?, _ lot: LotID?, added: Quantity?, seen: Quantity, at said: Moment?
    ) throws -> CountObservation {
        let happenedAt = happenedAt(said)
        let moment = happenedAt ?? self.moment
        let places = try Queries(db).places(of: count, at: moment, now: places)
        let expected = try balance(item, lot, at: places, when: moment)
        _ = try seen.subtracting(expected)
        return CountObservation(
            count: count, scan: scan, item: item, lot: lot, added: added, seen: seen,
            asOf: moment < head.recordedAt ? try Queries(db).seq(at: moment) : head.seq,
            expected: expected, happenedAt: happenedAt, key: key, part: part)
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
}

import Journal
import Stock

extension Ledger {
    /// A scan of a place's own label: a box or another place moves into `to`, or a box goes out
    /// with all it holds.
    func scanPlace(
        _ id: PlaceID, _ facts: ScanFacts, id entryID: EntryID, day: CivilDate, late: Bool
    ) throws -> RecordedScan {
        let scanned = try knownPlace(id)
        switch facts.mode {
        case .move:
            let entry = try movePlace(id, to: facts.to, scan: facts, entryID: entryID)
            return try answer(moved: id, seq: entry.seq, id: entryID, isReplay: false)
        case .distribute where scanned.kind == .box, .discard where scanned.kind == .box:
            return try empty(scanned, facts, id: entryID, day: day, late: late)
        case .distribute, .discard, .intake, .count, .lookup:
            throw StorageFault.codeNamesAPlace(scanned.name)
        }
    }

    /// Puts a place, with all it holds, into another; into no place where `parent` is nil.
    ///
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/placeInsideItself``.
    @discardableResult
    func movePlace(_ id: PlaceID, to parent: PlaceID?, scan: ScanFacts?, entryID: EntryID) throws
        -> Entry
    {
        let place = try knownPlace(id)
        guard place.kind.canBeMade else { throw StorageFault.placeIsAnEdge(place.name) }
        if let parent {
            let target = try knownPlace(parent)
            guard target.kind.isStorage else { throw StorageFault.placeIsAnEdge(target.name) }
            guard !places.wouldLoop(moving: id, into: parent) else {
                throw StorageFault.placeInsideItself
            }
        }
        return try append(entryID, PlaceMoved(scan: scan, place: id, parent: parent))
    }

    func answer(moved id: PlaceID, seq: Int64, id entryID: EntryID, isReplay: Bool) throws
        -> RecordedScan
    {
        RecordedScan(
            seq: seq, id: entryID, item: nil, lots: [:], place: try knownPlace(id), quantity: .zero,
            balance: .zero,
            warnings: [], isReplay: isReplay)
    }

    /// Everything in a box, to the edge the mode names.
    private func empty(
        _ box: Place, _ facts: ScanFacts, id: EntryID, day: CivilDate, late: Bool
    ) throws -> RecordedScan {
        let contents = try items(at: places.within(box.id)).map {
            (item: $0, stock: try holdings(of: $0))
        }
        var movement = try Movement(facts, emptying: box.id, of: contents, places, on: day)
        if late { movement.warnings.append(.dayClosed) }
        if isDuplicate(of: facts) { movement.warnings.append(.sameScanSecondsAgo) }
        movement.warnings.sort { $0.rawValue < $1.rawValue }
        let entry = try append(id, movement)
        return try answer(movement, seq: entry.seq, id: id, isReplay: false)
    }
}

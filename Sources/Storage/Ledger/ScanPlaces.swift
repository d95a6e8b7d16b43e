import Journal
import Stock

extension Ledger {
    /// Puts a place, with all it holds, into another; into no place where `parent` is nil.
    ///
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/placeInsideItself``.
    @discardableResult
    func movePlace(
        _ id: PlaceID, to parent: PlaceID?, scan: ScanFacts?, reverses: EntryID? = nil,
        entryID: EntryID
    ) throws -> Entry {
        let place = try knownPlace(id)
        guard place.kind.canBeMade else { throw StorageFault.placeIsAnEdge(place.name) }
        if let parent {
            let target = try knownPlace(parent)
            guard target.kind.isStorage else { throw StorageFault.placeIsAnEdge(target.name) }
            guard !places.wouldLoop(moving: id, into: parent) else {
                throw StorageFault.placeInsideItself
            }
        }
        return try append(
            entryID,
            PlaceMoved(
                scan: scan, place: id, parent: parent, before: .init(parent: place.parent),
                reverses: reverses))
    }

    func answer(moved id: PlaceID, seq: Int64, id entryID: EntryID, isReplay: Bool) throws
        -> RecordedScan
    {
        RecordedScan(
            seq: seq, id: entryID, item: nil, lots: [:], place: try knownPlace(id), quantity: .zero,
            balance: .zero,
            warnings: [], isReplay: isReplay)
    }

    /// Everything in a box whose own label was scanned, to the edge that the mode names.
    ///
    /// - Throws: ``StorageFault/codeNamesAPlace(_:)`` for a place that is no box, and for another mode.
    func emptying(_ id: PlaceID, _ facts: ScanFacts, day: CivilDate) throws -> Movement {
        let box = try knownPlace(id)
        guard box.kind == .box, facts.mode == .distribute || facts.mode == .discard else {
            throw StorageFault.codeNamesAPlace(box.name)
        }
        let contents = try items(at: places.within(id)).map {
            (item: $0, stock: try holdings(of: $0))
        }
        return try Movement(facts, emptying: id, of: contents, places, on: day)
    }
}

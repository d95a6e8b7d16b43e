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
        let target = facts.mode == .discard ? edge(.discarded) : edge(.distributed)
        let inside = Set(places.within(box.id))
        var lines: [MovementLine] = []
        var warnings: Set<Warning> = late ? [.dayClosed] : []
        var sum = Quantity.zero
        for item in try items(at: inside) {
            let stock = try holdings(of: item)
            for (spot, quantity) in stock.balances.sorted(by: {
                ($0.key.lot, $0.key.place) < ($1.key.lot, $1.key.place)
            })
            where inside.contains(spot.place) && quantity > .zero {
                sum = try sum.adding(quantity)
                lines.append(
                    try MovementLine(
                        item: item, lot: spot.lot, from: spot.place, to: target, quantity: quantity)
                )
                let last = stock.lots[spot.lot]?.key.dateLabel?.lastDay
                if facts.mode == .distribute, let last, last < day { warnings.insert(.pastDate) }
            }
        }
        if isDuplicate(of: facts) { warnings.insert(.sameScanSecondsAgo) }
        let movement = Movement(
            scan: facts, reverses: nil, lots: [], lines: lines, day: day, item: nil, place: box.id,
            balance: .zero,
            warnings: warnings.sorted { $0.rawValue < $1.rawValue })
        let entry = try append(id, movement)
        return try answer(movement, seq: entry.seq, id: id, isReplay: false)
    }
}

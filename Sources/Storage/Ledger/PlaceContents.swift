import Journal
package import Stock

extension Ledger {
    /// Moves all that a place holds into another: the places that stand in it, and what lies in it itself.
    ///
    /// Each move is an entry and can be undone by itself; the same request again changes nothing. What the place is short of
    /// stays a question there.
    ///
    /// - Parameters:
    ///   - place: What is emptied.
    ///   - other: Where all of it goes.
    ///   - station: What the person's device is called.
    ///   - entryID: The first move's.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/placeInsideItself``.
    package func empty(
        _ place: PlaceReference, into other: PlaceReference, station: String?, entryID: EntryID
    ) throws {
        guard try !isRecorded(entryID) else { return }
        let (from, to) = (try knownPlace(try placeID(place)), try knownPlace(try placeID(other)))
        for place in [from, to] where !place.kind.isStorage {
            throw StorageFault.placeIsAnEdge(place.name)
        }
        guard !places.wouldLoop(moving: from.id, into: to.id) else {
            throw StorageFault.placeInsideItself
        }
        var moves = 0
        func nextID() -> EntryID {
            defer { moves += 1 }
            return moves == 0 ? entryID : EntryID(hashOf: "larder-emptied-v1\n\(entryID)\n\(moves)")
        }
        // First, so that what is taken next lies in the place itself.
        for inner in storagePlaces where inner.parent == from.id {
            try movePlace(inner.id, to: to.id, scan: nil, entryID: nextID())
        }
        for id in try items(at: [from.id]) {
            let (item, stock) = (try item(id), try holdings(of: id))
            for lot in stock.lots.keys.sorted() {
                let quantity = stock.balance(lot, at: from.id)
                guard quantity > .zero else { continue }
                var facts = ScanFacts(.move, quantity, of: item, at: from.id, station: station)
                facts.to = to.id
                let movement = try plan(
                    .lot(lot, item: id), facts, at: happenedAt(nil), day: try openDay())
                _ = try append(movement, as: nextID()) { $0 }
            }
        }
    }
}

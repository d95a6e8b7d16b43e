import Journal
package import Stock

/// So much of a lot at a place that a person throws away.
package struct LotDiscard: Sendable {
    package let lot: LotID
    /// A storage place; what stands in it counts too.
    package let place: PlaceID
    /// Pieces or grams, above zero.
    package let quantity: Quantity
    /// Why, in a person's words.
    package let reason: String
    /// What the person's device is called.
    package let station: String?

    package init(
        lot: LotID, place: PlaceID, quantity: Quantity, reason: String, station: String?
    ) {
        (self.lot, self.place, self.quantity) = (lot, place, quantity)
        (self.reason, self.station) = (reason, station)
    }
}

extension Ledger {
    /// Records that so much of a lot was thrown away, as a scan of the lot's own label would.
    ///
    /// - Returns: What was recorded; the same request again changes nothing.
    /// - Throws: ``StorageFault/itemNotFound(_:)`` for a lot that nobody has spoken of,
    ///   ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``, a `StockFault` for a quantity that cannot
    ///   be, ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func discard(_ wanted: LotDiscard, entryID: EntryID) throws -> RecordedScan {
        let lot = try currentLot(wanted.lot)
        let (item, place) = (try item(lot.key.item), try knownPlace(wanted.place))
        guard place.kind.isStorage else { throw StorageFault.placeIsAnEdge(place.name) }
        var facts = ScanFacts(
            .discard, wanted.quantity, of: item, at: place.id, station: wanted.station)
        facts.reason = wanted.reason
        if let known = try entry(entryID) {
            guard let movement = known.body as? Movement, let recorded = movement.scan else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            // What the item was called then is not what was asked for.
            facts.code = recorded.code
            guard facts == recorded else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return try answer(movement, seq: known.seq, id: entryID, isReplay: true)
        }
        let movement = try plan(
            .lot(lot.id, item: lot.key.item), facts, at: happenedAt(nil), day: try openDay())
        let (recorded, seq) = try append(movement, as: entryID) { $0 }
        return try answer(recorded, seq: seq, id: entryID, isReplay: false)
    }
}

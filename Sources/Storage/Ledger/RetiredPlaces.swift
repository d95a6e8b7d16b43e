import Journal
package import Stock

extension Ledger {
    /// Retires a place that holds nothing: lists leave it out.
    ///
    /// Its label stays good, and whatever is scanned there puts it to use again.
    ///
    /// - Returns: The place as it is then; one that is retired already stays so, and nothing is recorded.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/placeNotEmpty(_:)``, ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func retirePlace(_ reference: PlaceReference, entryID: EntryID) throws -> Place {
        let known = try entry(entryID)
        let retired = known?.body as? PlaceRetired
        let place = try knownPlace(
            try placeID(reference, recorded: retired?.place, at: known?.seq))
        guard known == nil else {
            guard retired == PlaceRetired(place: place.id) else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return place
        }
        guard place.kind.canBeMade else { throw StorageFault.placeIsAnEdge(place.name) }
        guard place.retiredBy == nil else { return place }
        let inner = places.places.values.contains {
            $0.parent == place.id && $0.retiredBy == nil
        }
        guard !inner, try items(at: [place.id]).isEmpty else {
            throw StorageFault.placeNotEmpty(place.name)
        }
        try append(entryID, PlaceRetired(place: place.id))
        return try knownPlace(place.id)
    }

    /// Puts a place to use again by taking back what retired it.
    func takeBack(_ retired: PlaceRetired, of id: EntryID, entryID: EntryID) throws {
        try append(entryID, PlaceRetired(place: retired.place, reverses: id))
    }

    /// What is said of a scan that puts a retired place to use again.
    func returning(_ used: @autoclosure () -> [PlaceID?]) -> [Warning] {
        let retired = places.retired
        guard !retired.isEmpty else { return [] }
        return used().contains { $0.map(retired.contains) == true } ? [.placeReturned] : []
    }
}

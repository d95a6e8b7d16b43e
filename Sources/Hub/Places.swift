package import Stock
package import Storage

extension Hub {
    /// Makes a place with a blank label's code, else with a fresh one.
    ///
    /// - Returns: The place as it stands, and whether the same request had come before.
    /// - Throws: What the ledger refuses.
    package func makePlace(
        _ id: PlaceID, _ facts: PlaceFacts, blank: String? = nil
    ) async throws -> (place: Place, isReplay: Bool) {
        try await store.write { try $0.makePlace(id, facts, blank: blank) }
    }

    /// Changes what is named of a place: what it is called, or what it stands in.
    ///
    /// - Throws: `place_not_found`, `place_is_an_edge`, `place_inside_itself`.
    package func change(_ place: PlaceReference, by patch: PlacePatch) async throws -> Place {
        try await store.write {
            try $0.changePlace(place, name: patch.name, parent: patch.parent)
        }
    }
}

extension Ledger {
    func makePlace(
        _ id: PlaceID, _ facts: PlaceFacts, blank: String?
    ) throws -> (place: Place, isReplay: Bool) {
        try withFreshCode { fresh in
            try makePlace(
                id, name: facts.name, kind: facts.kind, parent: facts.parent, blank: blank,
                freshCode: fresh)
        }
    }
}

import Journal
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

    /// Makes all places of a list in one transaction; a place that stands there by that name already stays as it is.
    ///
    /// The ids follow from `id` and the names: the same list again makes nothing.
    ///
    /// - Returns: How many were made by this list, now or when it came before.
    /// - Throws: What the ledger refuses.
    package func makePlaces(_ id: ID<PlaceOrder>, _ list: PlaceOrder) async throws -> Int {
        try await store.write { ledger in
            let places = ledger.storagePlaces
            let known = Dictionary(
                places.map {
                    (PlaceSpot(name: Item.key(ofName: $0.name), parent: $0.parent), $0.id)
                },
                uniquingKeysWith: { first, _ in first })
            func made(_ name: String, _ kind: Place.Kind, in parent: PlaceID?) throws -> PlaceID? {
                let own = PlaceID(hashOf: "larder-place-v1\n\(id)\n\(kind)\n\(name)")
                let there = known[PlaceSpot(name: Item.key(ofName: name), parent: parent)]
                guard there == nil || there == own else { return nil }
                return try ledger.makePlace(own, PlaceFacts(name, kind, in: parent), blank: nil)
                    .place.id
            }
            let room = try list.inside.flatMap { name in
                let named = places.first {
                    $0.kind.canBeMade && Item.key(ofName: $0.name) == Item.key(ofName: name)
                }
                return try named?.id ?? made(name, .room, in: nil)
            }
            return try list.names.count { try made($0, list.kind, in: room) != nil }
        }
    }

    /// Moves all that a place holds into another; each move can be undone by itself.
    ///
    /// - Throws: `place_not_found`, `place_is_an_edge`, `place_inside_itself`; and `place_not_empty` where it is retired
    ///   then and short of something, and nothing is moved.
    package func empty(
        _ place: PlaceReference, into other: PlaceReference, station: String?, as id: EntryID,
        retiring isRetired: Bool = false
    ) async throws {
        try await store.write {
            try $0.empty(place, into: other, station: station, entryID: id)
            guard isRetired else { return }
            let retired = EntryID(hashOf: "larder-retired-v1\n\(id)")
            _ = try $0.retirePlace(place, entryID: retired)
        }
    }

    /// Retires a place that holds nothing: lists leave it out until something is scanned there.
    ///
    /// - Returns: The place as it is then.
    /// - Throws: `place_not_found`, `place_is_an_edge`, `place_not_empty`.
    package func retire(_ place: PlaceReference, as id: EntryID) async throws -> Place {
        try await store.write { try $0.retirePlace(place, entryID: id) }
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

/// A name among those of one place; people tell no two places there apart by it.
private struct PlaceSpot: Hashable {
    let name: String
    let parent: PlaceID?
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

package import API
package import Stock
package import Storage

extension Hub {
    /// Makes a place with a blank label's code, else with a fresh one.
    ///
    /// - Returns: The place as it stands, and whether the same request had come before.
    /// - Throws: `place_kind_unknown`, `text_out_of_range`, and what the ledger refuses.
    package func makePlace(
        _ id: PlaceID, name: String, kind: String, parent: String?, blank: String? = nil
    ) async throws -> (place: Place, isReplay: Bool) {
        let facts = try PlaceFacts(name: name, kind: kind, parent: parent)
        return try await store.write { try $0.makePlace(id, facts, blank: blank) }
    }

    /// Changes what is named of a place: what it is called, or what it stands in.
    ///
    /// - Throws: `text_out_of_range`, `place_not_found`, `place_is_an_edge`, `place_inside_itself`.
    package func change(
        _ place: PlaceReference, by patch: PlaceChangeRequest
    ) async throws -> Place {
        let name = try patch.name.map { try InputParsing.text($0, "name", 1...100) }
        let parent: PlaceReference??
        switch patch.parent {
        case .none: parent = nil
        case .cleared: parent = .some(nil)
        case .value(let text): parent = try InputParsing.place(text)
        }
        return try await store.write {
            try $0.changePlace(place, name: name, parent: parent)
        }
    }
}

/// What is said of a place that is to be made.
struct PlaceFacts: Sendable {
    let name: String
    let kind: Place.Kind
    let parent: PlaceReference?

    /// - Throws: `place_kind_unknown`, `text_out_of_range`, `place_not_found` for the parent.
    init(name: String, kind: String, parent: String?) throws {
        guard let kind = Place.Kind(rawValue: kind), kind.canBeMade else {
            throw Problem(.placeKindUnknown, "A place is a room, a shelf, a bin or a box.")
        }
        self.kind = kind
        self.name = try InputParsing.text(name, "name", 1...100)
        self.parent = try parent.flatMap { $0.isEmpty ? nil : try InputParsing.place($0) }
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

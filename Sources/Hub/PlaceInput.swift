package import API
import Stock
import Storage

/// What is said of a place that is to be made.
package struct PlaceFacts: Sendable {
    let name: String
    let kind: Place.Kind
    let parent: PlaceReference?

    /// - Parameters:
    ///   - name: What people call it.
    ///   - kind: A room, a shelf, a bin or a box.
    ///   - parent: What it stands in, by its id or its label code; empty or nil for nothing.
    /// - Throws: `place_kind_unknown`, `text_out_of_range`, `place_not_found` for the parent.
    package init(name: String, kind: String, parent: String?) throws {
        guard let kind = Place.Kind(rawValue: kind), kind.canBeMade else {
            throw Problem.placeKindUnknown
        }
        self.kind = kind
        self.name = try InputParsing.placeName(name)
        self.parent = try parent.flatMap { $0.isEmpty ? nil : try InputParsing.place($0) }
    }
}

/// What is to be changed of a place.
package struct PlacePatch: Sendable {
    /// Nil for the one it has.
    let name: String?
    /// Nil for what it stands in; no place for nothing.
    let parent: PlaceReference??
}

extension PlaceRequest {
    /// - Throws: `place_kind_unknown`, `text_out_of_range`, `place_not_found` for the parent.
    package func facts() throws -> PlaceFacts {
        try PlaceFacts(name: name, kind: kind.rawValue, parent: parent)
    }
}

extension PlaceChangeRequest {
    /// - Throws: `text_out_of_range`, `place_not_found` for the parent.
    package func patch() throws -> PlacePatch {
        let parent: PlaceReference?? =
            switch parent {
            case .none: nil
            case .cleared: .some(nil)
            case .value(let text): try InputParsing.place(text)
            }
        return PlacePatch(name: try name.map { try InputParsing.placeName($0) }, parent: parent)
    }
}

extension InputParsing {
    /// - Throws: `text_out_of_range`.
    fileprivate static func placeName(_ text: String) throws -> String {
        try self.text(text, "name", 1...100)
    }
}

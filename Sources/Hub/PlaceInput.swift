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

extension PlaceFacts {
    init(_ name: String, _ kind: Place.Kind, in parent: PlaceID?) {
        (self.name, self.kind, self.parent) = (name, kind, parent.map { .id($0) })
    }
}

/// Places that are to be made at once, in a room, a shelf or nothing.
package struct PlaceOrder: Sendable {
    let names: [String]
    let kind: Place.Kind
    /// What they stand in, by its name; a room is made of one that is not known.
    let inside: String?

    /// - Parameters:
    ///   - list: As ``PlaceNames`` reads it.
    ///   - kind: A room, a shelf, a bin or a box.
    ///   - inside: What people call what they stand in; empty or nil for nothing.
    /// - Throws: `place_kind_unknown`, `text_out_of_range`.
    package init(_ list: String, kind: String, inside: String?) throws {
        guard let names = PlaceNames.read(list), !names.isEmpty else {
            throw Problem.placesOutOfRange(limit: PlaceNames.limit)
        }
        self.names = try names.map { try PlaceFacts(name: $0, kind: kind, parent: nil).name }
        self.kind = try PlaceFacts(name: names[0], kind: kind, parent: nil).kind
        self.inside = try inside.flatMap { $0.isEmpty ? nil : try InputParsing.placeName($0) }
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

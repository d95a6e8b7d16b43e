import Barcodes
import Hummingbird
import Stock
import Storage

enum PlaceRoutes {
    static let all = [
        Route(.post, "/api/v1/places", .role(.volunteer), make),
        Route(.get, "/api/v1/places", .role(.viewer), list),
        Route(.get, "/api/v1/places/{id}", .role(.viewer), show),
    ]

    private struct PlaceRequest: Decodable {
        let id: String
        let name: String
        let kind: String
        let parent: String?
        /// A blank label of a roll that is put on it.
        let labelCode: String?
    }

    @Sendable private static func make(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PlaceRequest.self)
        let (place, isReplay) = try await make(
            try InputParsing.id(wanted.id), name: wanted.name, kind: wanted.kind,
            parent: wanted.parent,
            blank: try wanted.labelCode.map { try InputParsing.label($0) }, hub)
        return Response(status: isReplay ? .ok : .created, json: PlaceJSON(place))
    }

    /// Makes a place with a fresh label code, or with a blank label's; the pages make theirs here
    /// too.
    static func make(
        _ id: PlaceID, name: String, kind: String, parent: String?, blank: String? = nil,
        _ hub: Hub
    ) async throws -> (place: Place, isReplay: Bool) {
        guard let kind = Place.Kind(rawValue: kind), kind.canBeMade else {
            throw Problem(
                .unprocessableContent, .placeKindUnknown,
                "A place is a room, a shelf, a bin or a box.")
        }
        let name = try InputParsing.text(name, "name", 1...100)
        let parent = try parent.flatMap { $0.isEmpty ? nil : try InputParsing.place($0) }
        return try await FreshCode.issue { code in
            try await hub.store.write {
                try $0.makePlace(
                    id, name: name, kind: kind, parent: parent, blank: blank, freshCode: code)
            }
        }
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...1_000)
        let after = try request.number("after", default: 0, in: 0...1_000_000)
        let places = try await hub.store.read { try $0.places() }
        let page = places.dropFirst(after).prefix(limit).map { PlaceJSON($0) }
        return Response(page: page, limit: limit, request: request, after: String(after + limit))
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let text = context.text("id")
        let reference = try InputParsing.place(text)
        guard let place = try await hub.store.read({ try $0.place(reference) }) else {
            throw Problem(.notFound, .placeNotFound, "There is no place \(text.prefix(60)).")
        }
        return Response(json: PlaceJSON(place))
    }
}

/// Label codes nobody has seen before.
enum FreshCode {
    /// Runs `use` with a new random code; where that one is taken (one in 34 billion for each code
    /// in use), with another.
    static func issue<Outcome>(_ use: (String) async throws -> Outcome) async throws -> Outcome {
        for _ in 0..<3 {
            do { return try await use(random()) } catch StorageFault.labelCodeTaken { continue }
        }
        return try await use(random())
    }

    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return LabelCode(using: &generator).description
    }
}

package import API
import Barcodes
import Hub
import Hummingbird
package import Stock
import Storage

package enum PlaceRoutes {
    package static let all = [
        Route(.post, "/api/v1/places", .role(.volunteer), make),
        Route(.get, "/api/v1/places", .role(.viewer), list),
        Route(.get, "/api/v1/places/{id}", .role(.viewer), show),
        Route(.patch, "/api/v1/places/{id}", .role(.volunteer), change),
        Route(.post, "/api/v1/places/{id}/retirement", .role(.volunteer), retire),
    ]

    @Sendable private static func make(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PlaceRequest.self)
        let (place, isReplay) = try await hub.makePlace(
            try InputParsing.id(wanted.id), try wanted.facts(),
            blank: try wanted.labelCode.map { try InputParsing.label($0) })
        return Response(status: isReplay ? .ok : .created, json: PlaceResponse(place))
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...1_000)
        let behind: NamePosition<Place>? = try request.position(after: .places)
        let skipping = behind == nil ? try request.number(after: .places) ?? 0 : 0
        let places = try await hub.read {
            try $0.places(behind: behind, skipping: Int(skipping), limit: limit)
        }
        return Response(
            page: places.map { PlaceResponse($0) }, limit: limit, request: request,
            next: places.last.map { Cursor(.places, behind: $0.name, $0.id) })
    }

    /// Changes what is named of a place.
    @Sendable private static func change(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await answer(context) { place in
            let patch = try await request.json(PlaceChangeRequest.self).patch()
            return try await hub.change(place, by: patch)
        }
    }

    @Sendable private static func retire(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await answer(context) { place in
            let id = try await request.json(RetirementRequest.self).id
            return try await hub.retire(place, as: try InputParsing.id(id))
        }
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await answer(context) { reference in
            try await hub.read { try $0.place(reference) }
        }
    }

    /// Answers with the place that the path names; where it is not there, that is `place_not_found` with 404.
    private static func answer(
        _ context: HubContext, _ find: (PlaceReference) async throws -> Place?
    ) async throws -> Response {
        let text = context.text("id")
        guard let reference = try? InputParsing.place(text) else {
            throw Problem.pathWithoutPlace(text)
        }
        let place: Place?
        do { place = try await find(reference) } catch StorageFault.placeNotFound(let missing) {
            // The body may name another.
            guard missing == reference.text else { throw StorageFault.placeNotFound(missing) }
            place = nil
        }
        guard let place else { throw Problem.pathWithoutPlace(text) }
        return Response(json: PlaceResponse(place))
    }
}

extension PlaceResponse {
    package init(_ place: Place) {
        self.init(
            id: place.id.description, name: place.name, kind: Word(place.kind),
            parent: place.parent?.description, labelCode: place.labelCode)
    }
}

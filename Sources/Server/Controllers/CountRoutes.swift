import API
import Barcodes
import Hub
import Hummingbird
import Journal
import Stock
import Storage

package enum CountRoutes {
    package static let all = [
        Route(.post, "/api/v1/counts", .role(.volunteer), open),
        Route(.get, "/api/v1/counts/{id}", .role(.viewer), show),
        Route(.post, "/api/v1/counts/{id}/lines", .role(.volunteer), note),
        Route(.post, "/api/v1/counts/{id}/completion", .role(.volunteer), complete),
    ]

    @Sendable private static func open(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(CountRequest.self)
        let id: CountID = try InputParsing.id(wanted.id)
        let place = try InputParsing.place(wanted.place)
        let isReplay = try await hub.openCount(id, at: place)
        return try await sheet(id, hub, status: isReplay ? .ok : .created)
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await sheet(try context.id(), hub, status: .ok)
    }

    @Sendable private static func note(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        let line = try await request.json(CountObservationRequest.self).line(in: count)
        let (noted, isReplay) = try await hub.note(line)
        return Response(
            status: isReplay ? .ok : .created,
            json: CountObservationResponse(
                item: noted.item, lot: noted.lot, seen: noted.seen.value,
                expected: noted.expected.value, asOf: noted.asOf))
    }

    @Sendable private static func complete(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        let wanted = try await request.json(CompletionRequest.self)
        let id: EntryID = try InputParsing.id(wanted.id)
        let isReplay = try await hub.complete(
            count: count, uncounted: wanted.uncounted ?? .leave, id: id)
        return try await sheet(count, hub, status: isReplay ? .ok : .created)
    }

    private static func sheet(_ id: CountID, _ hub: Hub, status: HTTPResponse.Status)
        async throws -> Response
    {
        guard let sheet = try await hub.read({ try $0.count(id) }) else {
            throw StorageFault.countNotFound(id.description)
        }
        return Response(status: status, json: CountResponse(sheet))
    }
}

extension CountResponse {
    fileprivate init(_ sheet: CountSheet) {
        self.init(
            id: sheet.id.description, place: sheet.place.id.description,
            state: sheet.isCompleted ? "completed" : "open",
            lines: sheet.lines.map {
                CountObservationResponse(
                    item: $0.item.id, name: $0.item.name, lot: $0.lot, seen: $0.seen,
                    expected: $0.expected, asOf: $0.asOf)
            })
    }
}

extension CountObservationResponse {
    fileprivate init(
        item: ItemID, name: String? = nil, lot: LotID?, seen: Int64, expected: Int64, asOf: Int64
    ) {
        self.init(
            item: item.description, name: name, lot: lot?.description, quantity: seen,
            expected: expected, difference: seen &- expected, asOf: asOf)
    }
}

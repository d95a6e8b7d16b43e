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
        Route(.delete, "/api/v1/counts/{id}", .role(.volunteer), drop),
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
        let line = try await request.json(CountObservationRequest.self)
        switch try await hub.note(line, in: count, from: request.sender(context)) {
        case .unexplained(let answer):
            return Response(status: answer.status, json: ScanResponse(answer))
        case .seen(let item, let lot, let warnings, let isReplay):
            return try await sheet(count, hub, status: isReplay ? .ok : .created) { sheet in
                sheet.lines.first { $0.item.id == item && $0.lot == lot }.map {
                    var line = CountObservationResponse($0)
                    line.warnings = warnings.map { Word($0) }
                    return line
                }
            }
        }
    }

    @Sendable private static func complete(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        let (completion, isReplay) = try await hub.complete(
            count: count, as: try await request.json(CompletionRequest.self))
        let outcome = try await hub.read { queries in
            try queries.count(count).map {
                CountResponse($0, completion, try queries.outcome(of: completion))
            }
        }
        return Response(status: isReplay ? .ok : .created, json: outcome)
    }

    /// Throws away a count that goes on.
    @Sendable private static func drop(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        try await hub.drop(count: count, id: nil)
        return try await sheet(count, hub, status: .ok)
    }

    private static func sheet(
        _ id: CountID, _ hub: Hub, status: HTTPResponse.Status,
        _ answer: @Sendable (CountSheet) -> (some Encodable & Sendable)? = { CountResponse($0) }
    ) async throws -> Response {
        guard let sheet = try await hub.read({ try $0.count(id) }), let answer = answer(sheet)
        else {
            throw StorageFault.countNotFound(id.description)
        }
        return Response(status: status, json: answer)
    }
}

extension CountResponse {
    fileprivate init(_ sheet: CountSheet) {
        self.init(
            id: sheet.id.description, place: sheet.place.id.description,
            state: Word(like: sheet.state), boxes: sheet.boxes.map(\.description),
            notCovered: sheet.notCovered.map(\.description),
            lines: sheet.lines.map { CountObservationResponse($0) })
    }

    fileprivate init(_ sheet: CountSheet, _ completion: CountCompleted, _ outcome: CountOutcome) {
        self.init(sheet)
        posted = outcome.differences.map {
            CountDifference(
                item: $0.item.description, lot: $0.spot.lot.description,
                place: $0.spot.place.description, quantity: $0.quantity.value)
        }
        recount = outcome.recount.map {
            CountedAgain(item: $0.id.description, name: $0.name)
        }
        unexplained = outcome.unexplained.map {
            UnexplainedScan(
                id: $0.id.description, code: $0.facts.code, quantity: $0.facts.quantity ?? 1)
        }
    }
}

extension CountObservationResponse {
    fileprivate init(_ line: CountSheet.Line) {
        self.init(
            item: line.item.id.description, name: line.item.name, lot: line.lot?.description,
            quantity: line.seen, expected: line.expected, difference: line.difference,
            asOf: line.asOf, at: line.at.description)
    }
}

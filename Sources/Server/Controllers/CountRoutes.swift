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
        let (sheet, isReplay) = try await hub.openCount(id, at: place)
        return Response(status: isReplay ? .ok : .created, json: CountResponse(sheet))
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: CountID = try context.id()
        guard let sheet = try await hub.read({ try $0.count(id) }) else {
            throw StorageFault.countNotFound(id.description)
        }
        return Response(json: CountResponse(sheet))
    }

    @Sendable private static func note(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        let line = try await request.json(CountObservationRequest.self)
        switch try await hub.note(line.input(in: count), from: request.sender(context)) {
        case .unexplained(let answer):
            return Response(status: answer.status, json: ScanResponse(answer))
        case .seen(let line, let warnings, let isReplay):
            var answer = CountObservationResponse(line)
            answer.warnings = warnings.map { Word($0) }
            return Response(status: isReplay ? .ok : .created, json: answer)
        }
    }

    @Sendable private static func complete(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        let (sheet, outcome, isReplay) = try await hub.complete(
            count: count, as: try await request.json(CompletionRequest.self).end())
        return Response(status: isReplay ? .ok : .created, json: CountResponse(sheet, outcome))
    }

    /// Throws away a count that goes on.
    @Sendable private static func drop(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let sheet = try await hub.drop(count: try context.id(), id: nil)
        return Response(json: CountResponse(sheet))
    }
}

extension CountResponse {
    fileprivate init(_ sheet: CountSheet) {
        self.init(
            id: sheet.id.description, place: sheet.place.id.description,
            state: Word(like: sheet.state), boxes: sheet.boxes.map(\.description),
            notCovered: sheet.notCovered.map(\.description),
            lines: sheet.lines.map { CountObservationResponse($0) },
            recount: sheet.isCompleted
                ? sheet.recount.map { CountedAgain(item: $0.id.description, name: $0.name) } : nil)
    }

    fileprivate init(_ sheet: CountSheet, _ outcome: CountOutcome) {
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

import API
import Hub
import Hummingbird
import Spool
import Stock
import Storage

/// What people change about a printer's queue.
package enum PrintQueueRoutes {
    package static let all = [
        Route(.put, "/api/v1/printers/{name}/pause", .role(.volunteer), pause),
        Route(.delete, "/api/v1/printers/{name}/pause", .role(.volunteer), resume),
        Route(.post, "/api/v1/print-jobs/{id}/turn", .role(.volunteer), turn),
        Route(.put, "/api/v1/print-jobs/{id}/printer", .role(.volunteer), move),
    ]

    @Sendable private static func pause(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.pause(printer: context.text("name"))
        return Response(status: .noContent)
    }

    @Sendable private static func resume(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.resume(printer: context.text("name"))
        return Response(status: .noContent)
    }

    @Sendable private static func turn(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let word = try await request.json(TurnRequest.self).to
        guard let turn = QueueTurn(rawValue: word.rawValue) else {
            throw Problem.fieldUnreadable("to")
        }
        return Response(
            json: PrintJobResponse(try await hub.move(try context.id(), to: turn)))
    }

    @Sendable private static func move(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let printer = try await request.json(MoveRequest.self).printer
        return Response(
            json: PrintJobResponse(try await hub.move(try context.id(), to: printer)))
    }
}

import API
import Hub
import Hummingbird
import Stock
import Storage

package enum MovementRoutes {
    package static let all = [
        Route(.post, "/api/v1/movements/{id}/reversal", .role(.volunteer), reverse)
    ]

    /// Undoes a movement by another; a scan of an unknown code is put down as nothing.
    @Sendable private static func reverse(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await request.answer { body in
            let movement: EntryID = try context.id()
            let wanted = try JSONText.read(ReversalRequest.self, body)
            let id: EntryID = try InputParsing.id(wanted.id)
            guard let answer = try await hub.undo(movement, as: id)
            else {
                return Response(status: .created, json: DismissalResponse(id: id.description))
            }
            return Response(
                status: answer.isReplay ? .ok : .created, json: ScanResponse(.recorded(answer)))
        }
    }
}

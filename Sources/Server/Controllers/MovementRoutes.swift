import API
import Hub
import Hummingbird
import Stock
import Storage

package enum MovementRoutes {
    package static let all = [
        Route(.post, "/api/v1/movements/{id}/reversal", .role(.volunteer), reverse)
    ]

    /// Undoes a movement by another; a scan of an unknown code is put down as nothing, one that was put
    /// down as nothing waits again, and items that were joined are two.
    @Sendable private static func reverse(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await request.answer { body in
            let movement: EntryID = try context.id()
            let wanted = try JSONText.read(ReversalRequest.self, body)
            let id: EntryID = try InputParsing.id(wanted.id)
            let (outcome, earlier) = try await hub.undo(movement, as: id)
            let status: HTTPResponse.Status = outcome.isReplay ? .ok : .created
            func told(_ effect: DismissalResponse.Outcome) -> Response {
                Response(
                    status: status,
                    json: DismissalResponse(
                        id: id.description, outcome: effect, earlier: earlier?.wire,
                        earlierMore: earlier?.isMore))
            }
            switch outcome.effect {
            case .recorded(let answer):
                var told = ScanResponse(.recorded(answer))
                if !answer.reopened.isEmpty { told.reopened = answer.reopened.map(\.description) }
                (told.earlier, told.earlierMore) = (earlier?.wire, earlier?.isMore)
                return Response(status: status, json: told)
            case .dismissed: return told(.dismissed)
            case .reopened: return told(.reopened)
            case .parted: return told(.parted)
            case .undone: return told(.undone)
            }
        }
    }
}

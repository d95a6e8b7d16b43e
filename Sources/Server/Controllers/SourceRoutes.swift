import API
import HTTPTypes
import Hub
import Hummingbird
import Stock
import Storage

/// Who gives: their names, and how a name is erased.
package enum SourceRoutes {
    package static let all = [
        Route(.get, "/api/v1/sources", .role(.coordinator), list),
        Route(.delete, "/api/v1/sources/{id}/name", .role(.coordinator), eraseName),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...1_000)
        let text = request.text("query") ?? ""
        let key = try request.after(.sources) ?? [""]
        guard key.count == 1 else { throw Problem.cursorForeign }
        let after = key[0]
        let sources = try await hub.read {
            try $0.sources(matching: text, after: after, limit: limit)
        }
        return Response(
            page: sources.map { SourceResponse(id: $0.id.description, name: $0.name) },
            limit: limit, request: request,
            next: sources.last.map { Cursor(.sources, [$0.name]) })
    }

    @Sendable private static func eraseName(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.eraseName(of: try context.id())
        return Response(status: .noContent)
    }
}

import Hummingbird
import Storage

enum HealthRoutes {
    static let all = [
        Route(.get, "/health", .open, health),
        Route(.get, "/openapi.json", .open, openAPI),
    ]

    @Sendable private static func health(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(
            json: Health(
                status: "ok", seq: try await hub.store.read { try $0.head() }, version: hub.version)
        )
    }

    private struct Health: Encodable {
        let status: String
        let seq: Int64
        let version: String
    }

    @Sendable private static func openAPI(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try Asset.named("openapi.json").response(to: request)
    }
}

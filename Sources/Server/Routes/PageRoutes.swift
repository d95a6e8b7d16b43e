import Hummingbird
import Storage

enum PageRoutes {
    static let all = [
        Route(.get, "/assets/{name}", .open, asset)
    ]

    static func isPage(_ route: Route) -> Bool { !route.path.hasPrefix("/api/") }

    @Sendable private static func asset(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        try Asset.named(context.parameters.get("name") ?? "").response(to: request)
    }
}

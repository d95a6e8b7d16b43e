import API
import Foundation
import Hub
import Hummingbird
import Stock
import Storage

package enum HealthRoutes {
    package static let all = [
        Route(.get, "/health", .open, health),
        Route(.get, "/openapi.json", .open, openAPI),
    ]

    @Sendable private static func health(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await health(of: hub)
    }

    static func health(of hub: Hub) async throws -> Response {
        Response(
            json: HealthResponse(
                status: "ok", seq: try await hub.read { try $0.head() }, version: hub.version,
                clock: hub.clockCheck.word, today: hub.today.description))
    }

    @Sendable private static func openAPI(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        guard let document else {
            throw Problem(.assetNotFound, "The API's description is missing.")
        }
        return document.response(to: request)
    }

    private static let document =
        Asset.all(in: Bundle.module.bundleURL.appendingPathComponent("OpenAPI"))["openapi.json"]
}

extension ClockCheck {
    fileprivate var word: String {
        switch self {
        case .plausible: "plausible"
        case .behind: "behind"
        case .ahead: "ahead"
        }
    }
}

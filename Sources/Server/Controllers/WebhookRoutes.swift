import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Stock
import Storage

/// Where the hub sends its entries.
package enum WebhookRoutes {
    package static let all = [
        Route(.get, "/api/v1/webhooks", .role(.coordinator), list),
        Route(.post, "/api/v1/webhooks", .role(.coordinator), make),
        Route(.delete, "/api/v1/webhooks/{id}", .role(.coordinator), remove),
    ]

    private struct WebhookRequest: Decodable {
        let url: String
        let kinds: [String]?
        let allowPrivate: Bool?
    }

    private struct NewWebhookJSON: Encodable {
        let id: String
        let url: String
        let kinds: [String]
        let allowPrivate: Bool
        /// Told once.
        let secret: String
    }

    private struct WebhookJSON: Encodable {
        let id: String
        let url: String
        let kinds: [String]
        let allowPrivate: Bool
        /// The last entry that the receiver took, and when.
        let delivered: Int64?
        let deliveredAt: String?
        let waiting: Int
        /// Tries in a row that failed, why the last one did, and when the next one is.
        let failures: Int
        let trouble: String?
        let triesAgainAt: String?
        /// Whether the receiver said that it wants no more.
        let ended: Bool

        init(_ state: WebhookState) {
            let (webhook, progress) = (state.webhook, state.progress)
            id = webhook.id.description
            (url, kinds, allowPrivate) = (webhook.url, webhook.kinds, webhook.allowsPrivate)
            (delivered, deliveredAt) = (progress.delivered, progress.deliveredAt?.description)
            (waiting, failures) = (state.waiting, progress.failures)
            (trouble, triesAgainAt) = (progress.trouble, progress.waitsUntil?.description)
            ended = progress.endedAt != nil
        }
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: try await hub.read { try WebhookState.all($0) }.map { WebhookJSON($0) })
    }

    @Sendable private static func make(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(WebhookRequest.self)
        let made = try await hub.makeWebhook(
            url: wanted.url, kinds: wanted.kinds ?? [], allowPrivate: wanted.allowPrivate ?? false)
        return Response(
            status: .created,
            json: NewWebhookJSON(
                id: made.id.description, url: made.url, kinds: made.kinds,
                allowPrivate: made.allowsPrivate, secret: made.shownSecret))
    }

    @Sendable private static func remove(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.removeWebhook(try context.id())
        return Response(status: .noContent)
    }
}

import API
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
        Route(.post, "/api/v1/webhooks/{id}/retries", .role(.coordinator), retry),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: try await hub.read { try WebhookState.all($0) }.map { WebhookResponse($0) })
    }

    @Sendable private static func make(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let (made, isReplay) = try await hub.make(
            try await request.json(WebhookRequest.self).webhook())
        return Response(
            status: isReplay ? .ok : .created,
            json: NewWebhookResponse(
                id: made.id.description, url: made.url, kinds: made.kinds,
                allowPrivate: made.allowsPrivate, secret: made.shownSecret))
    }

    @Sendable private static func remove(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.removeWebhook(try context.id())
        return Response(status: .noContent)
    }

    /// Tries again now what waits, also where the receiver had said that it wants no more.
    @Sendable private static func retry(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.retryWebhook(try context.id())
        return Response(status: .noContent)
    }
}

extension WebhookResponse {
    fileprivate init(_ state: WebhookState) {
        let (webhook, progress) = (state.webhook, state.progress)
        self.init(
            id: webhook.id.description, url: webhook.url, kinds: webhook.kinds,
            allowPrivate: webhook.allowsPrivate, delivered: progress.delivered,
            deliveredAt: progress.deliveredAt?.description, waiting: state.waiting,
            failures: progress.failures, trouble: progress.trouble,
            triesAgainAt: progress.waitsUntil?.description, ended: progress.endedAt != nil)
    }
}

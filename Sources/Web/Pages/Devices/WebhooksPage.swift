import API
import Foundation
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// Where the hub sends its entries: what each receiver took last, what waits for it, and why.
enum WebhooksPage {
    static let all = [
        Route.page(.get, "/settings/webhooks", .role(.coordinator)) { try await show($0) },
        Route.page(.post, "/settings/webhooks", .role(.coordinator), add),
        Route.page(.post, "/settings/webhooks/removals", .role(.coordinator), remove),
        Route.page(.post, "/settings/webhooks/retries", .role(.coordinator), retry),
    ]

    struct Model: Sendable {
        /// One that was made just now; its secret is on this answer only.
        struct FreshSecret: Sendable {
            let madeUrl: String
            let secret: String
        }

        struct Webhook: Sendable {
            let webhookId: String
            let url: String
            let kindsTell: String
            let deliveredTell: String
            let waitingTell: String
            let troubleTell: String?
            let nextTell: String?
            let retriable: Bool
            let tone: String
        }

        /// Of the one that the form adds.
        let newId: String
        let made: FreshSecret?
        let rows: Rows<Webhook>?
    }

    private static func show(_ request: WebRequest, made: Model.FreshSecret? = nil) async throws
        -> Response
    {
        let (page, states) = try await request.read { try WebhookState.all($0) }
        let rows = states.map { row($0, page) }
        return try await page.render(
            "webhooks", title: page.localizer.text("webhooks.title"),
            Model(newId: page.newID(), made: made, rows: Rows(rows)))
    }

    private static func row(_ state: WebhookState, _ page: PageRequest) -> Model.Webhook {
        let (localizer, progress) = (page.localizer, state.progress)
        func time(_ moment: Moment) -> String { localizer.moment(moment, now: page.now) }
        let delivered = progress.delivered.flatMap { seq in
            progress.deliveredAt.map { moment in
                localizer.text(
                    "webhooks.delivered",
                    ["entry": localizer.number(seq), "time": time(moment)])
            }
        }
        let ended = progress.endedAt != nil
        let next = progress.waitsUntil.map {
            localizer.text("webhooks.next", ["time": time($0)])
        }
        return Model.Webhook(
            webhookId: state.webhook.id.description, url: state.webhook.url,
            kindsTell: state.webhook.kinds.isEmpty
                ? localizer.text("webhooks.allKinds")
                : localizer.text(
                    "webhooks.someKinds", ["kinds": state.webhook.kinds.joined(separator: ", ")]),
            deliveredTell: delivered ?? localizer.text("webhooks.nothingYet"),
            waitingTell: localizer.text("webhooks.waiting", n: state.waiting),
            troubleTell: progress.trouble.map { trouble($0, localizer) },
            nextTell: ended ? localizer.text("webhooks.ended") : next,
            retriable: ended || progress.waitsUntil != nil,
            tone: progress.trouble == nil ? "well" : "look")
    }

    /// The last failure in words.
    static func trouble(_ word: String, _ localizer: Localizer) -> String {
        switch WebhookTrouble(word) {
        case .status(let status):
            localizer.text("webhooks.trouble_status", ["status": String(status)])
        case .gone: localizer.text("webhooks.trouble_gone")
        case .hostUnknown: localizer.text("webhooks.trouble_hostUnknown")
        case .addressPrivate: localizer.text("webhooks.trouble_addressPrivate")
        case .unreachable: localizer.text("webhooks.trouble_unreachable")
        case .timedOut: localizer.text("webhooks.trouble_timedOut")
        case .secureConnectionFailed: localizer.text("webhooks.trouble_secureConnectionFailed")
        case .restored: localizer.text("webhooks.trouble_restored")
        case nil: word
        }
    }

    /// The secret is in no address and cannot be read again.
    @Sendable private static func add(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let kinds = (form["kinds"] ?? "").split { $0 == "," || $0 == " " }.map { String($0) }
        let made = try await page.hub.make(
            WebhookRequest(
                id: try form.required("id"), url: try form.required("url"), kinds: kinds,
                allowPrivate: form["allowPrivate"] != nil
            ).webhook()
        ).webhook
        return try await show(page, made: .init(madeUrl: made.url, secret: made.shownSecret))
    }

    @Sendable private static func remove(_ page: WebRequest) async throws -> Response {
        try await page.hub.removeWebhook(try await webhook(page))
        return page.see("/settings/webhooks", told: .saved)
    }

    @Sendable private static func retry(_ page: WebRequest) async throws -> Response {
        try await page.hub.retryWebhook(try await webhook(page))
        return page.see("/settings/webhooks")
    }

    private static func webhook(_ page: WebRequest) async throws -> ID<WebhookRecord> {
        try InputParsing.id(try await PageForm(page.http).required("webhook"))
    }
}

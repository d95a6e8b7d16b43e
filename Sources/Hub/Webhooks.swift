package import API
import Crypto
package import Foundation
package import Journal
package import Stock
package import Storage

/// One message of a webhook, signed.
package struct WebhookMessage: Sendable {
    package let url: String
    /// Whether the host may have an address of a private network.
    package let allowsPrivate: Bool
    /// Names in lower case.
    package let headers: [(name: String, value: String)]
    package let body: Data
}

/// What came of sending a message.
package enum WebhookAnswer: Sendable, Hashable {
    /// `retryAfter` is that header as it came.
    case answered(status: Int, retryAfter: String? = nil)
    case failed(WebhookTrouble)
}

/// Why a message was not taken.
package enum WebhookTrouble: Sendable, Hashable {
    /// Another status than 2xx.
    case status(Int)
    /// 410: the receiver wants no more.
    case gone
    case hostUnknown
    /// The host has an address of a private network or of the hub itself, and was not allowed to.
    case addressPrivate
    case unreachable
    case timedOut
    /// No TLS came about: the certificate is wrong, or the other side speaks none.
    case secureConnectionFailed
    /// The hub was restored from a backup: whether it is still wanted, nobody has said since.
    case restored

    /// The word that is kept: `timedOut`, or the status.
    package var word: String {
        switch self {
        case .status(let status): String(status)
        case .gone: "gone"
        case .hostUnknown: "hostUnknown"
        case .addressPrivate: "addressPrivate"
        case .unreachable: "unreachable"
        case .timedOut: "timedOut"
        case .secureConnectionFailed: "secureConnectionFailed"
        case .restored: Backup.webhookTrouble
        }
    }

    /// Those without a number.
    private static let named: [WebhookTrouble] = [
        .gone, .hostUnknown, .addressPrivate, .unreachable, .timedOut, .secureConnectionFailed,
        .restored,
    ]

    /// What a kept word stands for; nil for one that a newer Larder wrote.
    package init?(_ word: String) {
        guard
            let found = Int(word).map({ .status($0) })
                ?? Self.named.first(where: { $0.word == word })
        else { return nil }
        self = found
    }
}

/// Sends a message over the network: one try of ten seconds, no redirect followed.
///
/// Whoever implements it refuses a private address (``NetworkAddress/isPrivate``, or one of the hub's own)
/// unless the message allows it, and connects to the very address that it looked at.
package protocol WebhookSender: Sendable {
    func send(_ message: WebhookMessage) async -> WebhookAnswer
}

/// A hub that is not on a network.
package struct NoWebhookSender: WebhookSender {
    package init() {}

    package func send(_ message: WebhookMessage) async -> WebhookAnswer { .failed(.unreachable) }
}

extension EntryResponse {
    /// An entry as the journal's route and webhooks give it.
    package init(_ entry: Entry, hub: HubID) {
        self.init(
            hub: hub.description, epoch: entry.epoch, seq: entry.seq, id: entry.id.description,
            kind: entry.kind, recordedAt: entry.recordedAt.microseconds,
            previous: entry.previous.hexadecimal, hash: entry.hash.hexadecimal,
            body: String(decoding: entry.body, as: UTF8.self))
    }
}

/// A webhook, what it has delivered, and what waits.
package struct WebhookState: Sendable {
    package let webhook: WebhookRecord
    package let progress: SubscriberRecord
    /// Entries that are still to be sent; at most 100,000 are counted.
    package let waiting: Int

    /// All webhooks as of a snapshot, the first made first.
    package static func all(_ queries: Queries) throws -> [WebhookState] {
        try queries.webhooks().compactMap { webhook in
            guard let progress = try queries.subscriber(webhook.subscriber) else { return nil }
            return WebhookState(
                webhook: webhook, progress: progress,
                waiting: try queries.entriesWaiting(
                    after: progress.cursor, kinds: webhook.kinds))
        }
    }
}

extension WebhookRecord {
    /// The secret as Standard Webhooks write it; told once.
    package var shownSecret: String { "whsec_\(secret.base64EncodedString())" }

    /// An entry as a message that is signed as Standard Webhooks 1.0 say: HMAC-SHA256 over
    /// `id.timestamp.body`.
    package func message(of entry: Entry, hub: HubID, at now: Moment) -> WebhookMessage {
        let body: Data
        do { body = try OrderedJSONEncoder.encode(EntryResponse(entry, hub: hub)) } catch {
            preconditionFailure("an entry is made of plain values: \(error)")
        }
        let (id, seconds) = (entry.id.description, now.microseconds / 1_000_000)
        var signed = HMAC<SHA256>(key: SymmetricKey(data: secret))
        signed.update(data: Data("\(id).\(seconds).".utf8))
        signed.update(data: body)
        let signature = Data(signed.finalize()).base64EncodedString()
        return WebhookMessage(
            url: url, allowsPrivate: allowsPrivate,
            headers: [
                ("content-type", "application/json; charset=utf-8"), ("webhook-id", id),
                ("webhook-timestamp", String(seconds)), ("webhook-signature", "v1,\(signature)"),
            ], body: body)
    }
}

extension WebhookAnswer {
    /// What the answer means to the one who delivers.
    package func delivery(now: Moment) -> DeliveryOutcome {
        switch self {
        case .answered(200..<300, _): .delivered
        case .answered(410, _): .ended(WebhookTrouble.gone.word)
        case .answered(let status, let retryAfter):
            .failed(
                WebhookTrouble.status(status).word,
                retryAfter: retryAfter.flatMap { Self.seconds($0, now) })
        case .failed(let trouble): .failed(trouble.word)
        }
    }

    /// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
    private static func seconds(_ text: String, _ now: Moment) -> Int64? {
        if let seconds = Int64(text) { return max(0, seconds) }
        let dates = DateFormatter()
        dates.locale = Locale(identifier: "en_US_POSIX")
        dates.timeZone = TimeZone(identifier: "GMT")
        dates.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = dates.date(from: text) else { return nil }
        let until = Int64(nearest: date.timeIntervalSince1970)
        return max(0, until.adding(clamping: -(now.microseconds / 1_000_000)))
    }
}

// Where entries are sent to.
extension Hub {
    /// Webhooks of one hub at the most.
    package static let webhookLimit = 20

    /// Has the entries from now on sent to an address; the same request again changes nothing.
    ///
    /// - Returns: The webhook, with its secret, and whether the same request had come before.
    /// - Throws: `id_exists_with_different_content`, `webhooks_too_many`.
    package func make(
        _ wanted: NewWebhook
    ) async throws -> (webhook: WebhookRecord, isReplay: Bool) {
        let id = wanted.id ?? newID()
        let (url, kinds, allowsPrivate) = (wanted.url, wanted.kinds, wanted.allowsPrivate)
        var random = SystemRandomNumberGenerator()
        let secret = Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
        let (webhook, isReplay) = try await store.write { ledger in
            if let known = try ledger.webhook(id) {
                guard known.url == url, known.kinds == kinds, known.allowsPrivate == allowsPrivate
                else {
                    throw StorageFault.idExistsWithDifferentContent(id.named(JournalEntry.self))
                }
                return (known, true)
            }
            guard try ledger.webhookCount() < Self.webhookLimit else {
                throw Problem.webhooksTooMany(limit: Self.webhookLimit)
            }
            let made = try ledger.addWebhook(
                id, url: url, kinds: kinds, secret: secret, allowsPrivate: allowsPrivate)
            return (made, false)
        }
        if await subscribers[webhook.subscriber] == nil { try await start(webhook) }
        return (webhook, isReplay)
    }

    /// Sends nothing more there.
    ///
    /// - Throws: `webhook_not_found`.
    package func removeWebhook(_ id: ID<WebhookRecord>) async throws {
        let webhook = try await store.write { ledger in
            let webhook = try ledger.webhook(id)
            return try ledger.removeWebhook(id) ? webhook : nil
        }
        guard let webhook else { throw Problem.webhookNotFound }
        await subscribers.remove(webhook.subscriber)
    }

    /// Tries again now, also where the receiver had said that it wants no more.
    ///
    /// - Throws: `webhook_not_found`.
    package func retryWebhook(_ id: ID<WebhookRecord>) async throws {
        guard let webhook = try await read({ try $0.webhook(id) }) else {
            throw Problem.webhookNotFound
        }
        if let subscriber = await subscribers[webhook.subscriber] {
            try await subscriber.tryNow()
        }
    }

    /// Takes in the webhooks of the store; called once, before ``Subscribers/run()``.
    package func startWebhooks() async throws {
        for webhook in try await read({ try $0.webhooks() }) { try await start(webhook) }
    }

    private func start(_ webhook: WebhookRecord) async throws {
        let (hub, clock, sender, kinds) = (id, store.clock, webhookSender, Set(webhook.kinds))
        let subscriber = try await subscriber(
            name: webhook.subscriber, from: .now,
            wants: { kinds.isEmpty || kinds.contains($0.kind) },
            deliver: { entry in
                let message = webhook.message(of: entry, hub: hub, at: clock.now())
                return await sender.send(message).delivery(now: clock.now())
            })
        await subscribers.add(subscriber)
    }
}

package import Foundation
import GRDB
package import Stock

/// An address that a coordinator set, to which the hub sends its entries.
package struct WebhookRecord: Sendable, Hashable {
    package let id: ID<WebhookRecord>
    /// Absolute, `http` or `https`.
    package let url: String
    /// The kinds of entries that are sent; all where it is empty.
    package let kinds: [String]
    /// The key that its messages are signed with, 24 bytes or more.
    package let secret: Data
    /// Whether its host may have an address of a private network.
    package let allowsPrivate: Bool
    package let madeAt: Moment

    /// Its name among the subscribers.
    package var subscriber: String { "webhook:\(id)" }
}

extension Ledger {
    /// Keeps a webhook that is told of entries from now on.
    package func addWebhook(
        _ id: ID<WebhookRecord>, url: String, kinds: [String], secret: Data, allowsPrivate: Bool
    ) throws -> WebhookRecord {
        let webhook = WebhookRecord(
            id: id, url: url, kinds: kinds, secret: secret, allowsPrivate: allowsPrivate,
            madeAt: clock.now())
        try db.execute(
            sql: """
                INSERT INTO webhook (id, url, kinds, secret, allows_private, made_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                webhook.id.blob, url, kinds.joined(separator: ","), secret, allowsPrivate,
                webhook.madeAt.microseconds,
            ])
        try subscribe(webhook.subscriber, after: nil)
        return webhook
    }

    /// Forgets a webhook, its secret and its cursor.
    ///
    /// - Returns: Whether there was one.
    package func removeWebhook(_ id: ID<WebhookRecord>) throws -> Bool {
        guard let webhook = try Queries(db).webhook(id) else { return false }
        try db.execute(sql: "DELETE FROM webhook WHERE id = ?", arguments: [id.blob])
        try unsubscribe(webhook.subscriber)
        hasErased = true
        return true
    }

    /// A webhook; nil where there is none of that id.
    package func webhook(_ id: ID<WebhookRecord>) throws -> WebhookRecord? {
        try Queries(db).webhook(id)
    }

    /// How many webhooks there are.
    package func webhookCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM webhook") ?? 0
    }
}

extension Queries {
    /// Webhooks, the first made first.
    package func webhooks() throws -> [WebhookRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM webhook ORDER BY made_at, id").map {
            try WebhookRecord(row: $0)
        }
    }

    /// A webhook; nil where there is none of that id.
    package func webhook(_ id: ID<WebhookRecord>) throws -> WebhookRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM webhook WHERE id = ?", arguments: [id.blob])
            .map { try WebhookRecord(row: $0) }
    }
}

extension WebhookRecord {
    fileprivate init(row: Row) throws {
        let kinds: String = row["kinds"]
        self.init(
            id: try ID(column: row["id"]), url: row["url"],
            kinds: kinds.split(separator: ",").map { String($0) }, secret: row["secret"],
            allowsPrivate: row["allows_private"], madeAt: Moment(microseconds: row["made_at"]))
    }
}

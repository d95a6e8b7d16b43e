/// An address that entries are to be sent to.
package struct WebhookRequest: Codable, Sendable {
    /// Made by the sender, so that it may ask twice; the hub makes one where it is left out.
    package var id: String?
    package var url: String
    /// The kinds that are sent; all where none is named.
    package var kinds: [String]?
    /// Whether this host may have an address of a private network.
    package var allowPrivate: Bool?

    package init(
        id: String? = nil, url: String, kinds: [String]? = nil, allowPrivate: Bool? = nil
    ) {
        self.id = id
        self.url = url
        self.kinds = kinds
        self.allowPrivate = allowPrivate
    }
}

/// A webhook that was made just now.
package struct NewWebhookResponse: Codable, Sendable {
    package var id: String
    package var url: String
    package var kinds: [String]
    package var allowPrivate: Bool
    /// Told to who made it, and no more: `whsec_` and the key in base64.
    package var secret: String

    package init(id: String, url: String, kinds: [String], allowPrivate: Bool, secret: String) {
        self.id = id
        self.url = url
        self.kinds = kinds
        self.allowPrivate = allowPrivate
        self.secret = secret
    }
}

/// A webhook, what its receiver took, and what waits.
package struct WebhookResponse: Codable, Sendable {
    package var id: String
    package var url: String
    package var kinds: [String]
    package var allowPrivate: Bool
    /// The last entry that the receiver took, and when.
    package var delivered: Int64?
    package var deliveredAt: String?
    /// Entries that are still to be sent; at most 100,000 are counted.
    package var waiting: Int
    /// Tries in a row that failed, why the last one did, and when the next one is.
    package var failures: Int
    package var trouble: String?
    package var triesAgainAt: String?
    /// Whether the receiver said that it wants no more.
    package var ended: Bool

    package init(
        id: String, url: String, kinds: [String], allowPrivate: Bool, delivered: Int64? = nil,
        deliveredAt: String? = nil, waiting: Int, failures: Int, trouble: String? = nil,
        triesAgainAt: String? = nil, ended: Bool
    ) {
        self.id = id
        self.url = url
        self.kinds = kinds
        self.allowPrivate = allowPrivate
        self.delivered = delivered
        self.deliveredAt = deliveredAt
        self.waiting = waiting
        self.failures = failures
        self.trouble = trouble
        self.triesAgainAt = triesAgainAt
        self.ended = ended
    }
}

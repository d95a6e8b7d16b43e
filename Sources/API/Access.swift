/// A device or program that is to be let in.
package struct DeviceRequest: Codable, Sendable {
    /// `coordinator`, `volunteer` or `viewer`.
    package var role: String
    package var name: String?

    package init(
        role: String, name: String? = nil
    ) {
        self.role = role
        self.name = name
    }
}

/// A device or program that may come in.
package struct DeviceResponse: Codable, Sendable {
    package var id: String
    /// `token`, `link`, `pairing` or `session`.
    package var use: String
    package var role: String
    package var name: String

    package init(
        id: String, use: String, role: String, name: String
    ) {
        self.id = id
        self.use = use
        self.role = role
        self.name = name
    }
}

/// What lets a device in.
package struct SecretResponse: Codable, Sendable {
    package var id: String
    package var role: String
    package var name: String
    /// Told once; only its digest is kept.
    package var secret: String
    package var expiresAt: String?

    package init(
        id: String, role: String, name: String, secret: String, expiresAt: String? = nil
    ) {
        self.id = id
        self.role = role
        self.name = name
        self.secret = secret
        self.expiresAt = expiresAt
    }
}

/// A link's secret or a pairing code, spent by a browser.
package struct JoinRequest: Codable, Sendable {
    package var secret: String
    package var name: String?

    package init(
        secret: String, name: String? = nil
    ) {
        self.secret = secret
        self.name = name
    }
}

/// Someone who gave, as long as the name is not erased.
package struct SourceResponse: Codable, Sendable {
    package var id: String
    package var name: String

    package init(
        id: String, name: String
    ) {
        self.id = id
        self.name = name
    }
}

/// Whether the hub answers.
package struct HealthResponse: Codable, Sendable {
    package var status: String
    package var seq: Int64
    package var version: String
    /// `plausible`, `behind` the last entry, or `ahead` of it by more than a month.
    package var clock: String
    /// The hub's today, in its own time zone.
    package var today: String

    package init(status: String, seq: Int64, version: String, clock: String, today: String) {
        self.status = status
        self.seq = seq
        self.version = version
        self.clock = clock
        self.today = today
    }
}

/// What a walk through the whole journal found.
package struct VerificationResponse: Codable, Sendable {
    package struct Finding: Codable, Sendable {
        package var seq: Int64?
        package var text: String

        package init(
            seq: Int64? = nil, text: String
        ) {
            self.seq = seq
            self.text = text
        }
    }

    package var entries: Int64
    package var findings: [Finding]

    package init(
        entries: Int64, findings: [Finding]
    ) {
        self.entries = entries
        self.findings = findings
    }
}

/// An entry of the journal.
package struct EntryResponse: Codable, Sendable {
    package var hub: String
    package var epoch: Int64
    package var seq: Int64
    package var id: String
    package var kind: String
    /// Microseconds since 1970.
    package var recordedAt: Int64
    package var previous: String
    package var hash: String
    /// The exact text that was hashed.
    package var body: String

    package init(
        hub: String, epoch: Int64, seq: Int64, id: String, kind: String, recordedAt: Int64,
        previous: String, hash: String, body: String
    ) {
        self.hub = hub
        self.epoch = epoch
        self.seq = seq
        self.id = id
        self.kind = kind
        self.recordedAt = recordedAt
        self.previous = previous
        self.hash = hash
        self.body = body
    }
}

/// What the feed says of an entry: the items that it moved.
package struct MovementResponse: Codable, Sendable {
    package var seq: Int64
    package var kind: String
    package var items: [String]

    package init(
        seq: Int64, kind: String, items: [String]
    ) {
        self.seq = seq
        self.kind = kind
        self.items = items
    }
}

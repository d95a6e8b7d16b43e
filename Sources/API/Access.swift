/// What a device may do, as the API and the commands say it.
package enum RoleName: String, CaseIterable, Sendable { case coordinator, volunteer, viewer }

/// A device or program that is to be let in.
package struct DeviceRequest: Codable, Sendable {
    package var role: Word<RoleName>
    package var name: String?

    package init(
        role: Word<RoleName>, name: String? = nil
    ) {
        self.role = role
        self.name = name
    }
}

/// A device or program that may come in.
package struct DeviceResponse: Codable, Sendable {
    package enum Use: String, CaseIterable, Sendable { case token, session, link, pairing }

    package var id: String
    package var use: Word<Use>
    package var role: Word<RoleName>
    package var name: String

    package init(
        id: String, use: Word<Use>, role: Word<RoleName>, name: String
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
    package var role: Word<RoleName>
    package var name: String
    /// Told once; only its digest is kept.
    package var secret: String
    package var expiresAt: String?
    /// Of a link: where the hub answers, as a browser on its machine reaches it.
    package var address: String?
    /// Of a link: where another device reaches the hub; none where only its machine does.
    package var networkAddress: String?

    package init(
        id: String, role: Word<RoleName>, name: String, secret: String, expiresAt: String? = nil,
        address: String? = nil, networkAddress: String? = nil
    ) {
        self.id = id
        self.role = role
        self.name = name
        self.secret = secret
        self.expiresAt = expiresAt
        self.address = address
        self.networkAddress = networkAddress
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
    package enum Status: String, CaseIterable, Sendable { case ok }

    package enum Clock: String, CaseIterable, Sendable {
        case plausible
        /// It shows an earlier time than the last entry's.
        case behind
        /// It is more than a month ahead of the last entry.
        case ahead
    }

    /// Whether the journal has all its entries.
    package enum Journal: String, CaseIterable, Sendable {
        case whole
        /// For a week after entries were found to be missing.
        case entriesGone
        /// For a week after the note was gone that could tell.
        case noteGone
        /// What stands in the database's place, or its log's, is not what the hub has open; nothing is recorded.
        case replaced
    }

    /// What the check of the chain found that goes on beside the hub.
    package struct Check: Codable, Sendable {
        package enum State: String, CaseIterable, Sendable {
            /// The first walk along the chain has not come to its end.
            case begun
            case whole
            /// An entry is not what was recorded, or the database cannot be read.
            case damaged
        }

        package var state: Word<State>
        /// The first entry that is damaged, where one can be named.
        package var entry: Int64?
        /// When the last walk ended.
        package var endedAt: String?

        package init(state: State, entry: Int64?, endedAt: String?) {
            self.state = Word(state)
            (self.entry, self.endedAt) = (entry, endedAt)
        }
    }

    /// The last entry.
    package struct Head: Codable, Sendable {
        package var seq: Int64
        /// SHA-256 in hexadecimal.
        package var hash: String

        package init(seq: Int64, hash: String) { (self.seq, self.hash) = (seq, hash) }
    }

    /// What days are dates in.
    package struct Zone: Codable, Sendable {
        package var name: String
        /// Whether nobody has said so yet, and the machine's was taken.
        package var isGuessed: Bool

        package init(name: String, isGuessed: Bool) {
            (self.name, self.isGuessed) = (name, isGuessed)
        }
    }

    package var status: Word<Status>
    package var seq: Int64
    /// The hub's id.
    package var hub: String
    /// The epoch that the next entry belongs to.
    package var epoch: Int64
    /// The number that this epoch began with.
    package var epochFrom: Int64
    package var head: Head
    package var journal: Word<Journal>
    package var check: Check
    package var version: String
    package var clock: Word<Clock>
    /// The hub's today, in its own time zone.
    package var today: String
    /// Nil from a hub that did not tell it yet.
    package var timeZone: Zone?

    package init(
        status: Status, hub: String, epoch: Int64, epochFrom: Int64, head: Head, journal: Journal,
        check: Check, version: String, clock: Clock, today: String, timeZone: Zone
    ) {
        self.status = Word(status)
        (self.hub, self.epoch, self.epochFrom) = (hub, epoch, epochFrom)
        (self.seq, self.head) = (head.seq, head)
        self.journal = Word(journal)
        self.check = check
        self.version = version
        self.clock = Word(clock)
        self.today = today
        self.timeZone = timeZone
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

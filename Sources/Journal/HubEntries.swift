public import Stock

/// A hub's first entry: what holds for all that follow.
public struct HubFounded: EntryKind {
    package static let kind = "hubFounded"

    /// An IANA name such as `America/New_York`; a day is a date in this zone.
    public let timeZone: String
    /// The Ed25519 key that closed days are signed with, 32 bytes in hexadecimal.
    public let publicKey: String
    /// The floor and the world's edges.
    public let places: [Place]

    package init(
        timeZone: String,
        publicKey: String,
        places: [Place]
    ) {
        self.timeZone = timeZone
        self.publicKey = publicKey
        self.places = places
    }
}

/// A day's account, signed.
///
/// It closes all earlier days too.
public struct DayClosed: EntryKind {
    package static let kind = "dayClosed"

    /// In the hub's own time zone.
    public let day: CivilDate
    /// The last entry the account covers.
    public let upTo: Int64
    /// SHA-256 of the account's canonical text, in hexadecimal.
    public let account: String
    /// Ed25519 over the account's canonical text, in hexadecimal.
    public let signature: String
    /// Scans nobody has explained yet.
    public let unresolved: Int

    package init(
        day: CivilDate,
        upTo: Int64,
        account: String,
        signature: String,
        unresolved: Int
    ) {
        self.day = day
        self.upTo = upTo
        self.account = account
        self.signature = signature
        self.unresolved = unresolved
    }
}

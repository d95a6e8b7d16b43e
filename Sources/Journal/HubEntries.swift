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
    /// Measures and weights that earlier closings did not sign alike; nil in entries that signed none.
    public let units: [SignedUnit]?

    package init(
        day: CivilDate, upTo: Int64, account: String, signature: String, unresolved: Int,
        units: [SignedUnit]?
    ) {
        (self.day, self.upTo, self.account) = (day, upTo, account)
        (self.signature, self.unresolved, self.units) = (signature, unresolved, units)
    }
}

/// The last closed day is open again, and with it the days that its closing closed.
public struct DayReopened: EntryKind {
    package static let kind = "dayReopened"

    /// In the hub's own time zone.
    public let day: CivilDate

    package init(day: CivilDate) { self.day = day }
}

/// A person says that the hub's clock is right, after it had leapt or stood back.
public struct ClockConfirmed: EntryKind {
    package static let kind = "clockConfirmed"

    /// What the clock showed; nothing before this entry happened later.
    public let at: Moment

    package init(at: Moment) { self.at = at }
}

/// The zone that days are dates in; until the first day is closed.
public struct TimeZoneSet: EntryKind {
    package static let kind = "timeZoneSet"

    /// An IANA name such as `America/New_York`.
    public let timeZone: String

    package init(timeZone: String) { self.timeZone = timeZone }
}

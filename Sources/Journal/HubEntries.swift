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
    /// Whether nobody said the zone, and the machine's was taken; nil in entries that did not say.
    public let zoneIsGuessed: Bool?

    package init(
        timeZone: String,
        publicKey: String,
        places: [Place],
        zoneIsGuessed: Bool?
    ) {
        self.timeZone = timeZone
        self.zoneIsGuessed = zoneIsGuessed
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
    /// What counts for its own day again, which was put on a later one because that was closed; nil where nothing was, and
    /// in older entries.
    public let shift: DayShift?

    package init(day: CivilDate, shift: DayShift? = nil) { (self.day, self.shift) = (day, shift) }
}

/// A person says that the hub's clock is right, after it had leapt or stood back.
public struct ClockConfirmed: EntryKind {
    package static let kind = "clockConfirmed"

    /// What the clock showed; nothing before this entry happened later.
    public let at: Moment
    /// For how many microseconds the hub had been at rest, where that was what made one ask, and it was no more than 40
    /// days; a rest like it is not asked about again.
    public let rest: Int64?
    /// What had been put on open days that are later than the clock's; nil where nothing was, and in older entries.
    public let shift: DayShift?

    package init(at: Moment, rest: Int64? = nil, shift: DayShift? = nil) {
        (self.at, self.rest, self.shift) = (at, rest, shift)
    }
}

/// The zone that days are dates in; until the first day is closed.
public struct TimeZoneSet: EntryKind {
    package static let kind = "timeZoneSet"

    /// An IANA name such as `America/New_York`.
    public let timeZone: String
    /// What is on another day by this zone; nil where nothing is, and in older entries.
    public let shift: DayShift?

    package init(timeZone: String, shift: DayShift? = nil) {
        (self.timeZone, self.shift) = (timeZone, shift)
    }
}

/// How far a journal goes.
public struct JournalHead: Codable, Hashable, Sendable {
    /// The epoch that the next entry belongs to; at least 1.
    public let epoch: Int64
    /// The last entry's number; 0 before the first.
    public let seq: Int64
    /// The last entry's SHA-256 in hexadecimal; zeros before the first.
    public let hash: String

    package init(epoch: Int64, seq: Int64, hash: String) {
        (self.epoch, self.seq, self.hash) = (epoch, seq, hash)
    }
}

/// The journal goes on in another epoch, so that no entry can be taken for one of the same number that is gone.
public struct EpochBegun: EntryKind {
    package static let kind = "epochBegun"

    /// Why it began.
    public enum Reason: String, Codable, Sendable {
        /// A backup was put into an empty data directory.
        case restored
        /// The database lacked entries that had been noted outside it.
        case entriesGone
        /// The note outside the database was gone, so nobody can tell whether entries are.
        case noteGone
    }

    /// The entry's own, and that of those after it.
    public let epoch: Int64
    /// The last entry before.
    public let after: JournalHead
    /// What had been noted outside the database; nil after a restore, and where the note was gone.
    public let noted: JournalHead?
    /// 16 random bytes in hexadecimal: a backup that is restored twice gives two epochs that differ.
    public let writer: String
    /// Why it began.
    public let reason: Reason

    package init(
        epoch: Int64, after: JournalHead, noted: JournalHead?, writer: String, reason: Reason
    ) {
        (self.epoch, self.after, self.noted) = (epoch, after, noted)
        (self.writer, self.reason) = (writer, reason)
    }
}

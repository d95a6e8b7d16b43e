import API
package import Foundation
package import Journal
package import Stock
package import Storage

extension Hub {
    /// Closes a day and all before it, and signs its account.
    ///
    /// - Parameters:
    ///   - day: In the hub's own time zone.
    ///   - isClockRight: A person's word that the clock is, where it leapt or stood back.
    ///   - id: Names the closing; nil where its sender made no id.
    /// - Returns: The day as it is then, and whether it was closed before.
    /// - Throws: What the ledger refuses.
    package func close(
        _ day: CivilDate, isClockRight: Bool = false, id: EntryID?
    ) async throws -> (day: DayStatus, isReplay: Bool) {
        try await store.write { ledger in
            let isReplay = try ledger.closeDay(
                day, isClockRight: isClockRight, entryID: id ?? ledger.freshEntryID()
            ).isReplay
            return (try ledger.queries().dayStatus(day), isReplay)
        }
    }

    /// Opens the last closed day again, and those that its closing closed.
    ///
    /// - Returns: The day as it is then.
    @discardableResult
    package func reopen(_ day: CivilDate, id: EntryID?) async throws -> DayStatus {
        try await store.write { ledger in
            try ledger.reopenDay(day, entryID: id ?? ledger.freshEntryID())
            return try ledger.queries().dayStatus(day)
        }
    }

    /// What speaks against the hub's clock.
    package var clockCheck: ClockCheck { store.clockCheck }

    /// The last entry that is on the disk, and the epoch of the next.
    package var head: JournalHead { store.head }

    /// The number that the epoch of the next entry began with.
    package var epochFrom: Int64 { store.epochFrom }

    /// Entries that were gone when the hub was opened in the last seven days; nil where none were.
    package var journalLoss: JournalLoss? { store.journalLoss }

    /// What the check of the chain found that goes on beside the hub.
    package var journalCheck: JournalCheckRecord { store.journalCheck }

    /// Takes a person's word that the clock is right.
    package func confirmClock() async throws {
        try await store.write { try $0.confirmDoubtfulClock() }
    }

    /// Says which zone days are dates in, until the first day is closed.
    ///
    /// - Throws: `zone_is_fixed`.
    package func setTimeZone(_ zone: TimeZone, id: EntryID?) async throws {
        try await store.write { try $0.setTimeZone(zone, entryID: id ?? $0.freshEntryID()) }
    }
}

extension InputParsing {
    /// A zone by its name: one of the IANA's, or the hub's `own`.
    ///
    /// - Throws: `zone_unknown`.
    package static func timeZone(_ name: String, or own: TimeZone) throws -> TimeZone {
        let isKnown =
            name == "UTC" || name == own.identifier
            || TimeZone.knownTimeZoneIdentifiers.contains(name)
        guard isKnown, let zone = TimeZone(identifier: name) else { throw Problem.zoneUnknown }
        return zone
    }
}

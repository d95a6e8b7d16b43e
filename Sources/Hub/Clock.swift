import API
package import Foundation
package import Stock
import Storage

// The hub's clock, and the zone in which it reads days off it.
extension Hub {
    /// What speaks against the hub's clock.
    package var clockCheck: ClockCheck { store.clockCheck }

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

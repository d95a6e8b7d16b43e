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
        // The list has each zone once, by one of its names; the IANA knows others, such as `Etc/UTC` or `US/Eastern`. What has no
        // slash and is not listed is read as an offset.
        let isKnown =
            name == "UTC" || name == own.identifier || name.contains("/")
            || TimeZone.knownTimeZoneIdentifiers.contains(name)
        guard isKnown, let zone = TimeZone(identifier: name) else { throw Problem.zoneUnknown }
        return zone
    }

    /// The same by what a person types: the name of a zone, however it is written, or of its city, such as `new york`.
    ///
    /// - Throws: `zone_unknown`, where several zones have a city of that name too.
    package static func timeZone(typed text: String, or own: TimeZone) throws -> TimeZone {
        let key = Item.key(ofName: text)
        let meant = TimeZone.knownTimeZoneIdentifiers.filter { name in
            [name, city(ofZone: name)].contains { Item.key(ofName: $0) == key }
        }
        return try timeZone(meant.count == 1 ? meant[0] : text, or: own)
    }

    /// The city that a zone is named after.
    package static func city(ofZone name: String) -> String {
        (name.split(separator: "/").last.map { String($0) } ?? name).replacing("_", with: " ")
    }

    /// Minutes by which people round up the hour that they read off a clock.
    private static let roundedMinutes = 10

    /// The last time that the hub's wall showed an hour, as `14:05`; one that is nearly there is now.
    ///
    /// - Throws: `time_unreadable`.
    package static func moment(
        ofHour text: String, before now: Moment, in zone: TimeZone
    ) throws -> Moment {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.prefix(2).compactMap { $0.count <= 2 ? whole($0) : nil }
        guard parts.count == 2 || parts.count == 3, numbers.count == 2,
            (0...23).contains(numbers[0]), (0...59).contains(numbers[1])
        else { throw Problem.timeUnreadable }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let wall = DateComponents(hour: Int(numbers[0]), minute: Int(numbers[1]), second: 0)
        let present = Date(timeIntervalSince1970: Double(now.microseconds) / 1e6)
        let soon = present.addingTimeInterval(Double(roundedMinutes) * 60)
        let shown = calendar.nextDate(
            after: soon, matching: wall, matchingPolicy: .nextTime, direction: .backward)
        guard let shown else { throw Problem.timeUnreadable }
        return min(now, Moment(microseconds: Int64(shown.timeIntervalSince1970) * 1_000_000))
    }
}

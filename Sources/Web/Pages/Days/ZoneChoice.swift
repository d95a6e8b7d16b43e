import Foundation
import Hub

/// A time zone in a list to choose from.
struct ZoneChoice: Sendable {
    let zoneName: String
    let chosen: Bool

    /// All there are, the hub's chosen.
    static func all(of hub: Hub) -> [ZoneChoice] {
        let own = hub.timeZone.identifier
        return Set(TimeZone.knownTimeZoneIdentifiers + ["UTC", own]).sorted().map {
            ZoneChoice(zoneName: $0, chosen: $0 == own)
        }
    }
}

import Foundation
import Hub

/// Where someone says the hub's time zone: typed, by its name or by a city of it, with all there are to choose from.
struct ZoneField: Sendable {
    struct Choice: Sendable {
        let zoneName: String
        /// Its city: what is typed is looked for here too.
        let zoneCity: String
    }

    let zoneNow: String
    /// Whether nobody has said it yet.
    let zoneOpen: Bool
    let zones: [Choice]

    /// All there are; the hub's own stands in the field.
    init(of hub: Hub) {
        let own = hub.timeZone.identifier
        (zoneNow, zoneOpen) = (own, hub.isTimeZoneGuessed)
        zones = Set(TimeZone.knownTimeZoneIdentifiers + ["UTC", own]).sorted().map {
            Choice(zoneName: $0, zoneCity: InputParsing.city(ofZone: $0))
        }
    }
}

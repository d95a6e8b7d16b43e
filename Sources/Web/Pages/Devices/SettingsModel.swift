/// What the settings' template is given.
struct SettingsModel: Sendable {
    struct Language: Sendable {
        let tag: String
        let languageName: String
        let chosen: Bool
    }

    struct HubFacts: Sendable {
        let currentName: String
        /// A day is a date in it.
        let zone: String
        /// To choose from; nil once a day was closed.
        let zones: Rows<ZoneChoice>?
        /// Nil where somebody has said the zone.
        let zoneGuessed: String?
        let kilograms: Bool
        let pounds: Bool
        let hubLanguages: [Language]
    }

    struct Pairing: Sendable {
        let pairingTell: String
        let pairingCode: String
        let pairingUntil: String
    }

    struct Device: Sendable {
        let deviceId: String
        let deviceName: String
        let roleName: String
        let own: Bool
        /// Of a clock that is more than two minutes off; nil of one that is right.
        let clockOff: String?
        let removable: Bool
    }

    struct Devices: Sendable {
        let pairing: Pairing?
        let rows: [Device]
        let moreHref: String?
    }

    let languages: [Language]
    let roleTell: String
    let hub: HubFacts?
    let devices: Devices?
}

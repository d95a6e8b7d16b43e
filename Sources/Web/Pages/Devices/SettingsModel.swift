import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Localization
import Rendering
import Server
import Stock
import Storage

/// What the settings' template is given.
struct SettingsModel: Sendable {
    struct Language: Sendable {
        let tag: String
        let languageName: String
        let chosen: Bool
    }

    struct HubFacts: Sendable {
        let currentName: String
        let currentWhere: String?
        /// A day is a date in it.
        let zone: String
        /// To choose from; nil once a day was closed.
        let zoneField: ZoneField?
        /// Nil where somebody has said the zone.
        let zoneGuessed: String?
        /// When the last backup was made.
        let lastBackup: String
        let kilograms: Bool
        let pounds: Bool
        let hubLanguages: [Language]
        let asksSizes: Bool
    }

    struct Pairing: Sendable {
        /// What the new device will be able to do.
        let pairingRole: String
        let pairingTell: String
        let pairingCode: String
        let pairingUntil: String
        /// Nil where no other device reaches the hub.
        let picture: Picture?
    }

    /// The same code as a QR code, with the address.
    struct Picture: Sendable {
        let pictureSide: String
        let picturePath: String
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

    /// The buttons of the scanning pages.
    struct Buttons: Sendable {
        let buttonsTell: String
        /// Nil where nobody has chosen any.
        let chosen: Rows<Button>?
        /// A name that no item goes by.
        let choice: ItemChoice?
        let buttonTyped: String?
    }

    struct Button: Sendable {
        let buttonId: String
        let buttonItem: String
        let buttonHref: String
    }

    let languages: [Language]
    let roleTell: String
    let hub: HubFacts?
    let buttons: Buttons?
    let devices: Devices?
}

extension SettingsModel.HubFacts {
    init(_ settings: HubSettings, hasOpenZone: Bool, _ page: PageRequest) {
        let zone = page.hub.timeZone.identifier
        // Whoever sets the hub up reads this language.
        let chosen = settings.language ?? page.localizer.messages.tag
        self.init(
            currentName: settings.name, currentWhere: settings.whereabouts, zone: zone,
            zoneField: hasOpenZone ? ZoneField(of: page.hub) : nil,
            zoneGuessed: page.hub.isTimeZoneGuessed
                ? page.localizer.text("settings.zoneGuessed", ["zone": zone]) : nil,
            lastBackup: page.hub.lastBackup.map {
                page.localizer.text(
                    "settings.backupLast", ["time": page.localizer.moment($0, now: page.now)])
            } ?? page.localizer.text("settings.backupNone"),
            kilograms: settings.weightUnit == .kilograms, pounds: settings.weightUnit == .pounds,
            hubLanguages: SettingsModel.Language.all(chosen: chosen),
            asksSizes: settings.asksHouseholdSizes)
    }
}

extension SettingsModel.Buttons {
    init(_ buttons: ItemButtons, unknown: (name: String, near: [Item])?, _ page: PageRequest) {
        self.init(
            buttonsTell: page.localizer.text("settings.buttonsTell", n: ItemButtons.limit),
            chosen: buttons.areChosen
                ? Rows(
                    buttons.items.map {
                        .init(
                            buttonId: $0.id.description, buttonItem: $0.name,
                            buttonHref: "/items/\($0.id)")
                    }) : nil,
            choice: unknown.map {
                ItemChoice(
                    $0.name, near: $0.near, method: "post", action: "/settings/buttons",
                    makesButton: true, page)
            }, buttonTyped: unknown?.name)
    }
}

extension SettingsModel.Language {
    /// All there are.
    static func all(chosen: String) -> [SettingsModel.Language] {
        Messages.all.values.sorted { $0.name < $1.name }.map {
            .init(tag: $0.tag, languageName: $0.name, chosen: $0.tag == chosen)
        }
    }
}

extension SettingsModel.Pairing {
    /// A code that was made just now, and how it is typed or read on another device.
    init(_ made: NewSecret, _ page: PageRequest) {
        let localizer = page.localizer
        let address = Self.address(page)
        let drawing = address.flatMap { try? QRPath("\($0)join?token=\(made.secret)") }
        self.init(
            pairingRole: localizer.text("settings.pairing_\(made.credential.role.rawValue)"),
            pairingTell: address.map {
                localizer.text("settings.pairingTell", ["address": "\($0)join"])
            } ?? localizer.text("settings.pairingLocal"),
            pairingCode: localizer.code(made.secret),
            pairingUntil: localizer.text(
                "settings.pairingUntil",
                ["time": made.credential.expiresAt.map { localizer.hour($0) } ?? ""]),
            picture: drawing.map { .init(pictureSide: "\($0.side)", picturePath: $0.path) })
    }

    /// Where another device reaches the hub: where this one did, unless it is the hub's own machine; nil where only
    /// that one does.
    static func address(_ page: PageRequest) -> String? {
        let asked = page.http.head.authority ?? ""
        let isLocal = ["127.", "localhost", "[::1]"].contains { asked.hasPrefix($0) }
        return isLocal || asked.isEmpty ? page.hub.address.elsewhere.first : "http://\(asked)/"
    }
}

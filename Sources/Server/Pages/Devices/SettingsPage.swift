import Foundation
import HTTPTypes
import Hummingbird
import Stock
import Storage

/// This device's language; for a coordinator the hub's name and weights, and the devices that may come in.
enum SettingsPage {
    static let all = [
        Route.page(.get, "/settings", .role(.viewer)) { try await show($0) },
        Route.page(.post, "/settings", .role(.viewer), chooseLanguage),
        Route.page(.post, "/settings/hub", .role(.coordinator), changeHub),
        Route.page(.post, "/settings/pairings", .role(.coordinator), pair),
        Route.page(.post, "/settings/removals", .role(.coordinator), remove),
    ]

    static func show(_ visit: Visit, pairing: SettingsModel.Pairing? = nil) async throws -> Response
    {
        let speech = visit.speech
        let devices =
            visit.may(.coordinator) ? try await visit.hub.store.read { try $0.credentials() } : nil
        let own = visit.context.identity?.credential?.id
        let model = SettingsModel(
            languages: Messages.all.values.sorted { $0.name < $1.name }.map {
                .init(tag: $0.tag, languageName: $0.name, chosen: $0.tag == speech.messages.tag)
            },
            roleTell: visit.role.map {
                speech.say("settings.role", ["role": speech.say("roles.\($0.rawValue)")])
            } ?? "",
            hub: devices == nil ? nil : try await hub(visit),
            devices: devices.map { .init(pairing: pairing, rows: rows($0, own: own, speech)) })
        return try await visit.page("settings", title: speech.say("settings.title"), model)
    }

    private static func hub(_ visit: Visit) async throws -> SettingsModel.Hub {
        let settings = try await visit.hub.store.read { try HubSettings($0) }
        let chosen = settings.language ?? Messages.english.tag
        return .init(
            currentName: settings.name, zone: visit.hub.store.calendar.timeZone.identifier,
            kilograms: settings.weightUnit == .kilograms, pounds: settings.weightUnit == .pounds,
            hubLanguages: Messages.all.values.sorted { $0.name < $1.name }.map {
                .init(tag: $0.tag, languageName: $0.name, chosen: $0.tag == chosen)
            })
    }

    private static func rows(
        _ devices: [Credential], own: ID<Credential>?, _ speech: Speech
    ) -> [SettingsModel.Device] {
        devices.prefix(100).map { device in
            .init(
                deviceId: device.id.description,
                deviceName: device.name.isEmpty ? speech.say("settings.unnamed") : device.name,
                roleName: speech.say("roles.\(device.role.rawValue)"), own: device.id == own,
                removable: device.id != own)
        }
    }

    @Sendable private static func chooseLanguage(_ visit: Visit) async throws -> Response {
        let tag = try await PageForm(visit.request).required("language")
        guard Messages.all[tag] != nil else {
            throw Problem(
                .unprocessableContent, .fieldUnreadable, "The hub does not speak that language.")
        }
        var response = visit.see("/settings", told: .saved)
        response.setCookie(LanguageChoice.kept(tag))
        return response
    }

    @Sendable private static func changeHub(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        let name = try Names.text(try form.required("name"), "name", 1...60)
        let unit = form["weightUnit"].flatMap { WeightUnit(rawValue: $0) } ?? .kilograms
        let language = form["language"].flatMap { Messages.all[$0]?.tag }
        try await visit.hub.store.write { ledger in
            try ledger.set(HubSettings.nameKey, to: name)
            try ledger.set(HubSettings.weightUnitKey, to: unit.rawValue)
            if let language { try ledger.set(HubSettings.languageKey, to: language) }
        }
        return visit.see("/settings", told: .saved)
    }

    /// Shows a code once, on this answer only: it is in no address and cannot be read again.
    @Sendable private static func pair(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        guard let role = form["role"].flatMap({ Role(rawValue: $0) }) else {
            throw Problem(
                .unprocessableContent, .roleUnknown, "A role is coordinator, volunteer or viewer.")
        }
        let code = Secrets.short()
        let kept = try await Secrets.keep(
            code, .pairing, role: role, name: "", minutes: Secrets.pairingMinutes,
            in: visit.hub.store)
        let address = visit.request.head.authority ?? ""
        let isLocal = ["127.", "localhost", "[::1]"].contains { address.hasPrefix($0) }
        return try await show(
            visit,
            pairing: .init(
                pairingTell: isLocal
                    ? visit.speech.say("settings.pairingLocal")
                    : visit.speech.say(
                        "settings.pairingTell", ["address": "http://\(address)/join"]),
                pairingCode: visit.speech.code(code),
                pairingUntil: visit.speech.say(
                    "settings.pairingUntil",
                    ["time": kept.expiresAt.map { visit.speech.hour($0) } ?? ""])))
    }

    @Sendable private static func remove(_ visit: Visit) async throws -> Response {
        let device: ID<Credential> = try Names.id(
            try await PageForm(visit.request).required("device"))
        guard try await visit.hub.store.write({ try $0.revokeCredential(device) }) else {
            throw Problem(.notFound, .deviceNotFound, "There is no such device or token.")
        }
        visit.hub.gate.forget()
        return visit.see("/settings", told: .removed)
    }
}

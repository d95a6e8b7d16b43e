import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// This device's language; for a coordinator the hub's name and weights, and the devices that may come in.
enum SettingsPage {
    static let all = [
        Route.page(.get, "/settings", .role(.viewer)) { try await show($0) },
        Route.page(.post, "/settings/hub", .role(.coordinator), changeHub),
        Route.page(.post, "/settings/buttons", .role(.coordinator), setButton),
        Route.page(.post, "/settings/households", .role(.coordinator), setHouseholds),
        Route.page(.post, "/settings/zone", .role(.coordinator), setZone),
        Route.page(.post, "/settings/pairings", .role(.coordinator), pair),
        Route.page(.post, "/settings/removals", .role(.coordinator), remove),
        Route.page(.post, "/settings/backup", .role(.coordinator), backUp),
    ]

    /// Devices on one page.
    static let pageLength = 100

    /// The page; with `unknown`, a name that a button was asked for and no item goes by, and those that may be meant.
    static func show(
        _ request: WebRequest, made: NewSecret? = nil, unknown: (name: String, near: [Item])? = nil
    ) async throws -> Response {
        let mayManage = request.may(.coordinator)
        let behind = try request.http.device()
        let (page, (devices, settings, buttons)) = try await request.read { queries in
            mayManage
                ? (
                    try queries.credentials(behind: behind, limit: pageLength + 1),
                    (try HubSettings(queries), try queries.lastClosedDay() == nil),
                    try ItemButtons(queries)
                ) : (nil, nil, nil)
        }
        let localizer = page.localizer
        let own = page.owner
        let model = SettingsModel(
            languages: SettingsModel.Language.all(chosen: localizer.messages.tag),
            roleTell: page.role.map {
                localizer.text("settings.role", ["role": localizer.text("roles.\($0.rawValue)")])
            } ?? "",
            hub: settings.map { .init($0, hasOpenZone: $1, page) },
            buttons: buttons.map { .init($0, unknown: unknown, page) },
            devices: devices.map {
                .init(
                    pairing: made.map { .init($0, page) },
                    rows: rows(
                        $0.prefix(pageLength), own: own, reports: page.hub.deviceReports, localizer),
                    moreHref: more($0))
            })
        return try await page.render(
            "settings", title: localizer.text("settings.title"),
            status: unknown == nil ? .ok : .notFound, model)
    }

    /// The link to the devices behind those of one page.
    private static func more(_ devices: [Credential]) -> String? {
        guard devices.count > pageLength else { return nil }
        let next = Cursor(.devices, [devices[pageLength - 1].id.description])
        return PageRequest.path("/settings", ["after": next.description])
    }

    private static func rows(
        _ devices: ArraySlice<Credential>, own: ID<Credential>?, reports: DeviceReports,
        _ localizer: Localizer
    ) -> [SettingsModel.Device] {
        devices.map { device in
            .init(
                deviceId: device.id.description,
                deviceName: device.name.isEmpty ? localizer.text("settings.unnamed") : device.name,
                roleName: localizer.text("roles.\(device.role.rawValue)"), own: device.id == own,
                clockOff: reports[device.id]?.clock.flatMap { clockOff($0, localizer) },
                removable: device.id != own)
        }
    }

    private static func clockOff(_ offset: ClockOffset, _ localizer: Localizer) -> String? {
        guard offset.isOff else { return nil }
        let minutes = Int((offset.microseconds.magnitude + 30_000_000) / 60_000_000)
        return localizer.text(
            offset.microseconds > 0 ? "settings.clockBehind" : "settings.clockAhead", n: minutes)
    }

    /// Gives a food a button on the scanning pages, by its name, or takes one away.
    @Sendable private static func setButton(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        let item: ItemReference =
            if let id = form["take"] ?? form["into"] {
                .id(try InputParsing.id(id))
            } else {
                .name(try form.required("name"))
            }
        if case .name(let name) = item,
            let near = try await request.hub.read({ try ItemChoice.near(name, $0) })
        {
            return try await show(request, unknown: (name, near))
        }
        try await request.hub.setButton(item, isShown: form["take"] == nil)
        return request.see("/settings", told: .saved)
    }

    @Sendable private static func setHouseholds(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        try await request.hub.ask(householdSizes: form["sizes"] != nil)
        return request.see("/settings", told: .saved)
    }

    @Sendable private static func setZone(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        let zone = try InputParsing.timeZone(
            typed: try form.required("zone"), or: request.hub.timeZone)
        try await request.hub.setTimeZone(zone, id: nil)
        guard let day = form["day"] else { return request.see("/settings", told: .saved) }
        return request.see("/close", ["date": day], told: .saved)
    }

    @Sendable private static func changeHub(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let name = try form.required("name")
        let unit = form["weightUnit"].flatMap { WeightUnit(rawValue: $0) } ?? .kilograms
        let language = form["language"].flatMap { Messages.all[$0]?.tag }
        let zone = try form["zone"].map {
            try InputParsing.timeZone(typed: $0, or: page.hub.timeZone)
        }
        try await page.hub.set(
            name: name, whereabouts: form["where"], weightUnit: unit, language: language,
            timeZone: zone)
        if form["beginning"] != nil { return page.see(BeginningPage.path, told: .saved) }
        return page.see("/settings", told: .saved)
    }

    /// Shows a code once, on this answer only: it is in no address and cannot be read again.
    @Sendable private static func pair(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let made = try await page.hub.makeSecret(
            for: try NewAccess(.pairing, role: form["role"] ?? "", name: ""))
        return try await show(page, made: made)
    }

    /// A file for another disk.
    @Sendable private static func backUp(_ page: WebRequest) async throws -> Response {
        try Response(backupOf: page.hub, as: "larder-\(page.today).sqlite")
    }

    @Sendable private static func remove(_ page: WebRequest) async throws -> Response {
        let device: ID<Credential> = try InputParsing.id(
            try await PageForm(page.http).required("device"))
        try await page.hub.revoke(device)
        return page.see("/settings", told: .removed)
    }
}

import API
import Barcodes
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Taking in and handing out.
///
/// The page's scripts send scans to the API; without scripts its form does the same, one code at a
/// time.
enum ScanPage {
    static let all = [
        Route.page(.get, "/take-in", .role(.volunteer)) { try await show($0, .intake) },
        Route.page(.post, "/take-in", .role(.volunteer)) { try await record($0, .intake) },
        Route.page(.get, "/hand-out", .role(.volunteer)) { try await show($0, .distribute) },
        Route.page(.post, "/hand-out", .role(.volunteer)) { try await record($0, .distribute) },
    ]

    static func path(_ mode: ScanMode) -> String { mode == .intake ? "/take-in" : "/hand-out" }

    private static func show(_ request: WebRequest, _ mode: ScanMode) async throws -> Response {
        let last = request.number("said")
        let (page, (desk, items, buttons, asksSizes)) = try await request.read { queries in
            (
                try queries.scanDesk(last: last), try NearItems.find(request, queries),
                try ItemButtons(queries),
                try mode == .distribute && HubSettings(queries).asksHouseholdSizes
            )
        }
        let said = LastScan(desk.last, page)
        let wanted = page.query("place").flatMap { PlaceID($0) } ?? said?.facts?.place
        let places = desk.places
        let localizer = page.localizer
        let intake = mode == .intake
        let floor = places.first { $0.kind == .floor }?.id
        var model = ScanModel(
            mode: mode, icon: intake ? "take-in" : "hand-out", action: path(mode),
            formId: page.newID(),
            station: page.station ?? "", page: page,
            placeAsk: localizer.text(intake ? "scan.putInto" : "scan.takeFrom"),
            anyPlace: intake ? nil : localizer.text("scan.anyPlace"),
            places: PlaceChoice.all(places, chosen: wanted ?? (intake ? floor : nil), localizer),
            ask: localizer.text("scan.ready_\(mode.rawValue)"),
            newRun: intake ? localizer.text("scan.newDonation") : nil,
            categories: desk.categories,
            said: said?.model,
            intake: intake
                ? IntakeModel(
                    sources: desk.sources.map(\.name),
                    source: said?.facts == nil ? nil : desk.last?.sourceName)
                : nil)
        model.near = NearItems(items, page)
        model.foods = FoodButton.all(buttons)
        model.sizes = asksSizes ? SizeChoice.all : nil
        if let closed = desk.lastClosed, page.today <= closed {
            model.onceTell = localizer.text(
                "day.closedNote",
                ["date": localizer.day(page.today), "open": localizer.day(closed.next)])
            model.onceHref = "/days/\(page.today)"
        }
        return try await page.render(
            "scan", title: localizer.text("scan.\(mode.rawValue)"), copy: .keep, model)
    }

    private static func record(_ request: WebRequest, _ mode: ScanMode) async throws -> Response {
        let form = try await PageForm(request.http)
        if let undone = form["undo"] { return try await undo(undone, form, request, mode) }
        var scan = ScanRequest(code: try await request.scanned(form))
        (scan.id, scan.mode) = (try form.required("id"), Word(mode))
        (scan.quantity, scan.place) = (try form.quantity("quantity"), form["place"])
        scan.station = request.station
        if mode == .intake {
            scan.source = form["source"]
            scan.dateLabel = form.dateLabel("date", form["use-by"] == nil ? .bestBy : .useBy)
        }
        scan.item = form["named"]
        return request.see(
            path(mode), try await request.hub.record(typed: scan.typedInput()), of: form)
    }

    private static func undo(
        _ movement: String, _ form: PageForm, _ request: WebRequest, _ mode: ScanMode
    ) async throws -> Response {
        let movement: EntryID = try InputParsing.id(movement)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        let reversal = try await request.hub.undo(movement, as: id).outcome.recorded
        guard let reversal else { return request.see(path(mode), told: .dismissed) }
        return request.see(path(mode), ["said": String(reversal.seq)])
    }
}

extension WebRequest {
    /// What was typed; of food whose button was pressed, its name.
    func scanned(_ form: PageForm) async throws -> String {
        if form["code"] == nil, let named = form["named"] {
            let id: ItemID = try InputParsing.id(named)
            if let known = try await hub.read({ try $0.item(id) }) { return known.item.name }
        }
        return try form.required("code")
    }

    /// The scanning page at a path, with what became of what was typed there.
    func see(_ path: String, _ outcome: TypedScanOutcome, of form: PageForm) -> Response {
        switch outcome {
        case .answer(.recorded(let scan)): see(path, ["said": String(scan.seq)])
        case .answer(.unresolved(let seq, _, _, _, _)): see(path, ["said": String(seq)])
        case .answer(.lookedUp): see(path)
        case .place(let place, 1): see(path, ["place": place.description])
        case .place(let place, let quantity):
            see(path, ["place": place.description, "quantity": String(quantity)])
        case .near(let name, let quantity): see(path, NearItems.query(form, name, quantity))
        case .unclear: see(path, NearItems.query(unclear: form))
        }
    }
}

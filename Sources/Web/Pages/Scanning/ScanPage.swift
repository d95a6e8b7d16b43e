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

    private static func show(_ visit: WebRequest, _ mode: ScanMode) async throws -> Response {
        let last = visit.number("said")
        let (page, desk) = try await visit.read { try $0.scanDesk(last: last) }
        let said = LastScan(desk.last, page)
        let wanted = page.query("place").flatMap { PlaceID($0) } ?? said?.facts?.place
        let places = desk.places
        let localizer = page.localizer
        let intake = mode == .intake
        let floor = places.first { $0.kind == .floor }?.id
        let model = ScanModel(
            mode: mode, icon: intake ? "take-in" : "hand-out", action: path(mode),
            formId: page.newID(),
            station: page.station ?? "", page: page,
            placeAsk: localizer.text(intake ? "scan.putInto" : "scan.takeFrom"),
            anyPlace: intake ? nil : localizer.text("scan.anyPlace"),
            places: PlaceChoice.all(places, chosen: wanted ?? (intake ? floor : nil), localizer),
            ask: localizer.text("scan.ready_\(mode.rawValue)"),
            newRun: localizer.text(intake ? "scan.newDonation" : "scan.newHandOut"),
            categories: desk.categories,
            said: said?.model,
            intake: intake
                ? IntakeModel(
                    page, sources: desk.sources.map(\.name),
                    source: said?.facts == nil ? nil : desk.last?.sourceName,
                    date: said?.facts?.dateLabel?.date)
                : nil)
        return try await page.render("scan", title: localizer.text("scan.\(mode.rawValue)"), model)
    }

    private static func record(_ visit: WebRequest, _ mode: ScanMode) async throws -> Response {
        let form = try await PageForm(visit.request)
        if let undone = form["undo"] { return try await undo(undone, form, visit, mode) }
        var scan = ScanRequest(code: try form.required("code"))
        (scan.id, scan.mode) = (try form.required("id"), mode.rawValue)
        (scan.quantity, scan.place) = (try form.number("quantity"), form["place"])
        scan.station = visit.station
        if mode == .intake {
            scan.source = form["source"]
            let date = [form["year"], form["month"]].compactMap { $0 }.joined(separator: "-")
            if form["year"] != nil {
                scan.dateLabel = .init(kind: DateLabel.Kind.bestBy.rawValue, date: date)
            }
        }
        if let codes = try await codesNamed(scan.code, visit.hub) {
            guard let known = codes.first else {
                return visit.see("/stock", ["query": scan.code])
            }
            scan.code = known
        }
        switch try await visit.hub.recordOrGo(scan) {
        case .answer(.recorded(let recorded)):
            return visit.see(path(mode), ["said": String(recorded.seq)])
        case .answer(.unresolved(let seq, _, _, _)):
            return visit.see(path(mode), ["said": String(seq)])
        case .answer(.lookedUp): return visit.see(path(mode))
        case .place(let place): return visit.see(path(mode), ["place": place.description])
        }
    }

    /// The codes of the one item that goes by what was typed, where that is letters alone which nobody knows as a code: rather a
    /// name, and never a new code.
    ///
    /// - Returns: Those of a single piece first; none where there is no such item or more than one. Nil for a code.
    private static func codesNamed(_ typed: String, _ hub: Hub) async throws -> [String]? {
        guard typed.contains(where: \.isLetter), !typed.contains(where: \.isNumber) else {
            return nil
        }
        let keys = try InputParsing.scanned(typed).keys
        return try await hub.read { queries in
            guard try queries.meaning(of: keys) == nil,
                try keys.allSatisfy({ try queries.label($0) == nil })
            else { return nil }
            let items = try queries.items(matching: typed, limit: 2)
            return items.count == 1 ? items[0].codes.map { $0.code } : []
        }
    }

    private static func undo(
        _ movement: String, _ form: PageForm, _ visit: WebRequest, _ mode: ScanMode
    ) async throws -> Response {
        let movement: EntryID = try InputParsing.id(movement)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        let reversal = try await visit.hub.undo(movement, as: id).recorded
        guard let reversal else { return visit.see(path(mode), told: .dismissed) }
        return visit.see(path(mode), ["said": String(reversal.seq)])
    }
}

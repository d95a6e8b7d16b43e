import Hummingbird
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

    static func path(_ mode: Mode) -> String { mode == .intake ? "/take-in" : "/hand-out" }

    private static func show(_ visit: Visit, _ mode: Mode) async throws -> Response {
        let said = try await Said.read(visit)
        let wanted = visit.query("place").flatMap { PlaceID($0) } ?? said?.facts?.place
        let (places, names, source) = try await visit.hub.store.read { queries in
            (
                try queries.places(), (try queries.sources(limit: 500), try queries.categories()),
                try said?.facts?.source.flatMap { try queries.sourceName($0) }
            )
        }
        let speech = visit.speech
        let intake = mode == .intake
        let floor = places.first { $0.kind == .floor }?.id
        let model = ScanModel(
            mode: mode, icon: intake ? "take-in" : "hand-out", action: path(mode),
            formId: visit.newID(),
            station: visit.context.identity?.credential?.name ?? "", visit: visit,
            placeAsk: speech.say(intake ? "scan.putInto" : "scan.takeFrom"),
            anyPlace: intake ? nil : speech.say("scan.anyPlace"),
            places: PlaceChoice.all(places, chosen: wanted ?? (intake ? floor : nil), speech),
            ask: speech.say("scan.ready_\(mode.rawValue)"),
            newRun: speech.say(intake ? "scan.newDonation" : "scan.newHandOut"),
            categories: names.1,
            said: said?.model,
            intake: intake
                ? IntakeModel(
                    visit, sources: names.0.map(\.name), source: source,
                    date: said?.facts?.dateLabel?.date)
                : nil)
        return try await visit.page("scan", title: speech.say("scan.\(mode.rawValue)"), model)
    }

    private static func record(_ visit: Visit, _ mode: Mode) async throws -> Response {
        let form = try await PageForm(visit.request)
        if let undone = form["undo"] { return try await undo(undone, form, visit, mode) }
        var scan = ScanJSON(code: try form.required("code"))
        (scan.id, scan.mode) = (try form.required("id"), mode.rawValue)
        (scan.quantity, scan.place) = (try form.number("quantity"), form["place"])
        scan.station = visit.context.identity?.credential?.name
        if mode == .intake {
            scan.source = form["source"]
            let date = [form["year"], form["month"]].compactMap { $0 }.joined(separator: "-")
            if form["year"] != nil {
                scan.dateLabel = .init(kind: DateLabel.Kind.bestBy.rawValue, date: date)
            }
        }
        let request = try scan.request()
        do {
            switch try await visit.hub.store.write({ try $0.record(request) }) {
            case .recorded(let recorded):
                return visit.see(path(mode), ["said": String(recorded.seq)])
            case .unresolved(let seq, _, _, _): return visit.see(path(mode), ["said": String(seq)])
            case .lookedUp: return visit.see(path(mode))
            }
        } catch StorageFault.codeNamesAPlace {
            // A place's label says where the next scans are.
            guard
                case .place(let place)? = try await visit.hub.store.read({
                    try $0.meaning(of: request.keys)
                })
            else { throw StorageFault.codeNamesAPlace(scan.code) }
            return visit.see(path(mode), ["place": place.id.description])
        }
    }

    private static func undo(
        _ movement: String, _ form: PageForm, _ visit: Visit, _ mode: Mode
    ) async throws -> Response {
        let movement: EntryID = try Names.id(movement)
        let id: EntryID = try Names.id(try form.required("id"))
        let reversal = try await visit.hub.store.write { try $0.reverse(movement, entryID: id) }
        guard let reversal else { return visit.see(path(mode), told: .dismissed) }
        return visit.see(path(mode), ["said": String(reversal.seq)])
    }
}

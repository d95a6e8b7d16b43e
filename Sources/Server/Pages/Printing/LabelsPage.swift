import Hummingbird
import Rendering
import Spool
import Stock
import Storage

/// Choosing a label, seeing it as it will be printed, and printing it; making a place that gets one.
enum LabelsPage {
    static let all = [
        Route.page(.get, "/labels", .role(.volunteer), show),
        Route.page(.post, "/labels", .role(.volunteer), act),
    ]

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let speech = visit.speech
        let (places, printers) = try await visit.hub.store.read {
            (try $0.places(), try $0.printers())
        }
        let wanted = visit.query("printer")
        let printer = printers.first { $0.name == wanted } ?? printers.first
        let subject = try await LabelSubject.find(visit.query("target") ?? "", visit)
        let layout = visit.query("layout") ?? subject?.layout ?? "bin"
        let preview = try await LabelPreview.of(subject, layout: layout, on: printer, visit)
        let model = LabelsModel(
            layouts: visit.hub.catalogue.layoutNames.filter { $0 != "test" }.map { name in
                .init(layout: name, layoutName: layoutName(name, speech), chosen: name == layout)
            },
            target: subject?.typed ?? visit.query("target") ?? "",
            targets: places.filter { $0.labelCode != nil }.prefix(ScanModel.suggestionLimit).map {
                .init(code: $0.labelCode ?? "", targetName: speech.name(of: $0))
            },
            printers: printers.map {
                .init(
                    printer: $0.name, printerName: PrinterWords.name($0.name, speech),
                    chosen: $0.name == printer?.name)
            },
            preview: preview.model, trouble: preview.trouble, lots: subject?.lots,
            placeFormId: visit.newID(),
            kinds: [Place.Kind.bin, .shelf, .box, .room].map {
                .init(kind: $0.rawValue, kindName: speech.say("words.\($0.rawValue)"))
            },
            places: PlaceChoice.all(places.filter { $0.kind.canBeMade }, chosen: nil, speech))
        return try await visit.page("labels", title: speech.say("home.labels"), model)
    }

    /// A layout that a coordinator added is called by its file's name.
    private static func layoutName(_ name: String, _ speech: Speech) -> String {
        ["bin", "box", "lot"].contains(name) ? speech.say("labels.\(name)") : name
    }

    @Sendable private static func act(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        switch form["make"] {
        case "place": return try await makePlace(form, visit)
        case "lot": return try await issue(form, visit)
        default: return try await print(form, visit)
        }
    }

    private static func print(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let id: PrintJobID = try Names.id(try form.required("id"))
        let (layout, code) = (try form.required("layout"), try form.required("code"))
        let printer = try form.required("printer")
        let label = try await visit.hub.label(
            layout: layout, code: code, fields: [:], copies: Int(try form.number("copies") ?? 1))
        try await visit.hub.spool.submit(id, to: printer, label)
        return visit.see(
            "/labels", ["layout": layout, "target": code, "printer": printer], told: .queued,
            about: id.description)
    }

    private static func makePlace(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let place = try await PlaceRoutes.make(
            try Names.id(try form.required("id")), name: try form.required("name"),
            kind: try form.required("kind"), parent: form["parent"], visit.hub
        ).place
        let layout = place.kind == .box ? "box" : "bin"
        return visit.see(
            "/labels", ["layout": layout, "target": place.labelCode ?? ""], told: .placeMade,
            about: place.id.description)
    }

    /// Gives a lot the code that its label carries.
    private static func issue(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let lot: LotID = try Names.id(try form.required("lot"))
        let code = try await visit.hub.issueLabel { try $0.issueLabel(for: lot, freshCode: $1) }
        return visit.see(
            "/labels", ["layout": "lot", "target": code, "printer": form["printer"] ?? ""])
    }
}

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
            layouts: visit.hub.catalogue.layoutNames
                .filter { $0 == layout || !ofNoChoice.contains($0) }
                .map { name in
                    .init(
                        layout: name, layoutName: layoutName(name, speech),
                        chosen: name == layout)
                },
            target: subject?.typed ?? visit.query("target") ?? "",
            targets: places.filter { $0.labelCode != nil }.prefix(ScanModel.suggestionLimit).map {
                .init(code: $0.labelCode ?? "", targetName: speech.name(of: $0))
            },
            printers: LabelsModel.Printer.all(printers, chosen: wanted, speech),
            written: try await written(subject, layout, visit),
            preview: preview.model,
            blankHref: subject?.isBlank == true
                ? Visit.path("/labels/blank", ["code": subject?.code ?? ""]) : nil,
            newer: subject?.label?.replacedBy,
            replacement: replacement(subject, visit), trouble: preview.trouble,
            lots: subject?.lots, placeFormId: visit.newID(),
            kinds: LabelsModel.Kind.all(speech),
            places: PlaceChoice.all(places.filter { $0.kind.canBeMade }, chosen: nil, speech))
        return try await visit.page("labels", title: speech.say("home.labels"), model)
    }

    /// A layout that a coordinator added is called by its file's name.
    static func layoutName(_ name: String, _ speech: Speech) -> String {
        speech.messages.has("labels.layouts.\(name)") ? speech.say("labels.layouts.\(name)") : name
    }

    @Sendable private static func act(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        switch form["make"] {
        case "place": return try await makePlace(form, visit)
        case "lot": return try await issue(form, visit)
        case "replacement": return try await replace(form, visit)
        case "blank": return try await takeOff(form, visit)
        default: return try await print(form, visit)
        }
    }

    private static func print(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let id: PrintJobID = try Names.id(try form.required("id"))
        let (layout, code) = (try form.required("layout"), form["code"] ?? "")
        let printer = try form.required("printer")
        let label = try await visit.hub.label(
            layout: layout, code: code, fields: form.fields("field-"),
            copies: Int(clamping: try form.number("copies") ?? 1))
        try await visit.hub.spool.submit(id, to: printer, label)
        return visit.see(
            "/labels", ["layout": layout, "target": code, "printer": printer], told: .queued,
            about: id.description)
    }

    /// The fields of a layout that nothing fills by itself.
    private static func written(
        _ subject: LabelSubject?, _ layout: String, _ visit: Visit
    ) async throws -> Rows<LabelsModel.Field>? {
        guard let fields = try? visit.hub.catalogue.fields(ofLayout: layout) else { return nil }
        let label = try await visit.hub.label(
            layout: layout, code: subject?.code, fields: [:], copies: 1)
        guard subject?.code != nil || Self.speakingForThemselves.contains(layout) else {
            return nil
        }
        let filled = subject?.code == nil && layout != "badge" ? [] : Set(label.fields.keys)
        let written = visit.queries("field-")
        return Rows(
            fields.filter { !filled.contains($0) && !$0.hasSuffix("-2") }.map {
                .init(
                    field: $0, fieldName: visit.speech.say("labels.fieldNames.\($0)"),
                    fieldValue: written[$0] ?? "")
            })
    }

    /// Layouts that come with what they are for: nobody chooses them.
    private static let ofNoChoice: Set<String> = ["command", "roll", "test"]

    /// Layouts that need no code to be of use.
    static let speakingForThemselves: Set<String> = ["allergens", "badge", "bag", "donation"]

    private static func replacement(_ subject: LabelSubject?, _ visit: Visit)
        -> LabelsModel.Replacement?
    {
        guard let label = subject?.label, label.binding != nil, label.replacedBy == nil else {
            return nil
        }
        return .init(
            replacementId: visit.newID(), lostCode: label.code,
            bindingId: label.roll == nil ? nil : label.binding?.description)
    }

    /// Takes back what a label of a roll was put on: it is blank again, and asked about anew.
    private static func takeOff(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let code = try Names.label(try form.required("code"))
        let binding = LabelBinding(
            id: try Names.id(try form.required("id")),
            corrects: try Names.id(try form.required("corrects")), to: .wish(.nothing))
        _ = try await visit.hub.bind(code, binding)
        return visit.see("/labels/blank", ["code": code])
    }

    /// Another label for what a lost one stood for.
    private static func replace(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let lost = try Names.label(try form.required("code"))
        let new = try await visit.hub.replaceLabel(
            lost, with: nil, id: try Names.id(try form.required("id")))
        return visit.see(
            "/labels", ["target": new.code, "printer": form["printer"] ?? ""], told: .replaced,
            about: lost)
    }

    private static func makePlace(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let place = try await PlaceRoutes.make(
            try Names.id(try form.required("id")), name: try form.required("name"),
            kind: try form.required("kind"), parent: form["parent"], visit.hub
        ).place
        return visit.see(
            "/labels", ["target": place.labelCode ?? ""], told: .placeMade,
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

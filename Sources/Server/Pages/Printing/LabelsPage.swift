import Hummingbird
import Rendering
import Spool
import Stock
import Storage

/// Choosing a label, writing on it, seeing it dot for dot, and printing it; making a place that gets one.
enum LabelsPage {
    static let picturePath = "/labels/picture"

    static let all = [
        Route.page(.get, "/labels", .role(.volunteer), show),
        Route.page(.get, picturePath, .role(.volunteer), picture),
        Route.page(.post, "/labels", .role(.volunteer), act),
    ]

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let (places, printers) = try await visit.hub.store.read {
            (try $0.places(), try $0.printers())
        }
        let draft = try await LabelDraft(visit.asked, printers, visit)
        let model = LabelsModel(
            draft, try await LabelPreview.of(draft, visit), places, printers, visit)
        return try await visit.page("labels", title: visit.speech.say("home.labels"), model)
    }

    /// The dots that the page shows, one pixel a dot.
    @Sendable private static func picture(_ visit: Visit) async throws -> Response {
        let (draft, label) = try await label(visit.asked, visit)
        return Response(file: try draft.draw(label, visit.hub).bitmap.png(), kind: "image/png")
    }

    /// The label that an address or a form describes.
    ///
    /// - Throws: `label_code_unknown` where there is nothing to show yet.
    private static func label(
        _ form: PageForm, copies: Int = 1, _ visit: Visit
    ) async throws -> (LabelDraft, PrintRequest) {
        let printers = try await visit.hub.store.read { try $0.printers() }
        let draft = try await LabelDraft(form, printers, visit)
        guard let label = draft.label(copies: copies) else {
            throw StorageFault.labelCodeUnknown(draft.target ?? "")
        }
        return (draft, label)
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
        case "donation": return try await issueOfDonation(form, visit)
        case "replacement": return try await replace(form, visit)
        case "blank": return try await takeOff(form, visit)
        default: return try await print(form, visit)
        }
    }

    private static func print(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let id: PrintJobID = try Names.id(try form.required("id"))
        let copies = Int(clamping: try form.number("copies") ?? 1)
        let (draft, label) = try await label(form, copies: copies, visit)
        try await visit.hub.spool.submit(id, to: try form.required("printer"), label)
        return visit.see("/labels", draft.query, told: .queued, about: id.description)
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
        return visit.see("/labels", ["target": new.code], told: .replaced, about: lost)
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
        return visit.see("/labels", ["layout": "lot", "target": code])
    }

    /// Gives a donation the code that its label carries.
    private static func issueOfDonation(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let donation: DonationID = try Names.id(try form.required("donation"))
        let code = try await visit.hub.issueLabel {
            try $0.issueLabel(for: donation, freshCode: $1)
        }
        return visit.see("/labels", ["target": code])
    }
}

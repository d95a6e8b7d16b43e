import Hub
import Hummingbird
import Journal
import Localization
import Rendering
import Server
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

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (page, (places, printers, draft)) = try await request.read { queries, localizer in
            let printers = try queries.printers()
            return (
                try queries.places(), printers,
                try LabelDraft(request.asked, printers, queries, request.hub, localizer)
            )
        }
        let preview = await LabelPreview.of(draft, page)
        let model = LabelsModel(draft, preview, places, printers, page)
        return try await page.render("labels", title: page.localizer.text("home.labels"), model)
    }

    /// The dots that the page shows, one pixel a dot.
    @Sendable private static func picture(_ page: WebRequest) async throws -> Response {
        let draft = try await page.read { queries, localizer in
            try LabelDraft(page.asked, try queries.printers(), queries, page.hub, localizer)
        }.value
        let label = try label(of: draft)
        let picture = try await page.hub.picture(
            of: label, on: draft.media, at: draft.resolution)
        return Response(file: picture, kind: "image/png")
    }

    /// The label that an address or a form describes.
    ///
    /// - Throws: `label_code_unknown` where there is nothing to show yet.
    private static func label(of draft: LabelDraft, copies: Int = 1) throws -> PrintRequest {
        guard let label = draft.label(copies: copies) else {
            throw StorageFault.labelCodeUnknown(draft.target ?? "")
        }
        return label
    }

    /// A layout that a coordinator added is called by its file's name.
    static func layoutName(_ name: String, _ localizer: Localizer) -> String {
        localizer.messages.has("labels.layouts.\(name)")
            ? localizer.text("labels.layouts.\(name)") : name
    }

    @Sendable private static func act(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        switch form["make"] {
        case "place": return try await makePlace(form, page)
        case "lot": return try await issue(form, page)
        case "donation": return try await issueOfDonation(form, page)
        case "replacement": return try await replace(form, page)
        case "blank": return try await takeOff(form, page)
        default: return try await print(form, page)
        }
    }

    private static func print(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let id: PrintJobID = try InputParsing.id(try form.required("id"))
        let copies = Int(clamping: try form.number("copies") ?? 1)
        // The form sent again is the same order, whatever its label would say by now.
        let order = try OrderDigest(form.fields(""))
        let printer = try form.required("printer")
        if printer == LabelsModel.Printer.sheet, let target = form["target"] {
            let code = try await page.read { queries, localizer in
                try LabelSubject.find(target, queries, localizer)?.code
            }.value
            return try await SheetsPage.show(
                page, codes: code.map { [$0] } ?? [], copies: copies, layout: form["layout"])
        }
        let (draft, wanted) = try await page.read { queries, localizer in
            let draft = try LabelDraft(
                form, try queries.printers(), queries, page.hub, localizer)
            let wanted = try page.hub.submission(
                of: id, to: printer, orderedAs: order, queries
            ) { try label(of: draft, copies: copies) }
            return (draft, wanted)
        }.value
        try await page.hub.print(wanted)
        return page.see("/labels", draft.query, told: .queued, about: id.description)
    }

    /// Takes back what a label of a roll was put on: it is blank again, and asked about anew; scans that were recorded
    /// by it are offered first.
    private static func takeOff(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let code = try InputParsing.label(try form.required("code"))
        let binding = LabelBinding(
            id: try InputParsing.id(try form.required("id")),
            corrects: try InputParsing.id(try form.required("corrects")), to: .target(.nothing))
        let earlier = try await page.hub.bind(label: code, to: binding).earlier
        if let earlier {
            let query = EarlierScansModel.query(earlier.origin)
            return page.see("/items/\(earlier.item)", query, told: .saved)
        }
        return page.see("/labels/blank", ["code": code])
    }

    /// Another label for what a lost one stood for.
    private static func replace(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let lost = try InputParsing.label(try form.required("code"))
        let new = try await page.hub.replace(
            label: lost, with: nil, id: try InputParsing.id(try form.required("id"))
        ).label
        return page.see("/labels", ["target": new.label.code], told: .replaced, about: lost)
    }

    private static func makePlace(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let place = try await page.hub.makePlace(
            try InputParsing.id(try form.required("id")), try PlaceFacts(form)
        ).place
        return page.see(
            "/labels", ["target": place.labelCode ?? ""], told: .placeMade,
            about: place.id.description)
    }

    /// Gives a lot the code that its label carries.
    private static func issue(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let lot: LotID = try InputParsing.id(try form.required("lot"))
        let code = try await page.hub.issueLabel(for: .lot(lot)).code
        return page.see("/labels", ["layout": "lot", "target": code])
    }

    /// Gives a donation the code that its label carries.
    private static func issueOfDonation(_ form: PageForm, _ page: WebRequest) async throws
        -> Response
    {
        let donation: DonationID = try InputParsing.id(try form.required("donation"))
        let code = try await page.hub.issueLabel(for: .donation(donation)).code
        return page.see("/labels", ["target": code])
    }
}

extension PlaceFacts {
    /// A new place as its form says it.
    init(_ form: PageForm) throws {
        try self.init(
            name: try form.required("name"), kind: try form.required("kind"),
            parent: form["parent"])
    }
}

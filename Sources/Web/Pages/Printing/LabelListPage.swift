import Hub
import Hummingbird
import Localization
import Rendering
import Server
import Stock
import Storage

/// Labels of many things at once: all places in a shelf, the food in a box, an item's dates, a
/// donation, or what was ticked.
enum LabelListPage {
    static let all = [
        Route.page(.get, "/labels/list", .role(.volunteer), show),
        Route.page(.post, "/labels/list", .role(.volunteer), print),
    ]

    private struct Model: Sendable {
        struct Row: Sendable {
            let reference: String
            let rowName: String
            let rowDetail: String
            let never: Bool
            let picked: Bool
        }

        let jobId: String
        let listed: String
        let rows: Rows<Row>?
        let neverHref: String?
        let layouts: [LabelsModel.LayoutChoice]
        let printers: [LabelsModel.Printer]
        let places: [PlaceChoice]
        /// The word for sheets, where they were chosen.
        let onSheet: String?
        /// What labels that were just printed do not show; nil where they show all.
        let noted: Rows<LabelNoteText.Row>?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (page, (listed, printers, places)) = try await request.read { queries, localizer in
            (
                try LabelList(request, queries, localizer), try queries.printers(),
                try queries.places().filter { $0.kind.canBeMade }
            )
        }
        let localizer = page.localizer
        let onlyNever = page.query("never") != nil
        let model = Model(
            jobId: page.newID(), listed: listed.title,
            rows: Rows(
                listed.things.map { thing in
                    .init(
                        reference: thing.reference.text, rowName: thing.name,
                        rowDetail: thing.detail, never: !thing.wasPrinted,
                        picked: !onlyNever || !thing.wasPrinted)
                }),
            neverHref: onlyNever ? nil : neverHref(listed, page),
            layouts: page.hub.catalogue.layoutNames
                .filter { LabelList.layouts.contains($0) }
                .map {
                    .init(
                        layout: $0, layoutName: LabelsPage.layoutName($0, localizer),
                        chosen: $0 == page.query("layout"))
                },
            printers: LabelsModel.Printer.allWithSheet(
                printers, chosen: page.query("printer"), localizer),
            places: PlaceChoice.all(
                places, chosen: page.query("in").flatMap { PlaceID($0) }, localizer),
            onSheet: page.query("printer") == LabelsModel.Printer.sheet
                ? LabelsModel.Printer.sheet : nil,
            noted: try await LabelNoteText.rows(ofBatch: page.query("noted"), page))
        return try await page.render("labels-list", title: localizer.text("labels.many"), model)
    }

    /// The same list with only those ticked that were never printed, where there are both.
    private static func neverHref(_ listed: LabelList, _ page: PageRequest) -> String? {
        let printed = listed.things.count { $0.wasPrinted }
        guard printed > 0, printed < listed.things.count else { return nil }
        return PageRequest.path("/labels/list", page.queries("").merging(["never": "yes"]) { $1 })
    }

    @Sendable private static func print(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let picked = form.fields("pick-").keys.sorted().compactMap { LabelReference($0) }
        guard !picked.isEmpty else { return page.see("/labels/list", told: .nothingPicked) }
        let printer = try form.required("printer")
        let copies = Int(clamping: try form.number("copies") ?? 1)
        if printer == LabelsModel.Printer.sheet {
            let codes = try await page.hub.labelCodes(of: picked)
            return try await SheetsPage.show(
                page, codes: codes, copies: copies, layout: form["layout"])
        }
        let id: PrintBatchID = try InputParsing.id(try form.required("id"))
        let (count, notes) = try await page.hub.print(
            id, labelsOf: picked, layout: form["layout"], copies: copies, to: printer)
        let told: FlashMessage =
            printer == PrinterRecord.pictures.name ? .labelsDrawn : .labelsQueued
        if form["beginning"] != nil {
            return page.see(BeginningPage.path, told: told, about: String(count))
        }
        var query = ["printer": printer]
        if !LabelNoteText.missed(notes).isEmpty { query["noted"] = id.description }
        return page.see("/labels/list", query, told: told, about: String(count))
    }
}

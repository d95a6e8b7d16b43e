import API
import HTTPTypes
import Hub
import Hummingbird
import Localization
import NIOCore
import Rendering
import Server
import Stock
import Storage

/// Labels on sheets, for a pantry without a label printer: codes in, one PDF out.
enum SheetsPage {
    static let all = [
        Route.page(.get, path, .role(.volunteer)) { try await show($0) },
        Route.page(.post, path, .role(.volunteer), act),
    ]

    static let path = "/labels/sheets"
    /// Labels of one thing on sheets, at the most.
    private static let mostCopies = 100
    /// Places whose labels are filled in at once.
    private static let mostPlaces = 500

    private struct Model: Sendable {
        struct SheetChoice: Sendable {
            let sheet: String
            let sheetName: String
            let chosen: Bool
        }

        let sheets: [SheetChoice]
        let layouts: [LabelsModel.LayoutChoice]
        let codes: String
        let from: Int
        /// What the labels would not show that the form asked for; nil where they show all.
        let noted: Rows<LabelNoteText.Row>?
        /// Millimetres.
        let offsetAcross: String
        let offsetAlong: String
        let offsetLimit: Int
        let isMoved: Bool
        /// Where all places are filled in, and where things are ticked.
        let allPlacesHref: String
        let manyHref: String
    }

    /// The form, filled with codes: with those that are given, each as often as there are copies, else with those that the
    /// address asks for.
    static func show(
        _ request: WebRequest, codes: [String]? = nil, copies: Int = 1, layout: String? = nil,
        sheet: String? = nil, from: Int = 1, notes: NoteTally = NoteTally()
    ) async throws -> Response {
        let each = min(max(1, copies), mostCopies)
        let codes = codes?.flatMap { Array(repeating: $0, count: each) }
        let isOfPlaces = request.query("all") != nil
        let (page, (offset, places)) = try await request.read { queries in
            (
                try HubSettings.sheetOffset(queries), isOfPlaces ? try queries.places() : []
            )
        }
        let asked = codes ?? (isOfPlaces ? places.prefix(mostPlaces).compactMap(\.labelCode) : nil)
        let localizer = page.localizer
        let catalogue = page.hub.catalogue
        let model = Model(
            sheets: catalogue.sheets.map {
                .init(
                    sheet: $0.name,
                    sheetName: localizer.text("sheets.choice", n: $0.count, ["name": $0.name]),
                    chosen: $0.name == sheet)
            },
            layouts: catalogue.layoutNames.filter { $0 != "test" }.map {
                .init(
                    layout: $0, layoutName: LabelsPage.layoutName($0, localizer),
                    chosen: $0 == layout)
            },
            codes: asked?.joined(separator: "\n") ?? page.query("codes") ?? "",
            from: from,
            noted: LabelNoteText.rows(notes, localizer) { localizer.code(asked?[$0] ?? "") },
            offsetAcross: PageForm.shown(tenths: offset.across),
            offsetAlong: PageForm.shown(tenths: offset.along),
            offsetLimit: SheetOffset.range.upperBound / 10, isMoved: offset != .none,
            allPlacesHref: PageRequest.path(path, ["all": "places"]),
            manyHref: PageRequest.path(
                "/labels/list", ["printer": LabelsModel.Printer.sheet]))
        return try await page.render("sheets", title: localizer.text("sheets.title"), model)
    }

    @Sendable private static func act(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let codes = try form.required("codes").split { $0.isNewline || $0 == "," }
            .map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        let orders = codes.map { LabelOrder(layout: form["layout"], code: $0) }
        let sheet = try form.required("sheet")
        let from = Int(try form.number("from") ?? 1)
        let sheets = try await page.hub.sheets(
            of: orders, on: sheet, from: from,
            offsetAcross: try form.tenths("offsetAcross"),
            offsetAlong: try form.tenths("offsetAlong"))
        // A file has no room for words of ours.
        if form["anyway"] == nil, !LabelNoteText.missed(sheets.tally).isEmpty {
            return try await show(
                page, codes: codes, layout: form["layout"], sheet: sheet, from: from,
                notes: sheets.tally)
        }
        return Response(
            file: sheets.pdf, kind: "application/pdf",
            headers: [.contentDisposition: "inline; filename=labels.pdf"])
    }
}

import API
import HTTPTypes
import Hub
import Hummingbird
import Localization
import NIOCore
import Rendering
import Server
import Storage

/// Labels on sheets, for a pantry without a label printer: codes in, one PDF out.
enum SheetsPage {
    static let all = [
        Route.page(.get, "/labels/sheets", .role(.volunteer), show),
        Route.page(.post, "/labels/sheets", .role(.volunteer), act),
    ]

    private struct Model: Sendable {
        struct SheetChoice: Sendable {
            let sheet: String
            let sheetName: String
        }

        let sheets: [SheetChoice]
        let layouts: [LabelsModel.LayoutChoice]
        let codes: String
        /// Millimetres.
        let offsetAcross: String
        let offsetAlong: String
        let offsetLimit: Int
        let isMoved: Bool
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (page, offset) = try await request.read { try HubSettings.sheetOffset($0) }
        let localizer = page.localizer
        let catalogue = page.hub.catalogue
        let model = Model(
            sheets: catalogue.sheets.map {
                .init(
                    sheet: $0.name,
                    sheetName: localizer.text("sheets.choice", n: $0.count, ["name": $0.name]))
            },
            layouts: catalogue.layoutNames.filter { $0 != "test" }.map {
                .init(layout: $0, layoutName: LabelsPage.layoutName($0, localizer), chosen: false)
            },
            codes: page.query("codes") ?? "",
            offsetAcross: PageForm.shown(tenths: offset.across),
            offsetAlong: PageForm.shown(tenths: offset.along),
            offsetLimit: SheetOffset.range.upperBound / 10, isMoved: offset != .none)
        return try await page.render("sheets", title: localizer.text("sheets.title"), model)
    }

    @Sendable private static func act(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let codes = try form.required("codes").split { $0.isNewline || $0 == "," }
            .map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        let orders = codes.map { LabelOrder(layout: form["layout"], code: $0) }
        return Response(
            file: try await page.hub.sheets(
                of: orders, on: try form.required("sheet"), from: Int(try form.number("from") ?? 1),
                offsetAcross: try form.tenths("offsetAcross"),
                offsetAlong: try form.tenths("offsetAlong")),
            kind: "application/pdf",
            headers: [.contentDisposition: "inline; filename=labels.pdf"])
    }
}

import HTTPTypes
import Hummingbird
import NIOCore
import Rendering
import Stock
import Storage

/// Labels on sheets of an office printer.
enum LabelSheetRoutes {
    static let all = [
        Route(.get, "/api/v1/label-sheets", .role(.viewer), list),
        Route(.post, "/api/v1/label-sheets", .role(.volunteer), draw),
    ]

    private struct SheetJSON: Encodable {
        let name: String
        let labels: Int
        let width: Double
        let height: Double
    }

    /// The sheets there are.
    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(
            json: hub.catalogue.sheets.map {
                SheetJSON(name: $0.name, labels: $0.count, width: $0.width, height: $0.height)
            })
    }

    /// One label that a sheet is to hold; without a layout, the one that suits its code.
    struct Label: Decodable {
        var code: String?
        var layout: String?
        var fields: [String: String]?
    }

    private struct SheetRequest: Decodable {
        let sheet: String
        let from: Int?
        let labels: [Label]
    }

    @Sendable private static func draw(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(SheetRequest.self)
        return try await pdf(wanted.labels, on: wanted.sheet, from: wanted.from ?? 1, hub)
    }

    /// A PDF of those labels, which say what the hub knows of their codes now.
    ///
    /// - Throws: `label_code_unknown`, and what the renderer throws.
    static func pdf(
        _ wanted: [Label], on sheet: String, from place: Int, _ hub: Hub
    ) async throws -> Response {
        let sheet = try hub.catalogue.sheet(named: sheet)
        guard (1...1_000).contains(wanted.count) else {
            throw LabelFault.labelCountOutOfRange(count: wanted.count, limit: 1_000)
        }
        var labels: [SheetLabel] = []
        for label in wanted {
            let request = try await hub.label(
                layout: label.layout, code: label.code, fields: label.fields ?? [:], copies: 1)
            labels.append(
                SheetLabel(layout: request.layout, fields: request.fields, code: request.code))
        }
        let drawing = try hub.renderer.sheets(of: labels, on: sheet, from: place)
        return Response(
            file: drawing.pdf, kind: "application/pdf",
            headers: [.contentDisposition: "inline; filename=labels.pdf"])
    }
}

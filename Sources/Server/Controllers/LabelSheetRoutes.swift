import API
import HTTPTypes
import Hub
import Hummingbird
import NIOCore
import Rendering
import Stock
import Storage

/// Labels on sheets of an office printer.
package enum LabelSheetRoutes {
    package static let all = [
        Route(.get, "/api/v1/label-sheets", .role(.viewer), list),
        Route(.post, "/api/v1/label-sheets", .role(.volunteer), draw),
    ]

    /// The sheets there are.
    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(
            json: hub.catalogue.sheets.map {
                SheetResponse(name: $0.name, labels: $0.count, width: $0.width, height: $0.height)
            })
    }

    @Sendable private static func draw(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(SheetRequest.self)
        let orders = wanted.labels.map {
            LabelOrder(layout: $0.layout, code: $0.code, fields: $0.fields ?? [:])
        }
        return Response(
            file: try await hub.sheets(
                of: orders, on: wanted.sheet, from: wanted.from ?? 1,
                offsetAcross: wanted.offsetAcross, offsetAlong: wanted.offsetAlong),
            kind: "application/pdf",
            headers: [.contentDisposition: "inline; filename=labels.pdf"])
    }
}

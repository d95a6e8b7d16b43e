import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Journal
import NIOCore
import Printing
import Rendering
import Stock
import Storage

package enum LabelRoutes {
    package static let all = [
        Route(.get, "/api/v1/labels/{code}", .role(.viewer), draw),
        Route(.get, "/api/v1/label-catalogue", .role(.viewer), catalogue),
        Route(.post, "/api/v1/labels", .role(.volunteer), issue),
    ]

    /// What the label of a code would look like: its exact dots, or a page.
    @Sendable private static func draw(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let form = request.text("as") ?? "png"
        guard let picture = LabelPictureForm(rawValue: form) else {
            throw Problem.formUnknown(form)
        }
        let file = try await hub.draw(
            LabelOrder(layout: request.text("layout"), code: context.text("code")),
            on: request.text("media") ?? Media.usual,
            dpi: try request.number("dpi", default: Resolution.dpi203.dpi, in: 0...10_000),
            as: picture)
        return Response(file: file, kind: picture == .png ? "image/png" : "application/pdf")
    }

    /// What labels can be drawn with.
    @Sendable private static func catalogue(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: LabelCatalogueResponse(hub.catalogue))
    }

    /// Gives a lot, a place or a donation a label code, or answers with the one it has.
    @Sendable private static func issue(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let bearer = try await request.json(LabelRequest.self).bearer()
        let (code, isNew) = try await hub.issueLabel(for: bearer)
        return Response(status: isNew ? .created : .ok, json: LabelResponse(code, of: bearer))
    }
}

extension LabelResponse {
    fileprivate init(_ code: String, of bearer: LabelReference) {
        self.init(code: code)
        switch bearer {
        case .place(let id): place = id.description
        case .lot(let id): lot = id.description
        case .donation(let id): donation = id.description
        case .code: break
        }
    }
}

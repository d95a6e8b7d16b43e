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
        Route(.post, "/api/v1/labels", .role(.volunteer), issue),
    ]

    /// What the label of a code would look like: its exact dots, or a page.
    @Sendable private static func draw(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let label = try await hub.label(
            LabelOrder(layout: request.text("layout"), code: context.text("code")))
        let media = try hub.catalogue.media(named: request.text("media") ?? "50x30")
        guard
            let resolution = Resolution(
                dpi: try request.number("dpi", default: 203, in: 0...10_000))
        else {
            throw Problem(
                .dpiOutOfRange,
                "A resolution is from 100 to 1,200 dots in an inch.")
        }
        switch request.text("as") ?? "png" {
        case "png":
            let drawing = try hub.renderer.draw(
                label.layout, on: media, at: resolution, fields: label.fields, code: label.code)
            return Response(file: try drawing.bitmap.png(), kind: "image/png")
        case "pdf":
            return Response(
                file: try hub.renderer.pdf(
                    label.layout, on: media, at: resolution, fields: label.fields,
                    code: label.code),
                kind: "application/pdf")
        case let other:
            throw Problem(
                .formUnknown,
                "A label is drawn as png or pdf, not as \(other.prefix(20)).")
        }
    }

    /// Gives a lot, a place or a donation a label code, or answers with the one it has.
    @Sendable private static func issue(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(LabelRequest.self)
        let bearer: LabelReference
        if let text = wanted.place {
            bearer = .place(try InputParsing.id(text))
        } else if let text = wanted.lot {
            bearer = .lot(try InputParsing.id(text))
        } else if let text = wanted.donation {
            bearer = .donation(try InputParsing.id(text))
        } else {
            throw Problem(
                .fieldUnreadable,
                "A label is for a lot, for a place or for a donation.")
        }
        let code = try await hub.issueLabel(for: bearer)
        return Response(
            status: .created,
            json: LabelResponse(
                code: code, lot: wanted.lot, place: wanted.place, donation: wanted.donation))
    }
}

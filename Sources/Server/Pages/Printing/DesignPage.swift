import HTTPTypes
import Hummingbird
import NIOCore
import Printing
import Rendering
import Spool
import Stock
import Storage

/// Trying out a label: its texts, layout, paper and printer, with the exact dots beside them.
enum DesignPage {
    static let all = [
        Route.page(.get, "/labels/design", .role(.volunteer), show),
        Route.page(.get, "/labels/design/picture", .role(.volunteer), picture),
        Route.page(.post, "/labels/design", .role(.volunteer), act),
    ]

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let printers = try await visit.hub.store.read { try $0.printers() }
        let design = try await Design({ visit.query($0) }, printers, visit.hub)
        let model = try await DesignModel(design, printers, visit)
        return try await visit.page("design", title: visit.speech.say("design.title"), model)
    }

    /// The dots that the page shows, one pixel a dot.
    @Sendable private static func picture(_ visit: Visit) async throws -> Response {
        let printers = try await visit.hub.store.read { try $0.printers() }
        let design = try await Design({ visit.query($0) }, printers, visit.hub)
        let png = try design.draw(visit.hub).bitmap.png()
        return Response(
            status: .ok, headers: [.contentType: "image/png"],
            body: .init(byteBuffer: ByteBuffer(bytes: png)))
    }

    @Sendable private static func act(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        let id: PrintJobID = try Names.id(try form.required("id"))
        let printers = try await visit.hub.store.read { try $0.printers() }
        let design = try await Design({ form[$0] }, printers, visit.hub)
        let printer = try form.required("printer")
        try await visit.hub.spool.submit(
            id, to: printer,
            PrintRequest(
                layout: design.layoutName, code: design.code, fields: design.fields,
                copies: Int(try form.number("copies") ?? 1)))
        return visit.see(
            "/labels/design", design.query, told: .queued, about: id.description)
    }
}

import HTTPTypes
import Hummingbird
import NIOCore
import Printing
import Rendering
import Storage

/// The exact dots of a label as one printer would print it, with what a person wrote on it.
enum LabelPicture {
    static let all = [Route.page(.get, "/labels/picture", .role(.volunteer), draw)]

    /// Where the picture of a label is.
    static func path(_ label: PrintRequest, on printer: String) -> String {
        var query = ["layout": label.layout, "printer": printer, "code": label.code ?? ""]
        for (field, text) in label.fields { query["field-\(field)"] = text }
        return Visit.path("/labels/picture", query)
    }

    @Sendable private static func draw(_ visit: Visit) async throws -> Response {
        let name = visit.query("printer") ?? ""
        let printer = try await visit.hub.store.read { queries in
            let named = try queries.printer(name)
            return try named ?? queries.printers().first
        }
        guard let printer, let resolution = Resolution(dpi: printer.dpi) else {
            throw StorageFault.printerNotFound(name)
        }
        let drawing = try visit.hub.renderer.draw(
            visit.query("layout") ?? "test",
            on: try visit.hub.catalogue.media(named: printer.media),
            at: resolution, fields: visit.queries("field-"), code: visit.query("code"))
        return Response(
            status: .ok, headers: [.contentType: "image/png"],
            body: .init(byteBuffer: ByteBuffer(bytes: try drawing.bitmap.png())))
    }
}

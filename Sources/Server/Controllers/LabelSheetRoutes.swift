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
        let sheets = try await hub.sheets(
            of: orders, on: wanted.sheet, from: wanted.from ?? 1,
            offsetAcross: wanted.offsetAcross, offsetAlong: wanted.offsetAlong)
        var headers: HTTPFields = [.contentDisposition: "inline; filename=labels.pdf"]
        headers[.notes] = headerText(of: sheets.tally)
        return Response(file: sheets.pdf, kind: "application/pdf", headers: headers)
    }

    /// The first notes as JSON in ASCII, for a file has no other place for them; nil where there are none.
    private static func headerText(of tally: NoteTally) -> String? {
        guard !tally.lines.isEmpty else { return nil }
        let notes = tally.lines.prefix(notesLimit).map { line in
            var note = NoteOfLabels(line)
            note.field = String(note.field.prefix(textLimit))
            note.what = note.what.map { String($0.prefix(textLimit)) }
            return note
        }
        return String(decoding: JSONText.bytes(notes), as: UTF8.self).utf16
            .reduce(into: "") { text, unit in
                if let scalar = Unicode.Scalar(unit), scalar.isASCII {
                    text.unicodeScalars.append(scalar)
                } else {
                    text += "\\u" + String(UInt32(unit) + 0x10000, radix: 16).dropFirst()
                }
            }
    }

    /// Notes that a header has room for.
    private static let notesLimit = 10
    /// Characters of a field's name there.
    private static let textLimit = 30
}

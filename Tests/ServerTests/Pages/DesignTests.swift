import Foundation
import Testing

@testable import Server

/// The page that shows a label while it is typed, and the one that makes sheets.
struct DesignTests {
    @Test func `the page shows the label's dots and says what they leave out`() async throws {
        let hub = try TestHub()
        let missing = "%F4%8F%BF%B0"
        let query = "layout=bin&media=50x30&f-name=\(missing)&f-detail=Cereal"
        let page = try await hub.page("/labels/design?\(query)")
        #expect(page.status == 200)
        #expect(page.text.contains("U+10FFF0"))
        #expect(page.text.contains("width=\"400\" height=\"240\""))
        let picture = try await hub.page("/labels/design/picture?\(query)")
        #expect(picture.status == 200)
        #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `a paper that is too small is said in words, with no picture`() async throws {
        let page = try await TestHub().page("/labels/design?layout=transit&media=40x30")
        #expect(page.text.contains("This label needs larger paper."))
        #expect(!page.text.contains("<img"))
    }

    @Test func `a sheet of the codes that were typed is a PDF, and an unknown one is named`()
        async throws
    {
        let hub = try TestHub()
        let place: JSON = ["id": TestHub.id(), "name": "A3", "kind": "bin"]
        let code = try await hub.call(.post, "/api/v1/places", .json(place)).json["labelCode"].text
        let fields = ["sheet": "5160", "from": "30", "layout": "", "codes": "\(code)\r\n\(code)"]
        let made = try await hub.form("/labels/sheets", fields)
        #expect(made.status == 200)
        #expect(made.bytes.starts(with: Array("%PDF-".utf8)))
        let unknown = try await hub.form(
            "/labels/sheets", fields.merging(["codes": "7K2M9XRD"]) { $1 })
        #expect(unknown.status == 404)
    }

    @Test func `a print job answers with what its label leaves out`() async throws {
        let hub = try TestHub()
        let printer: JSON = [
            "name": "P", "device": "picture:", "language": "png", "media": "50x30", "dpi": 203,
        ]
        _ = try await hub.call(.post, "/api/v1/printers", .json(printer))
        let job: JSON = [
            "id": TestHub.id(), "printer": "P", "layout": "bin",
            "fields": ["name": "A\u{10FFF0}", "detail": ""],
        ]
        for _ in 0..<2 {
            let answer = try await hub.call(.post, "/api/v1/print-jobs", .json(job))
            let note = answer.json["notes"].rows.first ?? .null
            #expect(note["kind"] == "charactersMissing" && note["field"] == "name")
            #expect(note["what"].text == "\u{10FFF0}")
        }
    }
}

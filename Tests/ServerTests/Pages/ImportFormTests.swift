import Foundation
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Files that are looked through on a page before they are read.
struct ImportFormTests {
    private func head(_ hub: TestHub) async throws -> Int64 {
        try await hub.store.read { try $0.head() }
    }

    private func names(_ hub: TestHub) async throws -> [String] {
        try await hub.call(.get, "/api/v1/items").json.rows.map { $0["name"].text }
    }

    /// The form on a page that has a file read.
    private func form(_ page: String, leave: Bool = false) throws -> [String: String] {
        let id = try #require(page.firstMatch(of: #/name="file" value="([0-9a-f-]+)"/#))
        return ["file": String(id.1)].merging(leave ? ["leave": "yes"] : [:]) { $1 }
    }

    private let file = """
        name,category,code,pack
        Black beans,beans,041331024686,1
        Rice,grains,4.13E+10,1
        Oats,grains,070787602346,12
        Salt,,41331024680,x
        """

    @Test func `a file is looked through, and read once a person says so`() async throws {
        let hub = try TestHub()
        let before = try await head(hub)
        let sent = try await hub.upload("/items/import", Array(file.utf8))
        #expect(sent.status == 303)
        let path = sent.header("Location")
        #expect(path.hasPrefix("/items/import?file="))
        let page = try await hub.page(path).text
        for text in [
            "2 new", "2 cannot be taken", "Nothing is recorded yet", "4.13E+10",
            "probably 0413???????? was meant", "pack is a whole number", "Line 5",
            "Category: beans · Code: 041331024686", "In a pack: 12", "Leave 2 lines out",
            "Take 2 lines in",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(try await head(hub) == before)
        // Nothing is left out in silence.
        let refused = try await hub.form("/items/import", try form(page))
        #expect(
            refused.header("Location").hasSuffix("ask=leave")
                || refused.header("Location").contains("ask=leave"))
        #expect(
            try await hub.page(refused.header("Location")).text.contains(
                "Say that they are left out"))
        #expect(try await head(hub) == before)
        for _ in 1...2 {
            let taken = try await hub.form("/items/import", try form(page, leave: true))
            #expect(taken.header("Location") == path)
        }
        #expect(try await names(hub) == ["Black beans", "Oats"])
        let done = try await hub.page(path).text
        #expect(done.contains("This is what came of it"))
        #expect(done.contains("2 new"))
        #expect(done.contains("probably 0413???????? was meant"))
        #expect(!done.contains("name=\"leave\""))
    }

    @Test func `pasted lines and files of every encoding are read as everywhere`() async throws {
        let table = "name\tcategory\nCafé\tcoffee\n"
        let encodings: [String.Encoding] = [.utf8, .utf16, .utf16LittleEndian, .windowsCP1252]
        for encoding in encodings {
            let hub = try TestHub()
            let bytes = Array(try #require(table.data(using: encoding)))
            let path = try await hub.upload("/items/import", bytes).header("Location")
            let taken = try await hub.form(
                "/items/import", try form(try await hub.page(path).text))
            #expect(taken.status == 303)
            #expect(try await names(hub) == ["Café"], "\(encoding)")
        }
        let hub = try TestHub()
        let text = ["text": "name;code\r\nTea;4011\r\n"]
        let path = try await hub.upload("/items/import", [], text).header("Location")
        let page = try await hub.page(path).text
        #expect(page.contains("Tea") && page.contains("Code: 4011"))
        #expect(!page.contains("name=\"leave\""))
    }

    @Test func `a file that changes nothing has no button, and bad files are told`() async throws {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/item-imports", .csv("name,code\nTea,4011\n"))
        let path = try await hub.upload("/items/import", Array("name,code\nTea,4011\n".utf8))
            .header("Location")
        let page = try await hub.page(path).text
        #expect(page.contains("This file changes nothing"))
        #expect(!page.contains("Take 1"))
        #expect(try await hub.upload("/items/import", []).status == 422)
        let workbook = try await hub.upload("/items/import", [0x50, 0x4B, 3, 4, 0, 0])
        #expect((workbook.status, workbook.text.contains("UTF-8")) == (422, true))
        let large = [UInt8](repeating: 0x41, count: TextFile.limit + 70_000)
        #expect(try await hub.upload("/items/import", large).status == 413)
    }

    @Test func `a file is its sender's own, and goes away`() async throws {
        let hub = try TestHub()
        let path = try await hub.upload("/items/import", Array(file.utf8)).header("Location")
        #expect(try await hub.page(path).text.contains("Black beans"))
        let scans = path.replacing("/items/", with: "/scans/")
        #expect(!(try await hub.page(scans).text.contains("Black beans")))
        #expect(!(try await hub.page(scans, as: .of(.volunteer)).text.contains("Black beans")))
        #expect(try await hub.upload("/items/import", [], as: .of(.volunteer)).status == 403)
        for _ in 1...FileDrafts.limit {
            _ = try await hub.upload("/items/import", Array("name\nTea\n".utf8))
        }
        let gone = try await hub.page(path).text
        #expect(gone.contains("That file is not here any more"))
        let last = try await hub.upload("/items/import", Array(file.utf8)).header("Location")
        hub.clock.advance(seconds: 3_700)
        #expect(try await hub.page(last).text.contains("That file is not here any more"))
    }

    @Test func `hand-outs of a scanner are looked through and read by a volunteer`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scans = """
            at,code,quantity
            2026-11-21T10:00:00Z,beans,3
            2026-11-21T10:00:01Z,never-heard-of,1
            ,beans,2
            """
        let volunteer = TestHub.Asker.of(.volunteer)
        let sent = try await hub.upload("/scans/import", Array(scans.utf8), as: volunteer)
        let page = try await hub.page(sent.header("Location"), as: volunteer).text
        for text in ["1 hand-out", "1 with a new code", "1 cannot be taken", "3 × Black beans"] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(try await hub.balance(item) == 0)
        let form = try form(page, leave: true)
        #expect(try await hub.form("/scans/import", form, as: volunteer).status == 303)
        #expect(try await hub.balance(item) == -3)
        // With a name, lines without a time are told apart by it.
        let named = try await hub.upload(
            "/scans/import", Array(scans.utf8), ["batch": "Door"], as: volunteer)
        let again = try await hub.page(named.header("Location"), as: volunteer).text
        #expect(again.contains("2 are recorded already"))
        #expect(again.contains("1 hand-out") && !again.contains("cannot be taken"))
    }

    @Test func `a form with files is read part by part, or not at all`() throws {
        func parts(_ text: String) -> [PageUpload.Part]? {
            PageUpload.parts(of: Data(text.replacing("\n", with: "\r\n").utf8), "b")
        }
        let head = "Content-Disposition: form-data; name="
        let whole = try #require(
            parts(
                "--b\n\(head)\"text\"\n\nx--b in it\n\n--b\n\(head)\"file\"; filename=\"\"\n\n\n--b--\n"
            ))
        #expect(whole.map(\.name) == ["text", "file"])
        #expect(whole.map(\.isFile) == [false, true])
        #expect(whole.map { String(decoding: $0.bytes, as: UTF8.self) } == ["x--b in it\r\n", ""])
        for text in [
            "", "--b", "--c--", "--b\n\(head)\"a\"\n\nx", "--b\nno head\n\nx\n--b--",
            "x--b\n\(head)\"a\"\n\nx\n--b--", "--b\n\(head)\"a\"\n\nx\n--b",
        ] {
            #expect(parts(text) == nil, "\(text)")
        }
        let many = String(repeating: "--b\n\(head)\"a\"\n\nx\n", count: 17) + "--b--"
        #expect(parts(many) == nil)
        #expect(PageUpload.boundary(in: "multipart/form-data; boundary=\"a b\"") == nil)
        #expect(PageUpload.boundary(in: "Multipart/Form-Data; boundary=ab") == "ab")
        #expect(PageUpload.boundary(in: "text/csv") == nil)
    }
}

import Foundation
import HTTPTypes
import HummingbirdCore
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Every page is drawn for everyone who may see it.
struct PagesTests {
    @Test(arguments: Role.allCases, Messages.all.keys.sorted())
    func `every page is drawn for every role, in every language`(role: Role, tag: String)
        async throws
    {
        let hub = try TestHub()
        let pantry = try await PantryOfPages(hub)
        let asker = TestHub.Asker(role: role, headers: ["Accept-Language": tag])
        for path in pantry.paths(for: role) {
            let page = try await hub.page(path, as: asker)
            #expect(page.status == 200, "\(path)")
            #expect(page.header("Content-Type") == "text/html; charset=utf-8")
            #expect(page.text.contains("<html lang=\"\(tag)\""))
            #expect(
                page.text.hasSuffix("</html>\n") || page.text.hasSuffix("</html>"), "\(path)")
            #expect(!page.text.contains("{{") && !page.text.contains("Optional("), "\(path)")
            #expect(page.bytes.count < 60_000, "\(path)")
        }
    }

    @Test func `a problem of a page is told in words, one of the API as JSON`() async throws {
        let hub = try TestHub()
        let page = try await hub.page(
            "/items/0198c1f2-0000-7000-8000-000000000001",
            as: TestHub.Asker(headers: ["Accept-Language": "es"]))
        #expect(page.status == 404)
        #expect(page.text.contains("<html lang=\"es\""))
        #expect(page.text.contains(Messages.all["es"]?.text("problems.item_not_found", [:]) ?? "?"))
        let missing = try await hub.page("/nowhere")
        #expect((missing.status, missing.text.contains("There is no such page.")) == (404, true))
        let api = try await hub.call(.get, "/api/v1/items/0198c1f2-0000-7000-8000-000000000001")
        #expect(api.problem == "item_not_found")
    }

    @Test func `a viewer is told that a form is not theirs, in words`() async throws {
        let hub = try TestHub()
        let answer = try await hub.form("/take-in", ["code": "1"], as: .of(.viewer))
        #expect(answer.status == 403)
        #expect(answer.text.contains("This device may not do that."))
    }

    @Test(arguments: [
        "<b>x</b>", "saved%3Cb%3E", "settled&about=%3Cb%3E", "queued&about=x", "placeMade&about=1",
    ])
    func `a link puts no words of its own on a page`(told: String) async throws {
        let page = try await TestHub().page("/settings?told=\(told)")
        #expect(page.status == 200)
        // What a script may say yet stands hidden.
        let said = page.text.replacing(/<p [^>]*role="status" hidden>/, with: "")
        #expect(!said.contains("role=\"status\""))
    }

    @Test func `a large account is told page by page, and whole for paper`() async throws {
        let hub = try TestHub()
        for number in 1...120 {
            try await hub.item("Item \(number)", code: "code-\(number)")
            try await hub.scan("intake", "code-\(number)")
        }
        let day = hub.store.calendar.date(hub.store.clock.now())
        let first = try await hub.page("/days/\(day)")
        #expect(first.text.matches(of: /href="\/items\//).count == 100)
        let more = try #require(first.text.firstMatch(of: /href="([^"]+after=[^"]+)"/)).1
        let rest = try await hub.page(String(more))
        #expect(rest.text.matches(of: /href="\/items\//).count == 20)
        let whole = try await hub.page("/days/\(day)?all=yes")
        #expect(whole.text.matches(of: /href="\/items\//).count == 120)
    }
}

extension TestHub {
    /// A page, as a browser asks for it.
    func page(_ path: String, as asker: Asker = Asker()) async throws -> Answer {
        try await answer(.get, path, .none, as: asker)
    }

    /// A form, as a browser sends it.
    func form(_ path: String, _ fields: [String: String], as asker: Asker = Asker()) async throws
        -> Answer
    {
        let pairs = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        let body = Body.text(pairs.joined(separator: "&"), "application/x-www-form-urlencoded")
        return try await answer(.post, path, body, as: asker)
    }

    /// A form with a file, as a browser sends it.
    func upload(
        _ path: String, _ file: [UInt8], _ fields: [String: String] = [:], as asker: Asker = Asker()
    ) async throws -> Answer {
        let mark = "----WebKitFormBoundaryX7"
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes +=
                "--\(mark)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
                .utf8
        }
        bytes +=
            "--\(mark)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            .utf8
        bytes += file + Array("\r\n--\(mark)--\r\n".utf8)
        let body = Body(bytes: bytes, kind: "multipart/form-data; boundary=\(mark)")
        return try await answer(.post, path, body, as: asker)
    }

    /// Begins a count over the API.
    func count(at place: String) async throws -> String {
        let id = Self.id()
        _ = try await call(.post, "/api/v1/counts", ["id": id, "place": .text(place)])
        return id.text
    }

    private func answer(_ method: Verb, _ path: String, _ body: Body, as asker: Asker) async throws
        -> Answer
    {
        let response = try await response(method, path, body, as: asker)
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        return Answer(response, await collected.bytes)
    }
}

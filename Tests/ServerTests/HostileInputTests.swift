import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Input of the kind nobody sends by mistake, and some that everybody does.
struct HostileInputTests {
    @Test func `a body beyond the limit is refused, and nothing of it happens`() async throws {
        let hub = try TestHub()
        let scan = TestHub.scan("intake").with([
            "reason": .text(String(repeating: "x", count: 300_000))
        ])
        let answer = try await hub.send(scan)
        #expect(answer.status == 413)
        #expect(answer.problem == "body_too_large")
        for route in ["item-imports", "reconciliations", "scans/batch"] {
            let file = String(repeating: "name\n", count: 11 << 20 / 5)
            let answer = try await hub.call(.post, "/api/v1/\(route)", .text(file, "text/csv"))
            #expect(answer.problem == "body_too_large", "\(route)")
        }
        #expect(try await hub.call(.get, "/health")["seq"] == 1)
    }

    @Test(arguments: ["[", "{\"a\":", "{\"id\":["])
    func `JSON nested a hundred thousand deep is refused`(opening: String) async throws {
        let hub = try TestHub()
        let text = String(repeating: opening, count: 100_000 / opening.count)
        let answer = try await hub.call(.post, "/api/v1/scans", .text(text))
        #expect(answer.status == 400)
        #expect(answer.problem == "request_malformed")
        let line = try await hub.call(
            .post, "/api/v1/scans/batch", .text(text + "\n", "application/x-ndjson"))
        #expect(line.lines.map { $0["code"] } == ["request_malformed"])
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "1e400", "1.5", "\"12\"", "true", "[1]",
        "18446744073709551616",
    ])
    func `a quantity that is no whole number of 64 bits is refused`(number: String) async throws {
        let hub = try TestHub()
        try await hub.item()
        let text = "\(TestHub.scan("intake"))".replacing("{", with: "{\"quantity\":\(number),")
        let answer = try await hub.call(.post, "/api/v1/scans", .text(text))
        // To the JSON library a number beyond a double is no number.
        #expect(answer.problem == (number == "1e400" ? "request_malformed" : "field_unreadable"))
        #expect(try await hub.call(.get, "/health")["seq"] == 2)
    }

    @Test(arguments: [0, -1, .min] as [Int64])
    func `a quantity below one is refused`(quantity: Int64) async throws {
        let hub = try TestHub()
        try await hub.item()
        #expect(try await hub.scan("intake", "beans", quantity).problem == "quantity_not_positive")
    }

    @Test func `a quantity that could keep later ones out is refused, and what was there stays`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item(pack: 1_000_000)
        for much in [.max, .max / 2, 1_000_000_001] as [Int64] {
            #expect(try await hub.scan("intake", "beans", much).problem == "quantity_out_of_range")
        }
        #expect(try await hub.scan("intake", "beans", 1_000_000_000).status == 201)
        #expect(try await hub.scan("intake", "beans", 1).status == 201)
        #expect(try await hub.balance(item) == 1_000_000_001_000_000)
        #expect(try await hub.day("2026-11-21").status == 200)
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    static let names = [
        "^XA^FO50,50^XZ~JA", "Beans\r\nPRINT 1,1\r\n", "🥫👩‍🍳🏳️‍🌈🏴󠁧󠁢󠁳󠁣󠁴󠁿", "حليب طازج ١ لتر", "חלב טרי",
        "牛奶 一升", "می\u{200C}خواهم", "'; DROP TABLE journal; --", "<script>alert(1)</script>",
        "{{name}}", "e\u{301}", "\"quoted\", comma", "\\0\\n",
    ]

    @Test(arguments: names)
    func `a name comes back as it was given, and nobody obeys it`(name: String) async throws {
        let hub = try TestHub()
        let item = try await hub.item(name)
        let known = try await hub.call(.get, "/api/v1/items/\(item)")["name"].text
        // A line break between words is a space, one at the end is none.
        let lines = name.split { $0.isNewline }.joined(separator: " ")
        let kept = lines.unicodeScalars.filter { $0.properties.generalCategory != .control }
        #expect(known.unicodeScalars.elementsEqual(kept))
        let place = try await hub.place(name)
        let label = try await hub.call(.get, "/api/v1/labels/\(place.label)?as=png")
        #expect(label.status == 200)
        #expect(label.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `marks that turn what follows around do not stay in a name`() async throws {
        let hub = try TestHub()
        let item = try await hub.item("\u{202E}gpj.\u{2066}exe\u{2028}")
        #expect(try await hub.call(.get, "/api/v1/items/\(item)")["name"] == "gpj.exe")
    }

    @Test func `a name of a few characters that pile up thousands of marks is refused`()
        async throws
    {
        let name = "e" + String(repeating: "\u{301}", count: 20_000)
        let item: JSON = ["id": TestHub.id(), "name": .text(name)]
        let answer = try await TestHub().call(.post, "/api/v1/items", .json(item))
        #expect(answer.problem == "text_out_of_range")
    }

    @Test(arguments: [
        ("A1-b", "A1%2Db"), ("ä / %", "%C3%A4%20%2F%20%25"), ("\u{9}", "%09"), ("", ""),
    ])
    func `a text is written as one part of an address`(_ text: String, _ encoded: String) {
        #expect(text.percentEncoded == encoded)
    }

    @Test(arguments: ["\u{0}", "\u{FFFE}", "%00", "../../etc/passwd", "..%2f..%2flarder.sqlite"])
    func `a path's parameter leads nowhere but to its thing`(text: String) async throws {
        let hub = try TestHub()
        let path = text.unicodeScalars.map { $0.value < 0x20 ? "%00" : String($0) }.joined()
        for route in [
            "/assets", "/api/v1/printers", "/api/v1/items", "/api/v1/labels", "/api/v1/days",
        ] {
            let status = try await hub.status(.get, "\(route)/\(path)")
            #expect((400..<500).contains(status), "\(route)/\(path)")
        }
    }

    @Test func `a number that no field holds is named wherever it stands`() async throws {
        let hub = try TestHub()
        for (members, name) in [
            (#""codes":[{"code":"b"},{"code":"c","pack":1.5}]"#, "codes.1.pack"),
            (#""codes":[{"code":"c","pack":12345678901234567890}]"#, "codes.0.pack"),
            (#""codes":[{"code":"c","pack":"12"}]"#, "codes.0.pack"),
            (#""shelfLifeDays":2.5"#, "shelfLifeDays"),
        ] {
            let body = #"{"id":"a","name":"b",\#(members)}"#
            let answer = try await hub.call(.post, "/api/v1/items", .text(body))
            #expect(answer.problem == "field_unreadable", "\(answer.text)")
            #expect(answer["detail"].text.contains("The field \(name) "), "\(answer.text)")
        }
        let broken = try await hub.call(.post, "/api/v1/items", .text("[1.5}"))
        #expect(broken.problem == "request_malformed")
    }

    @Test func `numbers in a query are held to their range, and words are refused`() async throws {
        let hub = try TestHub()
        for limit in ["0", "-5", "1000000000"] {
            #expect(try await hub.call(.get, "/api/v1/items?limit=\(limit)").status == 200)
        }
        for limit in ["many", "9223372036854775808", "1.5", "+5"] {
            let answer = try await hub.call(.get, "/api/v1/items?limit=\(limit)")
            #expect(answer.problem == "query_unreadable", "\(limit)")
        }
    }

    @Test func `a list is paged by its link`() async throws {
        let hub = try TestHub()
        for number in 0..<5 { try await hub.item("Item \(number) %&/ñ", code: "code-\(number)") }
        var names: [String] = []
        var path = "/api/v1/items?limit=2&query=item"
        for _ in 0..<3 {
            let page = try await hub.call(.get, path)
            names += page.json.rows.map { $0["name"].text }
            guard let link = page.header("Link").firstMatch(of: #/<([^>]+)>; rel="next"/#) else {
                break
            }
            path = String(link.1)
        }
        #expect(names == (0..<5).map { "Item \($0) %&/ñ" })
    }
}

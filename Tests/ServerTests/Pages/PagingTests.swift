import Storage
import Testing

@testable import API
@testable import Server
@testable import Web

/// The pages' lists go on behind the last row that was shown, as the API's do.
struct PagingTests {
    @Test func `what comes between two pages of the stock hides and repeats no item`() async throws
    {
        let hub = try TestHub()
        for number in 100..<170 {
            try await hub.item("Item \(number)", code: "\(number)")
            for date in ["2027", "2028-03"] {
                try await hub.scan(
                    "intake", "\(number)", 2,
                    ["dateLabel": ["kind": "bestBy", "date": .text(date)]])
            }
        }
        for path in ["/stock", "/stock?query=Item"] {
            let seen = try await hub.names(from: path, of: #/>Item 1\d\d</#) {
                let late = "Item 000 \(path.count)"
                try await hub.item(late, code: late)
                try await hub.scan("intake", late, 1)
                try await hub.scan("distribute", "100", 1)
            }
            #expect(seen == (100..<170).map { "Item \($0)" }, "\(path)")
        }
    }

    @Test func `what comes between two pages of places hides and repeats none`() async throws {
        let hub = try TestHub()
        let room = try await hub.place("Room", "room").id
        for number in 100..<140 { _ = try await hub.place("Bin \(number)", "bin", in: room) }
        for number in 140..<170 { _ = try await hub.place("Bin \(number)") }
        let seen = try await hub.names(from: "/stock?by=place", of: #/>Bin 1\d\d</#) {
            _ = try await hub.place("Bin 000")
        }
        #expect(seen == (Array(140..<170) + Array(100..<140)).map { "Bin \($0)" })
    }

    @Test func `what comes between two pages of a place hides and repeats no row`() async throws {
        let hub = try TestHub()
        let place = try await hub.place().id
        for number in 100..<170 {
            try await hub.item("Item \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2, ["place": .text(place)])
        }
        let seen = try await hub.names(from: "/places/\(place)", of: #/>Item 1\d\d</#) {
            try await hub.item("Item 000", code: "late")
            try await hub.scan("intake", "late", 1, ["place": .text(place)])
        }
        #expect(seen == (100..<170).map { "Item \($0)" })
    }

    @Test func `an item and a lot in many places tell of each`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        for number in 100..<165 {
            let place = try await hub.place("Bin \(number)").id
            try await hub.scan("intake", "beans", 2, ["place": .text(place)])
        }
        let lot = try await hub.call(.get, "/api/v1/stock?item=\(item)").json[0]["lot"].text
        for path in ["/items/\(item)", "/lots/\(lot)"] {
            let seen = try await hub.names(from: path, of: #/>Bin \d+</#) {}
            #expect(seen.sorted() == (100..<165).map { "Bin \($0)" }, "\(path)")
        }
        #expect(try await hub.page("/lots/\(lot)").text.contains("\"figure\">130<"))
    }

    @Test func `a large donation tells of all that came`() async throws {
        let hub = try TestHub()
        let donation = TestHub.id()
        for number in 100..<305 {
            try await hub.item("Item \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2, ["donation": donation])
        }
        let path = "/donations/\(donation.text)"
        let seen = try await hub.names(from: path, by: "line", of: #/>Item \d+</#) {}
        #expect(seen.sorted() == (100..<305).map { "Item \($0)" })
        #expect(try await hub.page(path + "?line=9223372036854775807").status == 200)
    }

    @Test func `an entry of many lines tells of each`() async throws {
        let hub = try TestHub()
        let box = try await hub.place("Box", "box")
        for number in 100..<230 {
            try await hub.item("Item \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2, ["place": .text(box.id)])
        }
        try await hub.scan("distribute", box.label, nil)
        let head = try await hub.store.read { try $0.head() }
        let seen = try await hub.names(from: "/entries/\(head)", by: "line", of: #/>Item \d+</#) {}
        #expect(seen.sorted() == (100..<230).map { "Item \($0)" })
        #expect(try await hub.page("/entries/\(head)?line=9223372036854775807").status == 200)
    }

    @Test func `what comes between two pages of a day hides and repeats no item`() async throws {
        let hub = try TestHub()
        for number in 100..<220 {
            try await hub.item("\(number % 2 == 0 ? "item" : "Item") \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2)
        }
        let day = hub.store.calendar.date(hub.store.clock.now())
        let seen = try await hub.names(from: "/days/\(day)", of: #/>[iI]tem [12]\d\d</#) {
            try await hub.item("Item 000", code: "late")
            try await hub.scan("intake", "late", 1)
        }
        #expect(seen == (100..<220).map { "\($0 % 2 == 0 ? "item" : "Item") \($0)" })
    }

    @Test func `what comes between two pages of devices hides and repeats none`() async throws {
        let hub = try TestHub()
        for number in 100..<(100 + SettingsPage.pageLength + 5) {
            _ = try await hub.call(
                .post, "/api/v1/tokens", ["role": "viewer", "name": .text("Phone \(number)")])
        }
        let seen = try await hub.names(from: "/settings", of: #/>Phone \d+</#) {
            _ = try await hub.call(.post, "/api/v1/tokens", ["role": "viewer", "name": "late"])
        }
        #expect(seen == (100..<(105 + SettingsPage.pageLength)).reversed().map { "Phone \($0)" })
    }

    @Test(arguments: ["/stock", "/stock?by=place", "/days/2026-11-21", "/settings"])
    func `a page refuses another list's cursor`(path: String) async throws {
        let foreign = Cursor(.journal, ["1"])
        let page = try await TestHub().page(
            path + (path.contains("?") ? "&" : "?") + "after=\(foreign)")
        #expect(page.status == 400)
    }
}

extension TestHub {
    /// The names on a page and on those that it leads to, in their order; `meanwhile` happens behind the first.
    fileprivate func names(
        from path: String, by key: String = "after", of name: Regex<Substring>,
        _ meanwhile: () async throws -> Void
    ) async throws -> [String] {
        var (names, path): ([String], String?) = ([], path)
        var isFirst = true
        while let next = path {
            let text = try await page(next).text
            names += text.matches(of: name).map { String($0.output.dropFirst().dropLast()) }
            path = text.matches(of: #/href="([^"]+)"/#).map { String($0.1) }
                .first { $0.contains("\(key)=") }?.replacing("&amp;", with: "&")
            if isFirst { try await meanwhile() }
            isFirst = false
        }
        return names
    }
}

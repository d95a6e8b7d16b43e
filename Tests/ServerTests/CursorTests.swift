import Testing

@testable import API
@testable import Server

struct CursorTests {
    private static let lists = [
        "items", "places", "stock", "unresolved", "print-jobs", "journal", "sources", "shortfalls",
        "devices", "label-codes?roll=0198c1f2-0000-7000-8000-000000000015",
    ]

    @Test(
        arguments: [
            [], [""], ["12"], ["Black beans", "x"], ["a:b", "3:", "", "ü🥫"], ["2027-03", "", "–"],
        ])
    func `a cursor is read as it was written`(key: [String]) {
        for list in Cursor.List.allCases {
            let cursor = Cursor(list, key)
            #expect(Cursor(cursor.description) == cursor)
            #expect(cursor.description.dropFirst(7).allSatisfy { $0.isASCII && $0 != "=" })
        }
    }

    @Test func `a broken cursor is none`() {
        let whole = Cursor(.stock, ["Black beans", "2027-03"]).description
        var random = SystemRandomNumberGenerator()
        for length in 0..<whole.count { _ = Cursor(String(whole.prefix(length))) }
        for _ in 0..<2_000 {
            var bytes = Array(whole.utf8)
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
            _ = Cursor(String(decoding: bytes, as: UTF8.self))
        }
        for text in ["", "cursor.", "cursor.=", "cursor.AAAA", "cursor.\(whole)", "12", "Harvest"] {
            #expect(Cursor(text) == nil, "\(text)")
        }
    }

    @Test func `a cursor of another list, or a broken one, is refused`() async throws {
        let hub = try TestHub()
        let foreign = Cursor(.dayItems, ["1"])
        for list in Self.lists {
            for after in ["\(foreign)", "cursor.AAAA"] {
                let mark = list.contains("?") ? "&" : "?"
                let answer = try await hub.call(.get, "/api/v1/\(list)\(mark)after=\(after)")
                #expect(answer.problem == "query_unreadable", "\(list) takes \(after)")
            }
        }
        let cut = Cursor(.stock, ["Black beans", "x"])
        #expect(
            try await hub.call(.get, "/api/v1/stock?after=\(cut)").problem == "query_unreadable")
    }

    @Test func `a list of items does not begin behind one that is not there`() async throws {
        let hub = try TestHub()
        try await hub.item()
        for after in [TestHub.id().text, "x"] {
            let answer = try await hub.call(.get, "/api/v1/items?after=\(after)")
            #expect((answer.status, answer.problem) == (400, "query_unreadable"), "\(after)")
        }
    }

    @Test func `what comes and goes between two pages of stock hides and repeats no row`()
        async throws
    {
        let hub = try TestHub()
        for name in ["Beans", "Corn", "Lentils", "Oats", "Rice"] {
            try await hub.item(name, code: name)
            for date in ["2027", "2027-03"] {
                try await hub.scan(
                    "intake", name, 2, ["dateLabel": ["kind": "bestBy", "date": .text(date)]])
            }
            try await hub.scan("intake", name, 2)
        }
        let all = try await hub.rows("/api/v1/stock")
        #expect(all.count == 15)
        var seen: [JSON] = []
        var path: String? = "/api/v1/stock?limit=4"
        while let page = path {
            let answer = try await hub.call(.get, page)
            seen += answer.json.rows
            path = answer.next
            // The rows seen so far go, and a new one comes before them.
            if seen.count == 4 {
                try await hub.item("Apples", code: "Apples")
                try await hub.scan("intake", "Apples", 1)
                try await hub.scan("distribute", "Beans", 6)
            }
        }
        #expect(seen == all)
    }

    @Test func `what comes between two pages of places and items hides and repeats no row`()
        async throws
    {
        let hub = try TestHub()
        for name in ["B", "c", "D", "e"] {
            _ = try await hub.place(name)
            try await hub.item(name, code: "item \(name)")
        }
        for list in ["places", "items"] {
            let all = try await hub.rows("/api/v1/\(list)")
            let first = try await hub.call(.get, "/api/v1/\(list)?limit=3")
            _ = try await hub.place("A \(list)")
            try await hub.item("A \(list)", code: "item A \(list)")
            var (seen, path) = (first.json.rows, first.next)
            while let page = path {
                let answer = try await hub.call(.get, page)
                seen += answer.json.rows
                path = answer.next
            }
            #expect(seen.map { $0["id"] } == all.map { $0["id"] }, "\(list)")
        }
    }

    @Test func `what comes between two pages of shortfalls and devices hides and repeats no row`()
        async throws
    {
        let hub = try TestHub()
        for name in ["Beans", "Corn", "Lentils", "Oats", "Rice"] {
            try await hub.item(name, code: name)
            try await hub.scan("distribute", name, 2)
            _ = try await hub.call(
                .post, "/api/v1/tokens", ["role": "viewer", "name": .text(name)])
        }
        for list in ["shortfalls", "devices"] {
            let all = try await hub.rows("/api/v1/\(list)")
            #expect(all.count >= 5)
            let first = try await hub.call(.get, "/api/v1/\(list)?limit=2")
            try await hub.item("Apples \(list)", code: "Apples \(list)")
            try await hub.scan("distribute", "Apples \(list)", 1)
            _ = try await hub.call(.post, "/api/v1/tokens", ["role": "viewer", "name": "late"])
            var (seen, path) = (first.json.rows, first.next)
            while let page = path {
                let answer = try await hub.call(.get, page)
                seen += answer.json.rows
                path = answer.next
            }
            #expect(seen == all, "\(list)")
        }
    }

    @Test func `what after was before there were cursors is still taken`() async throws {
        let hub = try TestHub()
        for name in ["A", "B", "C"] {
            _ = try await hub.place(name)
            try await hub.item(name, code: name)
            try await hub.scan("intake", name, 1, ["source": .text("Source \(name)")])
        }
        let items = try await hub.rows("/api/v1/items")
        for (list, after) in [
            ("places", "1"), ("stock", "1"), ("items", items[0]["id"].text),
            ("sources", "Source%20A"), ("journal", "1"),
        ] {
            let all = try await hub.call(.get, "/api/v1/\(list)")
            let rest = try await hub.call(.get, "/api/v1/\(list)?after=\(after)")
            let (whole, part) =
                list == "journal" ? (all.lines, rest.lines) : (all.json.rows, rest.json.rows)
            #expect(part == Array(whole.dropFirst()), "\(list)")
        }
    }
}

extension Answer {
    /// The path of the next page; nil where there is none.
    var next: String? {
        header("Link").firstMatch(of: #/^<([^>]+)>; rel="next"$/#).map { String($0.1) }
    }
}

extension TestHub {
    fileprivate func rows(_ path: String) async throws -> [JSON] {
        try await call(.get, path).json.rows
    }
}

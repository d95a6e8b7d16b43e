import Storage
import Testing

@testable import API
@testable import Server

/// What a query says, as browsers' forms, curl and the libraries of most languages write it.
struct QueryTests {
    @Test func `a plus in a query is a space, on the API as on pages`() async throws {
        let hub = try TestHub()
        let item = try await hub.item("Black beans", code: "0+1")
        let box = try await hub.place("Box 7", "box")
        try await hub.scan("intake", "0+1", 2, ["place": .text(box.id), "source": "Corner Bakery"])
        let label = box.label.prefix(4) + "+" + box.label.suffix(4)
        let found = [
            "items?query=black+beans", "items?name=Black+beans", "items?code=0%2B1",
            "sources?query=corner+bakery", "history?query=black+beans", "stock?place=\(label)",
            "stock?place=\(box.id)&item=\(item)&nothing=100%+or+so",
        ]
        for query in found {
            for query in [query, query.replacing("+", with: "%20")] {
                let answer = try await hub.call(.get, "/api/v1/\(query)")
                #expect(answer.status == 200, "\(query) \(answer.text)")
                #expect(answer.json.rows.count == 1, "\(query) \(answer.text)")
            }
        }
        let page = try await hub.page("/history?query=black+beans")
        #expect(page.text.contains("Black beans"))
        #expect(try await hub.call(.get, "/api/v1/items?code=0+1").json.rows.isEmpty)
    }

    @Test func `a file is one under its name, however that is written`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 9)
        let file = "code,quantity\nbeans,2\n"
        for (name, recorded) in [("Friday%20evening", 1), ("Friday+evening", 0)] {
            let report = try await hub.call(
                .post, "/api/v1/reconciliations?batch=\(name)", .csv(file))
            #expect(report["recorded"] == .whole(Int64(recorded)), "\(name)")
        }
    }

    @Test func `a link to the next page says again what was asked`() async throws {
        let hub = try TestHub()
        for name in ["A + B 1", "A + B 2", "A + B 3", "A B"] {
            try await hub.item(name, code: "code of \(name)")
        }
        var (path, names) = ("/api/v1/items?limit=2&query=a+%2B+b", [String]())
        for _ in 1...2 {
            let page = try await hub.call(.get, path)
            names += page.json.rows.map { $0["name"].text }
            guard let next = page.header("Link").firstMatch(of: #/<([^>]+)>/#)?.1 else { break }
            #expect(next.contains("%2B"))
            path = String(next)
        }
        #expect(names.count >= 3)
        #expect(Set(names).isSuperset(of: ["A + B 1", "A + B 2", "A + B 3"]))
    }

    @Test func `a flag without a value is refused, and nothing is recorded`() async throws {
        let hub = try TestHub()
        let head = hub.store.head
        for flag in ["dryRun", "dryRun=", "dryRun=1"] {
            for (path, file) in [
                ("item-imports", "name,code\nRice,1\n"),
                ("reconciliations", "at,code\n2026-11-21T09:00:00-05:00,beans\n"),
            ] {
                let answer = try await hub.call(.post, "/api/v1/\(path)?\(flag)", .csv(file))
                #expect((answer.status, answer.problem) == (400, "query_unreadable"), "\(flag)")
            }
        }
        #expect(hub.store.head == head)
    }

    @Test(arguments: [
        "items?limit=", "use-first?days=", "journal?limit=", "history?before=",
        "places?limit=&after=",
        "stock?item=&place=", "print-jobs?state=&printer=&batch=&limit=", "sources?query=&after=",
    ])
    func `an empty word is as left out`(query: String) async throws {
        let hub = try TestHub()
        try await hub.item()
        let answer = try await hub.call(.get, "/api/v1/\(query)")
        #expect(answer.status == 200, "\(answer.text)")
        let path = String(query.prefix { $0 != "?" })
        #expect(answer.text == (try await hub.call(.get, "/api/v1/\(path)")).text)
        let code = try await hub.roll(1).codes[0]
        let label = try await hub.call(.get, "/api/v1/labels/\(code)?dpi=&media=&layout=&as=")
        #expect(label.status == 200)
    }

    @Test func `labels are listed of a roll, and by no state but blank`() async throws {
        let hub = try TestHub()
        let roll = try await hub.roll(2)
        let path = "/api/v1/label-codes"
        for query in [
            "", "?roll=", "?state=blank", "?roll=\(roll.id)&state=bound",
            "?roll=\(roll.id)&state=Blank",
        ] {
            let answer = try await hub.call(.get, path + query)
            #expect((answer.status, answer.problem) == (400, "query_unreadable"), "\(query)")
        }
        #expect(try await hub.call(.get, "\(path)?roll=x").problem == "id_unreadable")
        for query in ["", "&state=", "&state=blank"] {
            let answer = try await hub.call(.get, "\(path)?roll=\(roll.id)\(query)")
            #expect(answer.json.rows.count == 2, "\(query)")
        }
    }
}

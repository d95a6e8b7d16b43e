import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// What happened, by what a person asks for.
struct HistoryTests {
    @Test func `it tells of all, or of what a name, a place or a code stands for`() async throws {
        let hub = try TestHub()
        try await hub.item("White rice", code: "rice-1")
        try await hub.item("Brown rice", code: "rice-2")
        try await hub.item("Beans", code: "beans-1")
        let place = try await hub.place("A1")
        for code in ["rice-1", "beans-1", "rice-2"] {
            try await hub.scan("intake", code, 5, ["place": .text(place.id)])
        }
        try await hub.scan("distribute", "beans-1", 2)
        func told(_ query: String) async throws -> [String] {
            try await hub.call(.get, "/api/v1/history?\(query)").json.rows.map {
                "\($0["itemName"].text) \($0["quantity"].whole ?? 0)"
            }
        }
        let all = ["Beans -2", "Brown rice 5", "Beans 5", "White rice 5"]
        #expect(try await told("") == all)
        #expect(try await told("query=rice") == ["Brown rice 5", "White rice 5"])
        #expect(try await told("query=a1") == all)
        #expect(try await told("query=\(place.label)") == all)
        #expect(try await told("query=beans-1") == ["Beans -2", "Beans 5"])
        #expect(try await told("query=nothing").isEmpty)
        let page = try await hub.page("/history?query=rice").text
        #expect(page.contains("Brown rice"))
        #expect(!page.contains("Beans"))
    }

    @Test func `its pages are linked as those of other lists are`() async throws {
        let hub = try TestHub()
        try await hub.item("White rice", code: "rice")
        for quantity in 1...5 as ClosedRange<Int64> {
            try await hub.scan("intake", "rice", quantity)
        }
        var (next, told): (String?, [Int]) = ("/api/v1/history?query=rice&limit=2", [])
        while let page = next {
            let answer = try await hub.call(.get, page)
            told += answer.json.rows.compactMap { $0["quantity"].whole.map { Int($0) } }
            let link = answer.header("Link").wholeMatch(of: #/<(.+)>; rel="next"/#)
            next = link.map { String($0.1) }
            #expect(next?.contains("query=rice") != false)
            #expect(answer.json.rows.count <= 2)
        }
        #expect(told == [5, 4, 3, 2, 1])
    }

    @Test func `what can be undone is undone where it is told, and who told of it stands there`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("White rice", code: "rice")
        let place = try await hub.place("A1")
        try await hub.scan(
            "intake", "rice", 5, ["place": .text(place.id), "station": "Table 1"])
        try await hub.scan("move", "rice", 2, ["place": .text(place.id)])
        let page = try await hub.page("/history?query=rice").text
        // A move has two lines, and is undone once.
        let offers = page.matches(of: #/action="(/entries/\d+)"/#).map { String($0.1) }
        #expect(offers.count == 2 && Set(offers).count == 2)
        #expect(page.contains("<bdi>Table 1</bdi>") && !page.contains(">Taken back<"))
        let form = ["id": TestHub.id().text, "back": "yes", "query": "rice"]
        let sent = try await hub.form(offers[0], form)
        #expect(sent.header("Location") == "/history?query=rice&told=undone")
        let after = try await hub.page(sent.header("Location")).text
        #expect(after.contains(">Taken back<") && !after.contains("action=\"\(offers[0])\""))
        #expect(after.contains("action=\"\(offers[1])\""))
        #expect(
            try await !hub.page("/history", as: .of(.viewer)).text.contains("action=\"/entries/"))
    }

    @Test func `it goes on before a number, and tells each entry whole`() async throws {
        let hub = try TestHub()
        try await hub.item()
        for _ in 0..<250 { try await hub.scan("intake", "beans", 1) }
        var (before, seen): (Int64?, [Int64]) = (nil, [])
        while true {
            let path = "/api/v1/history" + (before.map { "?before=\($0)" } ?? "")
            let rows = try await hub.call(.get, path).json.rows.compactMap { $0["seq"].whole }
            if rows.isEmpty { break }
            (before, seen) = (rows.last, seen + rows)
        }
        #expect(seen.count == 250)
        #expect(seen == seen.sorted(by: >))
        #expect(try await hub.call(.get, "/api/v1/history?before=x").problem == "query_unreadable")
    }
}

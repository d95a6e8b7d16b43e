import Journal
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// What each source gave, and when.
struct DonorTests {
    @Test func `a donor's page tells each donation once, and what came without one`() async throws {
        let hub = try TestHub()
        try await hub.item("Black beans", code: "beans")
        try await hub.item("Rice", code: "rice")
        let donation = TestHub.id()
        let market: [String: JSON] = ["source": "Harvest Market", "donation": donation]
        try await hub.scan("intake", "beans", 24, market)
        let wrong = try await hub.scan("intake", "rice", 50, market)
        try await hub.scan("intake", "rice", 7, market)
        _ = try await hub.call(
            .post, "/api/v1/movements/\(wrong["id"].text)/reversal", ["id": TestHub.id()])
        try await hub.scan("intake", "beans", 3, ["source": "harvest market"])
        try await hub.scan("intake", "beans", 9, ["source": "Grace Church"])
        let source = try #require(
            try await hub.call(.get, "/api/v1/sources").json.rows.first {
                $0["name"].text == "Harvest Market"
            })["id"].text
        let list = try await hub.page("/donors").text
        #expect(list.contains("2 donations"))
        #expect(list.contains("1 donation"))
        let page = try await hub.page("/donors/\(source)").text
        #expect(page.contains("31 pieces"))
        #expect(page.contains("3 pieces"))
        #expect(!page.contains(">57<") && !page.contains(">50<"))
        #expect(page.contains("/donations/\(donation.text)"))
        let file = try await hub.call(.get, "/api/v1/exports/donations").text
        #expect(file.matches(of: /\r\n/).count == 5)
        #expect(!file.contains("Harvest"))
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a donor's page tells what can still be here of what they gave`() async throws {
        let hub = try TestHub()
        try await hub.item("Black beans", code: "beans")
        try await hub.item("Rice", code: "rice")
        for (source, code, quantity) in [
            ("Market", "beans", 24), ("Church", "beans", 9), ("Market", "rice", 7),
        ] as [(String, String, Int64)] {
            try await hub.scan("intake", code, quantity, ["source": .text(source)])
        }
        try await hub.scan("distribute", "beans", 20)
        try await hub.scan("discard", "rice", 7, ["reason": "damaged"])
        let ids = try await sources(hub)
        let (market, church) = (try #require(ids["Market"]), try #require(ids["Church"]))
        // Of 33 there are 13: the market's at most, and of the church's no more than it gave.
        let path = "/donors/\(market)"
        #expect(try await hub.page(path).text.contains("Still here <span class=\"sum\">13 pieces"))
        #expect(
            try await hub.page("/donors/\(church)").text
                .contains("Still here <span class=\"sum\">9 pieces"))
        #expect(try await !hub.page(path + "?before=1").text.contains("Still here"))
        try await hub.scan("distribute", "beans", 13)
        #expect(try await !hub.page(path).text.contains("Still here"))
        #expect(try await hub.page("/stock").text.contains("By donor"))
    }

    /// What the file says each source gave, by the sources' ids.
    private func given(_ hub: TestHub) async throws -> [String: Int] {
        let file = try await hub.call(.get, "/api/v1/exports/donations").text
        let rows = file.split(separator: "\r\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        return rows.reduce(into: [:]) { $0[String($1[0]), default: 0] += Int($1[13]) ?? 0 }
    }

    private func sources(_ hub: TestHub) async throws -> [String: String] {
        let rows = try await hub.call(.get, "/api/v1/sources").json.rows
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"].text, $0["id"].text) })
    }

    @Test func `a donation of two donors counts for each by the lines that name them`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let donation = TestHub.id()
        try await hub.scan("intake", "beans", 2, ["donation": donation])
        try await hub.scan("intake", "beans", 3, ["source": "Anna", "donation": donation])
        try await hub.scan("intake", "beans", 7, ["source": "Bob", "donation": donation])
        try await hub.scan("intake", "beans", 1, ["donation": donation])
        let ids = try await sources(hub)
        let (anna, bob) = (try #require(ids["Anna"]), try #require(ids["Bob"]))
        // What names nobody is of whoever was named first.
        #expect(try await given(hub) == [anna: 6, bob: 7])
        let page = try await hub.page("/donations/\(donation.text)").text
        #expect(page.contains("Anna · 6 pieces") && page.contains("Bob · 7 pieces"))
        #expect(try await hub.page("/donors/\(bob)").text.contains("7 pieces"))
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `who gave a donation is put right on its page, shown first`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let (donation, unnamed) = (TestHub.id(), TestHub.id())
        for (source, quantity) in [("Anna", 3), ("Bob", 7)] as [(String, Int64)] {
            try await hub.scan(
                "intake", "beans", quantity, ["source": .text(source), "donation": donation])
        }
        try await hub.scan("intake", "beans", 5, ["donation": unnamed])
        let ids = try await sources(hub)
        let (anna, bob) = (try #require(ids["Anna"]), try #require(ids["Bob"]))
        let path = "/donations/\(donation.text)/donor"
        let shown = try await hub.page("\(path)?from=\(bob)&name=Carla").text
        #expect(shown.contains("Of this donation, 7 pieces"))
        #expect(shown.contains("counts for Carla, and no more for Bob."))
        #expect(try await sources(hub)["Carla"] == nil)
        let form = ["id": TestHub.id().text, "from": bob, "name": "Carla"]
        for _ in 1...2 { #expect(try await hub.form(path, form).status == 303) }
        let carla = try #require(try await sources(hub)["Carla"])
        // A line of Bob's that comes late is Carla's too: it is of the same donation.
        try await hub.scan("intake", "beans", 1, ["source": "Bob", "donation": donation])
        #expect(try await given(hub) == [anna: 3, carla: 8])
        let named = ["id": TestHub.id().text, "name": "anna"]
        #expect(try await hub.form("/donations/\(unnamed.text)/donor", named).status == 303)
        #expect(try await given(hub) == [anna: 8, carla: 8])
        #expect(try await hub.page("/donations/\(unnamed.text)").text.contains("Anna"))
        // And back.
        let back = ["id": TestHub.id().text, "from": carla, "name": "Bob"]
        #expect(try await hub.form(path, back).status == 303)
        #expect(try await given(hub) == [anna: 8, bob: 8])
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a donor's name is put right, and two donors that are one become one`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        for (source, quantity) in [("Ana", 2), ("Anna", 3), ("Bakery", 4)] as [(String, Int64)] {
            try await hub.scan(
                "intake", "beans", quantity,
                ["source": .text(source), "donation": TestHub.id()])
        }
        let ids = try await sources(hub)
        let (ana, anna) = (try #require(ids["Ana"]), try #require(ids["Anna"]))
        let bakery = try #require(ids["Bakery"])
        let path = "/settings/sources/name"
        let shown = try await hub.page("\(path)?source=\(ana)&name=anna").text
        #expect(shown.contains("All that Ana gave, 1 donation, counts for Anna"))
        func rename(_ source: String, _ name: String) async throws {
            let form = ["id": TestHub.id().text, "source": source, "name": name]
            #expect(try await hub.form(path, form).status == 303)
        }
        try await rename(ana, "anna")
        #expect(try await given(hub) == [anna: 5, bakery: 4])
        #expect(try await sources(hub).keys.sorted() == ["Anna", "Bakery"])
        // The old name is another one of the same donor.
        try await hub.scan("intake", "beans", 1, ["source": "Ana"])
        #expect(try await given(hub) == [anna: 6, bakery: 4])
        try await rename(bakery, "BAKERY")
        #expect(try await sources(hub)["BAKERY"] == bakery)
        try await rename(bakery, "Corner Bakery")
        let corner = try #require(try await sources(hub)["Corner Bakery"])
        try await hub.scan("intake", "beans", 1, ["source": "Bakery"])
        #expect(try await given(hub) == [anna: 6, corner: 5])
        let entries = try await hub.page("/entries/\(hub.store.head.seq)").text
        #expect(entries.contains("Corner Bakery"))
        // Erased is the donor, by all names.
        let erased = "/api/v1/sources/\(anna)/name"
        #expect(try await hub.call(.delete, erased).status == 204)
        #expect(try await hub.store.read { try $0.source(named: "Ana") } == nil)
        #expect(try await hub.store.verify().isEmpty)
        let gone = ["id": TestHub.id().text, "source": TestHub.id().text, "name": "X"]
        #expect(try await hub.form(path, gone).status == 404)
    }

    @Test func `what a donor gave stays when the name is erased`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 24, ["source": "Ana"])
        let source = try await hub.call(.get, "/api/v1/sources").json[0]["id"].text
        _ = try await hub.call(.delete, "/api/v1/sources/\(source)/name")
        #expect(try await !hub.page("/donors").text.contains("Ana"))
        let page = try await hub.page("/donors/\(source)").text
        #expect(page.contains("24 pieces"))
        #expect(!page.contains("Ana"))
    }
}

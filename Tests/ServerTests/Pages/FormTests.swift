import Foundation
import Journal
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What pages send without scripts.
struct FormTests {
    @Test func `a form is answered by the address where its outcome is seen`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let sent = try await hub.form("/take-in", scan("beans"))
        #expect(sent.status == 303)
        let seen = try await hub.page(sent.header("Location"))
        #expect(seen.text.contains("Black beans"))
        #expect(seen.text.contains("+1"))
    }

    @Test(arguments: ["take in", "count"])
    func `a whole name means its item, and letters alone never become a code`(
        page: String
    ) async throws {
        let hub = try TestHub()
        try await hub.item("Brown rice", code: "4011-B")
        let rice = try await hub.item("Rice", code: "4012-R")
        let beans = try await hub.item("Beans, 15 oz", code: "4013-N")
        let peas = try await hub.item("Dried peas", code: "PEAS")
        let path = try await address(of: page, hub)
        for (typed, item) in [
            ("Rice", rice), ("RÍCE ", rice), ("beans 15 oz", beans), ("PEAS", peas),
            ("Dried peas", peas),
        ] {
            let sent = try await hub.form(path, scan(typed))
            #expect(sent.header("Location").hasPrefix("\(path)?said="), "\(typed)")
            #expect(try await lastItem(hub) == item, "\(typed)")
        }
        let head = try await hub.store.read { try $0.head() }
        for part in ["Brown", "ric", "xylophone", "7up", "rice2"] {
            let asked = try await hub.form(path, scan(part))
            #expect(asked.header("Location") == "\(path)?near=\(part)&quantity=1")
        }
        #expect(try await hub.store.read { try $0.head() } == head)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
        for (name, items) in [("r%C3%ADce", [rice]), ("ric", [])] {
            let found = try await hub.call(.get, "/api/v1/items?name=\(name)").json
            #expect(found.rows.map { $0["id"].text } == items)
        }
    }

    @Test(arguments: ["take in", "count"])
    func `a part of a name shows what is near, and a tap records it`(page: String) async throws {
        let hub = try TestHub()
        let brown = try await hub.item("Brown rice", code: "4011-B")
        let path = try await address(of: page, hub)
        var form = scan("Brown")
        form["quantity"] = "3"
        let asked = try await hub.page(try await hub.form(path, form).header("Location")).text
        let id = try #require(
            asked.firstMatch(
                of: #/id" value="([0-9a-f-]{36})"><input [^>]*name="code" value="Brown"/#))
        #expect(asked.contains(#"<button name="named" value="\#(brown)">Brown rice</button>"#))
        #expect(asked.contains(#"name="quantity" value="3""#))
        form = ["id": String(id.1), "code": "Brown", "named": brown, "quantity": "3"]
        for _ in 1...2 {
            let sent = try await hub.form(path, form)
            #expect(sent.header("Location").hasPrefix("\(path)?said="))
        }
        #expect(try await lastItem(hub) == brown)
        form["named"] = try await hub.item("Brown beans", code: "4014-N")
        #expect(try await hub.form(path, form).status == 409)
        let nothing = try await hub.page("\(path)?near=xylophone").text
        #expect(nothing.contains("No item goes by that name"))
    }

    private func address(of page: String, _ hub: TestHub) async throws -> String {
        guard page == "count" else { return "/take-in" }
        return "/count/\(try await hub.count(at: try await hub.place().id))"
    }

    /// The item that the last entry is of.
    private func lastItem(_ hub: TestHub) async throws -> String? {
        try await hub.store.read { queries in
            switch try queries.entry(try queries.head())?.content() {
            case let movement as Movement: movement.item?.description
            case let line as CountObservation: line.item.description
            default: nil
            }
        }
    }

    @Test func `a quantity that is no number is refused in words, and nothing is recorded`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        for typed in ["1,5", "abc", "-3", "0x10", "1e3", "2.5", "0"] {
            var form = scan("beans")
            form["quantity"] = typed
            #expect(try await hub.form("/take-in", form).status == 422, "\(typed)")
        }
        #expect(try await hub.balance(item) == 0)
    }

    @Test func `a form sent twice is recorded once`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let form = scan("beans")
        let first = try await hub.form("/take-in", form)
        let second = try await hub.form("/take-in", form)
        #expect(first.header("Location") == second.header("Location"))
    }

    @Test func `an entry is undone from its page in one request of the writer`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let seq = try await hub.scan("intake", "beans", 4)["seq"]
        let form = ["id": TestHub.id().text]
        _ = try await hub.page("/")
        let before = hub.store.asked
        let sent = try await hub.form("/entries/\(seq)", form)
        #expect(sent.status == 303)
        #expect(hub.store.asked.writes == before.writes + 1)
        let again = try await hub.form("/entries/\(seq)", form)
        #expect(again.header("Location") == sent.header("Location"))
        #expect(try await hub.form("/entries/99", form).status == 404)
    }

    @Test func `a place's label says where the next scans are, and records nothing`() async throws {
        let hub = try TestHub()
        let place = try await hub.place()
        let head = try await hub.store.read { try $0.head() }
        let sent = try await hub.form("/take-in", scan(place.label))
        #expect(sent.status == 303)
        #expect(
            sent.header("Location")
                == "/take-in?place=\(place.id.replacing("-", with: "%2D"))")
        #expect(try await hub.store.read { try $0.head() } == head)
    }

    @Test func `one answer settles every scan of a code`() async throws {
        let hub = try TestHub()
        for _ in 1...3 { try await hub.scan("intake", "5901234123457") }
        try await hub.scan("intake", "unheard-of")
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        let sent = try await hub.form(
            "/unresolved",
            [
                "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
                "name": "Barley soup", "measure": "each", "weight": "400",
            ])
        #expect(sent.status == 303)
        let left = try await hub.store.read { try $0.unresolved(limit: 10) }
        #expect(left.map(\.scan.scan.code) == ["unheard-of"])
        let item = try await hub.store.read { try $0.items(matching: "Barley", limit: 2) }
        #expect(item.map(\.item.unitWeightGrams) == [400])
    }

    @Test(arguments: [("kg", "Grams a piece", 400), ("lb", "Ounces a piece", 11_340)])
    func `how heavy a piece is, is asked in a unit of the hub's kind`(
        unit: String, asked: String, grams: Int64
    ) async throws {
        let hub = try TestHub()
        _ = try await hub.form("/settings/hub", ["name": "Pantry", "weightUnit": unit])
        try await hub.scan("intake", "5901234123457")
        #expect(try await hub.page("/unresolved").text.contains(asked))
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        let sent = try await hub.form(
            "/unresolved",
            [
                "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
                "name": "Barley soup", "measure": "each", "weight": "400",
            ])
        #expect(sent.status == 303)
        let item = try await hub.store.read { try $0.items(matching: "Barley", limit: 2) }
        #expect(item.map(\.item.unitWeightGrams) == [grams])
    }

    @Test(arguments: [("kg", "1,5", 1_500), ("lb", "2.5", 1_134)])
    func `what a weighed scan came to is asked for in the hub's unit`(
        unit: String, typed: String, grams: Int64
    ) async throws {
        let hub = try TestHub()
        _ = try await hub.form("/settings/hub", ["name": "Pantry", "weightUnit": unit])
        try await hub.scan("intake", "unheard-of")
        #expect(try await hub.page("/unresolved").text.contains("How many, or \(unit) of what"))
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        let sent = try await hub.form(
            "/unresolved",
            [
                "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
                "name": "Apples", "measure": "gram", "quantity": typed, "pack": "1",
            ])
        #expect(sent.status == 303)
        let apples = try await hub.store.read { try $0.item(named: "Apples") }
        let id = try #require(apples).item.id
        #expect(try await hub.store.read { try $0.onHand(id) } == grams)
    }

    @Test func `how many are in a case is not guessed`() async throws {
        let hub = try TestHub()
        try await hub.scan("intake", "15901234123454")
        #expect(try await hub.page("/unresolved").text.contains("value=\"\" required"))
        try await hub.scan("intake", "5901234123457")
        #expect(try await hub.page("/unresolved").text.contains("value=\"1\" required"))
    }

    @Test func `a name that is known means that item`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        try await hub.scan("intake", "unheard-of")
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        _ = try await hub.form(
            "/unresolved",
            [
                "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
                "name": "black BEANS",
            ])
        let id = try #require(ItemID(beans))
        #expect(try await hub.store.read { try $0.onHand(id) } == 1)
    }

    @Test func `an answer sent twice, or beyond the first hundred names, settles once`()
        async throws
    {
        let hub = try TestHub()
        for number in 1...101 {
            try await hub.item("Beans \(number)", code: "beans-\(number)")
        }
        let beans = try await hub.item("Beans", code: "plain-beans")
        for _ in 1...2 { try await hub.scan("intake", "unheard-of") }
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        let form = [
            "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
            "name": "BEANS",
        ]
        for _ in 1...2 {
            #expect(
                try await hub.form("/unresolved", form).header("Location").contains(
                    "about=\(beans.replacing("-", with: "%2D"))"))
        }
        let id = try #require(ItemID(beans))
        let (onHand, left) = try await hub.store.read {
            (try $0.onHand(id), try $0.openUnresolvedCount())
        }
        #expect((onHand, left) == (2, 0))
    }

    @Test func `looking at a link spends nothing; the button does, once`() async throws {
        let hub = try TestHub()
        let link = try await hub.hub.firstLink("http://localhost:8080/")
        let token = try #require(link.split(separator: "=").last.map(String.init))
        for _ in 1...3 {
            #expect(try await hub.page("/join?token=\(token)", as: .nobody).status == 200)
        }
        let joined = try await hub.form("/join", ["token": token, "name": "Table 1"], as: .nobody)
        #expect(joined.status == 303)
        #expect(joined.header("Set-Cookie").contains("SameSite=Strict"))
        let again = try await hub.form("/join", ["token": token], as: .nobody)
        #expect((again.status, again.text.contains("That is not the code")) == (403, true))
    }

    @Test func `a pairing code is in no address`() async throws {
        let hub = try TestHub()
        let shown = try await hub.form("/settings/pairings", ["role": "volunteer"])
        #expect((shown.status, shown.header("Location")) == (200, ""))
        let code = try #require(shown.text.firstMatch(of: /<p class="pairing">([0-9A-Z-]+)<\/p>/))
        let joined = try await hub.form("/join", ["code": String(code.1)], as: .nobody)
        #expect(joined.status == 303)
    }

    @Test func `a form that cannot be read is told so`() async throws {
        let hub = try TestHub()
        #expect(try await hub.form("/take-in", ["quantity": "1"]).status == 422)
        let number = try await hub.form("/take-in", scan("beans").merging(["quantity": "x"]) { $1 })
        #expect((number.status, number.text.contains("not a whole number")) == (422, true))
        #expect(try await hub.form("/language", ["language": "tlh"]).status == 422)
    }

    @Test func `a page comes back in the language that was chosen, and in the hub alone`()
        async throws
    {
        let hub = try TestHub()
        let back = "/join?token=a%2Bb"
        let chosen = try await hub.form(
            "/language", ["language": "es", "back": back], as: .nobody)
        #expect((chosen.status, chosen.header("Location")) == (303, back))
        #expect(chosen.header("Set-Cookie").hasPrefix("larder-language=es"))
        let foreign = ["http://elsewhere/", "//elsewhere/", "/\\elsewhere/", "/a\tb", "x", ""]
        for back in foreign {
            let chosen = try await hub.form("/language", ["language": "es", "back": back])
            #expect(chosen.header("Location") == "/", "\(back)")
        }
    }

    @Test func `each page offers the other languages and names itself as it was asked for`()
        async throws
    {
        let hub = try TestHub()
        for path in ["/stock?query=beans&by=place", "/join?token=x", "/nowhere"] {
            let page = try await hub.page(path).text
            let escaped = path.replacing("&", with: "&amp;")
            #expect(page.contains("name=\"back\" value=\"\(escaped)\""), "\(path)")
            #expect(page.contains("value=\"es\" lang=\"es\">Español</button>"), "\(path)")
        }
        // What answers a form cannot be asked for again.
        let shown = try await hub.form("/settings/pairings", ["role": "volunteer"])
        #expect(shown.text.contains("name=\"back\" value=\"/\""))
    }

    @Test func `a day is closed once, by a coordinator`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake")
        let day = hub.store.calendar.date(hub.store.clock.now()).description
        let form = ["date": day, "id": TestHub.id().text]
        #expect(try await hub.form("/close", form, as: .of(.volunteer)).status == 403)
        for _ in 1...2 {
            #expect(
                try await hub.form("/close", form).header("Location")
                    == "/days/\(day)?about=\(day.replacing("-", with: "%2D"))&told=closed")
        }
        #expect(try await hub.page("/close?date=\(day)").status == 303)
    }

    private func scan(_ code: String) -> [String: String] {
        ["id": TestHub.id().text, "code": code, "quantity": "1"]
    }
}

import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Items that are made on a page, and those that are found by a name that is not quite theirs.
struct ItemNewTests {
    private func fields(_ changes: [String: String] = [:]) -> [String: String] {
        [
            "id": TestHub.id().text, "name": "Loose apples", "category": "Fruit",
            "measure": "gram", "weight": "", "keeps": "14", "code": "",
        ].merging(changes) { $1 }
    }

    @Test func `food without a code is made on a page, and gets its button`() async throws {
        let hub = try TestHub()
        #expect(try await hub.page("/stock").text.contains("href=\"/items/new\""))
        let sent = fields(["button": "yes"])
        #expect(try await hub.form("/items/new", sent).header("Location").contains("/settings"))
        #expect(try await hub.form("/items/new", sent).status == 303)
        let known = try await hub.call(.get, "/api/v1/items?name=loose%20apples").json
        #expect(known.rows.count == 1 && known[0]["measure"] == "gram")
        #expect(known[0]["shelfLifeDays"] == 14 && known[0]["codes"].rows.isEmpty)
        #expect(try await hub.page("/take-in").text.contains("Loose apples"))
        let coded = fields(["name": "Pears", "code": "4006381333931", "pack": "6"])
        let made = try await hub.form("/items/new", coded, as: .of(.volunteer))
        #expect(made.header("Location").contains("/items/"))
        let pears = try await hub.call(.get, "/api/v1/items?code=4006381333931").json
        #expect(pears[0]["name"] == "Pears" && pears[0]["codes"][0]["pack"] == 6)
    }

    @Test func `what cannot be made is told on the form, which stays as it was filled in`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", code: "beans")
        let twice = try await hub.form("/items/new", fields(["name": "black BEANS"]))
        #expect(twice.status == 409)
        #expect(twice.text.contains("href=\"/items/\(beans)\""))
        #expect(twice.text.contains("value=\"black BEANS\""))
        let taken = try await hub.form("/items/new", fields(["code": "beans"]))
        #expect(taken.status == 409 && taken.text.contains("value=\"Loose apples\""))
        let number = try await hub.form("/items/new", fields(["name": "4006381333931"]))
        #expect(number.status == 422 && number.text.contains("role=\"alert\""))
        #expect(try await hub.call(.get, "/api/v1/items").json.rows.count == 1)
    }

    @Test func `a misspelt name finds what is like it, where nothing is called so`() async throws {
        let hub = try TestHub()
        try await hub.item("Diced tomatoes", code: "tomatoes")
        try await hub.item("Rice", code: "rice")
        try await hub.scan("intake", "tomatoes", 12)
        let found = try await hub.call(.get, "/api/v1/items?query=tomatos").json
        #expect(found.rows.map { $0["name"] } == ["Diced tomatoes"])
        let page = try await hub.page("/stock?query=tomatos").text
        #expect(page.contains("Nothing is called “tomatos”.") && page.contains("Diced tomatoes"))
        let none = try await hub.page("/stock?query=ryce").text
        #expect(none.contains("1 item of which there is none"))
        let exact = try await hub.page("/stock?query=tomato").text
        #expect(!exact.contains("Nothing is called"))
        #expect(exact.contains("<span class=\"sum\">12 pieces"))
    }

    @Test func `a name that no item goes by is answered where it was typed`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", code: "beans")
        let rice = try await hub.item("Brown rice", code: "rice")
        let path = "/items/\(beans)/preview"
        let join = try await hub.page("\(path)?join=yes&name=brwon+rice")
        #expect(join.status == 404)
        #expect(join.text.contains("name=\"into\" value=\"\(rice)\""))
        #expect(join.text.contains("value=\"brwon rice\""))
        let chosen = try await hub.page("\(path)?join=yes&into=\(rice)")
        #expect(chosen.status == 200 && chosen.text.contains("goes over to Brown rice"))
        let code = try await hub.page("\(path)?code=beans&pack=1&name=brwon+rice").text
        #expect(code.contains("name=\"code\" value=\"beans\""))
        let given = try await hub.form(
            "/items/\(beans)/codes",
            ["id": TestHub.id().text, "code": "beans", "pack": "1", "into": rice])
        #expect(given.status == 303)
        let button = try await hub.form("/settings/buttons", ["name": "ryce <b>"])
        #expect(
            button.status == 404 && button.text.contains("name=\"into\" value=\"\(rice)\"") == false
        )
        let near = try await hub.form("/settings/buttons", ["name": "brown ryce"])
        #expect(near.text.contains("name=\"into\" value=\"\(rice)\""))
        #expect(near.text.contains("/items/new?button=yes&amp;name=brown%20ryce"))
        #expect(try await hub.form("/settings/buttons", ["into": rice]).status == 303)
        #expect(try await hub.page("/take-in").text.contains("Brown rice"))
    }

    @Test func `a code is added to an item, and stands for more of it, each shown first`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", code: "beans")
        let item = try await hub.page("/items/\(beans)").text
        #expect(
            item.contains(
                "name=\"pack\" inputmode=\"numeric\" pattern=\"[0-9]{1,7}\" required value=\"1\""))
        try await hub.scan("intake", "beans", 2)
        let path = "/items/\(beans)/preview?into=\(beans)"
        let more = try await hub.page("\(path)&code=beans&pack=12").text
        #expect(more.contains("A scan of beans stands for 12 (before: 1)."))
        #expect(more.contains("1 scan from before stays as it was counted"))
        let added = try await hub.page("\(path)&code=case&pack=24").text
        #expect(added.contains("A scan of case stands for 24 of Black beans."))
        for (code, pack) in [("beans", "12"), ("case", "24")] {
            let sent = try await hub.form(
                "/items/\(beans)/codes",
                ["id": TestHub.id().text, "code": code, "pack": pack, "into": beans])
            #expect(sent.status == 303)
        }
        let known = try await hub.call(.get, "/api/v1/items/\(beans)").json["codes"]
        #expect(known.rows.map { $0["pack"] } == [12, 24])
        let rice = try await hub.item("Rice", code: "rice")
        let taken = try await hub.page("/items/\(rice)/preview?into=\(rice)&code=case&pack=6").text
        #expect(taken.contains("A scan of case counts no more as Black beans."))
    }
}

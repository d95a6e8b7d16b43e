import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// Two items whose names differ in case alone.
struct SharedNameTests {
    @Test func `those of one name to the letter are told apart where one is chosen`() async throws {
        let hub = try TestHub()
        let cans = try await hub.item("Soup", code: "a", ["category": "cans"])
        let other = try await hub.item("Broth", code: "b", ["category": "cans"])
        let rename: JSON = ["name": "Soup", "category": "packets", "unitWeightGrams": 80]
        try await hub.call(.patch, "/api/v1/items/\(other)", .json(rename)).expect(200)
        let kept = try await hub.item("Stew", code: "c")
        let asked = try await hub.form(
            "/take-in", ["id": TestHub.id().text, "code": "soup", "quantity": "1"])
        try await hub.scan("intake", "unheard-of")
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        let form = [
            "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
            "name": "soup", "measure": "each",
        ]
        let pages = [
            try await hub.page(asked.header("Location")).text,
            try await hub.form("/unresolved", form).text,
            try await hub.page("/items/\(kept)/preview?join=yes&name=soup").text,
        ]
        for page in pages {
            for (id, name) in [(cans, ">Soup · cans"), (other, ">Soup · packets · 80 g<")] {
                #expect(page.contains(id) && page.contains(name), "\(page)")
            }
        }
    }

    @Test func `a name that several share is asked about wherever it is typed`() async throws {
        let hub = try TestHub()
        let (one, other) = (
            try await hub.item("Rice, 1 kg bag", code: "a"), try await hub.item("Oats", code: "b")
        )
        _ = try await hub.call(.patch, "/api/v1/items/\(other)", ["name": "RICE, 1 kg bag"])
        func named(_ name: String) async throws -> [String] {
            let address = "/api/v1/items?name=\(name.replacing(" ", with: "%20"))"
            return try await hub.call(.get, address).json.rows.map { $0["id"].text }
        }
        #expect(try await named("rice, 1 kg bag") == [one, other].sorted())
        #expect(try await named("rice 1 kg bag") == [one, other].sorted())
        // What is written so to the letter comes first.
        #expect(try await named("RICE, 1 kg bag") == [other])
        #expect(try await named("Rice, 1 kg bag") == [one])
        let head = try await hub.store.read { try $0.head() }
        let asked = try await hub.form(
            "/take-in", ["id": TestHub.id().text, "code": "rice, 1 kg bag", "quantity": "1"])
        let page = try await hub.page(asked.header("Location")).text
        for id in [one, other] { #expect(page.contains("name=\"named\" value=\"\(id)\"")) }
        let preview = try await hub.page("/items/\(one)/preview?join=yes&name=rice,+1+kg+bag").text
        #expect(preview.contains("More than one item is called"))
        #expect(try await hub.store.read { try $0.head() } == head)

        try await hub.scan("intake", "unheard-of")
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        var form = [
            "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
            "name": "rice, 1 kg bag", "measure": "each", "pack": "3",
        ]
        let which = try await hub.form("/unresolved", form)
        #expect(which.status == 409 && which.text.contains("name=\"into\" value=\"\(other)\""))
        #expect(which.text.contains("name=\"pack\" value=\"3\""))
        form["into"] = other
        #expect(try await hub.form("/unresolved", form).status == 303)
        #expect(try await hub.balance(other) == 3)
    }
}

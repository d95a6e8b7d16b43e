import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What an item's page puts right without scripts.
struct ItemFormTests {
    private func id() -> String { TestHub.id().text }

    @Test func `a code is given to another item by its name, or taken away`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "code-1", pack: 12)
        let rice = try await hub.item("Café rice", code: "rice")
        let page = try await hub.page("/items/\(beans)")
        #expect(page.text.contains("code-1"))
        let give = [
            "id": id(), "code": "code-1", "pack": "12", "name": "cafe  RICE",
        ]
        #expect(try await hub.form("/items/\(beans)/codes", give).status == 303)
        let known = try await hub.call(.get, "/api/v1/items?code=code-1").json[0]
        #expect(known["id"].text == rice)
        let take = ["id": id(), "code": "code-1", "pack": "12", "take": "yes"]
        #expect(try await hub.form("/items/\(rice)/codes", take).status == 303)
        #expect(try await hub.call(.get, "/api/v1/items?code=code-1").json.rows.isEmpty)
        let none = ["id": id(), "code": "rice", "name": "no such"]
        #expect(try await hub.form("/items/\(rice)/codes", none).status == 404)
    }

    @Test(arguments: ["codes", "joins"])
    func `what names an item is done in one request of the writer, and again changes nothing`(
        form: String
    ) async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "code-1")
        let rice = try await hub.item("Rice", code: "rice")
        try await hub.item("Peas", code: "peas")
        let path = "/items/\(beans)/\(form)"
        let wanted = ["id": id(), "code": "code-1", "name": "RICE"]
        _ = try await hub.page("/")
        let before = hub.store.asked
        let sent = try await hub.form(path, wanted)
        #expect(sent.status == 303)
        #expect(hub.store.asked == (before.reads, before.writes + 1))
        // The name is nobody's any more.
        let renamed = try await hub.call(
            .patch, "/api/v1/items/\(rice)", ["name": "White grains"])
        #expect(renamed.status == 200)
        let head = try await hub.store.read { try $0.head() }
        #expect(
            try await hub.form(path, wanted).header("Location") == sent.header("Location"))
        let other = wanted.merging(["name": "peas"]) { $1 }
        #expect(try await hub.form(path, other).status == 409)
        #expect(try await hub.store.read { try $0.head() } == head)
        let unknown = wanted.merging(["id": id(), "name": "Rice"]) { $1 }
        #expect(try await hub.form("/items/\(rice)/\(form)", unknown).status == 404)
    }

    @Test func `items of the same words are offered, and joined`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans, can")
        let twin = try await hub.item("Beans (black) CAN", code: "twin")
        let asked = try await hub.page("/items/\(twin)")
        #expect(asked.text.contains("name=\"into\" value=\"\(beans)\""))
        let sent = try await hub.form("/items/\(twin)/joins", ["id": id(), "into": beans])
        #expect(sent.header("Location").hasPrefix("/items/\(beans)"))
        let seen = try await hub.page(sent.header("Location"))
        #expect(seen.text.contains("/items/\(twin)"))
        #expect(!seen.text.contains("name=\"into\""))
        let old = try await hub.page("/items/\(twin)")
        #expect(old.text.contains("/items/\(beans)") && !old.text.contains("<details class"))
    }

    @Test func `the measure is changed by the weight of a piece, and the rest is kept`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", code: "beans", pack: 1)
        try await hub.scan("intake", "beans", 12)
        let form = [
            "name": "Black beans", "category": "tests", "measure": "gram", "weight": "400",
        ]
        #expect(try await hub.form("/items/\(beans)", form).status == 303)
        #expect(try await hub.balance(beans) == 4_800)
        let without = form.merging(["measure": "each", "weight": ""]) { $1 }
        let refused = try await hub.form("/items/\(beans)", without)
        #expect(refused.status == 422)
        #expect(try await hub.balance(beans) == 4_800)
    }

    @Test func `a volunteer puts codes right and sees no other form, a viewer none`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let volunteer = try await hub.page("/items/\(beans)", as: .of(.volunteer))
        #expect(volunteer.text.contains("/items/\(beans)/codes"))
        #expect(!volunteer.text.contains("/items/\(beans)/joins"))
        let viewer = try await hub.page("/items/\(beans)", as: .of(.viewer))
        #expect(!viewer.text.contains("<details class"))
    }
}

import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Food without a code: the buttons of the scanning pages.
struct ItemButtonTests {
    private func id() -> String { TestHub.id().text }

    /// The names on a page's buttons, in their order.
    private func foods(on path: String, of hub: TestHub) async throws -> [String] {
        let text = try await hub.page(path).text
        return text.matches(of: /name="named" value="[^"]+" data-measure="\w+">([^<]*)</)
            .map { String($0.1) }
    }

    @Test func `food without a code is offered by use until a coordinator chooses`() async throws {
        let hub = try TestHub()
        let bread = try await hub.item("Bread", ["codes": []])
        let eggs = try await hub.item("Eggs", ["codes": []])
        try await hub.item("Black beans")
        #expect(try await foods(on: "/take-in", of: hub) == [])
        try await hub.scan("intake", "beans", 5)
        for _ in 1...3 {
            try await hub.scan("intake", "Eggs", 1, ["item": .text(eggs)])
        }
        try await hub.scan("intake", "Bread", 1, ["item": .text(bread)])
        #expect(try await foods(on: "/take-in", of: hub) == ["Eggs", "Bread"])
        #expect(try await foods(on: "/hand-out", of: hub) == ["Eggs", "Bread"])

        let offered = try await hub.page("/items/\(bread)")
        #expect(offered.text.contains("Make it a button"))
        #expect(try await hub.form("/items/\(bread)/button", [:]).status == 303)
        #expect(try await hub.form("/settings/buttons", ["name": "black  BEANS"]).status == 303)
        #expect(try await foods(on: "/hand-out", of: hub) == ["Bread", "Black beans"])
        let chosen = try await hub.page("/items/\(bread)")
        #expect(chosen.text.contains("Take its button off"))
        #expect(try await hub.page("/settings").text.contains("name=\"take\" value=\"\(bread)\""))

        #expect(try await hub.form("/items/\(bread)/button", ["take": "yes"]).status == 303)
        #expect(try await foods(on: "/take-in", of: hub) == ["Black beans"])
        #expect(try await hub.form("/settings/buttons", ["name": "no such"]).status == 404)
    }

    @Test func `a button that is pressed without scripts counts as a scan`() async throws {
        let hub = try TestHub()
        let bread = try await hub.item("Bread", ["codes": []])
        let place = try await hub.place()
        let pressed = [
            "id": id(), "code": "", "quantity": "6", "place": place.id, "named": bread,
        ]
        #expect(try await hub.form("/take-in", pressed).status == 303)
        #expect(try await hub.form("/take-in", pressed).status == 303)
        #expect(try await hub.balance(bread, at: place.id) == 6)
        let count = try await hub.count(at: place.id)
        let seen = ["id": id(), "code": "", "quantity": "2", "named": bread]
        #expect(try await hub.form("/count/\(count)", seen).status == 303)
        let page = try await hub.page("/count/\(count)")
        #expect(page.text.contains("value=\"2\""))
    }

    @Test
    func
        `a button of an item that was joined is the other's, and one too many takes the oldest's place`()
        async throws
    {
        let hub = try TestHub()
        let bread = try await hub.item("Bread", ["codes": []])
        let loaf = try await hub.item("Loaf", ["codes": []])
        #expect(try await hub.form("/items/\(loaf)/button", [:]).status == 303)
        let join: JSON = ["id": TestHub.id(), "item": .text(loaf), "into": .text(bread)]
        #expect(try await hub.call(.post, "/api/v1/item-joins", .json(join)).status == 201)
        #expect(try await foods(on: "/take-in", of: hub) == ["Bread"])
        for n in 1...ItemButtons.limit {
            let food = try await hub.item("Food \(n)", ["codes": []])
            #expect(try await hub.form("/items/\(food)/button", [:]).status == 303)
        }
        let shown = try await foods(on: "/take-in", of: hub)
        #expect(shown == (1...ItemButtons.limit).map { "Food \($0)" })
    }
}

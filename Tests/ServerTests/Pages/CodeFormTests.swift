import Foundation
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// What is said on the page of new codes, where the hub changed since the page was shown.
struct CodeFormTests {
    /// A form for the one scan that waits.
    private func form(
        _ hub: TestHub, _ fields: [String: String]
    ) async throws -> [String: String] {
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json
        return [
            "scan": waiting[0]["id"].text, "id": TestHub.id().text, "item": TestHub.id().text,
            "measure": "each", "pack": "1",
        ].merging(fields) { $1 }
    }

    private func onHand(_ name: String, _ hub: TestHub) async throws -> Int64? {
        try await hub.store.read { queries in
            try queries.items(meantBy: name).map { try queries.onHand($0.item.id) }
                .reduce(0, +)
        }
    }

    @Test func `a weight is in the unit that the page said`() async throws {
        let hub = try TestHub()
        _ = try await hub.form("/settings/hub", ["name": "Pantry", "weightUnit": "kg"])
        try await hub.scan("intake", "unheard-of")
        let page = try await hub.page("/unresolved").text
        #expect(page.contains(#"name="unit" value="kg""#))
        let form = try await form(
            hub, ["name": "Apples", "measure": "gram", "quantity": "1.5", "unit": "kg"])
        _ = try await hub.form("/settings/hub", ["name": "Pantry", "weightUnit": "lb"])
        #expect(try await hub.form("/unresolved", form).status == 303)
        #expect(try await onHand("Apples", hub) == 1_500)
    }

    @Test func `every form for a weight says its unit`() async throws {
        let hub = try TestHub()
        _ = try await hub.form("/settings/hub", ["name": "Pantry", "weightUnit": "lb"])
        let item = try await hub.item("Apples", code: "4133", ["measure": "gram"])
        let place = try await hub.place()
        let count = try await hub.count(at: place.id)
        try await hub.scan("count", "4133", 500, ["count": .text(count)])
        for path in [
            "/items/new", "/items/\(item)?mend=yes", "/count/\(count)", "/count/\(count)/list",
        ] {
            let page = try await hub.page(path).text
            #expect(page.contains(#"name="unit" value="lb""#), "\(path)")
        }
        let shown = ["name": "Apples", "measure": "gram", "minimum": "2", "unit": "kg"]
        #expect(try await hub.form("/items/\(item)", shown).status == 303)
        let id = try #require(ItemID(item))
        #expect(try await hub.store.read { try $0.item(id)?.minimum } == 2_000)
    }

    @Test(arguments: [("2.5", "each", 1_134), ("2.5", "gram", 1_134), ("2", "each", 907)])
    func `a known name says how it is counted, whatever stood in the field for that`(
        typed: String, measure: String, grams: Int64
    ) async throws {
        let hub = try TestHub()
        _ = try await hub.form("/settings/hub", ["name": "Pantry", "weightUnit": "lb"])
        try await hub.item("Apples, loose", code: "4133", ["measure": "gram"])
        try await hub.scan("intake", "unheard-of")
        let form = try await form(
            hub, ["name": "Apples, loose", "measure": measure, "quantity": typed, "unit": "lb"])
        #expect(try await hub.form("/unresolved", form).status == 303)
        #expect(try await onHand("Apples, loose", hub) == grams)
    }

    @Test(arguments: ["1e3", "0x10", "inf", "1,5,5", "-"])
    func `a weight is a number as people write one`(typed: String) async throws {
        let hub = try TestHub()
        try await hub.scan("intake", "unheard-of")
        let form = try await form(
            hub, ["name": "Apples", "measure": "gram", "quantity": typed, "unit": "kg"])
        #expect(try await hub.form("/unresolved", form).status == 422)
        #expect(try await onHand("Apples", hub) == 0)
    }

    @Test func `what is counted by the piece has no part of one`() async throws {
        let hub = try TestHub()
        try await hub.item("Tea", code: "4133")
        try await hub.scan("intake", "unheard-of")
        let form = try await form(hub, ["name": "Tea", "measure": "gram", "quantity": "1.5"])
        #expect(try await hub.form("/unresolved", form).status == 422)
        #expect(try await onHand("Tea", hub) == 0)
    }

    @Test(arguments: [("gram", "1"), ("gram", "1.5"), ("each", "3"), ("each", "")])
    func `a form that comes again is answered as before`(
        measure: String, typed: String
    ) async throws {
        let hub = try TestHub()
        try await hub.scan("intake", "unheard-of")
        let form = try await form(
            hub, ["name": "Flakes", "measure": measure, "quantity": typed, "unit": "kg"])
        let seen = try await hub.form("/unresolved", form).header("Location")
        #expect(seen.hasPrefix("/unresolved?"))
        let flakes = try await hub.store.read { try $0.items(meantBy: "Flakes")[0].item }
        let other = measure == "gram" ? "each" : "gram"
        let patched = try await hub.call(
            .patch, "/api/v1/items/\(flakes.id)",
            ["measure": .text(other), "conversion": ["gramsPerPiece": 100]])
        #expect(patched.status == 200)
        #expect(try await hub.form("/unresolved", form).header("Location") == seen)
        try await hub.item("Flakes", code: "another")
        let head = try await hub.store.read { try $0.head() }
        #expect(try await hub.form("/unresolved", form).header("Location") == seen)
        #expect(try await hub.store.read { try $0.head() } == head)
    }
}

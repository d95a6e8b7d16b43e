import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Weights where pieces are kept, and pieces where weights are.
struct WeightTests {
    private let gram: [String: JSON] = ["measure": "gram", "unitWeightGrams": .null]

    private func convert(_ item: String, _ grams: Int64, _ hub: TestHub) async throws -> Answer {
        let change: JSON = ["measure": "each", "conversion": ["gramsPerPiece": .whole(grams)]]
        return try await hub.call(.patch, "/api/v1/items/\(item)", .json(change))
    }

    @Test(arguments: [(500, 2, 100), (149, 0, -149), (600, 2, nil)] as [(Int64, Int64, Int64?)])
    func `what rounding to pieces makes of a weight is said`(
        grams: Int64, pieces: Int64, rounded: Int64?
    ) async throws {
        let hub = try TestHub()
        let rice = try await hub.item("Rice", code: "rice", gram)
        try await hub.scan("intake", "rice", nil, ["weightGrams": .whole(grams)])
        let page = try await hub.call(
            .get,
            "/items/\(rice)/preview?name=Rice&category=tests&measure=each&weight=300&keeps=&minimum="
        )
        #expect(
            page.text.contains("do not come out as whole pieces") == (rounded != nil),
            "\(page.text)")
        let answer = try await convert(rice, 300, hub)
        #expect(answer["roundedGrams"].whole == rounded, "\(answer.text)")
        #expect(answer["warnings"].rows == (rounded == nil ? [] : ["weight_rounded"]))
        #expect(try await hub.balance(rice) == pieces)
    }

    @Test func `a weight that is far from whole pieces has a warning`() async throws {
        let hub = try TestHub()
        try await hub.item("Loaf", code: "loaf", ["unitWeightGrams": 300])
        try await hub.scan("intake", "loaf", 20)
        for (grams, warnings) in [
            (1, ["weight_rounded"]), (150, ["weight_rounded"]), (290, []), (1_210, []),
            (1_300, ["weight_rounded"]),
        ] as [(Int64, [JSON])] {
            let out = try await hub.scan(
                "distribute", "loaf", nil, ["weightGrams": .whole(grams), "station": "\(grams)"])
            #expect(out["warnings"].rows == warnings, "\(grams): \(out.text)")
        }
    }

    private func line(
        _ facts: JSON, in count: String, _ shelf: CountShelf
    ) async throws -> Answer {
        try await shelf.hub.call(
            .post, "/api/v1/counts/\(count)/lines", .json(facts.with(["id": TestHub.id()])))
    }

    @Test
    func `lines of several codes of an item add up, and a later one of a code takes its place`()
        async throws
    {
        let shelf = try await CountShelf()
        let more: JSON = ["id": TestHub.id(), "item": .text(shelf.beans), "pack": 12]
        try await shelf.hub.call(.put, "/api/v1/codes/case", .json(more)).expect(200)
        let count = try await shelf.open(at: 1)
        for (code, quantity, sum) in [
            ("case", 2, 24), ("beans", 5, 29), ("beans", 6, 30), ("case", 1, 18),
        ] as [(String, Int64, Int64)] {
            let seen = try await line(
                ["code": .text(code), "quantity": .whole(quantity)], in: count, shelf)
            #expect((seen.status, seen["quantity"].whole) == (201, sum), "\(seen.text)")
        }
        try await shelf.complete(count, at: 3)
        #expect(try await shelf.balance(shelf.beans) == 18)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a line of the item takes the place of those of its codes`() async throws {
        let shelf = try await CountShelf()
        let more: JSON = ["id": TestHub.id(), "item": .text(shelf.beans), "pack": 12]
        try await shelf.hub.call(.put, "/api/v1/codes/case", .json(more)).expect(200)
        let count = try await shelf.open(at: 1)
        _ = try await line(["code": "case", "quantity": 2], in: count, shelf)
        try await shelf.see(3, in: count, at: 2)
        let both = try await line(["code": "case", "quantity": 1], in: count, shelf)
        #expect(both["quantity"] == 15)
        let all = try await line(["item": .text(shelf.beans), "quantity": 7], in: count, shelf)
        #expect(all["quantity"] == 7)
        let none = try await line(["code": "case", "quantity": 0], in: count, shelf)
        #expect(none["quantity"] == 0)
    }

    @Test func `a line says a weight, or is asked for it`() async throws {
        let shelf = try await CountShelf()
        let rice = try await shelf.hub.item("Rice, loose", code: "loose", gram)
        let count = try await shelf.open(at: 1)
        let few = try await line(["code": "loose", "quantity": 1], in: count, shelf)
        #expect(few["warnings"] == ["weight_missing"], "\(few.text)")
        let id = TestHub.id()
        let weighed: JSON = ["id": id, "code": "loose", "weightGrams": 740]
        for status in [201, 200] {
            let seen = try await shelf.hub.call(
                .post, "/api/v1/counts/\(count)/lines", .json(weighed))
            #expect((seen.status, seen["quantity"]) == (status, 740), "\(seen.text)")
            #expect(seen["warnings"] == [])
        }
        let none = try await line(["code": "loose", "quantity": 0], in: count, shelf)
        #expect(none["warnings"] == [])
        #expect(try await line(["code": "loose"], in: count, shelf).problem == "field_unreadable")
        // Cans of 425 g, by their weight.
        let cans = try await line(
            ["item": .text(shelf.beans), "weightGrams": 1_275], in: count, shelf)
        #expect(cans["quantity"] == 3, "\(cans.text)")
        _ = try await line(["code": "loose", "weightGrams": 500], in: count, shelf)
        let unknown = try await line(["code": "4711", "weightGrams": 850], in: count, shelf)
        #expect(unknown.status == 202)
        try await shelf.complete(count, at: 3)
        #expect(try await shelf.balance(rice) == 500)
        #expect(try await shelf.balance(shelf.beans) == 3)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a day opens with the weight that the day before was signed with`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        shelf.hub.clock.set(CountShelf.moment(24 * 60))
        _ = try await shelf.hub.call(.post, "/api/v1/days/2026-11-21/closing")
        try await shelf.hub.call(
            .patch, "/api/v1/items/\(shelf.beans)", .json(["unitWeightGrams": 400])
        ).expect(200)
        let signed = try await shelf.hub.day("2026-11-21")["items"].rows[0]["grams"]
        #expect(signed["closing"] == 4_250)
        let open = try await shelf.hub.day("2026-11-22")["items"].rows[0]["grams"]
        #expect(["opening", "adjusted", "closing"].map { open[$0] } == [4_250, -250, 4_000])
    }
}

import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// What there is less of than the hub wants.
struct LowTests {
    private func low(_ hub: TestHub) async throws -> [JSON] {
        try await hub.call(.get, "/api/v1/low").json.rows
    }

    @Test func `an item is low while there is less of it than its minimum, wherever it is`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let place = try await hub.place().id
        let path = "/api/v1/items/\(item)"
        #expect(try await low(hub).isEmpty)
        #expect(try await hub.call(.patch, path, ["minimum": 10])["minimum"] == 10)
        #expect(try await low(hub).map { $0["quantity"] } == [0])
        try await hub.scan("intake", "beans", 6)
        try await hub.scan("intake", "beans", 4, ["place": .text(place)])
        #expect(try await low(hub).isEmpty)
        try await hub.scan("distribute", "beans", 1)
        #expect(try await low(hub).map { $0["quantity"] } == [9])
        #expect(try await hub.page("/low").text.contains("9 of 10"))
        let cleared = try await hub.call(.patch, path, ["minimum": .null])
        #expect(cleared["minimum"].isNull)
        #expect(try await low(hub).isEmpty)
    }

    @Test func `a minimum that is known is not written again, and stays when an item is sent anew`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let path = "/api/v1/items/\(item)"
        _ = try await hub.call(.patch, path, ["minimum": 10])
        let head = try await hub.store.read { try $0.head() }
        _ = try await hub.call(.patch, path, ["minimum": 10])
        #expect(try await hub.store.read { try $0.head() } == head)
        let put: JSON = ["id": .text(item), "name": "Beans"]
        #expect(try await hub.call(.put, path, .json(put))["minimum"] == 10)
        #expect(try await hub.call(.patch, path, ["minimum": 0]).problem == "quantity_not_positive")
    }

    @Test func `a minimum is converted with the measure, and gone where nobody knows the weight`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let path = "/api/v1/items/\(item)"
        _ = try await hub.call(.patch, path, ["minimum": 10])
        try await hub.scan("intake", "beans", 2)
        let grams: JSON = ["measure": "gram", "conversion": ["gramsPerPiece": 400]]
        #expect(try await hub.call(.patch, path, .json(grams))["minimum"] == 4_000)
        #expect(try await low(hub).map { $0["quantity"] } == [800])
        let other = try await hub.item("Eggs", code: "eggs", ["unitWeightGrams": .null])
        _ = try await hub.call(.patch, "/api/v1/items/\(other)", ["minimum": 12])
        let weighed = try await hub.call(
            .patch, "/api/v1/items/\(other)", ["measure": "gram"])
        #expect(weighed.status == 200)
        #expect(weighed["minimum"].isNull)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `the item's page says the minimum, and sets it`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let form = ["name": "Black beans", "category": "tests", "weight": "425", "minimum": "12"]
        #expect(try await hub.form("/items/\(item)", form).status == 303)
        let page = try await hub.page("/items/\(item)").text
        #expect(page.contains("name=\"minimum\""))
        #expect(page.contains("value=\"12\""))
        let export = try await hub.call(.get, "/api/v1/exports/low").text
        #expect(export.contains(",each,0,12,12"))
        let seq = try await hub.store.read { try $0.head() }
        #expect(try await hub.page("/entries/\(seq)").text.contains("At least 12 are wanted"))
    }
}

import Stock
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// A hub with two items and a bin.
struct CountShelf {
    let hub: TestHub
    let beans: String
    let rice: String
    let bin: String

    init() async throws {
        hub = try TestHub()
        beans = try await hub.item()
        rice = try await hub.item("Rice", code: "rice")
        bin = try await hub.place().id
    }

    static func moment(_ minute: Int) -> Moment {
        Moment(microseconds: 1_795_273_200_000_000 + Int64(minute) * 60_000_000)
    }

    /// A scan at the bin that happened in one minute and arrives in another.
    @discardableResult
    func scan(
        _ mode: String, _ code: String, _ quantity: Int64, at minute: Int,
        arrives: Int? = nil, _ more: [String: JSON] = [:]
    ) async throws -> Answer {
        hub.clock.set(Self.moment(arrives ?? minute))
        var facts: [String: JSON] = ["at": .text(Self.moment(minute).description)]
        if mode != "count" { facts["place"] = .text(bin) }
        return try await hub.scan(mode, code, quantity, facts.merging(more) { $1 })
    }

    func open(at minute: Int, of place: String? = nil) async throws -> String {
        hub.clock.set(Self.moment(minute))
        return try await hub.call(
            .post, "/api/v1/counts", ["id": TestHub.id(), "place": .text(place ?? bin)])[
                "id"
            ].text
    }

    @discardableResult
    func see(
        _ quantity: Int64, _ code: String = "beans", in count: String, at minute: Int,
        arrives: Int? = nil
    ) async throws -> Answer {
        try await scan(
            "count", code, quantity, at: minute, arrives: arrives, ["count": .text(count)])
    }

    @discardableResult
    func complete(
        _ count: String, at minute: Int, _ uncounted: String = "leave"
    ) async throws -> Answer {
        hub.clock.set(Self.moment(minute))
        return try await hub.call(
            .post, "/api/v1/counts/\(count)/completion",
            ["id": TestHub.id(), "uncounted": .text(uncounted)])
    }

    func undo(_ id: JSON, at minute: Int) async throws -> Answer {
        hub.clock.set(Self.moment(minute))
        return try await hub.call(
            .post, "/api/v1/movements/\(id.text)/reversal", ["id": TestHub.id()])
    }

    func balance(_ item: String) async throws -> Int64 {
        try await hub.balance(item, at: bin)
    }

    /// Rice is beans from here on.
    ///
    /// - Returns: The id of what says so.
    @discardableResult
    func join(at minute: Int) async throws -> JSON {
        hub.clock.set(Self.moment(minute))
        let join: JSON = ["id": TestHub.id(), "item": .text(rice), "into": .text(beans)]
        #expect(try await hub.call(.post, "/api/v1/item-joins", .json(join)).status == 201)
        return join["id"]
    }

    /// Beans are kept by weight from here on.
    func convert(grams: Int, at minute: Int) async throws {
        hub.clock.set(Self.moment(minute))
        let body: JSON = [
            "measure": "gram", "conversion": ["gramsPerPiece": .whole(Int64(grams))],
        ]
        #expect(try await hub.call(.patch, "/api/v1/items/\(beans)", .json(body)).status == 200)
    }

    /// A box with some beans in it.
    func box(of quantity: Int64, on parent: String?) async throws -> (id: String, label: String) {
        let box = try await hub.place("Box 1", "box", in: parent)
        hub.clock.set(Self.moment(0))
        try await hub.scan("intake", "beans", quantity, ["place": .text(box.id)])
        return box
    }

    /// A box is put down somewhere in one minute, which the hub hears in another.
    func move(
        _ box: (id: String, label: String), to place: String, at minute: Int, arrives: Int? = nil
    ) async throws {
        hub.clock.set(Self.moment(arrives ?? minute))
        let facts: [String: JSON] = [
            "to": .text(place), "at": .text(Self.moment(minute).description),
        ]
        #expect(try await hub.scan("move", box.label, 1, facts).status == 201)
    }
}

import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Codes that were given to the wrong item, and what was recorded by that.
struct GivenCodeTests {
    private let hub: TestHub
    private let jam: String
    private let beans: String

    init() async throws {
        hub = try TestHub()
        jam = try await hub.item("Jam", code: "jam")
        beans = try await hub.item()
    }

    private func give(_ code: String, to item: String, pack: Int64 = 1) async throws -> JSON {
        let id = TestHub.id()
        let given: JSON = ["id": id, "item": .text(item), "pack": .whole(pack)]
        try await hub.call(.put, "/api/v1/codes/\(code)", .json(given)).expect(200)
        return id
    }

    private func undo(_ id: JSON, as other: JSON = TestHub.id()) async throws -> Answer {
        try await hub.call(.post, "/api/v1/movements/\(id.text)/reversal", .json(["id": other]))
    }

    private func waiting() async throws -> Int {
        try await hub.call(.get, "/api/v1/unresolved").json.rows.count
    }

    @Test func `all that an explanation settled goes to whom the code was given since`()
        async throws
    {
        let first = try await hub.scan("intake", "4711", 6)
        try await hub.scan("intake", "4711", 2)
        let said = try await hub.call(
            .post, "/api/v1/unresolved/\(first["id"].text)/resolution",
            .json(["id": TestHub.id(), "item": .text(jam)]))
        #expect(try await hub.balance(jam) == 8)
        _ = try await give("4711", to: beans)
        try await undo(said["id"]).expect(201)
        #expect(try await hub.balance(jam) == 0)
        #expect(try await hub.balance(beans) == 8)
        #expect(try await waiting() == 0)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a code given by mistake is taken back by its own id, and what waited waits again`()
        async throws
    {
        try await hub.scan("intake", "4711", 6)
        let given = try await give("4711", to: jam)
        #expect(try await hub.balance(jam) == 6)
        let id = TestHub.id()
        let back = try await undo(given, as: id)
        #expect((back.status, back["outcome"]) == (201, "reopened"), "\(back.text)")
        #expect(try await hub.balance(jam) == 0)
        #expect(try await waiting() == 1)
        #expect(try await undo(given, as: id).status == 200)
        #expect(try await undo(given).problem == "already_reversed")
        #expect(try await undo(id).problem == "not_reversible")
        _ = try await give("4711", to: beans)
        #expect(try await hub.balance(beans) == 6)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a code goes back to what it stood for, and one that was given anew stays`()
        async throws
    {
        let first = try await give("beans", to: jam, pack: 12)
        try await undo(first).expect(201)
        #expect(try await hub.scan("intake", "beans")["item"]["id"].text == beans)
        #expect(try await hub.balance(beans) == 1)
        let taken = TestHub.id()
        try await hub.call(.delete, "/api/v1/codes/beans?id=\(taken.text)").expect(200)
        #expect(try await hub.scan("intake", "beans").status == 202)
        try await undo(taken).expect(201)
        #expect(try await hub.balance(beans) == 2)
        #expect(try await waiting() == 0)
        let second = try await give("beans", to: jam)
        _ = try await give("beans", to: jam, pack: 6)
        #expect(try await undo(second).problem == "already_reversed")
        #expect(try await hub.store.verify().isEmpty)
    }
}

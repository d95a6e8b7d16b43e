import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct CountTests {
    /// A hub with ten cans in a bin, and an open count of it.
    private func counting() async throws -> (hub: TestHub, item: String, bin: String, count: String)
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let bin = try await hub.place()
        try await hub.scan("intake", "beans", 10, ["place": .text(bin.id)])
        let count: JSON = ["id": TestHub.id(), "place": .text(bin.label)]
        #expect(try await hub.call(.post, "/api/v1/counts", .json(count)).status == 201)
        #expect(try await hub.call(.post, "/api/v1/counts", .json(count)).status == 200)
        return (hub, item, bin.id, count["id"].text)
    }

    @Test func `a difference holds for the journal number at which it was seen`() async throws {
        let (hub, item, bin, count) = try await counting()
        let seen = try #require(try await hub.call(.get, "/health")["seq"].whole)
        try await hub.scan("distribute", "beans", 3, ["place": .text(bin)])
        let line: JSON = [
            "id": TestHub.id(), "item": .text(item), "quantity": 9, "asOf": .whole(seen),
        ]
        let noted = try await hub.call(.post, "/api/v1/counts/\(count)/lines", .json(line))
        #expect(noted.status == 201)
        #expect(noted["expected"] == 10)
        #expect(noted["difference"] == -1)
        #expect(
            try await hub.call(.post, "/api/v1/counts/\(count)/lines", .json(line)).status == 200)
        try await hub.scan("distribute", "beans", 2, ["place": .text(bin)])
        let done = try await hub.call(
            .post, "/api/v1/counts/\(count)/completion", ["id": TestHub.id()])
        #expect(done["state"] == "completed")
        #expect(try await hub.balance(item) == 4, "10 - 1 that was missing - 5 handed out")
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["adjusted"] == -1)
    }

    @Test func `scans in a count add up`() async throws {
        let (hub, item, _, count) = try await counting()
        for seen in [4, 8, 12] as [Int64] {
            let answer = try await hub.scan("count", "beans", 4, ["count": .text(count)])
            #expect(answer["quantity"] == 4)
            #expect(answer["balance"].whole == seen)
        }
        let sheet = try await hub.call(.get, "/api/v1/counts/\(count)")
        #expect(sheet["lines"].rows.count == 1)
        #expect(sheet["lines"][0]["quantity"] == 12)
        #expect(sheet["lines"][0]["difference"] == 2)
        _ = try await hub.call(.post, "/api/v1/counts/\(count)/completion", ["id": TestHub.id()])
        #expect(try await hub.balance(item) == 12)
    }

    @Test func `of what nobody counted, that is gone of which someone says so`() async throws {
        let hub = try TestHub()
        let (beans, rice) = (try await hub.item(), try await hub.item("Rice", code: "rice"))
        let bin = try await hub.place().id
        for (code, quantity) in [("beans", 10), ("rice", 20)] as [(String, Int64)] {
            try await hub.scan("intake", code, quantity, ["place": .text(bin)])
        }
        let count = try await hub.count(at: bin)
        let path = "/api/v1/counts/\(count)/completion"
        let seq = try await hub.call(.get, "/health")["seq"]
        let unknown: JSON = [
            "id": TestHub.id(), "gone": .list([.text(rice), TestHub.id()]),
        ]
        let refused = try await hub.call(.post, path, .json(unknown))
        #expect(refused.status == 404 && refused.problem == "item_not_found")
        #expect(try await hub.call(.get, "/health")["seq"] == seq)
        let wanted: JSON = ["id": TestHub.id(), "gone": .list([.text(rice)])]
        let done = try await hub.call(.post, path, .json(wanted))
        #expect(done.status == 201)
        #expect(done["posted"].rows.map { $0["item"].text } == [rice])
        #expect(try await hub.balance(rice) == 0)
        #expect(try await hub.balance(beans) == 10)
        #expect(try await hub.call(.post, path, .json(wanted)).status == 200)
        let none: JSON = ["id": wanted["id"], "gone": .list([])]
        #expect(try await hub.call(.post, path, .json(none)).status == 409)
    }

    @Test func `what nobody counted stays, or is gone, as the counter says`() async throws {
        for (uncounted, left) in [("leave", 10), ("zero", 0)] as [(String, Int64)] {
            let (hub, item, _, count) = try await counting()
            let request: JSON = ["id": TestHub.id(), "uncounted": .text(uncounted)]
            let path = "/api/v1/counts/\(count)/completion"
            #expect(try await hub.call(.post, path, .json(request)).status == 201)
            #expect(try await hub.call(.post, path, .json(request)).status == 200)
            #expect(try await hub.balance(item) == left)
        }
    }

    @Test func `a later line of the same item takes the place of the first`() async throws {
        let (hub, item, _, count) = try await counting()
        for seen in [8, 7] as [Int64] {
            _ = try await hub.call(
                .post, "/api/v1/counts/\(count)/lines",
                ["id": TestHub.id(), "code": "beans", "quantity": .whole(seen)])
        }
        _ = try await hub.call(.post, "/api/v1/counts/\(count)/completion", ["id": TestHub.id()])
        #expect(try await hub.balance(item) == 7)
    }
}

import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Codes that come with an item when someone says what a scan or a label is of: they are unlearned with that.
struct TaughtCodeTests {
    private func stock(_ hub: TestHub) async throws -> [String: Int64] {
        try await hub.call(.get, "/api/v1/stock").json.rows.reduce(into: [:]) {
            $0[$1["itemName"].text, default: 0] += $1["quantity"].whole ?? 0
        }
    }

    private func waiting(_ hub: TestHub) async throws -> [String] {
        try await hub.call(.get, "/api/v1/unresolved").json.rows.map { $0["code"].text }.sorted()
    }

    private func codes(_ item: JSON, _ hub: TestHub) async throws -> [String] {
        try await hub.call(.get, "/api/v1/items/\(item.text)")["codes"].rows
            .map { $0["code"].text }.sorted()
    }

    @Test(arguments: [false, true])
    func `an explanation that is taken back takes the codes that came with its item`(
        isKnown: Bool
    ) async throws {
        let hub = try TestHub()
        let scan = try await hub.scan("intake", "c1", 3)
        try await hub.scan("intake", "c1", 1)
        try await hub.scan("intake", "c2", 2)
        var id = TestHub.id()
        if isKnown { id = .text(try await hub.item("Honey", code: "h")) }
        let item: JSON = [
            "id": isKnown ? TestHub.id() : id, "name": "Honey",
            "codes": [["code": "c2", "pack": 6], ["code": "c3"]],
        ]
        let body: JSON = ["id": TestHub.id(), "item": item]
        let path = "/api/v1/unresolved/\(scan["id"].text)/resolution"
        let first = try await hub.call(.post, path, .json(body))
        #expect(try await stock(hub) == ["Honey": 16])
        #expect(try await hub.call(.post, path, .json(body))["seq"] == first["seq"])
        let seq = try await hub.call(.get, "/health")["seq"]
        let other = body.with(["item": item.with(["codes": [["code": "c9"]]])])
        if !isKnown { #expect(try await hub.call(.post, path, .json(other)).status == 409) }
        #expect(try await hub.call(.get, "/health")["seq"] == seq)
        let all = ["c1", "c2", "c3"] + (isKnown ? ["h"] : [])
        #expect(try await codes(id, hub) == all)
        let plain = try await hub.scan("intake", "c2", 1)
        let undo = try await hub.call(
            .post, "/api/v1/movements/\(body["id"].text)/reversal", ["id": TestHub.id()])
        #expect(undo.status == 201, "\(undo.text)")
        #expect(undo["reopened"].rows.count == 3)
        #expect(try await waiting(hub) == ["c1", "c1", "c2"])
        // What was recorded by the code since stands, and is offered.
        #expect(undo["earlier"].rows.map { $0["id"] } == [plain["id"]], "\(undo.text)")
        #expect(try await stock(hub) == ["Honey": 6])
        #expect(try await codes(id, hub) == (isKnown ? ["h"] : []))
        #expect(try await hub.store.verify().isEmpty)
        // Each can be of something else now.
        let tea = try await hub.item("Tea", code: "c2")
        #expect(try await hub.balance(tea) == 2)
    }

    @Test func `a code that was given anew since, and one that was known before, stay`()
        async throws
    {
        let hub = try TestHub()
        let honey = try await hub.item("Honey", code: "c2")
        let scan = try await hub.scan("intake", "c1", 3)
        let body: JSON = [
            "id": TestHub.id(),
            "item": [
                "id": TestHub.id(), "name": "Honey", "codes": [["code": "c2"], ["code": "c3"]],
            ],
        ]
        try await hub.call(
            .post, "/api/v1/unresolved/\(scan["id"].text)/resolution", .json(body)
        ).expect(201)
        let again: JSON = ["id": TestHub.id(), "item": .text(honey), "pack": 4]
        try await hub.call(.put, "/api/v1/codes/c3", .json(again)).expect(200)
        try await hub.call(
            .post, "/api/v1/movements/\(body["id"].text)/reversal", ["id": TestHub.id()]
        ).expect(201)
        #expect(try await codes(.text(honey), hub) == ["c2", "c3"])
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a label that is put right takes the codes that came with the wrong item`()
        async throws
    {
        let hub = try TestHub()
        let label = try await hub.roll(1).codes[0]
        let tea = try await hub.item("Tea", code: "tea")
        try await hub.scan("intake", "c2", 2)
        let wrong: JSON = [
            "id": TestHub.id(),
            "item": ["id": TestHub.id(), "name": "Honey", "codes": [["code": "c2", "pack": 6]]],
        ]
        let path = "/api/v1/label-codes/\(label)/binding"
        try await hub.call(.post, path, .json(wrong)).expect(201)
        try await hub.call(.post, path, .json(wrong)).expect(200)
        #expect(try await stock(hub) == ["Honey": 12])
        // A date alone leaves its item, and the codes of that.
        let dated: JSON = [
            "id": TestHub.id(), "corrects": wrong["id"], "item": wrong["item"]["id"],
            "dateLabel": ["kind": "bestBy", "date": "2027-03"],
        ]
        try await hub.call(.post, path, .json(dated)).expect(201)
        #expect(try await codes(wrong["item"]["id"], hub) == ["c2"])
        let right: JSON = ["id": TestHub.id(), "corrects": dated["id"], "item": .text(tea)]
        let answer = try await hub.call(.post, path, .json(right))
        #expect(answer["earlier"].rows.map { $0["quantity"] } == [12], "\(answer.text)")
        #expect(try await codes(wrong["item"]["id"], hub) == [])
        #expect(try await hub.scan("intake", "c2").status == 202)
        #expect(try await hub.store.verify().isEmpty)
    }
}

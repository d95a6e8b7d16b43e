import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Mistakes about facts are mended, and history stays.
struct CorrectionTests {
    private func explain(
        _ scan: Answer, as item: String, _ hub: TestHub
    ) async throws -> Answer {
        try await hub.call(
            .post, "/api/v1/unresolved/\(scan["id"].text)/resolution",
            ["id": TestHub.id(), "item": .text(item)])
    }

    private func undo(_ id: JSON, _ hub: TestHub) async throws -> Answer {
        try await hub.call(
            .post, "/api/v1/movements/\(id.text)/reversal", ["id": TestHub.id()])
    }

    private func items(coded code: String, _ hub: TestHub) async throws -> [String] {
        try await hub.call(.get, "/api/v1/items?code=\(code)").json.rows.map { $0["id"].text }
    }

    /// What holds after every mend: the projections are what the journal gives.
    private func verify(_ hub: TestHub) async throws {
        let answer = try await hub.call(.post, "/api/v1/verifications")
        #expect(answer.status == 200)
        #expect(answer["faults"].rows.isEmpty && answer["ok"] != false, "\(answer.text)")
    }

    @Test func `an explanation that is taken back unlearns its code, and its scans wait again`()
        async throws
    {
        let hub = try TestHub()
        let jam = try await hub.item("Jam", code: "jam")
        let first = try await hub.scan("intake", "4711", 6)
        let second = try await hub.scan("intake", "4711", 2)
        let said = try await explain(first, as: jam, hub)
        #expect(try await hub.balance(jam) == 8)
        let back = try await undo(said["id"], hub)
        #expect(back.status == 201)
        let reopened = back["reopened"].rows.map(\.text)
        #expect(Set(reopened) == [first["id"].text, second["id"].text])
        #expect(try await hub.balance(jam) == 0)
        #expect(try await items(coded: "4711", hub) == [])
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.count == 2)
        #expect(try await hub.scan("intake", "4711").status == 202)
        let beans = try await hub.item()
        let given = try await hub.call(
            .put, "/api/v1/codes/4711", ["id": TestHub.id(), "item": .text(beans)])
        #expect(given.status == 200)
        #expect(try await hub.balance(beans) == 9)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.isEmpty)
        try await verify(hub)
    }

    @Test func `a scan that is taken back by its own id does not wait, and its code is unknown`()
        async throws
    {
        let hub = try TestHub()
        let jam = try await hub.item("Jam", code: "jam")
        let scan = try await hub.scan("intake", "4711", 6)
        _ = try await explain(scan, as: jam, hub)
        let id = TestHub.id()
        let path = "/api/v1/movements/\(scan["id"].text)/reversal"
        let back = try await hub.call(.post, path, ["id": id])
        #expect(back.status == 201)
        #expect(try await items(coded: "4711", hub) == [])
        #expect(try await hub.balance(jam) == 0)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.isEmpty)
        #expect(try await hub.call(.post, path, ["id": id]).status == 200)
        #expect(try await undo(scan["id"], hub).problem == "already_reversed")
        try await verify(hub)
    }

    @Test func `a code that was given anew stays when its first explanation is taken back`()
        async throws
    {
        let hub = try TestHub()
        let jam = try await hub.item("Jam", code: "jam")
        let beans = try await hub.item()
        let scan = try await hub.scan("intake", "4711", 6)
        let said = try await explain(scan, as: jam, hub)
        _ = try await hub.call(
            .put, "/api/v1/codes/4711", ["id": TestHub.id(), "item": .text(beans)])
        #expect(try await hub.balance(jam) == 6)
        _ = try await undo(said["id"], hub)
        #expect(try await items(coded: "4711", hub) == [beans])
        #expect(try await hub.balance(jam) == 0)
        #expect(try await hub.balance(beans) == 6)
        try await verify(hub)
    }

    @Test func `a scan that was put down as nothing by mistake waits again`() async throws {
        let hub = try TestHub()
        let scan = try await hub.scan("intake", "4711")
        let nothing = try await undo(scan["id"], hub)
        #expect(nothing["outcome"] == "dismissed")
        let back = try await undo(nothing["id"], hub)
        #expect(back["outcome"] == "reopened")
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.count == 1)
        try await verify(hub)
    }

    @Test func `what was put down as nothing is, once that is undone, what its code became`()
        async throws
    {
        let hub = try TestHub()
        let scan = try await hub.scan("intake", "4711", 3)
        let nothing = try await undo(scan["id"], hub)
        let jam = try await hub.item("Jam", code: "4711")
        #expect(try await hub.balance(jam) == 0)
        let back = try await undo(nothing["id"], hub)
        #expect(back["outcome"] == "reopened")
        #expect(try await hub.balance(jam) == 3)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.isEmpty)
        try await verify(hub)
    }

    @Test func `what moved nothing is answered the same when it is sent again`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let twin = try await hub.item("Twin", code: "twin")
        let bin = try await hub.place()
        try await hub.scan("intake", "beans", 3, ["place": .text(bin.id)])
        @discardableResult
        func twice(
            _ path: String, is outcome: String
        ) async throws -> JSON {
            let body: JSON = ["id": TestHub.id()]
            let first = try await hub.call(.post, path, .json(body))
            #expect(first.status == 201 && first["outcome"].text == outcome, "\(first.text)")
            let head = try await hub.store.read { try $0.head() }
            let again = try await hub.call(.post, path, .json(body))
            #expect(again.status == 200 && again.json == first.json, "\(again.text)")
            #expect(try await hub.store.read { try $0.head() } == head)
            return body["id"]
        }
        func reversal(of id: JSON) -> String { "/api/v1/movements/\(id.text)/reversal" }
        let scan = try await hub.scan("intake", "4711")
        let nothing = try await twice(reversal(of: scan["id"]), is: "dismissed")
        try await twice(reversal(of: nothing), is: "reopened")
        try await twice("/api/v1/unresolved/\(scan["id"].text)/resolution", is: "dismissed")
        let join: JSON = ["id": TestHub.id(), "item": .text(twin), "into": .text(beans)]
        #expect(try await hub.call(.post, "/api/v1/item-joins", .json(join)).status == 201)
        try await twice(reversal(of: join["id"]), is: "parted")
        let count = try await hub.count(at: bin.id)
        let completion: JSON = ["id": TestHub.id()]
        _ = try await hub.call(.post, "/api/v1/counts/\(count)/completion", .json(completion))
        try await twice(reversal(of: .text(count)), is: "undone")
    }

    @Test func `a misspelt explanation is refused by name, and the scan waits on`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scan = try await hub.scan("intake", "4711")["id"].text
        let path = "/api/v1/unresolved/\(scan)/resolution"
        let answer = try await hub.call(.post, path, ["id": TestHub.id(), "items": .text(item)])
        #expect((answer.status, answer.problem) == (422, "field_unreadable"))
        #expect(answer["detail"].text.contains("items"))
        let new: JSON = ["id": TestHub.id(), "name": "Jam"]
        let code: JSON = ["code": "4712", "pakc": 12]
        for (item, name) in [
            (new.with(["categroy": "spreads"]), "item.categroy"),
            (new.with(["codes": [["code": "4713"], code]]), "item.codes.pakc"),
        ] {
            let refused = try await hub.call(.post, path, ["id": TestHub.id(), "item": item])
            #expect((refused.status, refused.problem) == (422, "field_unreadable"))
            #expect(refused["detail"].text.contains(name), "\(refused.text)")
        }
        #expect(try await hub.call(.get, "/api/v1/items?query=Jam").json.rows.isEmpty)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.count == 1)
        let right: JSON = [
            "id": TestHub.id(), "item": .text(item), "pack": nil, "quantity": nil,
        ]
        #expect(try await hub.call(.post, path, .json(right)).status == 201)
    }

    @Test func `a blank label that was explained wrongly is blank again`() async throws {
        let hub = try TestHub()
        let jam = try await hub.item("Jam", code: "jam")
        let code = try await hub.roll(1).codes[0]
        let scan = try await hub.scan("intake", code, 3)
        let said = try await explain(scan, as: jam, hub)
        #expect(try await items(coded: code, hub) == [jam])
        _ = try await undo(said["id"], hub)
        #expect(try await items(coded: code, hub) == [])
        #expect(try await hub.scan("intake", code).status == 202)
        try await verify(hub)
    }

    @Test func `a code is taken from an item and given to another, once for one id`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "041331024686", pack: 12)
        let rice = try await hub.item("Rice", code: "rice")
        try await hub.scan("intake", "041331024686", 1)
        let give: JSON = ["id": TestHub.id(), "item": .text(rice), "pack": 6]
        for _ in 0..<2 {
            let right = try await hub.call(.put, "/api/v1/codes/041331024686", .json(give))
            #expect(right["item"]["id"].text == rice)
            #expect(right["pack"] == 6)
        }
        try await hub.scan("intake", "041331024686", 1)
        #expect(try await hub.balance(rice) == 6)
        #expect(try await hub.balance(beans) == 12)
        let other = give.with(["item": .text(beans)])
        #expect(
            try await hub.call(.put, "/api/v1/codes/041331024686", .json(other)).problem
                == "id_exists_with_different_content")
        let id = TestHub.id().text
        for _ in 0..<2 {
            let gone = try await hub.call(.delete, "/api/v1/codes/041331024686?id=\(id)")
            #expect(gone.status == 200)
            #expect(gone["item"].isNull)
        }
        let gone = try await hub.call(.delete, "/api/v1/codes/041331024686", ["id": TestHub.id()])
        #expect(gone.status == 200)
        #expect(try await hub.scan("intake", "041331024686").status == 202)
        try await verify(hub)
    }

    @Test func `scans that were made while a code was wrong are named when it is put right`()
        async throws
    {
        let hub = try TestHub()
        let jam = try await hub.item("Jam", code: "jam")
        let beans = try await hub.item()
        let waited = try await hub.scan("intake", "4711", 6)
        let said = try await explain(waited, as: jam, hub)
        let bin = try await hub.place()
        let one = try await hub.scan("intake", "]C04711", 2)
        let two = try await hub.scan("distribute", "4711", 1)
        let gone = try await hub.scan("intake", "4711", 5)
        _ = try await undo(gone["id"], hub)
        try await hub.scan("intake", "jam", 3)
        try await hub.scan("move", "jam", 1, ["to": .text(bin.id)])
        let back = try await undo(said["id"], hub)
        #expect(back["earlier"].rows.map { $0["id"] } == [two["id"], one["id"]])
        #expect(back["earlier"].rows.map { $0["quantity"] } == [1, 2])
        #expect(back["earlier"].rows.map { $0["mode"] } == ["distribute", "intake"])
        #expect(back["earlier"].rows.allSatisfy { $0["item"].text == jam })
        #expect(back["earlierMore"] == false)
        let given = try await hub.call(
            .put, "/api/v1/codes/jam", ["id": TestHub.id(), "item": .text(beans)])
        #expect(given["earlier"].rows.map { $0["quantity"] } == [1, 3])
        for row in given["earlier"].rows { #expect(try await undo(row["id"], hub).status == 201) }
        let taken = try await hub.call(.delete, "/api/v1/codes/jam?id=\(TestHub.id().text)")
        #expect(taken["earlier"] == [])
        #expect(try await hub.scan("intake", "beans", 1)["earlier"].isNull)
        try await verify(hub)
    }

    @Test func `a place's label and a lot's are no codes to give away`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let bin = try await hub.place()
        let give: JSON = ["id": TestHub.id(), "item": .text(beans)]
        #expect(
            try await hub.call(.put, "/api/v1/codes/\(bin.label)", .json(give)).problem
                == "code_names_a_place")
        let lot = try await hub.scan("intake")["lots"][0]["lot"].text
        let label = try await hub.call(
            .post, "/api/v1/labels", ["lot": .text(lot)])["code"].text
        #expect(
            try await hub.call(.delete, "/api/v1/codes/\(label)").problem == "label_code_bound")
        let blank = try await hub.roll(1).codes[0]
        let waiting = try await hub.scan("intake", blank)["id"].text
        let pair: JSON = give.with(["id": TestHub.id(), "pack": 2])
        for (verb, path) in [
            (Verb.put, "/api/v1/codes/\(blank)"),
            (.post, "/api/v1/unresolved/\(waiting)/resolution"),
        ] {
            let refused = try await hub.call(verb, path, .json(pair))
            #expect(refused.problem == "pack_out_of_range", "\(refused.text)")
            #expect(refused["detail"].text.contains("stands for one"))
        }
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.count == 1)
        let bound = try await hub.call(.put, "/api/v1/codes/\(blank)", .json(give))
        #expect(bound["item"]["id"].text == beans)
        #expect(try await hub.call(.delete, "/api/v1/codes/\(blank)").status == 200)
        #expect(try await items(coded: blank, hub) == [])
    }

    @Test func `scans that wait settle when their code becomes known by any road`() async throws {
        let roads: [(TestHub, String) async throws -> Void] = [
            { hub, code in try await hub.item("New", code: code) },
            { hub, code in
                let item = try await hub.item("Old", code: "old")
                _ = try await hub.call(
                    .put, "/api/v1/codes/\(code)", ["id": TestHub.id(), "item": .text(item)])
            },
            { hub, code in
                let item = try await hub.item("Old", code: "old")
                let facts: JSON = [
                    "id": .text(item), "name": "Old", "codes": [["code": .text(code)]],
                ]
                _ = try await hub.call(.put, "/api/v1/items/\(item)", .json(facts))
            },
            { hub, code in
                _ = try await hub.call(
                    .post, "/api/v1/item-imports", .csv("item,name,code\nx,Filed,\(code)\n"))
            },
        ]
        for road in roads {
            let hub = try TestHub()
            try await hub.scan("intake", "012345678905", 2)
            try await hub.scan("intake", "012345678905", 3)
            try await road(hub, "012345678905")
            #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.isEmpty)
            let item = try #require(try await items(coded: "012345678905", hub).first)
            #expect(try await hub.balance(item) == 5)
            try await verify(hub)
        }
    }
}

import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Scans that wait, and what becomes of them when what they wait for is known.
struct WaitingScanTests {
    private let shelf: CountShelf
    private var hub: TestHub { shelf.hub }

    init() async throws { shelf = try await CountShelf() }

    private func waiting() async throws -> [JSON] {
        try await hub.call(.get, "/api/v1/unresolved").json.rows
    }

    private func bind(_ code: String, _ binding: JSON) async throws -> Answer {
        try await hub.call(.post, "/api/v1/label-codes/\(code)/binding", .json(binding))
    }

    private func expectVerified() async throws {
        #expect(try await hub.store.verify().isEmpty)
    }

    /// Beans are kept in grams, and nobody knows what one weighs.
    private func weigh(at minute: Int) async throws {
        hub.clock.set(CountShelf.moment(minute))
        try await change(["unitWeightGrams": .null])
        try await change(["measure": "gram"])
    }

    private func change(_ facts: JSON, of item: String? = nil) async throws {
        try await hub.call(.patch, "/api/v1/items/\(item ?? shelf.beans)", .json(facts)).expect(200)
    }

    @Test func `all scans of a code settle with it, however many, and wait again`() async throws {
        let count = 1_100
        let lines = (0..<count).map { _ in
            #"{"id":"\#(TestHub.id().text)","mode":"distribute","code":"4711","place":"\#(shelf.bin)"}"#
        }
        let sent = try await hub.call(
            .post, "/api/v1/scans/batch",
            .text(lines.joined(separator: "\n"), "application/x-ndjson"))
        #expect(sent.text.split(separator: "\n").count == count)
        let given: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
        try await hub.call(.put, "/api/v1/codes/4711", .json(given)).expect(200)
        #expect(try await shelf.balance(shelf.beans) == Int64(-count))
        #expect(try await waiting().isEmpty)
        #expect(try await shelf.undo(given["id"], at: 1).status == 201)
        #expect(try await shelf.balance(shelf.beans) == 0)
        #expect(try await hub.store.read { try $0.openUnresolvedCount() } == count)
    }

    @Test(arguments: [true, false])
    func `a scan is told what it came to, whichever of its code was explained`(
        isCount: Bool
    ) async throws {
        let count = try await shelf.open(at: 0)
        func scan(_ quantity: Int64) async throws -> Answer {
            isCount
                ? try await shelf.see(quantity, "4711", in: count, at: 1)
                : try await shelf.scan("intake", "4711", quantity, at: 1)
        }
        func path(_ scan: Answer) -> String {
            "/api/v1/unresolved/\(scan["id"].text)/resolution"
        }
        let (first, other) = (try await scan(2), try await scan(3))
        for scan in [first, other] {
            #expect(try await hub.call(.get, path(scan)).json == scan.json)
        }
        let said: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
        let told = try await hub.call(.post, path(first), .json(said))
        #expect(try await hub.call(.get, path(first)).json == told.json)
        let settled = try await hub.call(.get, path(other))
        #expect(settled["outcome"] == "recorded")
        #expect(settled["item"]["id"].text == shelf.beans)
        #expect([settled["quantity"], settled["balance"]] == [3, 5])
        // By that id it is taken back, and alone.
        #expect(try await shelf.undo(settled["id"], at: 2).status == 201)
        #expect(
            try await hub.call(.get, path(other)).json
                == ["id": other["id"], "outcome": "dismissed"])
        #expect(try await hub.call(.get, path(first))["outcome"] == "recorded")
        // With what taught the hub the code, both.
        #expect(try await shelf.undo(said["id"], at: 3).status == 201)
        #expect(try await hub.call(.get, path(first))["outcome"] == "unresolved")
        let nobody = try await hub.call(
            .get, "/api/v1/unresolved/\(TestHub.id().text)/resolution")
        #expect(nobody.problem == "unresolved_not_found")
        try await expectVerified()
    }

    @Test(arguments: [true, false])
    func `a scan that names its item is kept with it, and known again`(isCount: Bool) async throws {
        let count = try await shelf.open(at: 0)
        try await weigh(at: 2)
        hub.clock.set(CountShelf.moment(3))
        var scan = TestHub.scan(
            isCount ? "count" : "intake", "Beans, please", 5,
            ["item": .text(shelf.beans), "at": .text(CountShelf.moment(1).description)])
        scan = scan.with(isCount ? ["count": .text(count)] : ["place": .text(shelf.bin)])
        for status in [202, 200] {
            let answer = try await hub.call(.post, "/api/v1/scans", .json(scan))
            #expect((answer.status, answer["outcome"]) == (status, "unresolved"), "\(answer.text)")
        }
        let other = scan.with(["item": .text(shelf.rice)])
        #expect(try await hub.call(.post, "/api/v1/scans", .json(other)).status == 409)
        #expect(try await waiting().map { $0["item"].text } == [shelf.beans])
        #expect(try await hub.page("/unresolved").text.contains("value=\"Black beans"))
        // What it was of is not learned from letters that nobody scanned.
        let path = "/api/v1/unresolved/\(scan["id"].text)/resolution"
        let said: JSON = ["id": TestHub.id(), "item": .text(shelf.beans), "quantity": 750]
        try await hub.call(.post, path, .json(said)).expect(201)
        #expect(try await hub.scan("lookup", "Beans, please")["target"] == "unknown")
        try await expectVerified()
    }

    @Test func `scans that wait for a weight settle when it is given`() async throws {
        let at: [String: JSON] = ["at": .text(CountShelf.moment(1).description)]
        try await weigh(at: 2)
        #expect(try await shelf.scan("intake", "beans", 2, at: 1, arrives: 3).status == 202)
        let named = at.merging(["item": .text(shelf.beans)]) { $1 }
        #expect(
            try await shelf.scan("intake", "Beans, please", 3, at: 1, arrives: 3, named).status
                == 202)
        try await change(["unitWeightGrams": 150])
        #expect(try await waiting().isEmpty)
        #expect(try await shelf.balance(shelf.beans) == 750)
        try await expectVerified()
    }

    @Test(arguments: [true, false])
    func `what was weighed settles when it is known what a piece weighs`(
        isJoined: Bool
    ) async throws {
        let scan = try await hub.scan("intake", "4711", nil, ["weightGrams": 500])
        #expect(scan.status == 202)
        let made: JSON = [
            "id": TestHub.id(), "name": "Plums", "codes": [["code": "4711", "pack": 1]],
        ]
        let plums = try await hub.call(.post, "/api/v1/items", .json(made))["id"].text
        #expect(try await waiting().count == 1)
        if isJoined {
            let other = try await hub.item("Damsons", code: "damsons", ["unitWeightGrams": 100])
            let join: JSON = ["id": TestHub.id(), "item": .text(plums), "into": .text(other)]
            try await hub.call(.post, "/api/v1/item-joins", .json(join)).expect(201)
            #expect(try await hub.balance(other) == 5)
        } else {
            try await change(["unitWeightGrams": 100], of: plums)
            #expect(try await hub.balance(plums) == 5)
        }
        #expect(try await waiting().isEmpty)
        try await expectVerified()
    }

    /// What the label is put on in place of the box.
    @Test(arguments: ["item", "nothing", "box"])
    func `scans of a label that was called a box's by mistake are not lost`(
        _ right: String
    ) async throws {
        let code = try await hub.roll(1).codes[0]
        try await shelf.scan("intake", code, 7, at: 0)
        let box: JSON = ["id": TestHub.id(), "place": ["name": "Box 9", "kind": "box"]]
        #expect(try await bind(code, box).status == 201)
        #expect(try await waiting().isEmpty)
        var binding: JSON = ["id": TestHub.id(), "corrects": box["id"]]
        switch right {
        case "item": binding = binding.with(["item": .text(shelf.rice)])
        case "box":
            binding = binding.with(["place": .text(try await hub.place("Box 8", "box").id)])
        default: break
        }
        let bound = try await bind(code, binding)
        #expect(bound.status == 201, "\(bound.text)")
        #expect(try await waiting().count == (right == "nothing" ? 1 : 0))
        if right == "box" {
            let last: JSON = [
                "id": TestHub.id(), "corrects": binding["id"], "item": .text(shelf.rice),
            ]
            #expect(try await bind(code, last)["settled"].rows.count == 1)
        }
        if right != "nothing" { #expect(try await shelf.balance(shelf.rice) == 7) }
        try await expectVerified()
    }

    @Test func `a label's binding that is put right offers the scans of before`() async throws {
        let code = try await hub.roll(1).codes[0]
        let wrong: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
        #expect(try await bind(code, wrong)["earlier"] == .null)
        let scan = try await shelf.scan("intake", code, 4, at: 0)
        let right: JSON = [
            "id": TestHub.id(), "item": .text(shelf.rice), "corrects": wrong["id"],
        ]
        for status in [201, 200] {
            let bound = try await bind(code, right)
            #expect(bound.status == status)
            #expect(bound["earlier"].rows.map { $0["id"] } == [scan["id"]])
        }
        try await shelf.scan("intake", code, 2, at: 1)
        let form = [
            "id": TestHub.id().text, "make": "blank", "code": code, "corrects": right["id"].text,
        ]
        #expect(
            try await hub.form("/labels", form).header("Location")
                == "/items/\(shelf.rice)?earlier=\(code)&told=saved")
    }

    @Test(arguments: [true, false], ["item", "nothing"])
    func `a code that was given to no effect stays where it was given since`(
        isLabel: Bool, first: String
    ) async throws {
        let code = try await isLabel ? hub.roll(1).codes[0] : "4711"
        func send(_ item: String?, as id: JSON) async throws {
            if let item {
                let given: JSON = ["id": id, "item": .text(item)]
                try await hub.call(.put, "/api/v1/codes/\(code)", .json(given)).expect(200)
            } else {
                try await hub.call(.delete, "/api/v1/codes/\(code)?id=\(id.text)").expect(200)
            }
        }
        let item = first == "item" ? shelf.beans : nil
        if item != nil { try await send(item, as: TestHub.id()) }
        let again = TestHub.id()
        try await send(item, as: again)
        try await send(shelf.rice, as: TestHub.id())
        try await send(item, as: again)
        #expect(try await hub.scan("intake", code)["item"]["id"].text == shelf.rice)
        try await expectVerified()
    }

    @Test func `closing a day, sent again once it is open again, is answered as before`()
        async throws
    {
        try await shelf.scan("intake", "beans", 1, at: 0)
        let (path, body): (String, JSON) = ("/api/v1/days/2026-11-21", ["id": TestHub.id()])
        let closed = try await hub.call(.post, "\(path)/closing", .json(body))
        #expect(closed.status == 201)
        try await hub.call(.post, "\(path)/reopening", ["id": TestHub.id()]).expect(200)
        let again = try await hub.call(.post, "\(path)/closing", .json(body))
        #expect(again.status == 200, "\(again.text)")
        #expect(try await hub.day("2026-11-21")["state"] == "open")
    }
}

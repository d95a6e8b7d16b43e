import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What was said before an item's measure changed, and what is told of that time afterwards; minutes are after three o'clock.
struct MeasureTests {
    /// Twelve beans came and went; then, with none left, they are kept by weight.
    ///
    /// A piece weighs `weight` grams, if that is known.
    private func shelf(
        weight: Int64?, countsMeanwhile: Bool = false
    ) async throws -> (CountShelf, out: JSON, count: String?) {
        let shelf = try await CountShelf()
        try await change(["unitWeightGrams": weight.map { .whole($0) } ?? .null], in: shelf, at: 0)
        try await shelf.scan("intake", "beans", 12, at: 0)
        let out = try await shelf.scan("distribute", "beans", 12, at: 2)
        var count: String?
        if countsMeanwhile {
            count = try await shelf.open(at: 3)
            try await shelf.see(5, in: count ?? "", at: 4)
        }
        try await change(["measure": "gram"], in: shelf, at: 5)
        return (shelf, out["id"], count)
    }

    private func change(
        _ facts: [String: JSON], in shelf: CountShelf, at minute: Int
    ) async throws {
        shelf.hub.clock.set(CountShelf.moment(minute))
        let changed = try await shelf.hub.call(
            .patch, "/api/v1/items/\(shelf.beans)", .json(.object(facts)))
        #expect(changed.status == 200)
    }

    @Test func `what happened before a change of measure is of the measure of then`() async throws {
        let (shelf, out, _) = try await shelf(weight: 100)
        // A late scan of two, and of two that a person named.
        let late = try await shelf.scan("intake", "beans", 2, at: 1, arrives: 6)
        #expect((late["quantity"], late["balance"]) == (200, 200))
        let named = try await shelf.scan(
            "intake", "black", 2, at: 1, arrives: 6, ["item": .text(shelf.beans)])
        #expect((named["quantity"], named["balance"]) == (200, 400))
        // Seven of twelve were never handed out.
        #expect(try await shelf.undo(out, at: 7)["balance"] == 1_600)
        #expect(try await shelf.balance(shelf.beans) == 1_600)
        // What is weighed since is as it was said.
        try await shelf.scan("intake", "beans", 1, at: 8, ["weightGrams": 250, "quantity": .null])
        #expect(try await shelf.balance(shelf.beans) == 1_850)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `an open count, and one that is taken back, are of the measure of then`()
        async throws
    {
        let (shelf, _, count) = try await shelf(weight: 100, countsMeanwhile: true)
        let open = try #require(count)
        try await shelf.complete(open, at: 6)
        #expect(try await shelf.balance(shelf.beans) == 500)
        shelf.hub.clock.set(CountShelf.moment(7))
        let line: JSON = [
            "id": TestHub.id(), "item": .text(shelf.beans), "quantity": 3,
            "at": .text(CountShelf.moment(4).description),
        ]
        for status in [201, 200] {
            let noted = try await shelf.hub.call(
                .post, "/api/v1/counts/\(open)/lines", .json(line))
            #expect((noted.status, noted["quantity"]) == (status, 300))
        }
        #expect(try await shelf.balance(shelf.beans) == 300)
        #expect(try await shelf.undo(.text(open), at: 8).status == 201)
        #expect(try await shelf.balance(shelf.beans) == 0)
    }

    @Test func `where nobody knows what a piece weighs, it is asked, and never guessed`()
        async throws
    {
        let (shelf, out, count) = try await shelf(weight: nil, countsMeanwhile: true)
        let late = try await shelf.scan("intake", "beans", 2, at: 1, arrives: 6)
        #expect((late.status, late["outcome"]) == (202, "unresolved"))
        for _ in 0..<2 {
            #expect(try await shelf.undo(out, at: 7).problem == "unit_weight_unknown")
        }
        let done = try await shelf.complete(try #require(count), at: 8)
        #expect(done["recount"].rows.map { $0["item"].text } == [shelf.beans])
        #expect(try await shelf.balance(shelf.beans) == 0)
        func explain() async throws -> Answer {
            try await shelf.hub.call(
                .post, "/api/v1/unresolved/\(late["id"].text)/resolution",
                ["id": TestHub.id(), "item": .text(shelf.beans)])
        }
        #expect(try await explain().problem == "unit_weight_unknown")
        // Now someone weighs one, and what waited for that is told.
        try await change(["unitWeightGrams": 100], in: shelf, at: 9)
        #expect(try await explain().problem == "already_resolved")
        #expect(try await shelf.balance(shelf.beans) == 200)
        #expect(try await shelf.undo(out, at: 10)["balance"] == 1_400)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a count, an explanation or a box of before is taken back by a known weight alone`()
        async throws
    {
        let shelf = try await CountShelf()
        try await change(["unitWeightGrams": .null], in: shelf, at: 0)
        let waits = try await shelf.scan("intake", "4711", 3, at: 0)
        let said: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
        try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(waits["id"].text)/resolution", .json(said)
        ).expect(201)
        let count = try await shelf.open(at: 1)
        try await shelf.see(5, in: count, at: 2)
        try await shelf.complete(count, at: 3)
        let box = try await shelf.box(of: 4, on: nil)
        shelf.hub.clock.set(CountShelf.moment(4))
        let gone = try await shelf.hub.scan("distribute", box.label, 1)
        try await shelf.scan("distribute", "beans", 5, at: 4)
        try await change(["measure": "gram"], in: shelf, at: 5)
        let head = try await shelf.hub.call(.get, "/health")["seq"]
        for id in [said["id"], waits["id"], .text(count), gone["id"]] {
            #expect(try await shelf.undo(id, at: 6).problem == "unit_weight_unknown")
        }
        #expect(try await shelf.hub.call(.get, "/health")["seq"] == head)
        try await change(["unitWeightGrams": 100], in: shelf, at: 7)
        for (id, left) in [(gone["id"], 0), (.text(count), -200), (said["id"], -500)] {
            #expect(try await shelf.undo(id, at: 8).status == 201)
            #expect(try await shelf.balance(shelf.beans) == left)
        }
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 400)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `grams of before are pieces by what one weighs`() async throws {
        let (shelf, _, _) = try await shelf(weight: 100)
        try await change(["measure": "each"], in: shelf, at: 9)
        try await shelf.scan(
            "intake", "beans", 1, at: 8, arrives: 10, ["weightGrams": 250, "quantity": .null])
        #expect(try await shelf.balance(shelf.beans) == 3)
        // Before both changes it was pieces too.
        try await shelf.scan("intake", "beans", 4, at: 1, arrives: 11)
        #expect(try await shelf.balance(shelf.beans) == 7)
    }

    /// Reads a file twice, the second time without a change, and answers its first preview and the item's pack.
    private func readTwice(_ row: String, after first: String) async throws -> (
        said: JSON, item: JSON
    ) {
        let hub = try TestHub()
        func read(_ text: String, _ query: String = "") async throws -> Answer {
            try await hub.call(.post, "/api/v1/item-imports\(query)", .csv(text))
        }
        let columns = "item,name,code,pack,measure,unit_weight_g\n"
        _ = try await read(columns + first)
        let said = try await read(columns + row, "?dryRun=true")
        #expect(try await read(columns + row)["refused"] == [])
        let item = try await hub.call(.get, "/api/v1/items").json.rows[0]
        let again = try await read(columns + row)
        #expect((again["new"], again["changed"]) == (0, 0), "\(row)")
        #expect(try await hub.call(.get, "/api/v1/items").json.rows == [item])
        #expect(try await hub.store.verify().isEmpty)
        return (said["plan"].rows.last?["text"] ?? .null, item)
    }

    @Test func `a file that changes a measure is of that measure, whatever it says`() async throws {
        let known = "y,Y,cy,12,each,425\n"
        let said = try await readTwice("y,Y,cy,12,gram,425\n", after: known)
        #expect(said.item["codes"].rows.map { $0["pack"] } == [12])
        #expect(
            said.said
                == "“Y”: measure becomes gram (was each), the pack of code cy is 12 in gram as well."
        )
        // A pack that it does not say is converted, and said.
        let unsaid = try await readTwice("y,Y,cy,,gram,425\n", after: known)
        #expect(unsaid.item["codes"].rows.map { $0["pack"] } == [5_100])
        #expect(
            unsaid.said
                == "“Y”: measure becomes gram (was each), the pack of code cy becomes 5100 (was 12)."
        )
        for row in ["y,,,,gram,\n", "y,,,,gram,-\n"] {
            let other = try await readTwice(row, after: known)
            #expect(other.item["codes"].rows.map { $0["pack"] } == [5_100], "\(row)")
            #expect(other.item["unitWeightGrams"] == (row.hasSuffix("-\n") ? .null : 425))
        }
        // Said in a row before the one that changes the measure.
        let apart = try await readTwice("y,,cy,6,,\ny,,,,gram,\n", after: known)
        #expect(apart.item["codes"].rows.map { $0["pack"] } == [6])
        let back = try await readTwice("y,Y,cy,400,each,-\n", after: "y,Y,cy,400,gram,400\n")
        #expect(back.item["codes"].rows.map { $0["pack"] } == [400])
        #expect(back.item["unitWeightGrams"].isNull)
    }

    @Test(
        arguments: [
            ["measure": "gram", "unitWeightGrams": .null],
            ["measure": "gram", "unitWeightGrams": 400, "conversion": ["gramsPerPiece": 425]],
            [
                "name": "Y", "measure": "gram", "unitWeightGrams": 425,
                "codes": [["code": "cy", "pack": 12]],
            ],
        ] as [[String: JSON]])
    func `a change of measure that is sent twice is as it is sent once`(
        _ change: [String: JSON]
    ) async throws {
        let hub = try TestHub()
        let id = TestHub.id()
        let made: JSON = [
            "id": id, "name": "Y", "unitWeightGrams": 425, "codes": [["code": "cy", "pack": 12]],
        ]
        #expect(try await hub.call(.post, "/api/v1/items", .json(made)).status == 201)
        func send() async throws -> JSON {
            let isWhole = change["codes"] != nil
            let answer = try await hub.call(
                isWhole ? .put : .patch, "/api/v1/items/\(id.text)",
                .json(JSON.object(change).with(isWhole ? ["id": id] : [:])))
            #expect(answer.status == 200)
            return answer.json
        }
        let once = try await send()
        #expect(try await send() == once)
        #expect(once["unitWeightGrams"] == change["unitWeightGrams"])
        #expect(once["codes"].rows.map { $0["pack"] } == [change["codes"] == nil ? 5_100 : 12])
    }

    @Test func `a day on which a measure changed is told in the measure that it ended in`()
        async throws
    {
        let shelf = try await CountShelf()
        let first = try await shelf.scan("intake", "beans", 10, at: 0)
        try await shelf.scan("distribute", "beans", 2, at: 1)
        try await shelf.scan("discard", "beans", 1, at: 2)
        try await shelf.convert(grams: 400, at: 3)
        let weighed: [String: JSON] = ["weightGrams": 402, "quantity": .null]
        try await shelf.scan("distribute", "beans", 1, at: 4, weighed)
        let names = ["opening", "in", "out", "discarded", "adjusted", "closing"]
        func told() async throws -> [Int64?] {
            let line = try await shelf.hub.day("2026-11-21")["items"].rows.first
            let figures = names.map { line?["quantity"][$0].whole }
            let file = try await shelf.hub.call(.get, "/api/v1/exports/days").text
            let row = figures.map { "\($0 ?? -1)" }.joined(separator: ",")
            #expect(file.contains(row), "\(file)")
            return figures
        }
        #expect(try await told() == [0, 4_000, 1_202, 400, 0, 2_398])
        // Late facts of before, and what is undone, are told so too.
        try await shelf.scan("distribute", "beans", 1, at: 1, arrives: 5)
        #expect(try await told() == [0, 4_000, 1_602, 400, 0, 1_998])
        #expect(try await shelf.undo(first["id"], at: 6).status == 201)
        #expect(try await told() == [0, 0, 1_602, 400, 0, -2_002])
        // And back: a closed day stays as it is.
        try await shelf.hub.call(.post, "/api/v1/days/2026-11-21/closing").expect(201)
        shelf.hub.clock.set(CountShelf.moment(24 * 60))
        let back: JSON = ["measure": "each", "conversion": ["gramsPerPiece": 400]]
        try await shelf.hub.call(.patch, "/api/v1/items/\(shelf.beans)", .json(back)).expect(200)
        #expect(try await told() == [0, 0, 1_602, 400, 0, -2_002])
        #expect(try await shelf.hub.store.verify().isEmpty)
    }
}

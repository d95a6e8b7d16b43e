import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Codes that were given by mistake and are taken back: what was undone never happened.
///
/// Minutes are after three o'clock.
struct CodeUndoTests {
    private func give(
        _ code: String, to item: String, pack: Int64 = 1, in shelf: CountShelf, at minute: Int
    ) async throws -> JSON {
        shelf.hub.clock.set(CountShelf.moment(minute))
        let id = TestHub.id()
        try await shelf.hub.call(
            .put, "/api/v1/codes/\(code)",
            ["id": id, "item": .text(item), "pack": .whole(pack)]
        ).expect(200)
        return id
    }

    /// Says what a scan was; the id of what says so.
    private func explain(
        _ scan: Answer, as item: String, pack: Int64? = nil, in shelf: CountShelf
    ) async throws -> JSON {
        let id = TestHub.id()
        var said: JSON = ["id": id, "item": .text(item)]
        if let pack { said = said.with(["pack": .whole(pack)]) }
        try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(scan["id"].text)/resolution", .json(said)
        ).expect(201)
        return id
    }

    private func change(
        _ item: String, _ body: JSON, in shelf: CountShelf, at minute: Int
    ) async throws {
        shelf.hub.clock.set(CountShelf.moment(minute))
        try await shelf.hub.call(.patch, "/api/v1/items/\(item)", .json(body)).expect(200)
    }

    private func waiting(_ shelf: CountShelf) async throws -> [String] {
        try await shelf.hub.call(.get, "/api/v1/unresolved").json.rows.map { $0["code"].text }
    }

    @Test(arguments: [true, false], [true, false])
    func `a code given by mistake is taken back after a change of measure`(
        isStated: Bool, isKnown: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let code = isKnown ? "beans" : "4711"
        let given = try await give(code, to: shelf.rice, pack: 12, in: shelf, at: 1)
        var weighed: JSON = ["measure": "gram", "unitWeightGrams": 100]
        if isStated { weighed = ["measure": "gram", "conversion": ["gramsPerPiece": 100]] }
        try await change(shelf.rice, weighed, in: shelf, at: 2)
        let undone = try await shelf.undo(given, at: 3)
        #expect((undone.status, undone["outcome"]) == (201, "undone"), "\(undone.text)")
        #expect(try await shelf.undo(given, at: 4).problem == "already_reversed")
        let scan = try await shelf.scan("intake", code, 1, at: 5)
        #expect(scan.status == (isKnown ? 201 : 202))
        #expect(try await shelf.balance(shelf.beans) == (isKnown ? 1 : 0))
        #expect(try await shelf.balance(shelf.rice) == 0)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what took a code from nothing keeps no undo from what took it`() async throws {
        let shelf = try await CountShelf()
        var taken: [JSON] = []
        for minute in 1...2 {
            shelf.hub.clock.set(CountShelf.moment(minute))
            taken.append(TestHub.id())
            let answer = try await shelf.hub.call(
                .delete, "/api/v1/codes/beans?id=\(taken[minute - 1].text)")
            #expect(answer.status == 200 && answer["from"].isNull == (minute == 2))
        }
        let undone = try await shelf.undo(taken[0], at: 3)
        #expect((undone.status, undone["outcome"]) == (201, "undone"), "\(undone.text)")
        #expect(try await shelf.scan("intake", "beans", 1, at: 4).status == 201)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false])
    func `a code goes back in the measure that its item is kept in by now`(isSame: Bool)
        async throws
    {
        let shelf = try await CountShelf()
        _ = try await give("beans", to: shelf.beans, pack: 12, in: shelf, at: 1)
        let wrong = try await give(
            "beans", to: isSame ? shelf.beans : shelf.rice, pack: 10, in: shelf, at: 3)
        try await change(
            shelf.beans, ["measure": "gram", "conversion": ["gramsPerPiece": 100]], in: shelf,
            at: 5)
        try await shelf.undo(wrong, at: 7).expect(201)
        // Of before it was given by mistake, of meanwhile, and of since the item is weighed.
        for minute in [2, 4, 6, 8] {
            let scan = try await shelf.scan("intake", "beans", 1, at: minute, arrives: 9)
            #expect(scan["quantity"] == 1_200, "minute \(minute): \(scan.text)")
        }
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false])
    func `a pack that was undone is no pack of its time, and its scans are offered`(
        isSentAgain: Bool
    ) async throws {
        let shelf = try await CountShelf()
        _ = try await give("4711", to: shelf.beans, pack: 12, in: shelf, at: 1)
        let wrong = try await give("4711", to: shelf.beans, pack: 10, in: shelf, at: 3)
        let scan = try await shelf.scan("intake", "4711", 1, at: 4)
        #expect(scan["quantity"] == 10)
        let undone = try await shelf.undo(wrong, at: 5)
        #expect((undone.status, undone["outcome"]) == (201, "undone"))
        #expect(undone["earlier"].rows.map { $0["id"] } == [scan["id"]], "\(undone.text)")
        #expect(undone["earlierMore"] == false)
        if isSentAgain { try await shelf.undo(scan["id"], at: 6).expect(201) }
        let late = try await shelf.scan("intake", "4711", 1, at: 4, arrives: 7)
        #expect(late["quantity"] == 12, "\(late.text)")
        #expect(try await shelf.balance(shelf.beans) == (isSentAgain ? 12 : 22))
        // A pack that was changed in truth goes on ruling its time.
        _ = try await give("4711", to: shelf.beans, pack: 6, in: shelf, at: 8)
        let before = try await shelf.scan("intake", "4711", 1, at: 7, arrives: 9)
        #expect(before["quantity"] == 12)
        // What was given before the mistake is the last that stands, once this is undone too.
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `codes given are undone one after the other`() async throws {
        let shelf = try await CountShelf()
        let first = try await give("beans", to: shelf.rice, pack: 2, in: shelf, at: 1)
        let second = try await give("beans", to: shelf.rice, pack: 3, in: shelf, at: 2)
        #expect(try await shelf.undo(first, at: 3).problem == "already_reversed")
        try await shelf.undo(second, at: 4).expect(201)
        #expect(try await shelf.scan("intake", "beans", 1, at: 5)["quantity"] == 2)
        let undone = try await shelf.undo(first, at: 6)
        #expect(undone.status == 201, "\(undone.text)")
        #expect(undone["earlier"].rows.map { $0["item"].text } == [shelf.rice])
        #expect(
            try await shelf.scan("intake", "beans", 1, at: 7)["item"]["id"].text == shelf.beans)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false])
    func `a code whose explanation was undone while it was another's is nobody's with that`(
        isGivenBack: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let scan = try await shelf.scan("intake", "4711", 1, at: 1)
        let said = try await explain(scan, as: shelf.beans, pack: 10, in: shelf)
        if isGivenBack {
            // A mistake that was undone is no giving anew.
            try await shelf.undo(
                give("4711", to: shelf.rice, in: shelf, at: 2), at: 3
            ).expect(201)
            #expect(try await shelf.undo(said, at: 4)["reopened"].rows == [scan["id"]])
        } else {
            let given = try await give("4711", to: shelf.rice, in: shelf, at: 2)
            try await shelf.undo(said, at: 3).expect(201)
            #expect(try await shelf.balance(shelf.rice) == 1)
            try await shelf.undo(given, at: 4).expect(201)
        }
        #expect(try await waiting(shelf) == ["4711"])
        #expect(try await shelf.balance(shelf.rice) == 0)
        #expect(try await shelf.balance(shelf.beans) == 0)
        // What was said by mistake rules nothing that is told later.
        _ = try await give("4711", to: shelf.beans, pack: 12, in: shelf, at: 5)
        #expect(try await shelf.balance(shelf.beans) == 12)
        #expect(
            try await shelf.scan("intake", "4711", 1, at: 1, arrives: 6)["quantity"] == 12)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `scans of a pack by mistake are offered where others wait again`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "4711", 1, at: 1)
        let given = try await give("4711", to: shelf.beans, pack: 6, in: shelf, at: 2)
        let scans = [
            try await shelf.scan("intake", "4711", 1, at: 3),
            try await shelf.scan("intake", "4711", 2, at: 4),
        ]
        let id = TestHub.id()
        for status in [201, 200] {
            let undone = try await shelf.hub.call(
                .post, "/api/v1/movements/\(given.text)/reversal", ["id": id])
            #expect((undone.status, undone["outcome"]) == (status, "reopened"))
            #expect(
                undone["earlier"].rows.map { $0["id"] } == scans.reversed().map { $0["id"] },
                "\(undone.text)")
        }
        #expect(try await waiting(shelf) == ["4711"])
    }

    @Test(arguments: [true, false])
    func `scans by a code that was explained in a count are offered with its undo`(
        isByScan: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        let seen = try await shelf.see(1, "4711", in: count, at: 2)
        let said = try await explain(seen, as: shelf.beans, in: shelf)
        let taken = try await shelf.scan("intake", "4711", 3, at: 3)
        let named = isByScan ? seen["id"] : said
        let id = TestHub.id()
        for status in [201, 200] {
            let undone = try await shelf.hub.call(
                .post, "/api/v1/movements/\(named.text)/reversal", ["id": id])
            #expect(undone.status == status)
            #expect(undone["outcome"] == (isByScan ? "dismissed" : "reopened"))
            #expect(
                undone["earlier"].rows.map { $0["id"] } == [taken["id"]], "\(undone.text)")
        }
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false])
    func `scans of a wrong code are offered as what its item was joined with`(isParted: Bool)
        async throws
    {
        let shelf = try await CountShelf()
        let scan = try await shelf.scan("intake", "4711", 1, at: 1)
        let said = try await explain(scan, as: shelf.rice, in: shelf)
        let join = try await shelf.join(at: 2)
        var scans = [try await shelf.scan("intake", "4711", 3, at: 3)]
        if isParted {
            try await shelf.undo(join, at: 4).expect(201)
            scans.append(try await shelf.scan("intake", "4711", 5, at: 5))
        }
        let undone = try await shelf.undo(said, at: 6)
        #expect(undone["reopened"].rows == [scan["id"]])
        #expect(
            undone["earlier"].rows.map { $0["id"] } == scans.reversed().map { $0["id"] },
            "\(undone.text)")
    }

    @Test func `a code that named the first of two joined items is its own after a second join`()
        async throws
    {
        let shelf = try await CountShelf()
        let tea = try await shelf.hub.item("Tea", code: "tea")
        func join(_ item: String, _ into: String, at minute: Int) async throws -> JSON {
            let id = TestHub.id()
            shelf.hub.clock.set(CountShelf.moment(minute))
            try await shelf.hub.call(
                .post, "/api/v1/item-joins",
                ["id": id, "item": .text(item), "into": .text(into)]
            ).expect(201)
            return id
        }
        let first = try await join(shelf.rice, shelf.beans, at: 1)
        _ = try await give("4711", to: shelf.rice, in: shelf, at: 2)
        let second = try await join(shelf.beans, tea, at: 3)
        try await shelf.undo(second, at: 4).expect(201)
        try await shelf.undo(first, at: 5).expect(201)
        #expect(try await shelf.hub.scan("lookup", "4711")["item"]["id"].text == shelf.rice)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `an explained scan that is recorded anew counts by the pack of now`() async throws {
        let shelf = try await CountShelf()
        let scan = try await shelf.scan("intake", "4711", 1, at: 1)
        let said = try await explain(scan, as: shelf.beans, in: shelf)
        _ = try await give("4711", to: shelf.beans, pack: 12, in: shelf, at: 2)
        let wrong: EntryID = try #require(EntryID(said.text))
        let done = try await shelf.hub.hub.recordAgain([wrong], as: fresh())
        #expect((done.done, done.refused.count) == (1, 0))
        #expect(try await shelf.balance(shelf.beans) == 12)
        #expect(try await waiting(shelf).isEmpty)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what took a joined item's goods is offered once both are two`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan(
            "intake", "rice", 4, at: 1,
            arrives: nil, ["dateLabel": ["kind": "bestBy", "date": "2027-05"]])
        try await shelf.scan("intake", "beans", 12, at: 1)
        let join = try await shelf.join(at: 2)
        try await shelf.scan("intake", "beans", 2, at: 3)
        let out = try await shelf.scan("distribute", "beans", 6, at: 3)
        let parted = try await shelf.undo(join, at: 4)
        #expect(parted["earlier"].rows.map { $0["id"] } == [out["id"]], "\(parted.text)")
        let wrong: EntryID = try #require(EntryID(out["id"].text))
        let done = try await shelf.hub.hub.recordAgain([wrong], as: fresh())
        #expect((done.done, done.refused.count) == (1, 0))
        #expect(try await shelf.balance(shelf.rice) == 4)
        #expect(try await shelf.balance(shelf.beans) == 8)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }
}

import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// A box that is handed out whole, and what is told only later of what was in it; minutes are after three o'clock.
struct BoxOutTests {
    private func out(_ shelf: CountShelf) async throws -> Int64 {
        try await shelf.hub.day("2026-11-21")["items"].rows
            .reduce(0) { $0 + ($1["quantity"]["out"].whole ?? 0) }
    }

    @Test func `what was in the box besides went with it, and what was not did not`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        let inBox: [String: JSON] = ["place": .text(box.id)]
        try await shelf.scan("intake", "beans", 10, at: 1, inBox)
        let twice = try await shelf.scan("intake", "beans", 10, at: 2, inBox)
        let unknown = try await shelf.scan("intake", "4711", 6, at: 3, inBox)
        let whole = try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        #expect(try await out(shelf) == 20)
        #expect(try await shelf.undo(twice["id"], at: 11).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 10)
        let late = try await shelf.scan("intake", "beans", 5, at: 4, arrives: 12, inBox)
        #expect(late["balance"] == 0)
        let said: JSON = ["id": TestHub.id(), "item": .text(shelf.rice)]
        try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(unknown["id"].text)/resolution", .json(said)
        ).expect(201)
        #expect(try await shelf.hub.balance(shelf.rice, at: box.id) == 0)
        #expect(try await out(shelf) == 21)
        // What came out of it one by one before it went did not go with it.
        try await shelf.scan("distribute", "beans", 3, at: 5, arrives: 13, inBox)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 21)
        // What comes in afterwards is in it.
        try await shelf.scan("intake", "beans", 2, at: 14, inBox)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 2)
        // It never went: all that was in it is there again.
        #expect(try await shelf.undo(whole["id"], at: 15).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 14)
        #expect(try await shelf.hub.balance(shelf.rice, at: box.id) == 6)
        #expect(try await out(shelf) == 3)
        // A fact of before that is taken back now is no matter of the box any more.
        #expect(try await shelf.undo(late["id"], at: 16).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 9)
        #expect(try await out(shelf) == 3)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a box that went by a clock that was ahead is filled again once that is put right`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item()
        let box = try await hub.place("Box 1", "box")
        try await hub.scan("intake", "beans", 4, ["place": .text(box.id)])
        let right = hub.clock.now()
        hub.clock.advance(seconds: 365 * 86_400)
        try await hub.scan("distribute", box.label, 1)
        hub.clock.set(right)
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        hub.clock.advance(seconds: 60)
        try await hub.scan("intake", "beans", 2, ["place": .text(box.id)])
        #expect(try await hub.balance(beans, at: box.id) == 2)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false])
    func `a box that went by a clock that was ahead comes back with what was told later`(
        isToldBefore: Bool
    ) async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let box = try await hub.place("Box 1", "box")
        let inBox: [String: JSON] = ["place": .text(box.id)]
        try await hub.scan("intake", "beans", 4, inBox)
        let right = hub.clock.now()
        func late() async throws {
            let then = inBox.merging(["at": .text(right.description)]) { $1 }
            try await hub.scan("intake", "beans", 5, then)
            #expect(try await hub.balance(beans, at: box.id) == 0)
        }
        hub.clock.advance(seconds: 365 * 86_400)
        let whole = try await hub.scan("distribute", box.label, 1)
        if isToldBefore { try await late() }
        hub.clock.set(right)
        hub.clock.advance(seconds: 60)
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        if !isToldBefore { try await late() }
        hub.clock.advance(seconds: 60)
        try await hub.call(
            .post, "/api/v1/movements/\(whole["id"].text)/reversal", ["id": TestHub.id()]
        ).expect(201)
        #expect(try await hub.balance(beans, at: box.id) == 9)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a fact that went with the box is taken back with what went of it`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        try await shelf.scan("intake", "beans", 4, at: 1, ["place": .text(box.id)])
        try await shelf.scan("discard", box.label, 1, at: 10, ["place": .null, "reason": "wet"])
        let late = try await shelf.scan(
            "intake", "beans", 5, at: 2, arrives: 11, ["place": .text(box.id)])
        #expect(try await shelf.undo(late["id"], at: 12).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        let line = try await shelf.hub.day("2026-11-21")["items"].rows.first
        #expect(line?["quantity"]["discarded"] == 4)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a count that saw the box before it went keeps it so`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        try await shelf.scan("intake", "beans", 4, at: 1, ["place": .text(box.id)])
        let count = try await shelf.open(at: 5, of: box.id)
        try await shelf.see(4, in: count, at: 6)
        try await shelf.complete(count, at: 7)
        try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        let late = try await shelf.scan(
            "intake", "beans", 5, at: 2, arrives: 11, ["place": .text(box.id)])
        #expect(late["warnings"].rows.contains("counted_since"))
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 4)
    }

    /// Three went out of the box before eight of another lot came in, by when that was heard.
    private func short(
        intake: Int, arrives: Int
    ) async throws -> (shelf: CountShelf, box: String, whole: Answer, intake: Answer) {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        let inBox: [String: JSON] = ["place": .text(box.id)]
        try await shelf.scan("distribute", "beans", 3, at: 1, inBox)
        let dated = inBox.merging(["dateLabel": ["kind": "bestBy", "date": "2027-03"]]) { $1 }
        func takeIn() async throws -> Answer {
            try await shelf.scan("intake", "beans", 8, at: intake, arrives: arrives, dated)
        }
        let early = arrives < 10 ? try await takeIn() : nil
        let whole = try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        let came = if let early { early } else { try await takeIn() }
        return (shelf, box.id, whole, came)
    }

    @Test(arguments: [2, 11])
    func `a box that was short of a lot goes with what is in truth in it, and is empty then`(
        arrives: Int
    ) async throws {
        let (shelf, box, whole, came) = try await short(intake: 2, arrives: arrives)
        #expect(whole["quantity"] == (arrives == 2 ? 5 : 0))
        #expect(came["quantity"] == 8)
        #expect(try await out(shelf) == 8)
        let lots = try await shelf.hub.call(.get, "/api/v1/stock?place=\(box)").json.rows
        #expect(lots.isEmpty)
        // It never went: the eight are there, three went before.
        #expect(try await shelf.undo(whole["id"], at: 12).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box) == 5)
        #expect(try await out(shelf) == 3)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [2, 11])
    func `what came into a short box and is taken back leaves it short, as it was`(
        arrives: Int
    ) async throws {
        let (shelf, box, _, came) = try await short(intake: 2, arrives: arrives)
        #expect(try await shelf.undo(came["id"], at: 12).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box) == -3)
        #expect(try await out(shelf) == 3)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `more than was in a box went before it: it went with nothing`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        let inBox: [String: JSON] = ["place": .text(box.id)]
        try await shelf.scan("intake", "beans", 10, at: 1, inBox)
        try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        try await shelf.scan("distribute", "beans", 12, at: 2, arrives: 11, inBox)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == -2)
        #expect(try await out(shelf) == 12)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    /// Six in a box, of which a count sees four before the box goes.
    @Test(arguments: [7, 11])
    func `a count that saw the box before it went says what went with it`(
        isCompletedAt minute: Int
    ) async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        try await shelf.scan("intake", "beans", 6, at: 1, ["place": .text(box.id)])
        let count = try await shelf.open(at: 5, of: box.id)
        try await shelf.see(4, in: count, at: 6)
        if minute < 10 { try await shelf.complete(count, at: minute) }
        let whole = try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        if minute > 10 {
            let done = try await shelf.complete(count, at: minute)
            #expect(done["posted"].rows.map { $0["quantity"] } == [-2])
        }
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 4)
        // Without the count, all six went.
        #expect(try await shelf.undo(.text(count), at: 12).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 6)
        #expect(try await shelf.undo(whole["id"], at: 13).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 6)
        #expect(try await out(shelf) == 0)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a box that is told late went with what a count had seen`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        try await shelf.scan("intake", "beans", 6, at: 1, ["place": .text(box.id)])
        let (count, later) = (
            try await shelf.open(at: 5, of: box.id), try await shelf.open(at: 6, of: box.id)
        )
        try await shelf.see(4, in: count, at: 7)
        try await shelf.scan("distribute", box.label, 1, at: 10, arrives: 10, ["place": .null])
        // Nobody scans nothing: that the box is empty is written down.
        shelf.hub.clock.set(CountShelf.moment(12))
        let line: JSON = ["id": TestHub.id(), "item": .text(shelf.beans), "quantity": 0]
        try await shelf.hub.call(.post, "/api/v1/counts/\(later)/lines", .json(line)).expect(201)
        try await shelf.complete(later, at: 13)
        try await shelf.complete(count, at: 14)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 4)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a fact between two looks of a count leaves the box with what was in it`()
        async throws
    {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        let inBox: [String: JSON] = ["place": .text(box.id)]
        try await shelf.scan("intake", "beans", 6, at: 1, inBox)
        let count = try await shelf.open(at: 2, of: box.id)
        try await shelf.see(2, in: count, at: 3)
        try await shelf.see(2, in: count, at: 5)
        try await shelf.complete(count, at: 6)
        try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        #expect(try await out(shelf) == 4)
        // So the count has no say: six were there, one more went, the rest went with the box.
        try await shelf.scan("distribute", "beans", 1, at: 4, arrives: 11, inBox)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 6)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what the first of two whole hand-outs did not take went with the second`()
        async throws
    {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        let inBox: [String: JSON] = ["place": .text(box.id)]
        try await shelf.scan("intake", "beans", 11, at: 1, inBox)
        let first = try await shelf.scan("distribute", box.label, 1, at: 2, ["place": .null])
        try await shelf.scan("distribute", "beans", 3, at: 3, inBox)
        let second = try await shelf.scan("distribute", box.label, 1, at: 4, ["place": .null])
        #expect(second["quantity"] == 0)
        #expect(try await out(shelf) == 14)
        #expect(try await shelf.undo(first["id"], at: 5).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await out(shelf) == 11)
        #expect(try await shelf.undo(second["id"], at: 6).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 8)
        #expect(try await out(shelf) == 3)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what stood in the box when it went, as is told later, went with it`() async throws {
        let shelf = try await CountShelf()
        let (box, small) = (
            try await shelf.hub.place("Box 1", "box"), try await shelf.hub.place("Box 2", "box")
        )
        try await shelf.scan("intake", "beans", 5, at: 1, ["place": .text(small.id)])
        try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        let into: [String: JSON] = ["to": .text(box.id), "place": .null]
        let moved = try await shelf.scan("move", small.label, 1, at: 2, arrives: 11, into)
        #expect(try await shelf.hub.balance(shelf.beans, at: small.id) == 0)
        #expect(try await out(shelf) == 5)
        #expect(try await shelf.undo(moved["id"], at: 12).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: small.id) == 5)
        #expect(try await out(shelf) == 0)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a box that went while its things were looked for went with them`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box")
        try await shelf.scan("intake", "beans", 6, at: 1, ["place": .text(box.id)])
        let count = try await shelf.open(at: 5, of: box.id)
        try await shelf.complete(count, at: 9, "zero")
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        let whole = try await shelf.scan(
            "distribute", box.label, 1, at: 7, arrives: 10, ["place": .null])
        #expect(whole["warnings"].rows.contains("count_again"))
        #expect(try await out(shelf) == 6)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        // It did not go: so they were gone.
        #expect(try await shelf.undo(whole["id"], at: 12).status == 201)
        #expect(try await out(shelf) == 0)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 0)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [7, 11])
    func `what a shelf's count found missing was missing in the box that went since`(
        isCompletedAt minute: Int
    ) async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box", in: shelf.bin)
        try await shelf.scan("intake", "beans", 5, at: 1)
        // What expires first is the likeliest to be missing.
        try await shelf.scan(
            "intake", "beans", 6, at: 2,
            ["place": .text(box.id), "dateLabel": ["kind": "bestBy", "date": "2027-03"]])
        let count = try await shelf.open(at: 5)
        try await shelf.see(9, in: count, at: 6)
        if minute < 10 { try await shelf.complete(count, at: minute) }
        try await shelf.scan("distribute", box.label, 1, at: 10, ["place": .null])
        if minute > 10 { try await shelf.complete(count, at: minute) }
        #expect(try await out(shelf) == 4)
        #expect(try await shelf.balance(shelf.beans) == 5)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }
}

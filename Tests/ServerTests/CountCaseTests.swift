import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A count is what was seen when it was seen, whatever arrives in which order; minutes are after three o'clock.
struct CountCaseTests {
    @Test func `what moved in after the count began was never uncounted`() async throws {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, in: count, at: 2)
        try await shelf.scan("intake", "rice", 24, at: 3)
        try await shelf.complete(count, at: 4, "zero")
        #expect(try await shelf.balance(shelf.rice) == 24)
        #expect(try await shelf.balance(shelf.beans) == 10)
    }

    @Test(arguments: [false, true])
    func `what one count saw is not gone because another did not see it`(
        _ goneFirst: Bool
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 18, at: 0)
        let whole = try await shelf.open(at: 1)
        let other = try await shelf.open(at: 2)
        try await shelf.see(5, in: whole, at: 3)
        try await shelf.see(18, "rice", in: other, at: 4)
        if goneFirst {
            try await shelf.complete(whole, at: 6, "zero")
            #expect(try await shelf.balance(shelf.rice) == 0)
            try await shelf.complete(other, at: 7)
        } else {
            try await shelf.complete(other, at: 6)
            try await shelf.complete(whole, at: 7, "zero")
        }
        #expect(try await shelf.balance(shelf.rice) == 18)
    }

    @Test func `what came in while a count was going on and is told late was not missing`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 18, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(5, in: count, at: 2)
        try await shelf.complete(count, at: 6, "zero")
        try await shelf.scan("distribute", "rice", 18, at: 3, arrives: 7)
        #expect(try await shelf.balance(shelf.rice) == 0)
        try await shelf.scan("intake", "rice", 24, at: 4, arrives: 8)
        #expect(try await shelf.balance(shelf.rice) == 24)
    }

    @Test(arguments: [5, 18])
    func `what went while a place was counted was not missing, until that is taken back`(
        _ handedOut: Int64
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 18, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(5, in: count, at: 2)
        try await shelf.complete(count, at: 6, "zero")
        #expect(try await shelf.balance(shelf.rice) == 0)
        let late = try await shelf.scan("distribute", "rice", handedOut, at: 3, arrives: 7)
        #expect(try await shelf.balance(shelf.rice) == 18 - handedOut)
        let back = try await shelf.undo(late["id"], at: 8)
        #expect((back.status, back["warnings"].rows) == (201, ["counted_since"]))
        #expect(try await shelf.balance(shelf.rice) == 0)
        // Without the count all of it is there.
        #expect(try await shelf.undo(.text(count), at: 9).status == 201)
        #expect(try await shelf.balance(shelf.rice) == 18)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [false, true])
    func `two counts that see the same agree`(_ laterFirst: Bool) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let counts = [try await shelf.open(at: 1), try await shelf.open(at: 1)]
        for (minute, count) in zip([2, 3], counts) {
            try await shelf.see(18, in: count, at: minute)
        }
        for count in laterFirst ? counts.reversed() : counts {
            try await shelf.complete(count, at: 4)
        }
        #expect(try await shelf.balance(shelf.beans) == 18)
    }

    @Test func `what a device still held when the count was completed counts all the same`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 12, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.complete(count, at: 4)
        let late = try await shelf.see(10, in: count, at: 2, arrives: 5)
        #expect(late.status == 201)
        #expect(try await shelf.balance(shelf.beans) == 10)
    }

    @Test
    func `what was seen just before the count began, and is told when nothing was found, holds`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        let count = try await shelf.open(at: 3)
        try await shelf.complete(count, at: 4, "zero")
        #expect(try await shelf.balance(shelf.beans) == 0)
        #expect(try await shelf.see(8, in: count, at: 2, arrives: 5)["balance"] == 8)
        #expect(try await shelf.balance(shelf.beans) == 8)
        try await shelf.see(1, in: count, at: 1, arrives: 6)
        #expect(try await shelf.balance(shelf.beans) == 9)
    }

    @Test func `what was seen offline before a hand-out holds for then`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.scan("distribute", "beans", 3, at: 3)
        try await shelf.see(20, in: count, at: 2, arrives: 4)
        try await shelf.complete(count, at: 5)
        #expect(try await shelf.balance(shelf.beans) == 17)
    }

    @Test func `a hand-out from before the count that arrives later is not taken off again`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 2)
        try await shelf.see(17, in: count, at: 3)
        try await shelf.complete(count, at: 4)
        let late = try await shelf.scan("distribute", "beans", 3, at: 1, arrives: 5)
        #expect(late["warnings"].rows.contains("counted_since"))
        #expect(late["quantity"] == 3)
        #expect(late["balance"] == 17)
        #expect(try await shelf.balance(shelf.beans) == 17)
        #expect(try await shelf.undo(late["id"], at: 6).status == 201)
        #expect(try await shelf.balance(shelf.beans) == 17)
    }

    @Test func `an intake that is explained after the count was seen by it`() async throws {
        let shelf = try await CountShelf()
        let waiting = try await shelf.scan("intake", "new", 6, at: 1)
        let count = try await shelf.open(at: 2)
        try await shelf.see(6, in: count, at: 3)
        try await shelf.complete(count, at: 4)
        try await explain(waiting["id"], as: shelf.beans, in: shelf)
        #expect(try await shelf.balance(shelf.beans) == 6)
    }

    @Test func `an undo of what the count had seen through changes nothing there`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        let twice = try await shelf.scan("intake", "beans", 10, at: 1)
        let count = try await shelf.open(at: 2)
        try await shelf.see(10, in: count, at: 3)
        try await shelf.complete(count, at: 4)
        _ = try await shelf.undo(twice["id"], at: 5)
        #expect(try await shelf.balance(shelf.beans) == 10)
    }

    @Test func `a pile that moves while it is counted is asked for again`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, in: count, at: 2)
        try await shelf.scan("distribute", "beans", 3, at: 3)
        try await shelf.see(10, in: count, at: 4)
        let done = try await shelf.complete(count, at: 5)
        #expect(done["recount"].rows.map { $0["item"].text } == [shelf.beans])
        #expect(done["posted"].rows.isEmpty)
        #expect(try await shelf.balance(shelf.beans) == 17)
    }

    @Test func `an unknown code that was seen holds what was not seen open`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        let count = try await shelf.open(at: 1)
        let unknown = try await shelf.see(10, "new", in: count, at: 2)
        #expect(unknown["outcome"] == "unresolved")
        let done = try await shelf.complete(count, at: 3, "zero")
        #expect(done["unexplained"].rows.map { $0["id"] } == [unknown["id"]])
        #expect(try await shelf.balance(shelf.beans) == 10)
        try await explain(unknown["id"], as: shelf.beans, in: shelf)
        #expect(try await shelf.balance(shelf.beans) == 10)
    }

    @Test func `a shelf is counted with the boxes that stand on it`() async throws {
        let shelf = try await CountShelf()
        let rack = try await shelf.hub.place("Rack", "shelf").id
        let box = try await shelf.hub.place("Box", "box", in: rack).id
        try await shelf.scan("intake", "beans", 4, at: 0, ["place": .text(box)])
        let count = try await shelf.open(at: 1, of: rack)
        try await shelf.see(4, in: count, at: 2)
        let done = try await shelf.complete(count, at: 3, "zero")
        #expect(done["boxes"].rows.map(\.text) == [box])
        #expect(try await shelf.hub.balance(shelf.beans, at: rack) == 4)
        let second = try await shelf.open(at: 4, of: rack)
        try await shelf.see(3, in: second, at: 5)
        try await shelf.complete(second, at: 6)
        #expect(try await shelf.hub.balance(shelf.beans, at: box) == 3)
    }

    @Test func `a case code counts its pack on a written line too`() async throws {
        let shelf = try await CountShelf()
        try await shelf.hub.item("Soup", code: "soup-case", pack: 12)
        let count = try await shelf.open(at: 1)
        let line = try await shelf.hub.call(
            .post, "/api/v1/counts/\(count)/lines",
            ["id": TestHub.id(), "code": "soup-case", "quantity": 2])
        #expect(line["quantity"] == 24)
    }

    @Test func `a lot that was counted by itself is no part of the item's own line`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 5, at: 0)
        let dated = try await shelf.scan(
            "intake", "beans", 10, at: 0,
            ["dateLabel": ["kind": "bestBy", "date": "2027-03"]])
        let count = try await shelf.open(at: 1)
        let lot: [String: JSON] = ["lot": dated["lots"][0]["lot"], "quantity": 10]
        for line in [lot, ["quantity": 5]] {
            shelf.hub.clock.set(CountShelf.moment(2))
            let base: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
            let noted = try await shelf.hub.call(
                .post, "/api/v1/counts/\(count)/lines", .json(base.with(line)))
            #expect(noted.status == 201)
        }
        let sheet = try await shelf.hub.call(.get, "/api/v1/counts/\(count)")
        #expect(sheet["lines"].rows.map { $0["difference"].whole } == [0, 0])
        #expect(try await shelf.complete(count, at: 3)["posted"].rows.isEmpty)
    }

    @Test func `a completed count is taken back, lots and dates with it`() async throws {
        let shelf = try await CountShelf()
        let dated: [String: JSON] = ["dateLabel": ["kind": "bestBy", "date": "2027-03"]]
        try await shelf.scan("intake", "beans", 20, at: 0, dated)
        let before = try await shelf.hub.call(.get, "/api/v1/stock").json
        let count = try await shelf.open(at: 1)
        let done = try await shelf.complete(count, at: 2, "zero")
        #expect(done["posted"].rows.map { $0["quantity"].whole } == [-20])
        #expect(try await shelf.balance(shelf.beans) == 0)
        #expect(try await shelf.undo(.text(count), at: 3).status == 201)
        #expect(try await shelf.hub.call(.get, "/api/v1/stock").json == before)
        #expect(try await shelf.undo(.text(count), at: 4).status == 409)
        // An earlier count holds again, with all that came since.
        let first = try await shelf.open(at: 5)
        try await shelf.see(18, in: first, at: 6)
        try await shelf.complete(first, at: 7)
        let second = try await shelf.open(at: 8)
        try await shelf.see(5, in: second, at: 10)
        try await shelf.complete(second, at: 11)
        try await shelf.scan("distribute", "beans", 4, at: 9, arrives: 12)
        _ = try await shelf.undo(.text(second), at: 13)
        #expect(try await shelf.balance(shelf.beans) == 14)
    }

    @Test func `a count that began is thrown away`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(3, in: count, at: 2)
        let dropped = try await shelf.hub.call(.delete, "/api/v1/counts/\(count)")
        #expect(dropped["state"] == "dropped")
        #expect(try await shelf.complete(count, at: 3).status == 409)
        #expect(try await shelf.balance(shelf.beans) == 20)
    }

    @Test func `a device's clock is set right by what it says as it sends`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(17, in: count, at: 10)
        try await shelf.complete(count, at: 11)
        // It shows an hour too much; this happened in minute 5, before the count.
        let scan = TestHub.scan(
            "distribute", "beans", 3,
            ["place": .text(shelf.bin), "at": .text(CountShelf.moment(65).description)])
        let sender = TestHub.Asker(
            headers: ["Larder-Sent-At": CountShelf.moment(72).description])
        shelf.hub.clock.set(CountShelf.moment(12))
        let answer = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan), as: sender)
        #expect(Set(answer["warnings"].rows.map(\.text)) == ["clock_off", "counted_since"])
        #expect(try await shelf.balance(shelf.beans) == 17)
        let settings = try await shelf.hub.call(.get, "/settings").text
        #expect(settings.contains("60 minutes ahead"))
        let again = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan))
        #expect(again.status == 200)
        #expect(again.text == answer.text)
    }

    @Test func `the move of a box is taken back`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box", "box", in: shelf.bin)
        let rack = try await shelf.hub.place("Rack", "shelf").id
        let moved = try await shelf.hub.scan("move", box.label, nil, ["to": .text(rack)])
        #expect(try await shelf.undo(moved["id"], at: 1).status == 201)
        let found = try await shelf.hub.call(.get, "/api/v1/places/\(box.id)")
        #expect(found["parent"].text == shelf.bin)
    }

    private func explain(_ scan: JSON, as item: String, in shelf: CountShelf) async throws {
        shelf.hub.clock.set(CountShelf.moment(20))
        let answer = try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(scan.text)/resolution",
            ["id": TestHub.id(), "item": .text(item)])
        #expect(answer.status == 201)
    }

    @Test func `a scan in a count that names none says what is missing`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let head = hub.store.head
        for count: [String: JSON] in [[:], ["count": .null]] {
            let scan = TestHub.scan("count", "beans", 2, count)
            let answer = try await hub.send(scan)
            #expect((answer.status, answer.problem) == (422, "field_unreadable"))
            #expect(answer["detail"].text.contains("count"), "\(answer.text)")
            let batch = try await hub.call(.post, "/api/v1/scans/batch", .lines([scan]))
            #expect(batch.lines.map { $0["code"] } == ["field_unreadable"], "\(batch.text)")
        }
        let file = "mode,code,at\ncount,beans,2026-11-21T09:00:00-05:00\n"
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect(report["refused"] == 1, "\(report.text)")
        #expect(report["exceptions"][0]["code"] == "field_unreadable", "\(report.text)")
        #expect(hub.store.head == head)
    }
}

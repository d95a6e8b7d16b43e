import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Counts of items that are joined, put right or converted while they go on or after, and counts that saw the same
/// things; minutes are after three o'clock.
struct CountChangeTests {
    private let dated: [String: JSON] = ["dateLabel": ["kind": "bestBy", "date": "2027-03"]]

    @Test func `an item that is joined while it is counted is counted as what it is by then`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 10, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(8, "rice", in: count, at: 2)
        try await shelf.join(at: 3)
        try await shelf.complete(count, at: 4)
        #expect(try await shelf.balance(shelf.beans) == 8)
        #expect(try await shelf.balance(shelf.rice) == 0)
    }

    @Test func `scans before and after a join are of one pile`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 13, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, "rice", in: count, at: 2)
        try await shelf.join(at: 3)
        try await shelf.see(3, "rice", in: count, at: 4)
        let sheet = try await shelf.hub.call(.get, "/api/v1/counts/\(count)")
        #expect(sheet["lines"].rows.map { $0["quantity"].whole } == [13])
        try await shelf.complete(count, at: 5)
        #expect(try await shelf.balance(shelf.beans) == 13)
    }

    @Test func `a scan from before a join that comes after it counts for then`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 10, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.join(at: 3)
        try await shelf.see(10, "rice", in: count, at: 2, arrives: 4)
        try await shelf.complete(count, at: 5)
        #expect(try await shelf.balance(shelf.beans) == 10)
    }

    @Test func `half of what was joined since is asked for again`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 10, at: 0)
        try await shelf.scan("intake", "beans", 5, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(8, "rice", in: count, at: 2)
        try await shelf.join(at: 3)
        let done = try await shelf.complete(count, at: 4)
        #expect(done["recount"].rows.count == 1)
        #expect(try await shelf.balance(shelf.beans) == 15)
    }

    @Test func `a completed count holds for the item that was joined since`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 10, at: 0)
        let twice = try await shelf.scan("intake", "rice", 10, at: 1)
        let count = try await shelf.open(at: 3)
        try await shelf.see(10, "rice", in: count, at: 4)
        try await shelf.complete(count, at: 5)
        try await shelf.join(at: 6)
        _ = try await shelf.undo(twice["id"], at: 7)
        #expect(try await shelf.balance(shelf.beans) == 10)
        try await shelf.scan("distribute", "rice", 3, at: 2, arrives: 8)
        #expect(try await shelf.balance(shelf.beans) == 10)
        _ = try await shelf.undo(.text(count), at: 9)
        #expect(try await shelf.balance(shelf.beans) == 7)
        #expect(try await shelf.balance(shelf.rice) == 0)
    }

    @Test func `a lot that is put right keeps what was counted of it`() async throws {
        let shelf = try await CountShelf()
        let lot = try await shelf.scan("intake", "beans", 15, at: 0, dated)["lots"][0]["lot"]
        let count = try await shelf.open(at: 2)
        shelf.hub.clock.set(CountShelf.moment(3))
        let line: JSON = [
            "id": TestHub.id(), "item": .text(shelf.beans), "lot": lot, "quantity": 12,
        ]
        _ = try await shelf.hub.call(.post, "/api/v1/counts/\(count)/lines", .json(line))
        try await shelf.complete(count, at: 4)
        let right: JSON = ["dateLabel": ["kind": "bestBy", "date": "2028-03"]]
        let now = try await shelf.hub.call(.patch, "/api/v1/lots/\(lot.text)", .json(right))["id"]
        try await shelf.scan("distribute", "beans", 3, at: 1, arrives: 6)
        #expect(try await shelf.balance(shelf.beans) == 12)
        _ = try await shelf.undo(.text(count), at: 7)
        let stock = try await shelf.hub.call(.get, "/api/v1/stock?item=\(shelf.beans)").json.rows
        #expect(stock.map { $0["lot"] } == [now])
        #expect(stock.map { $0["quantity"].whole } == [12])
    }

    @Test func `a count is taken back in the measure of now`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 15, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(12, in: count, at: 2)
        try await shelf.complete(count, at: 3)
        try await shelf.convert(grams: 100, at: 4)
        #expect(try await shelf.balance(shelf.beans) == 1_200)
        _ = try await shelf.undo(.text(count), at: 5)
        #expect(try await shelf.balance(shelf.beans) == 1_500)
    }

    @Test func `what was seen before a conversion is held against what was there then`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 15, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, in: count, at: 2)
        try await shelf.convert(grams: 100, at: 4)
        try await shelf.see(5, in: count, at: 3, arrives: 5)
        try await shelf.complete(count, at: 6)
        #expect(try await shelf.balance(shelf.beans) == 1_500)
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func `a shelf and a box on it that are counted apart agree`(
        _ shelfSeenFirst: Bool, _ shelfCompletedFirst: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box 1", "box", in: shelf.bin).id
        try await shelf.scan("intake", "beans", 10, at: 0)
        try await shelf.scan("intake", "beans", 10, at: 0, ["place": .text(box)])
        let (whole, part) = (try await shelf.open(at: 1), try await shelf.open(at: 1, of: box))
        try await shelf.see(18, in: whole, at: shelfSeenFirst ? 2 : 3)
        try await shelf.see(8, in: part, at: shelfSeenFirst ? 3 : 2)
        for count in shelfCompletedFirst ? [whole, part] : [part, whole] {
            try await shelf.complete(count, at: 4)
        }
        #expect(try await shelf.balance(shelf.beans) == 18)
        #expect(try await shelf.hub.balance(shelf.beans, at: box) == 8)
        for count in [whole, part] { _ = try await shelf.undo(.text(count), at: 5) }
        #expect(try await shelf.balance(shelf.beans) == 20)
        #expect(try await shelf.hub.balance(shelf.beans, at: box) == 10)
    }

    @Test func `a lot of another item is no lot of the line's`() async throws {
        let shelf = try await CountShelf()
        let lot = try await shelf.scan("intake", "rice", 3, at: 0, dated)["lots"][0]["lot"]
        let count = try await shelf.open(at: 1)
        for wrong in [lot, TestHub.id()] {
            let line: JSON = [
                "id": TestHub.id(), "item": .text(shelf.beans), "lot": wrong, "quantity": 12,
            ]
            let answer = try await shelf.hub.call(
                .post, "/api/v1/counts/\(count)/lines", .json(line))
            #expect(answer.problem == "item_not_found")
        }
    }

    @Test
    func `a written line of a code that nobody knows is kept, and counts when it is explained`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 6, at: 0)
        let count = try await shelf.open(at: 1)
        shelf.hub.clock.set(CountShelf.moment(2))
        let line: JSON = ["id": TestHub.id(), "code": "new", "quantity": 4]
        let path = "/api/v1/counts/\(count)/lines"
        for status in [202, 200] {
            let answer = try await shelf.hub.call(.post, path, .json(line))
            #expect(answer.status == status)
            #expect(answer["outcome"] == "unresolved")
        }
        let done = try await shelf.complete(count, at: 3, "zero")
        #expect(done["unexplained"].rows.map { $0["quantity"].whole } == [4])
        #expect(try await shelf.balance(shelf.rice) == 6)
        _ = try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(line["id"].text)/resolution",
            ["id": TestHub.id(), "item": .text(shelf.rice)])
        #expect(try await shelf.balance(shelf.rice) == 4)
        #expect(try await shelf.hub.call(.post, path, .json(line)).status == 200)
    }

    @Test func `a line that is sent again is the same whatever its code stands for since`()
        async throws
    {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        let line: JSON = ["id": TestHub.id(), "code": "rice", "quantity": 4]
        let path = "/api/v1/counts/\(count)/lines"
        #expect(try await shelf.hub.call(.post, path, .json(line)).status == 201)
        #expect(
            try await shelf.hub.call(.post, path, .json(line.with(["quantity": 5]))).status == 409)
        try await shelf.join(at: 3)
        #expect(try await shelf.hub.call(.post, path, .json(line)).status == 200)
    }

    @Test
    func `a box that is put on the shelf while it is counted is counted with it from then on`()
        async throws
    {
        let shelf = try await CountShelf()
        let box = try await shelf.box(of: 4, on: nil)
        let count = try await shelf.open(at: 1)
        try await shelf.move(box, to: shelf.bin, at: 2)
        try await shelf.see(4, in: count, at: 3)
        try await shelf.complete(count, at: 4)
        #expect(try await shelf.balance(shelf.beans) == 4)
    }

    @Test(arguments: [3, 5])
    func `a box that stood on the shelf already, as is told later, is counted once`(
        _ arrives: Int
    ) async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.box(of: 4, on: nil)
        let count = try await shelf.open(at: 1)
        try await shelf.see(4, in: count, at: 2)
        if arrives == 3 { try await shelf.move(box, to: shelf.bin, at: 0, arrives: 3) }
        try await shelf.complete(count, at: 4)
        if arrives == 5 { try await shelf.move(box, to: shelf.bin, at: 0, arrives: 5) }
        #expect(try await shelf.balance(shelf.beans) == 4)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 4)
    }

    @Test func `what went away in its box was not missing`() async throws {
        let shelf = try await CountShelf()
        let other = try await shelf.hub.place("A2").id
        let box = try await shelf.box(of: 4, on: shelf.bin)
        let count = try await shelf.open(at: 1)
        try await shelf.move(box, to: other, at: 2)
        try await shelf.complete(count, at: 3, "zero")
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 4)
    }

    @Test func `of two moves of a box the later one says where it stands`() async throws {
        let shelf = try await CountShelf()
        let other = try await shelf.hub.place("A2").id
        let box = try await shelf.box(of: 4, on: nil)
        try await shelf.move(box, to: other, at: 3)
        try await shelf.move(box, to: shelf.bin, at: 2, arrives: 4)
        let places = try await shelf.hub.call(.get, "/api/v1/places").json.rows
        #expect(places.first { $0["id"].text == box.id }?["parent"].text == other)
    }

    @Test func `a count names what it leaves out`() async throws {
        let shelf = try await CountShelf()
        let room = try await shelf.hub.place("Room", "room").id
        let rack = try await shelf.hub.place("Rack", "shelf", in: room).id
        let box = try await shelf.hub.place("Box 1", "box", in: rack).id
        let count = try await shelf.open(at: 1, of: room)
        let sheet = try await shelf.hub.call(.get, "/api/v1/counts/\(count)")
        #expect(Set(sheet["notCovered"].rows.map(\.text)) == [rack, box])
        let page = try await shelf.hub.call(.get, "/count/\(count)").text
        #expect(page.contains("Not part of this count: Box 1, Rack."))
    }

    @Test func `a count names the other devices that may hold scans of it`() async throws {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        let (path, facts): (String, [String: JSON]) = ("/count/\(count)", ["count": .text(count)])
        let before = try await shelf.hub.call(.get, path).text
        #expect(!before.contains("Other devices"))
        for (held, tell) in [("2", "2 scans waited there"), ("0", "nothing waited there")] {
            let phone = TestHub.Asker(role: .volunteer, headers: ["Larder-Held": held])
            let sent = try await shelf.hub.call(
                .post, "/api/v1/scans", .json(TestHub.scan("count", "beans", 1, facts)), as: phone)
            #expect(sent.status == 201)
            #expect(try await shelf.hub.call(.get, path).text.contains(tell))
            let own = try await shelf.hub.call(.get, path, as: phone).text
            #expect(!own.contains("Other devices"))
        }
    }

    @Test func `a line of a licence is no written line of a count`() async throws {
        let shelf = try await CountShelf()
        let path = "/api/v1/counts/\(try await shelf.open(at: 1))/lines"
        let head = try await shelf.hub.call(.get, "/health")["seq"]
        for code in ["ANSI 636000090002", "DAQ1234", ";636015012345678=2108"] {
            let line: JSON = ["id": TestHub.id(), "code": .text(code), "quantity": 1]
            let answer = try await shelf.hub.call(.post, path, .json(line))
            #expect(answer.problem == "paper_of_a_person", "\(code)")
        }
        #expect(try await shelf.hub.call(.get, "/health")["seq"] == head)
    }

    @Test func `a look-up does not say that nothing waits on a device`() async throws {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        let holding = TestHub.Asker(role: .volunteer, headers: ["Larder-Held": "2"])
        let scan = TestHub.scan("count", "beans", 1, ["count": .text(count)])
        _ = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan), as: holding)
        _ = try await shelf.hub.call(
            .post, "/api/v1/scans", .json(TestHub.scan("lookup")), as: .of(.volunteer))
        let page = try await shelf.hub.call(.get, "/count/\(count)").text
        #expect(page.contains("2 scans waited there"))
    }
}

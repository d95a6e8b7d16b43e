import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What a count says of an item that moved while it was being counted, whenever that becomes known; minutes are after three
/// o'clock.
struct RecountTests {
    /// 20 beans, counted as two halves in minutes 2 and 4; seen before the count was completed unless said.
    private func counted(
        _ halves: (Int64, Int64) = (10, 10), secondArrives: Int = 4
    ) async throws -> (CountShelf, count: String) {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(halves.0, in: count, at: 2)
        if secondArrives < 5 { try await shelf.see(halves.1, in: count, at: 4) }
        try await shelf.complete(count, at: 5)
        if secondArrives > 5 {
            try await shelf.see(halves.1, in: count, at: 4, arrives: secondArrives)
        }
        return (shelf, count)
    }

    private func asked(_ count: String, in shelf: CountShelf) async throws -> [String] {
        let sheet = try await shelf.hub.call(.get, "/api/v1/counts/\(count)")
        let page = try await shelf.hub.call(.get, "/count/\(count)").text
        #expect(page.contains("Please count them again") == !sheet["recount"].rows.isEmpty)
        return sheet["recount"].rows.map { $0["item"].text }
    }

    @Test(arguments: [(10, 10), (10, 7), (13, 10)] as [(Int64, Int64)])
    func `a hand-out out of a pile that was being counted takes the count's word back`(
        _ halves: (Int64, Int64)
    ) async throws {
        let (shelf, count) = try await counted(halves)
        #expect(try await asked(count, in: shelf) == [])
        #expect(try await shelf.balance(shelf.beans) == halves.0 + halves.1)
        shelf.hub.clock.set(CountShelf.moment(6))
        let scan: JSON = TestHub.scan(
            "distribute", "beans", 3,
            ["place": .text(shelf.bin), "at": .text(CountShelf.moment(3).description)])
        let late = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan))
        #expect(late["warnings"].rows == ["count_again"])
        #expect(late["balance"] == 17)
        #expect(try await shelf.balance(shelf.beans) == 17)
        #expect(try await asked(count, in: shelf) == [shelf.beans])
        let again = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan))
        #expect((again.status, again.text) == (200, late.text))
        // What came before the first look or after the last is none of it.
        try await shelf.scan("distribute", "beans", 1, at: 1, arrives: 7)
        try await shelf.scan("distribute", "beans", 1, at: 5, arrives: 7)
        #expect(try await shelf.balance(shelf.beans) == 15)
        // It never happened: the count holds again.
        let back = try await shelf.undo(late["id"], at: 8)
        #expect(back["warnings"].rows == ["counted_since"])
        #expect(back["balance"].whole == halves.0 + halves.1 - 1)
        #expect(try await shelf.balance(shelf.beans) == halves.0 + halves.1 - 1)
        #expect(try await asked(count, in: shelf) == [])
        #expect(try await shelf.undo(.text(count), at: 9).status == 201)
        #expect(try await shelf.balance(shelf.beans) == 18)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what was known when the count was completed and did not happen holds it no more`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, in: count, at: 2)
        let out = try await shelf.scan("distribute", "beans", 3, at: 3)
        try await shelf.see(8, in: count, at: 4)
        #expect(
            try await shelf.complete(count, at: 5)["recount"].rows.map { $0["item"].text }
                == [shelf.beans])
        #expect(try await asked(count, in: shelf) == [shelf.beans])
        _ = try await shelf.undo(out["id"], at: 6)
        #expect(try await shelf.balance(shelf.beans) == 18)
        #expect(try await asked(count, in: shelf) == [])
    }

    @Test(arguments: [4, 6])
    func `the second half of a pile that moved is told late`(_ arrives: Int) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, in: count, at: 2)
        try await shelf.scan("distribute", "beans", 3, at: 3)
        if arrives == 4 { try await shelf.see(10, in: count, at: 4) }
        try await shelf.complete(count, at: 5)
        if arrives == 6 {
            #expect(try await shelf.balance(shelf.beans) == 7)
            let half = try await shelf.see(10, in: count, at: 4, arrives: 6)
            #expect(half["warnings"].rows == ["count_again"])
        }
        #expect(try await shelf.balance(shelf.beans) == 17)
        #expect(try await asked(count, in: shelf) == [shelf.beans])
        // Someone says how many there are: that is the whole pile, seen at once.
        shelf.hub.clock.set(CountShelf.moment(8))
        let whole: JSON = ["id": TestHub.id(), "item": .text(shelf.beans), "quantity": 16]
        _ = try await shelf.hub.call(.post, "/api/v1/counts/\(count)/lines", .json(whole))
        #expect(try await shelf.balance(shelf.beans) == 16)
        #expect(try await asked(count, in: shelf) == [])
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [false, true])
    func `a code that is explained late is half of a pile, or came into one`(
        _ isSeen: Bool
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, in: count, at: 2)
        let waiting: Answer
        if isSeen {
            try await shelf.scan("distribute", "beans", 3, at: 3)
            waiting = try await shelf.see(10, "new", in: count, at: 4)
        } else {
            waiting = try await shelf.scan("intake", "new", 6, at: 3)
            try await shelf.see(10, in: count, at: 4)
        }
        try await shelf.complete(count, at: 5)
        #expect(try await shelf.balance(shelf.beans) == (isSeen ? 7 : 20))
        shelf.hub.clock.set(CountShelf.moment(6))
        let said = try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(waiting["id"].text)/resolution",
            ["id": TestHub.id(), "item": .text(shelf.beans)])
        #expect(said["warnings"].rows.contains("count_again"))
        #expect(try await shelf.balance(shelf.beans) == (isSeen ? 17 : 26))
        #expect(try await asked(count, in: shelf) == [shelf.beans])
    }

    @Test(arguments: [3, 6], ["distribute", "intake"])
    func `what moved while the whole place was counted, and was not seen, is not gone`(
        _ arrives: Int, _ mode: String
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 18, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(5, in: count, at: 2)
        func move() async throws -> Answer {
            try await shelf.scan(mode, "rice", 5, at: 3, arrives: arrives)
        }
        let early = arrives < 5 ? try await move() : nil
        try await shelf.complete(count, at: 5, "zero")
        let moved = if let early { early } else { try await move() }
        #expect(try await shelf.balance(shelf.rice) == (mode == "intake" ? 23 : 13))
        #expect(try await asked(count, in: shelf) == [shelf.rice])
        #expect(moved["warnings"].rows.contains("count_again") == (arrives > 5))
        _ = try await shelf.undo(moved["id"], at: 8)
        #expect(try await shelf.balance(shelf.rice) == 0)
        #expect(try await asked(count, in: shelf) == [])
        #expect(try await shelf.balance(shelf.beans) == 5)
    }

    @Test func `what was there when the whole place was counted, and is told later, is gone`()
        async throws
    {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        try await shelf.see(5, in: count, at: 2)
        try await shelf.complete(count, at: 5, "zero")
        let late = try await shelf.scan("intake", "rice", 10, at: 0, arrives: 6)
        #expect(late["warnings"].rows.contains("counted_since"))
        #expect((late["balance"], try await shelf.balance(shelf.rice)) == (0, 0))
        try await shelf.scan("intake", "rice", 7, at: 6, arrives: 7)
        #expect(try await shelf.balance(shelf.rice) == 7)
    }

    @Test func `an earlier count holds where a later one has no say any more`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 20, at: 0)
        let first = try await shelf.open(at: 1)
        try await shelf.see(18, in: first, at: 2)
        let second = try await shelf.open(at: 3)
        try await shelf.see(8, in: second, at: 4)
        try await shelf.see(8, in: second, at: 6)
        try await shelf.complete(second, at: 7)
        try await shelf.complete(first, at: 8)
        #expect(try await shelf.balance(shelf.beans) == 16)
        let late = try await shelf.scan("distribute", "beans", 1, at: 5, arrives: 9)
        #expect(late["balance"] == 17)
        #expect(try await shelf.balance(shelf.beans) == 17)
        #expect(try await asked(second, in: shelf) == [shelf.beans])
        #expect(try await asked(first, in: shelf) == [])
    }

    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func `counts are taken back in any order, and the latest that is left holds`(
        _ order: [Int]
    ) async throws {
        for completed in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let shelf = try await CountShelf()
            try await shelf.scan("intake", "beans", 20, at: 0)
            var counts: [String] = []
            for (number, seen) in [18, 15, 19].enumerated() as EnumeratedSequence<[Int64]> {
                counts.append(try await shelf.open(at: 1))
                try await shelf.see(seen, in: counts[number], at: 2 + number)
            }
            for number in completed { try await shelf.complete(counts[number], at: 6) }
            #expect(try await shelf.balance(shelf.beans) == 19)
            var left = [0: 18, 1: 15, 2: 19] as [Int: Int64]
            for (step, number) in order.enumerated() {
                _ = try await shelf.undo(.text(counts[number]), at: 7 + step)
                left[number] = nil
                let latest = left.keys.max().flatMap { left[$0] } ?? 20
                #expect(try await shelf.balance(shelf.beans) == latest, "\(completed) \(order)")
            }
            #expect(try await shelf.hub.store.verify().isEmpty)
        }
    }

    @Test(arguments: [false, true])
    func `a shelf and then a box on it, counted one after the other, lack the same once`(
        _ isBoxFirst: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.box(of: 10, on: shelf.bin)
        try await shelf.scan("intake", "beans", 10, at: 0)
        for (number, isBox) in [isBoxFirst, !isBoxFirst].enumerated() {
            let count = try await shelf.open(at: 1 + 3 * number, of: isBox ? box.id : shelf.bin)
            try await shelf.see(isBox ? 8 : 18, in: count, at: 2 + 3 * number)
            try await shelf.complete(count, at: 3 + 3 * number)
        }
        #expect(try await shelf.balance(shelf.beans) == 18)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 8)
        // What a third count of the box lacks is lost since the second one saw it.
        let third = try await shelf.open(at: 8, of: box.id)
        try await shelf.see(7, in: third, at: 9)
        try await shelf.complete(third, at: 10)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 7)
        #expect(try await shelf.balance(shelf.beans) == 17)
    }

    @Test func `the late move of a box tells what counts made of it`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.box(of: 4, on: nil)
        let count = try await shelf.open(at: 1)
        try await shelf.see(4, in: count, at: 2)
        try await shelf.complete(count, at: 4)
        shelf.hub.clock.set(CountShelf.moment(5))
        let scan: JSON = TestHub.scan(
            "move", box.label, 1,
            ["to": .text(shelf.bin), "at": .text(CountShelf.moment(0).description)])
        let moved = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan))
        #expect(moved["warnings"].rows == ["counted_since"])
        #expect(try await shelf.balance(shelf.beans) == 4)
        let again = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan))
        #expect((again.status, again.text) == (200, moved.text))
        #expect(try await shelf.hub.store.verify().isEmpty)
    }
}

import SeededRandom
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Items that were joined by mistake: once they are two again, each has what its own facts say.
struct PartedItemTests {
    @Test func `what is short of one goes back to it as a whole`() async throws {
        var halves = try await JoinedShelf()
        try await halves.shelf.scan("intake", "beans", 4, at: 0)
        try await halves.shelf.scan("distribute", "rice", 3, at: 1)
        try await halves.expect(rice: -3, beans: 4)
        try await halves.join(at: 2)
        try await halves.expect(rice: 0, beans: 1)
        try await halves.part(at: 3)
        try await halves.expect(rice: -3, beans: 4)
    }

    @Test(arguments: [false, true])
    func `a count of one before both were one keeps its word, whatever is counted of the whole`(
        _ isSecondHere: Bool
    ) async throws {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        let elsewhere = try await shelf.hub.place("A2").id
        try await shelf.scan("distribute", "rice", 3, at: 0)
        let first = try await shelf.open(at: 1)
        try await shelf.see(8, "beans", in: first, at: 2)
        #expect(try await shelf.complete(first, at: 3).status == 201)
        let second = try await shelf.open(at: 4, of: isSecondHere ? nil : elsewhere)
        try await shelf.see(7, "rice", in: second, at: 5)
        let completed = try await shelf.complete(second, at: 6)
        try await halves.join(at: 7)
        #expect(try await shelf.balance(shelf.beans) == (isSecondHere ? 15 : 5))
        if isSecondHere {
            // It was never made: what the first saw is there, and what is missing of the other.
            _ = try await shelf.undo(completed["id"], at: 8)
        } else {
            let third = try await shelf.open(at: 8, of: elsewhere)
            try await shelf.see(2, "beans", in: third, at: 9)
            #expect(try await shelf.complete(third, at: 10).status == 201)
            #expect(try await shelf.hub.balance(shelf.beans, at: elsewhere) == 2)
        }
        #expect(try await shelf.balance(shelf.beans) == 5)
        try await halves.part(at: 11)
        try await halves.expect(rice: -3, beans: 8)
    }

    @Test func `what is taken back of one while both are one stays taken back of that one`()
        async throws
    {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        try await shelf.scan("intake", "beans", 5, at: 0)
        let taken = try await shelf.scan("intake", "rice", 5, at: 0)
        let day = 24 * 60
        let out = try await shelf.scan("distribute", "rice", 2, at: day)
        try await halves.join(at: day + 1)
        #expect(try await shelf.undo(taken["id"], at: 2 * day).status == 201)
        #expect(try await shelf.undo(out["id"], at: 2 * day + 1).status == 201)
        try await halves.expect(rice: 0, beans: 5)
        try await halves.part(at: 3 * day)
        try await halves.expect(rice: 0, beans: 5)
    }

    @Test func `what is heard of before they were one is of the one whose code it was`()
        async throws
    {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        try await shelf.scan("intake", "beans", 9, at: 0)
        try await halves.join(at: 5)
        let late = try await shelf.scan("intake", "rice", 6, at: 1, arrives: 6)
        try await shelf.scan("distribute", "rice", 2, at: 2, arrives: 7)
        let wrong = try await shelf.scan("intake", "rice", 3, at: 3, arrives: 8)
        #expect(try await shelf.undo(wrong["id"], at: 9).status == 201)
        try await halves.expect(rice: 0, beans: 13)
        let parted = try await halves.part(at: 10)
        try await halves.expect(rice: 4, beans: 9)
        #expect(parted["earlier"].isNull)
        #expect(try await shelf.undo(late["id"], at: 11).status == 201)
        try await halves.expect(rice: -2, beans: 9)
    }

    @Test func `a count of one half says nothing of the other`() async throws {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        let taken = try await shelf.scan("intake", "beans", 9, at: 0)
        let rice = try await shelf.scan("intake", "rice", 6, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(7, "rice", in: count, at: 2)
        try await shelf.complete(count, at: 3)
        try await halves.join(at: 4)
        // Rice was seen, whatever is heard of it; beans were not.
        try await shelf.scan("distribute", "beans", 2, at: 1, arrives: 5)
        #expect(try await shelf.balance(shelf.beans) == 14)
        try await shelf.scan("distribute", "rice", 1, at: 1, arrives: 6)
        #expect(try await shelf.balance(shelf.beans) == 14)
        #expect(try await shelf.undo(taken["id"], at: 7).status == 201)
        #expect(try await shelf.balance(shelf.beans) == 5)
        #expect(try await shelf.undo(rice["id"], at: 8).status == 201)
        try await halves.expect(rice: 0, beans: 5)
        try await halves.part(at: 9)
        try await halves.expect(rice: 7, beans: -2)
        #expect(try await shelf.undo(.text(count), at: 10).status == 201)
        try await halves.expect(rice: -1, beans: -2)
    }

    @Test func `a count of one half that is taken back while both are one is that one's`()
        async throws
    {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        try await shelf.scan("intake", "beans", 9, at: 0)
        try await shelf.scan("intake", "rice", 6, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(8, "rice", in: count, at: 2)
        try await shelf.complete(count, at: 3)
        try await halves.join(at: 4)
        #expect(try await shelf.undo(.text(count), at: 5).status == 201)
        try await halves.expect(rice: 0, beans: 15)
        try await halves.part(at: 6)
        try await halves.expect(rice: 6, beans: 9)
    }

    @Test func `what happened while a pile of one half was counted is none of the other's count`()
        async throws
    {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        try await shelf.scan("intake", "beans", 9, at: 0)
        try await shelf.scan("intake", "rice", 6, at: 0)
        let count = try await shelf.open(at: 1)
        for minute in [2, 4] { try await shelf.see(4, "rice", in: count, at: minute) }
        try await shelf.complete(count, at: 5)
        try await halves.join(at: 6)
        let late = try await shelf.scan("distribute", "beans", 2, at: 3, arrives: 7)
        #expect(late["warnings"] == [])
        try await halves.part(at: 8)
        try await halves.expect(rice: 8, beans: 7)
    }

    @Test(arguments: [-2, 8])
    func `what a count is told late to have seen of one half is of that half alone`(
        _ beans: Int64
    ) async throws {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        try await shelf.scan(beans < 0 ? "distribute" : "intake", "beans", abs(beans), at: 0)
        let count = try await shelf.open(at: 1)
        #expect(try await shelf.complete(count, at: 3).status == 201)
        try await halves.join(at: 4)
        try await shelf.see(8, "rice", in: count, at: 2, arrives: 5)
        try await halves.expect(rice: 0, beans: 8 + beans)
        // It was seen, whatever is heard of it; beans were not.
        try await shelf.scan("intake", "rice", 3, at: 1, arrives: 6)
        try await halves.expect(rice: 0, beans: 8 + beans)
        try await shelf.scan("distribute", "beans", 1, at: 1, arrives: 7)
        try await halves.expect(rice: 0, beans: 7 + beans)
        try await halves.part(at: 8)
        try await halves.expect(rice: 8, beans: beans - 1)
        try await shelf.scan("intake", "rice", 2, at: 1, arrives: 9)
        try await halves.expect(rice: 8, beans: beans - 1)
        #expect(try await shelf.undo(.text(count), at: 10).status == 201)
        try await halves.expect(rice: 5, beans: beans - 1)
    }

    @Test func `a box of both that comes back is each one's`() async throws {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        let box = try await shelf.box(of: 4, on: nil)
        let here: [String: JSON] = ["place": .text(box.id)]
        try await shelf.scan("intake", "rice", 6, at: 1, here)
        shelf.hub.clock.set(CountShelf.moment(2))
        let out = try await shelf.hub.scan("distribute", box.label, 1)
        try await halves.join(at: 3)
        #expect(try await shelf.undo(out["id"], at: 4).status == 201)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 10)
        try await halves.part(at: 5)
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 4)
        #expect(try await shelf.hub.balance(shelf.rice, at: box.id) == 6)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `of a chain of joins each gets back its own`() async throws {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        let peas = try await shelf.hub.item("Peas", code: "peas")
        let first = TestHub.id()
        let taken = try await shelf.scan("intake", "peas", 5, at: 0)
        for code in ["rice", "beans"] { try await shelf.scan("intake", code, 3, at: 0) }
        shelf.hub.clock.set(CountShelf.moment(1))
        try await shelf.hub.call(
            .post, "/api/v1/item-joins",
            ["id": first, "item": .text(peas), "into": .text(shelf.rice)]
        ).expect(201)
        try await halves.join(at: 2)
        #expect(try await shelf.undo(taken["id"], at: 3).status == 201)
        try await shelf.scan("distribute", "peas", 2, at: 0, arrives: 4)
        try await halves.part(at: 5)
        try await halves.expect(rice: 1, beans: 3)
        #expect(try await shelf.undo(first, at: 6)["outcome"] == "parted")
        try await halves.expect(rice: 3, beans: 3)
        #expect(try await shelf.balance(peas) == -2)
    }

    @Test func `what went of one while both were one is scanned again as that one`() async throws {
        var halves = try await JoinedShelf()
        let shelf = halves.shelf
        try await shelf.scan("intake", "rice", 5, at: 0)
        try await halves.join(at: 1)
        for minute in 2...3 { try await shelf.scan("distribute", "rice", 1, at: minute) }
        let earlier = try await halves.part(at: 4)["earlier"].rows
        try await halves.expect(rice: 3, beans: 0)
        for (number, row) in earlier.enumerated() {
            let scan = try #require(EntryID(row["id"].text))
            let done = try await shelf.hub.hub.recordAgain([scan], as: fresh())
            #expect((done.done, done.refused.count) == (1, 0))
            try await halves.expect(rice: 3, beans: 0)
            #expect(number < 2)
        }
    }

    /// A year of people who join and part items, and are offline, in little.
    @Test(arguments: seeds)
    func `parted items are what was scanned of each, whatever arrives when`(
        _ seed: UInt64
    ) async throws {
        for model in 0..<4 {
            var random = SeededGenerator(seed: seed &+ UInt64(model))
            var halves = try await JoinedShelf()
            let shelf = halves.shelf
            let other = try await shelf.hub.place("A2").id
            struct Fact {
                let code: String
                let change: Int64
                let place: String
                let minute: Int
                var id: JSON
            }
            var facts: [Fact] = []
            var (minute, isJoined) = (10, false)
            var turns: [String: [Int]] = ["rice": [], "beans": []]
            let ids = ["rice": shelf.rice, "beans": shelf.beans]
            for id in ids.values {
                try await shelf.hub.call(
                    .patch, "/api/v1/items/\(id)", ["unitWeightGrams": 10]
                ).expect(200)
            }
            func isWeighed(_ code: String, at minute: Int) -> Bool {
                !(turns[code] ?? []).filter { $0 <= minute }.count.isMultiple(of: 2)
            }
            func there(_ code: String, _ place: String, by minute: Int) -> Int64 {
                facts.filter { $0.code == code && $0.place == place && $0.minute <= minute }
                    .reduce(0) { $0 + $1.change }
            }
            func scanAgain() async throws {
                let parted = try await halves.part(at: minute)
                let rows = parted["earlier"].rows
                for row in rows {
                    minute += 1
                    shelf.hub.clock.set(CountShelf.moment(minute))
                    let scan = try #require(EntryID(row["id"].text))
                    let done = try await shelf.hub.hub.recordAgain([scan], as: fresh())
                    #expect(done.refused.isEmpty)
                    // It is another entry from here on, which is not undone here.
                    for index in facts.indices where facts[index].id == row["id"] {
                        facts[index].id = .null
                    }
                }
            }
            for _ in 0..<30 {
                minute += 10
                switch Int.random(in: 0..<9, using: &random) {
                case 2 where !isJoined:
                    // It is kept in another measure from here on.
                    let code = Bool.random(using: &random) ? "rice" : "beans"
                    turns[code, default: []].append(minute)
                    shelf.hub.clock.set(CountShelf.moment(minute))
                    let measure: Measure = isWeighed(code, at: minute) ? .gram : .each
                    try await shelf.hub.call(
                        .patch, "/api/v1/items/\(ids[code] ?? "")",
                        [
                            "measure": .text(measure.rawValue),
                            "conversion": ["gramsPerPiece": 10],
                        ]
                    ).expect(200)
                case 0:
                    let isAlike =
                        isWeighed("rice", at: minute) == isWeighed("beans", at: minute)
                    guard isJoined || isAlike else { continue }
                    if isJoined { try await scanAgain() } else { try await halves.join(at: minute) }
                    isJoined.toggle()
                case 1:
                    let known = facts.indices.filter { facts[$0].id != .null }
                    guard let index = known.randomElement(using: &random) else { continue }
                    let fact = facts.remove(at: index)
                    #expect(try await shelf.undo(fact.id, at: minute).status == 201)
                default:
                    let code = Bool.random(using: &random) ? "rice" : "beans"
                    let place = Bool.random(using: &random) ? shelf.bin : other
                    let isLate = Int.random(in: 0..<3, using: &random) == 0
                    let at = isLate ? Int.random(in: 1..<minute, using: &random) : minute
                    let quantity = Int64.random(in: 1...9, using: &random)
                    let isOut =
                        there(code, place, by: .max) >= quantity && Bool.random(using: &random)
                    let scan = try await shelf.scan(
                        isOut ? "distribute" : "intake", code, quantity, at: at, arrives: minute,
                        isWeighed(code, at: at)
                            ? [
                                "place": .text(place), "quantity": .null,
                                "weightGrams": .whole(quantity * 10),
                            ] : ["place": .text(place)])
                    #expect(scan.status == 201)
                    facts.append(
                        Fact(
                            code: code, change: isOut ? -quantity : quantity, place: place,
                            minute: at, id: scan["id"]))
                }
            }
            minute += 10
            if isJoined { try await scanAgain() }
            for (code, item) in ids {
                for place in [shelf.bin, other] {
                    let right =
                        there(code, place, by: .max) * (isWeighed(code, at: minute) ? 10 : 1)
                    #expect(
                        try await shelf.hub.balance(item, at: place) == right,
                        "\(code), model \(model)")
                }
            }
            #expect(try await shelf.hub.store.verify().isEmpty)
        }
    }
}

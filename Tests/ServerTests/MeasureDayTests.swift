import SeededRandom
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What the account of a day says of an item whose measure changed on it or since; days follow each other from the 21st on.
struct MeasureDayTests {
    private static let day = 24 * 60
    private let figures = ["opening", "in", "out", "discarded", "adjusted", "closing"]

    private func told(_ day: String, in shelf: CountShelf) async throws -> [Int64?] {
        let line = try await shelf.hub.day(day)["items"].rows.first {
            $0["item"].text == shelf.beans
        }
        return figures.map { line?["quantity"][$0].whole }
    }

    private func convert(_ measure: Measure, in shelf: CountShelf, at minute: Int) async throws {
        shelf.hub.clock.set(CountShelf.moment(minute))
        let body: JSON = [
            "measure": .text(measure.rawValue), "conversion": ["gramsPerPiece": 10],
        ]
        try await shelf.hub.call(.patch, "/api/v1/items/\(shelf.beans)", .json(body)).expect(200)
    }

    @Test(arguments: [true, false])
    func `late facts and undos of an open day are told in the measure of that day`(
        isBack: Bool
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        let out = try await shelf.scan("distribute", "beans", 1, at: 1)
        try await convert(.gram, in: shelf, at: Self.day)
        let late = try await shelf.scan("distribute", "beans", 2, at: 2, arrives: Self.day + 1)
        #expect(late["quantity"] == 20)
        #expect(try await shelf.undo(out["id"], at: Self.day + 2).status == 201)
        #expect(try await told("2026-11-21", in: shelf) == [0, 10, 2, 0, 0, 8])
        #expect(try await told("2026-11-22", in: shelf) == [80, 0, 0, 0, 0, 80])
        if isBack {
            // It is by the piece again on the third day, and more is heard of the first two.
            try await convert(.each, in: shelf, at: 2 * Self.day)
            try await shelf.scan("intake", "beans", 3, at: 3, arrives: 2 * Self.day + 1)
            try await shelf.scan(
                "distribute", "beans", 1, at: Self.day + 3, arrives: 2 * Self.day + 2,
                ["weightGrams": 40, "quantity": .null])
            #expect(try await told("2026-11-21", in: shelf) == [0, 13, 2, 0, 0, 11])
            #expect(try await told("2026-11-22", in: shelf) == [110, 0, 40, 0, 0, 70])
            #expect(try await told("2026-11-23", in: shelf) == [7, 0, 0, 0, 0, 7])
        }
        let export = try await shelf.hub.call(.get, "/api/v1/exports/days").text
        var signed: [[Int64?]] = []
        for day in isBack ? 21...23 : 21...22 {
            let told = try await told("2026-11-\(day)", in: shelf)
            signed.append(told)
            let row = told.map { "\($0 ?? -1)" }.joined(separator: ",")
            #expect(export.contains(row), "\(export)")
            let path = "/api/v1/days/2026-11-\(day)/closing"
            try await shelf.hub.call(.post, path).expect(201)
        }
        // What is signed is what was told, and stays so.
        try await convert(isBack ? .gram : .each, in: shelf, at: 4 * Self.day)
        try await shelf.scan("distribute", "beans", 1, at: 4, arrives: 4 * Self.day + 1)
        for (day, told) in zip(21..., signed) {
            #expect(try await self.told("2026-11-\(day)", in: shelf) == told)
        }
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what goes back to a day that is opened again is told in its measure`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        let out = try await shelf.scan("distribute", "beans", 1, at: 1)
        let path = "/api/v1/days/2026-11-21"
        try await shelf.hub.call(.post, "\(path)/closing").expect(201)
        try await convert(.gram, in: shelf, at: Self.day)
        try await shelf.scan("distribute", "beans", 2, at: 2, arrives: Self.day + 1)
        #expect(try await shelf.undo(out["id"], at: Self.day + 2).status == 201)
        #expect(try await told("2026-11-21", in: shelf) == [0, 10, 1, 0, 0, 9])
        #expect(try await told("2026-11-22", in: shelf) == [90, 0, 10, 0, 0, 80])
        try await shelf.hub.call(.post, "\(path)/reopening").expect(200)
        #expect(try await told("2026-11-21", in: shelf) == [0, 10, 2, 0, 0, 8])
        #expect(try await told("2026-11-22", in: shelf) == [80, 0, 0, 0, 0, 80])
        try await shelf.hub.call(.post, "/api/v1/days/2026-11-22/closing").expect(201)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `the day so far, and an item's story, are in the measure of then`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        try await shelf.scan("distribute", "beans", 2, at: 1)
        try await convert(.gram, in: shelf, at: 2)
        try await shelf.scan("intake", "rice", 5, at: 3)
        let day = try #require(CivilDate("2026-11-21"))
        let flow = try await shelf.hub.store.read { try $0.flow(on: day) }
        #expect((flow.taken.pieces, flow.distributed.pieces) == (5, 0))
        #expect((flow.distributed.grams, flow.taken.grams) == (20, 100 + 5 * 425))
        let beans: ItemID = try #require(ItemID(shelf.beans))
        let story = try await shelf.hub.store.read { try $0.story(item: beans, limit: 10) }
        #expect(story.map(\.measure) == [.gram, .each, .each])
    }

    @Test func `a donation that came before and after a conversion is told in one measure`()
        async throws
    {
        let shelf = try await CountShelf()
        let donation: JSON = TestHub.id()
        let given: [String: JSON] = ["donation": donation, "source": "Harvest Market"]
        let first = try await shelf.scan("intake", "beans", 10, at: 0, given)
        let alone = try await shelf.scan("intake", "beans", 7, at: 0)
        try await convert(.gram, in: shelf, at: 1)
        let weighed: [String: JSON] = ["weightGrams": 30, "quantity": .null]
        try await shelf.scan("intake", "beans", 1, at: 2, given.merging(weighed) { $1 })
        let id = try #require(DonationID(donation.text))
        let lots = try await shelf.hub.store.read { try $0.donated(id) }
        #expect(lots.map(\.quantity) == [130])
        let seq = try #require(first["seq"].whole)
        let story = try await shelf.hub.store.read { try $0.entryStory(seq, lines: 1) }
        #expect(story?.items.values.map(\.measure) == [.each])
        // A scan that is named to be put right says how much it is of by now.
        let gone = try await shelf.hub.call(
            .delete, "/api/v1/codes/beans?id=\(TestHub.id().text)")
        #expect(gone["earlier"].rows.map { $0["quantity"] } == [30, 70, 100])
        #expect(gone["earlier"].rows[1]["id"] == alone["id"])
    }

    /// Facts of four days that are open, in any order, of an item whose measure changes back and forth.
    @Test(arguments: seeds)
    func `each day is what happened on it, whatever arrives when`(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let shelf = try await CountShelf()
        struct Fact {
            let minute: Int
            let pieces: Int64
            let isOut: Bool
            let id: JSON
        }
        var (facts, turns) = ([Fact](), [Int]())
        func isWeighed(at minute: Int) -> Bool {
            !turns.filter { $0 <= minute }.count.isMultiple(of: 2)
        }
        for number in 0..<48 {
            let now = number / 12 * Self.day + (number % 12 + 1) * 10
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where number > 12:
                turns.append(now)
                try await convert(isWeighed(at: now) ? .gram : .each, in: shelf, at: now)
            case 1 where !facts.isEmpty:
                let fact = facts.remove(
                    at: Int.random(in: facts.indices, using: &random))
                #expect(try await shelf.undo(fact.id, at: now).status == 201)
            default:
                let day = Int.random(in: 0...(number / 12), using: &random) * Self.day
                let minute = min(now, day + Int.random(in: 1...120, using: &random))
                let pieces = Int64.random(in: 1...9, using: &random)
                let isOut = Bool.random(using: &random)
                let weighed: [String: JSON] = [
                    "weightGrams": .whole(pieces * 10), "quantity": .null,
                ]
                let scan = try await shelf.scan(
                    isOut ? "distribute" : "intake", "beans", pieces, at: minute, arrives: now,
                    isWeighed(at: minute) ? weighed : [:])
                #expect(scan.status == 201)
                facts.append(Fact(minute: minute, pieces: pieces, isOut: isOut, id: scan["id"]))
            }
        }
        var opening: Int64 = 0
        for day in 0..<4 {
            let of = facts.filter { $0.minute / Self.day == day }
            let (taken, out) = (
                of.filter { !$0.isOut }.reduce(0) { $0 + $1.pieces },
                of.filter(\.isOut).reduce(0) { $0 + $1.pieces }
            )
            let unit: Int64 = isWeighed(at: (day + 1) * Self.day - 1) ? 10 : 1
            let right = [opening, taken, out, 0, 0, opening + taken - out].map { $0 * unit }
            opening += taken - out
            let told = try await told("2026-11-\(21 + day)", in: shelf)
            #expect(told == right || told == [nil, nil, nil, nil, nil, nil] && opening == 0)
            try await shelf.hub.call(.post, "/api/v1/days/2026-11-\(21 + day)/closing").expect(201)
            #expect(try await self.told("2026-11-\(21 + day)", in: shelf) == told)
        }
        #expect(try await shelf.hub.store.verify().isEmpty)
    }
}

import SeededRandom
import Testing

@testable import Stock

/// What a fact makes of boxes that went after it, and of counts that saw what it left.
struct AftermathTests {
    private let pantry: Pantry
    private let count: CountID
    private let entry: EntryID
    private let box: PlaceID
    private let lot: LotID
    private let source: PlaceID
    private let out: PlaceID

    init() {
        var random = SeededGenerator(seed: 1)
        pantry = Pantry(using: &random)
        (count, entry) = (ID(milliseconds: 1, using: &random), ID(milliseconds: 1, using: &random))
        (box, lot) = (pantry.storage[1], pantry.lots[0].id)
        (source, out) = (pantry.places.founded(.source), pantry.places.founded(.distributed))
    }

    @Test func `what was put into a box before it went goes with it, and no further`()
        throws
    {
        let first = boxOut(5)
        let second = boxOut(7)
        let lines = try beside([try intake(3)], at: 2, boxes: [first, second])
        #expect(lines == [try going(3, at: 5)])
    }

    @Test func `what came after the box went stays`() throws {
        #expect(try beside([try intake(3)], at: 6, boxes: [boxOut(5)]) == [])
    }

    @Test func `of one moment, what was told first was first`() throws {
        let went = boxOut(5, seq: 9)
        #expect(try beside([try intake(3)], at: 5, toldBy: 8, boxes: [went]).count == 1)
        #expect(try beside([try intake(3)], at: 5, toldBy: 10, boxes: [went]).isEmpty)
    }

    @Test func `a count that saw the box before it went keeps what it saw`() throws {
        let corrected = try going(3, at: 4, by: count)
        let lines = try beside(
            [try intake(3)], at: 2, boxes: [boxOut(5)], seenBy: [anchor(4)], changing: 3,
            correcting: [corrected])
        // The box goes with what the count saw, so nothing more goes.
        #expect(lines == [corrected])
    }

    @Test func `a count after the box went says nothing of what was in it`() throws {
        // It is asked about a fact of which nothing is left there.
        let lines = try beside(
            [try intake(3)], at: 2, boxes: [boxOut(5)], seenBy: [anchor(6)], changing: 0)
        #expect(lines == [try going(3, at: 5)])
    }

    @Test(arguments: seeds)
    func `after it has gone, a box holds of an item what it held before anyone knew better`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let pantry = Pantry(using: &random)
            let places = Set(pantry.storage.shuffled(using: &random).prefix(2))
            let edge = pantry.places.founded(.discarded)
            // What went with it is all that was in it.
            var went: [LotAtPlace: Quantity] = [:]
            for (spot, quantity) in try pantry.stock.goods(goingWith: places) {
                went[spot] = try Quantity.zero.subtracting(quantity)
            }
            let content = BoxContent(places: places, held: pantry.stock, went: went, edge: edge)
            #expect(try content.goingToo(pantry.item.id, with: [:], at: moment(5)) == [])
            var changes: [LotAtPlace: Quantity] = [:]
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let spot = LotAtPlace(
                    place: pantry.storage.randomElement(using: &random) ?? pantry.storage[0],
                    lot: pantry.lots[.random(in: 0...2, using: &random)].id)
                changes[spot] = Quantity(.random(in: -5...9, using: &random))
            }
            let lines = try content.goingToo(pantry.item.id, with: changes, at: moment(5))
            var held = pantry.stock
            for (spot, change) in changes where places.contains(spot.place) {
                try held.add(change, at: spot)
            }
            // All that it held by then went: with the box, or with these.
            var gone = try lines.changes(in: places)
            for (spot, quantity) in went {
                gone[spot] = try (gone[spot] ?? .zero).adding(quantity)
            }
            for (spot, quantity) in try held.goods(goingWith: places) {
                #expect(gone[spot] == Quantity(-quantity.value))
                gone[spot] = nil
            }
            #expect(gone.values.allSatisfy { $0 == .zero })
            #expect(lines.allSatisfy { $0.at == moment(5) && [$0.from, $0.to].contains(edge) })
        }
    }

    @Test func `a date that is taken back was not seen by who counted whatever the dates`()
        throws
    {
        let adjustment = pantry.places.founded(.adjustment)
        var stock = Holdings()
        stock.register(pantry.lots[0])
        stock.set(Quantity(3), at: LotAtPlace(place: box, lot: lot))
        stock.set(Quantity(-3), at: LotAtPlace(place: source, lot: lot))
        let back = [try intake(3).reversed]
        let undated = pantry.lots[3].id
        for seen in [nil, lot] {
            let anchor = anchor(4, of: seen)
            var correction = try CountCorrection(
                of: back, at: moment(2), item: pantry.item.id, anchors: [anchor], adjusted: [:],
                in: stock, adjustment: adjustment)
            #expect(correction.lines.map(\.lot) == [lot])
            try correction.forgetDates(
                of: back, seenBy: [anchor], in: stock, pantry.places, undated: undated)
            // Who counted the lot by itself saw its date.
            #expect(correction.lines.map(\.lot) == [seen ?? undated])
        }
    }

    private func moment(_ minute: Int64) -> Moment { Moment(microseconds: minute * 60_000_000) }

    private func boxOut(_ minute: Int64, seq: Int64 = 50) -> BoxOut {
        BoxOut(
            entry: entry, seq: seq, place: box,
            moment: moment(minute))
    }

    private func anchor(_ minute: Int64, of lot: LotID? = nil) -> CountAnchor {
        CountAnchor(
            count: count, lot: lot, seen: Quantity(1),
            moments: moment(minute)...moment(minute), places: [box])
    }

    private func intake(_ quantity: Int64) throws -> MovementLine {
        try MovementLine(
            item: pantry.item.id, lot: lot, from: source, to: box, quantity: Quantity(quantity))
    }

    /// A line out of the box, as of when it went, or as of when a count saw it.
    private func going(
        _ quantity: Int64, at minute: Int64, by count: CountID? = nil
    ) throws -> MovementLine {
        try MovementLine(
            changing: LotAtPlace(place: box, lot: lot), of: pantry.item.id,
            by: Quantity(-quantity),
            over: count == nil ? out : pantry.places.founded(.adjustment), count: count,
            at: moment(minute))
    }

    /// The lines beside some, where these boxes went, and counts that see so much of a change correct it by those lines.
    private func beside(
        _ lines: [MovementLine], at minute: Int64, toldBy seq: Int64 = .max, boxes: [BoxOut],
        seenBy figures: [CountAnchor] = [], changing seen: Int64 = 0,
        correcting corrections: [MovementLine] = []
    ) throws -> [MovementLine] {
        try Aftermath(
            of: [Aftermath.Share(lines, seenBy: figures)], at: moment(minute), toldBy: seq,
            in: pantry.places.storage
        ).lines(
            nextBox: { after, seq, holding in
                boxes.first { $0.isAfter(after, toldBy: seq) && holding.contains($0.place) }
            },
            corrections: { share, _, _ in
                let changes = try share.lines.changes(in: [box])
                #expect(changes.values.map(\.value) == [seen])
                return corrections
            },
            goods: { box, changes in
                try changes.sorted { $0.key < $1.key }.map { spot, quantity in
                    try MovementLine(
                        changing: spot, of: pantry.item.id,
                        by: try Quantity.zero.subtracting(quantity), over: out, at: box.moment)
                }
            })
    }
}

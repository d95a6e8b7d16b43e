import SeededRandom
import Testing

@testable import Stock

@Suite struct CountVerdictTests {
    @Test(arguments: seeds)
    func `a pile that did not stand still is counted again, whatever came first`(_ seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let pantry = Pantry(using: &random)
            let (first, last) = (moment(5), moment(.random(in: 5...9, using: &random)))
            var changes = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                StockChange(
                    spot: LotAtPlace(
                        place: pantry.storage[.random(in: 0...1, using: &random)],
                        lot: pantry.lots[.random(in: 0...1, using: &random)].id),
                    moment: moment(.random(in: 3...11, using: &random)),
                    quantity: Quantity(.random(in: -2...2, using: &random)))
            }
            func verdict(carried: Int64 = 0) throws -> CountVerdict {
                try CountVerdict([
                    PileEvidence(
                        moments: first...last, changes: changes, carried: Quantity(carried))
                ])
            }
            let inside = changes.filter { $0.moment > first && $0.moment <= last }
            let steps = Dictionary(grouping: inside) { [$0.spot.lot.description, "\($0.moment)"] }
            let isStill = steps.values.allSatisfy { $0.reduce(0) { $0 + $1.quantity.value } == 0 }
            #expect(try verdict() == (isStill ? .holds : .recount))
            let told = try verdict()
            changes.shuffle(using: &random)
            #expect(try verdict() == told)
            // Taken back, none of it happened.
            changes += changes.map {
                StockChange(
                    spot: $0.spot, moment: $0.moment, quantity: Quantity(-$0.quantity.value))
            }
            #expect(try verdict() == .holds)
            #expect(try verdict(carried: 1) == (first < last ? .recount : .holds))
        }
    }

    @Test func `one pile of several that moved is enough`() throws {
        var random = SeededGenerator(seed: 1)
        let pantry = Pantry(using: &random)
        let moving = StockChange(
            spot: LotAtPlace(place: pantry.storage[0], lot: pantry.lots[0].id), moment: moment(6),
            quantity: Quantity(-1))
        let still = PileEvidence(moments: moment(5)...moment(9), changes: [])
        let moved = PileEvidence(moments: moment(5)...moment(9), changes: [moving])
        #expect(try CountVerdict([]) == .holds)
        #expect(try CountVerdict([still, still]) == .holds)
        #expect(try CountVerdict([still, moved]) == .recount)
        #expect(try CountVerdict([still], isHalfCounted: true) == .recount)
    }

    @Test(
        arguments: [
            // Joined as entry 5: named by the lines, last line, what was there, half counted.
            (named: [1], seen: 3, there: [0], isHalf: true),
            (named: [1], seen: 3, there: [], isHalf: false),
            (named: [1], seen: 6, there: [0], isHalf: false),
            (named: [0, 1], seen: 3, there: [0, 1], isHalf: false),
            (named: [0], seen: 3, there: [1], isHalf: true),
            (named: [], seen: 3, there: [0, 1], isHalf: false),
        ] as [(named: [Int], seen: Int64, there: [Int], isHalf: Bool)])
    func `of items that are one since, all that were there are to be counted`(
        named: [Int], seen: Int64, there: [Int], isHalf: Bool
    ) {
        var random = SeededGenerator(seed: 1)
        let items = (0..<2).map { _ in ItemID(milliseconds: 1, using: &random) }
        let parts = [
            JoinedPart(item: items[0], until: .max), JoinedPart(item: items[1], until: 5),
        ]
        let half = parts.areHalfCounted(naming: Set(named.map { items[$0] }), seen: seen) {
            item, before in
            #expect(before == 5)
            return there.contains { items[$0] == item }
        }
        #expect(half == isHalf)
    }

    @Test(arguments: seeds)
    func `of other counts' figures all later ones bear on a pile, and few of the earlier`(
        _ seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        let pantry = Pantry(using: &random)
        for _ in 0..<300 {
            let anchors = (0..<8).map { _ in
                let (a, b): (Int64, Int64) = (
                    .random(in: 1...9, using: &random), .random(in: 0...1, using: &random)
                )
                return CountAnchor(
                    count: CountID(milliseconds: 1, using: &random), lot: nil, seen: Quantity(1),
                    moments: moment(a)...moment(a + b),
                    places: Array(pantry.storage.shuffled(using: &random).prefix(Int(b) + 1)))
            }
            let (pile, places) = (anchors[0], anchors[0].places)
            let bearing = anchors.dropFirst().map { $0 }.bearing(on: pile, of: nil, at: places)
            let shared = anchors.dropFirst().filter { !Set($0.places).isDisjoint(with: places) }
            let (later, earlier) = (
                shared.filter { $0.moment > pile.moment },
                shared.filter { $0.moment <= pile.moment }
            )
            #expect(Set(bearing).isSuperset(of: later))
            #expect(Set(bearing).isSubset(of: shared))
            #expect(bearing.count - later.count <= 2)
            #expect(earlier.isEmpty == (bearing.count == later.count))
        }
    }

    private func moment(_ minute: Int64) -> Moment { Moment(microseconds: minute * 60_000_000) }
}

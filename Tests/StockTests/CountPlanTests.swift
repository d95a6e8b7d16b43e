import SeededRandom
import Testing

@testable import Stock

@Suite struct CountPlanTests {
    @Test func `lots that were counted by themselves are no part of the item's own figure`() throws
    {
        var random = SeededGenerator(seed: 1)
        let pantry = Pantry(using: &random)
        let count = CountID(milliseconds: 1, using: &random)
        let (moment, own, other) = (Moment(microseconds: 5), pantry.lots[0].id, pantry.lots[1].id)
        func figure(of lot: LotID?, beside lots: [LotID]) throws -> CountFigure {
            let pile = CountAnchor(
                count: count, lot: lot, seen: Quantity(9), moments: moment...moment,
                places: [pantry.storage[0]])
            return try CountFigure(pile, of: lot, beside: lots, at: pile.places) { lot in
                lot == nil ? Quantity(20) : lot == own ? Quantity(6) : Quantity(3)
            }
        }
        for (lot, lots, known) in [
            (nil, [], 20), (nil, [own], 14), (nil, [own, other], 11), (own, [own, other], 6),
        ] as [(LotID?, [LotID], Int64)] {
            let figure = try figure(of: lot, beside: lots)
            #expect(try figure.known() == Quantity(known))
            #expect(try figure.difference() == Quantity(9 - known))
            #expect(figure.moments == moment...moment && figure.places == [pantry.storage[0]])
        }
    }

    @Test(arguments: seeds)
    func `differences bring the ledger to what was seen`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var pantry = Pantry(using: &random)
            let place = pantry.storage[1]
            let seen = Quantity(.random(in: 0...40, using: &random))
            let figure = CountFigure(
                lot: nil, seen: seen, expected: try pantry.stock.total(at: [place]),
                moments: now...now, places: [place])
            let plan = try plan(pantry, [figure])
            try pantry.apply(plan.lots, plan.lines)
            #expect(try pantry.stock.total(at: [place]) == seen)
            #expect(pantry.isBalanced)
            #expect(plan.lines.allSatisfy { $0.from == place || $0.to == place })
        }
    }

    @Test(arguments: seeds)
    func `a lot counted by itself is settled by itself, and the item's figure is of the others`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var pantry = Pantry(using: &random)
            guard let lot = pantry.stock.lots.keys.min() else { continue }
            let place = pantry.storage[1]
            let held = pantry.stock.balance(lot, at: place)
            let (ofLot, ofOthers) = (
                Quantity(.random(in: 0...9, using: &random)),
                Quantity(.random(in: 0...40, using: &random))
            )
            let figures = [
                CountFigure(
                    lot: lot, seen: ofLot, expected: held, moments: now...now, places: [place]),
                CountFigure(
                    lot: nil, seen: ofOthers, expected: try pantry.stock.total(at: [place]),
                    countedByLot: held, moments: now...now, places: [place]),
            ]
            let plan = try plan(pantry, figures)
            try pantry.apply(plan.lots, plan.lines)
            #expect(try pantry.stock.total(at: [place]) == ofLot.adding(ofOthers))
            #expect(pantry.isBalanced)
        }
    }

    @Test(arguments: seeds)
    func `what was handed out since it was seen stays handed out`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var pantry = Pantry(using: &random)
            let place = pantry.storage[1]
            let expected = try pantry.stock.total(at: [place])
            let seen = Quantity(.random(in: 0...40, using: &random))
            var facts = ScanFacts(mode: .distribute, code: "beans")
            (facts.place, facts.quantity) = (place, 3)
            let out = try pantry.plan(facts)
            try pantry.apply(out)
            let taken = out.lines.filter { $0.from == place }.reduce(0) { $0 + $1.quantity.value }
            let figure = CountFigure(
                lot: nil, seen: seen, expected: expected, moments: now...now, places: [place])
            let plan = try plan(pantry, [figure])
            try pantry.apply(plan.lots, plan.lines)
            #expect(try pantry.stock.total(at: [place]).value == seen.value - taken)
        }
    }

    @Test(arguments: seeds)
    func `a count of a part leaves true what a later count of the whole saw`(_ seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var pantry = Pantry(using: &random)
            let (part, whole) = (pantry.storage[1], Array(pantry.storage.prefix(2)))
            let (held, before) = (
                try pantry.stock.total(at: [part]), try pantry.stock.total(at: whole)
            )
            let seen = Quantity(.random(in: 0...40, using: &random))
            let anchor = CountAnchor(
                count: CountID(milliseconds: 2, using: &random), lot: nil, seen: before,
                moments: later...later, places: whole)
            let figure = CountFigure(
                lot: nil, seen: seen, expected: held, moments: now...now, places: [part],
                others: [OverlappingCount(anchor, adjusted: CountAdjustments())])
            let plan = try plan(pantry, [figure])
            try pantry.apply(plan.lots, plan.lines)
            #expect(try pantry.stock.total(at: [part]) == seen)
            #expect(try pantry.stock.total(at: whole) == before)
            let same = CountAnchor(
                count: anchor.count, lot: nil, seen: held, moments: later...later, places: [part])
            let overruled = CountFigure(
                lot: nil, seen: seen, expected: held, moments: now...now, places: [part],
                others: [OverlappingCount(same, adjusted: CountAdjustments())])
            #expect(overruled.isOverruled && !figure.isOverruled)
        }
    }

    @Test(arguments: seeds)
    func
        `what an earlier count of the whole could not place is where a later count of a part finds it`(
            _ seed: UInt64
        ) throws
    {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let pantry = Pantry(using: &random)
            let (rest, part) = (pantry.storage[0], pantry.storage[1])
            let (lost, missing) = (
                Int64.random(in: 0...9, using: &random), Int64.random(in: 0...9, using: &random)
            )
            var guess = CountAdjustments()
            try guess.add(Quantity(-lost), of: pantry.lots[0], at: rest)
            let held = try pantry.stock.total(at: [part])
            let before = try pantry.stock.total(at: [rest])
            let whole = CountAnchor(
                count: CountID(milliseconds: 2, using: &random), lot: nil, seen: Quantity(1),
                moments: now...now, places: [rest, part])
            let between = CountAnchor(
                count: CountID(milliseconds: 3, using: &random), lot: nil, seen: held,
                moments: later...later, places: [part])
            for isTold in [true, false] {
                let others =
                    [OverlappingCount(whole, adjusted: guess)]
                    + (isTold ? [OverlappingCount(between, adjusted: CountAdjustments())] : [])
                let figure = CountFigure(
                    lot: nil, seen: try held.subtracting(Quantity(missing)), expected: held,
                    moments: last...last, places: [part], others: others)
                let plan = try plan(pantry, [figure])
                let after = try pantry.stock.change(by: plan.lines)
                #expect(
                    try pantry.stock.total(at: [part], after: after).value == held.value - missing)
                #expect(
                    try pantry.stock.total(at: [rest], after: after).value
                        == before.value + (isTold ? 0 : min(lost, missing)))
            }
        }
    }

    @Test(arguments: seeds)
    func `what a count posted before is taken back before anything else is posted`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let pantry = Pantry(using: &random)
            let (place, lot) = (pantry.storage[1], pantry.lots[0])
            let more = Quantity(.random(in: 1...9, using: &random))
            var posted = CountAdjustments()
            try posted.add(try Quantity.zero.subtracting(more), of: lot, at: place)
            let held = try pantry.stock.total(at: [place])
            let figure = CountFigure(
                lot: nil, seen: try held.adding(more), expected: held, moments: now...now,
                places: [place])
            let plan = try plan(pantry, [figure], posted: posted)
            #expect(plan.lines.first?.lot == lot.id)
            #expect(plan.lines.first?.quantity == more)
        }
    }

    private let last = Moment(microseconds: 120_000_000)
    private let later = Moment(microseconds: 60_000_000)
    private let now = Moment(microseconds: 0)
    private let count: CountID = {
        var random = SeededGenerator(seed: 1)
        return CountID(milliseconds: 1, using: &random)
    }()

    private func plan(
        _ pantry: Pantry, _ figures: [CountFigure], posted: CountAdjustments = CountAdjustments()
    ) throws -> CountPlan {
        let counted = CountedItem(
            item: pantry.item, stock: pantry.stock, figures: figures, posted: posted)
        return try CountPlan(
            count, adjustment: pantry.places.founded(.adjustment),
            items: [counted], lot: Pantry.lot)
    }
}

import Testing

@testable import Stock

@Suite struct CountPlanTests {
    @Test(arguments: seeds)
    func `differences bring the ledger to what was seen`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var pantry = Pantry(using: &random)
            let place = pantry.storage[1]
            let seen = Quantity(.random(in: 0...40, using: &random))
            let figure = CountFigure(
                lot: nil, seen: seen, expected: try pantry.stock.total(at: [place]),
                moments: now...now)
            let plan = try plan(pantry, [figure], at: place)
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
                CountFigure(lot: lot, seen: ofLot, expected: held, moments: now...now),
                CountFigure(
                    lot: nil, seen: ofOthers, expected: try pantry.stock.total(at: [place]),
                    countedByLot: held, moments: now...now),
            ]
            let plan = try plan(pantry, figures, at: place)
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
                lot: nil, seen: seen, expected: expected, moments: now...now)
            let plan = try plan(pantry, [figure], at: place)
            try pantry.apply(plan.lots, plan.lines)
            #expect(try pantry.stock.total(at: [place]).value == seen.value - taken)
        }
    }

    private let now = Moment(microseconds: 0)
    private let count: CountID = {
        var random = SeededGenerator(seed: 1)
        return CountID(milliseconds: 1, using: &random)
    }()

    private func plan(
        _ pantry: Pantry, _ figures: [CountFigure], at place: PlaceID
    ) throws -> CountPlan {
        let counted = CountedItem(item: pantry.item, stock: pantry.stock, figures: figures)
        return try CountPlan(
            count, at: [place], adjustment: pantry.places.founded(.adjustment),
            items: [counted], lot: Pantry.lot)
    }
}

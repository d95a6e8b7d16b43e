import Testing

@testable import Stock

/// The figures of a day, as page and API show them.
struct DayFiguresTests {
    @Test func `pieces and grams are summed apart, and what has no weight is told`() {
        let sums = DaySums([
            line(.each, weight: 400, taken: 3), line(.gram, weight: nil, taken: 250),
            line(.each, weight: nil, taken: 5),
        ])
        #expect(sums.pieces.all == [0, 8, 0, 0, 0, 8])
        #expect(sums.grams.all == [0, 1_450, 0, 0, 0, 1_450])
        #expect(sums.unweighed == 1)
    }

    @Test func `a sum beyond 64 bits stops there, each figure by itself`() {
        let most = line(.gram, weight: nil, taken: .max)
        var sums = DaySums([most, most, line(.gram, weight: nil, taken: -5)]).grams
        #expect((sums.taken, sums.distributed) == (.max - 5, 0))
        sums += DayFigures().map { _ in .min }
        #expect((sums.taken, sums.distributed) == (-6, .min))
        sums += DayFigures().map { _ in .min }
        #expect(sums.taken == .min)
        #expect(line(.each, weight: 2, taken: .max).grams?.taken == .max)
        #expect(line(.each, weight: 2, taken: .min).grams?.taken == .min)
    }

    @Test func `an item moved where anything but its opening is there`() {
        #expect(line(.each, weight: 1, taken: 1).moved)
        #expect(!line(.each, weight: 1, taken: 0).moved)
    }

    private func line(_ measure: Measure, weight: Int64?, taken: Int64) -> DayAccountLine {
        var random = SystemRandomNumberGenerator()
        let item = Item(
            id: ID(milliseconds: 1, using: &random), name: "Item", category: "", measure: measure,
            unitWeightGrams: weight)
        var totals = DayTotals()
        totals.taken = Quantity(taken)
        return DayAccountLine(item: item, totals: totals, closing: Quantity(taken))
    }
}

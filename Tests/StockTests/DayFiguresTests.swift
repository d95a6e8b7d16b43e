import SeededRandom
import Testing

@testable import Stock

/// The figures of a day, as page and API show them.
struct DayFiguresTests {
    @Test func `pieces and grams are summed apart, and what has no weight is told`() throws {
        let sums = try DaySums([
            line(.each, weight: 400, taken: 3), line(.gram, weight: nil, taken: 250),
            line(.each, weight: nil, taken: 5),
        ])
        #expect(sums.pieces.all == [0, 8, 0, 0, 0, 8])
        #expect(sums.grams.all == [0, 1_450, 0, 0, 0, 1_450])
        #expect(sums.unweighed == 1)
    }

    @Test func `a sum beyond 64 bits stops there, each figure by itself`() throws {
        let most = try line(.gram, weight: nil, taken: .max)
        var sums = try DaySums([most, most, line(.gram, weight: nil, taken: -5)]).grams
        #expect((sums.taken, sums.distributed) == (.max - 5, 0))
        sums += DayFigures().map { _ in .min }
        #expect((sums.taken, sums.distributed) == (-6, .min))
        sums += DayFigures().map { _ in .min }
        #expect(sums.taken == .min)
        #expect(try line(.each, weight: 2, taken: .max).grams?.taken == .max)
        #expect(try line(.each, weight: 2, taken: .min).grams?.taken == .min)
    }

    @Test func `an item moved where anything but its opening is there`() throws {
        #expect(try line(.each, weight: 1, taken: 1).moved)
        #expect(try !line(.each, weight: 1, taken: 0).moved)
    }

    private func line(_ measure: Measure, weight: Int64?, taken: Int64) throws -> DayAccountLine {
        var totals = DayTotals()
        totals.taken = Quantity(taken)
        return try DayAccountLine(
            item(measure, weight: weight), totals, units: ItemUnits(),
            on: CivilDate(daysSince1970: 20_780))
    }
}

/// How one day follows the other in an account.
struct DayAccountTests {
    @Test(arguments: seeds)
    func `each day begins with what the day before closed with, and its figures add up`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let first = 20_780
            var units = ItemUnits()
            var (before, sums) = (DayTotals(), DayTotals())
            var shown = Quantity.zero
            var measure = Measure.each
            for number in first..<first + 12 {
                let day = CivilDate(daysSince1970: number)
                var moved = DayTotals()
                for path in Self.moved {
                    moved[keyPath: path] = Quantity(.random(in: -50...50, using: &random))
                    sums[keyPath: path] = try sums[keyPath: path].adding(moved[keyPath: path])
                }
                if Int.random(in: 0..<4, using: &random) == 0 {
                    measure = measure == .each ? .gram : .each
                    let conversion = try MeasureConversion(
                        to: measure, gramsPerPiece: .random(in: 1...900, using: &random))
                    units.conversions.append((day, conversion))
                    shown = try conversion.convert(shown)
                }
                let booked = try moved.following(before)
                let line = try DayAccountLine(
                    item(.each, weight: 400), booked, units: units, on: day)
                #expect(line.totals.opening == shown)
                if units.conversion(on: day) == nil { #expect(line.totals == booked) }
                #expect(try line.booked.closing() == sums.closing())
                #expect(try line.totals.closing() == line.closing)
                #expect(line.closing == (try sums.closing()))
                (before, shown) = (booked, line.closing)
            }
        }
    }

    @Test func `a conversion turns the opening, and what it posted is no adjustment`() throws {
        let (before, day) = (CivilDate(daysSince1970: 20_780), CivilDate(daysSince1970: 20_781))
        let conversion = try MeasureConversion(to: .gram, gramsPerPiece: 400)
        var units = ItemUnits(conversions: [(day, conversion)])
        var booked = DayTotals()
        (booked.opening, booked.adjusted) = (Quantity(10), Quantity(3_990 - 400))
        let grams = item(.gram, weight: 400)
        var line = try DayAccountLine(grams, booked, units: units, on: day)
        #expect(line.figures.all == [4_000, 0, 0, 0, -400, 3_600])
        #expect(line.booked == booked)
        #expect(line.item.measure == .gram)
        #expect(try DayAccountLine(grams, booked, units: units, on: before).item.measure == .each)
        units.conversions.append((day, try MeasureConversion(to: .each, gramsPerPiece: 400)))
        line = try DayAccountLine(item(.each, weight: 400), booked, units: units, on: day)
        #expect(line.totals == booked)
        units.signed = SignedUnit(item: grams.id, measure: .gram, grams: 425)
        line = try DayAccountLine(item(.each, weight: 400), booked, units: units, on: before)
        #expect(line.item.measure == .gram && line.item.unitWeightGrams == 425)
    }

    @Test func `what is beyond 64 bits is refused`() throws {
        var before = DayTotals()
        before.opening = Quantity(.max)
        var more = DayTotals()
        more.taken = Quantity(1)
        #expect(throws: StockFault.quantityOutOfRange) {
            try DayAccountLine(
                item(.each, weight: nil), more.following(before), units: ItemUnits(),
                on: CivilDate(daysSince1970: 20_780))
        }
    }

    private static var moved: [WritableKeyPath<DayTotals, Quantity>] {
        [\.taken, \.distributed, \.discarded, \.adjusted]
    }
}

private func item(_ measure: Measure, weight: Int64?) -> Item {
    var random = SystemRandomNumberGenerator()
    return Item(
        id: ID(milliseconds: 1, using: &random), name: "Item", category: "", measure: measure,
        unitWeightGrams: weight)
}

import SeededRandom
import Testing

@testable import Stock

@Suite struct QuantityTests {
    @Test(arguments: edges, edges)
    func `arithmetic is exact or out of range, and never traps`(_ a: Int64, b: Int64) throws {
        let cases: [((Quantity) throws(StockFault) -> Quantity, Int128)] = [
            ({ (q) throws(StockFault) in try q.adding(Quantity(b)) }, Int128(a) + Int128(b)),
            ({ (q) throws(StockFault) in try q.subtracting(Quantity(b)) }, Int128(a) - Int128(b)),
            ({ (q) throws(StockFault) in try q.times(b) }, Int128(a) * Int128(b)),
        ]
        for (operation, exact) in cases {
            if let value = Int64(exactly: exact) {
                #expect(try operation(Quantity(a)) == Quantity(value))
            } else {
                #expect(throws: StockFault.quantityOutOfRange) { try operation(Quantity(a)) }
            }
        }
    }

    @Test(arguments: edges, edges)
    func `a sum that is shown is exact, or as far as 64 bits go`(_ a: Int64, b: Int64) {
        let exact = Int128(a) + Int128(b)
        #expect(a.adding(clamping: b) == Int64(clamping: exact))
    }

    @Test func `any number that is no whole one of 64 bits has a nearest one`() {
        #expect([0.4, -0.6, 1e15].map { Int64(nearest: $0) } == [0, -1, 1_000_000_000_000_000])
        #expect([1e19, .infinity].map { Int64(nearest: $0) } == [.max, .max])
        #expect([-1e19, -.infinity].map { Int64(nearest: $0) } == [.min, .min])
    }

    @Test(arguments: edges, edges)
    func `a scan's quantity is above zero or refused`(_ a: Int64, b: Int64) {
        for measure in Measure.allCases {
            var item = Item(
                id: ItemID(milliseconds: 0, using: &Self.random), name: "", category: "",
                measure: measure)
            item.unitWeightGrams = b
            for weight in [nil, a] {
                let quantity = Result { try item.quantity(packs: a, pack: b, weight: weight) }
                if case .success(let quantity) = quantity { #expect(quantity > .zero) }
                if weight ?? a <= 0 {
                    #expect(throws: StockFault.quantityNotPositive) { try quantity.get() }
                }
            }
            _ = item.grams(of: a)
        }
    }

    @Test(
        arguments: [(1, 1), (212, 1), (213, 1), (637, 1), (638, 2), (850, 2), (1_063, 3)]
            as [(Int64, Int64)])
    func `a weight is the nearest whole number of pieces`(_ grams: Int64, pieces: Int64) throws {
        let item = Item(
            id: ItemID(milliseconds: 0, using: &Self.random), name: "", category: "",
            measure: .each,
            unitWeightGrams: 425)
        #expect(try item.quantity(packs: 1, pack: 1, weight: grams) == Quantity(pieces))
        #expect(item.grams(of: pieces) == pieces * 425)
    }

    @Test func `a line moves something, from one place to another`() throws {
        var random = SeededGenerator(seed: 1)
        let (item, lot) = (
            ItemID(milliseconds: 1, using: &random), LotID(milliseconds: 2, using: &random)
        )
        let (here, there) = (
            PlaceID(milliseconds: 3, using: &random), PlaceID(milliseconds: 4, using: &random)
        )
        #expect(throws: StockFault.quantityNotPositive) {
            try MovementLine(item: item, lot: lot, from: here, to: there, quantity: .zero)
        }
        #expect(throws: StockFault.placesAreTheSame) {
            try MovementLine(item: item, lot: lot, from: here, to: here, quantity: Quantity(1))
        }
        let line = try MovementLine(
            item: item, lot: lot, from: here, to: there, quantity: Quantity(1))
        #expect(
            line.reversed.from == there && line.reversed.to == here
                && line.reversed.reversed == line)
    }

    private static var random: SeededGenerator {
        get { SeededGenerator(seed: 7) }
        set {}
    }
}

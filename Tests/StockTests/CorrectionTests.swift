import SeededRandom
import Testing

@testable import Stock

/// Lots that are others, and quantities in another measure.
@Suite struct CorrectionTests {
    @Test(arguments: seeds)
    func `what a lot was is of the other lot, at each place, and no gram is lost`(_ seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        let pantry = Pantry(using: &random)
        let storage = Set(pantry.storage)
        let edge = pantry.places.founded(.adjustment)
        let other = ItemID(milliseconds: 9, using: &random)
        let shifts = pantry.lots.map { LotShift(from: $0.id, to: Pantry.lot($0.key.of(other))) }
        let lines = try pantry.stock.lines(
            shifting: shifts, of: pantry.item.id, in: storage, over: edge)
        var from = pantry.stock
        from.apply(try from.change(by: lines.filter { $0.item == pantry.item.id }))
        var into = Holdings()
        into.apply(try into.change(by: lines.filter { $0.item == other }))
        #expect(from.isEmpty(in: storage))
        for shift in shifts {
            for place in storage {
                #expect(
                    into.balance(shift.to.id, at: place)
                        == pantry.stock.balance(shift.from, at: place))
            }
        }
        let sum = into.balances.values.reduce(0) { $0 + $1.value }
        #expect(sum == 0)
    }

    @Test(arguments: seeds)
    func `each balance in storage is what it was, in the new measure`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var pantry = Pantry(using: &random)
        let weight = Int64.random(in: 1...2_000, using: &random)
        let toGrams = try MeasureConversion(to: .gram, gramsPerPiece: weight)
        let before = pantry.stock
        func lines(_ conversion: MeasureConversion) throws -> [MovementLine] {
            try conversion.lines(
                for: pantry.stock, of: pantry.item.id, in: Set(pantry.storage),
                over: pantry.places.founded(.adjustment))
        }
        try pantry.apply([], try lines(toGrams))
        #expect(pantry.isBalanced)
        for (spot, quantity) in before.balances where pantry.storage.contains(spot.place) {
            #expect(
                pantry.stock.balance(spot.lot, at: spot.place).value == quantity.value * weight)
        }
        try pantry.apply([], try lines(MeasureConversion(to: .each, gramsPerPiece: weight)))
        for (spot, quantity) in before.balances where pantry.storage.contains(spot.place) {
            #expect(pantry.stock.balance(spot.lot, at: spot.place) == quantity)
        }
    }

    @Test(arguments: [
        (849, 2), (213, 1), (212, 0), (425, 1), (637, 1), (638, 2), (-213, -1), (-212, 0), (0, 0),
    ])
    func `grams are the nearest whole number of pieces`(_ grams: Int64, _ pieces: Int64) throws {
        let conversion = try MeasureConversion(to: .each, gramsPerPiece: 425)
        #expect(try conversion.convert(Quantity(grams)) == Quantity(pieces))
    }

    @Test(arguments: [(5, 1), (4, 0), (15, 2), (-5, -1), (-14, -1)])
    func `half a piece is a piece`(_ grams: Int64, _ pieces: Int64) throws {
        let conversion = try MeasureConversion(to: .each, gramsPerPiece: 10)
        #expect(try conversion.convert(Quantity(grams)) == Quantity(pieces))
    }

    @Test func `a code stands for at least one piece, and a weight is above zero`() throws {
        #expect(try MeasureConversion(to: .each, gramsPerPiece: 425).pack(1) == 1)
        #expect(try MeasureConversion(to: .gram, gramsPerPiece: 425).pack(12) == 5_100)
        #expect(throws: StockFault.quantityNotPositive) {
            try MeasureConversion(to: .gram, gramsPerPiece: 0)
        }
        #expect(throws: StockFault.quantityOutOfRange) {
            try MeasureConversion(to: .gram, gramsPerPiece: .max).convert(Quantity(2))
        }
    }
}

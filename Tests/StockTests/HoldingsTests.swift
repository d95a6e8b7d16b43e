import SeededRandom
import Testing

@testable import Stock

@Suite struct HoldingsTests {
    @Test(arguments: seeds)
    func `what expires first is never passed over`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let shelf = Shelf(using: &random)
            let stock = shelf.stock
            let from = shelf.places.filter { _ in Bool.random(using: &random) }
            let wish = Quantity(.random(in: 1...60, using: &random))
            let allocations = try stock.allocate(
                wish, from: from, undated: shelf.undated, shortfallPlace: shelf.places[0])
            #expect(try allocations.reduce(.zero) { try $0.adding($1.quantity) } == wish)
            #expect(allocations.allSatisfy { $0.quantity > .zero })
            #expect(
                Set(allocations.map { [$0.place.description, $0.lot.description] }).count
                    == allocations.count)
            var left = stock
            for allocation in allocations {
                let spot = LotAtPlace(place: allocation.place, lot: allocation.lot)
                left.set(
                    try left.balance(allocation.lot, at: allocation.place).subtracting(
                        allocation.quantity),
                    at: spot)
            }
            let latest = allocations.map { lastDay($0.lot, stock) }.max() ?? .distantPast
            let passedOver = left.balances.filter {
                from.contains($0.key.place) && $0.value > .zero
            }
            #expect(passedOver.allSatisfy { lastDay($0.key.lot, stock) >= latest })
            if isShort(left) { #expect(passedOver.isEmpty) }
        }
    }

    @Test(arguments: seeds)
    func `what came later is taken only where what was there is not enough`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let shelf = Shelf(using: &random)
            var later: [LotAtPlace: Quantity] = [:]
            for (spot, _) in shelf.stock.balances where Bool.random(using: &random) {
                later[spot] = Quantity(.random(in: 1...30, using: &random))
            }
            let wish = Quantity(.random(in: 1...60, using: &random))
            let allocations = try shelf.stock.allocate(
                wish, from: shelf.places, without: later, undated: shelf.undated,
                shortfallPlace: shelf.places[0])
            #expect(try allocations.reduce(.zero) { try $0.adding($1.quantity) } == wish)
            let taken = Dictionary(
                uniqueKeysWithValues: allocations.map {
                    (LotAtPlace(place: $0.place, lot: $0.lot), $0.quantity.value)
                })
            let then = shelf.stock.balances.mapValues { max(0, $0.value) }.map { spot, now in
                (spot, max(0, now - (later[spot]?.value ?? 0)))
            }
            let isOver = then.contains { spot, there in (taken[spot] ?? 0) > there }
            if isOver {
                #expect(then.allSatisfy { spot, there in (taken[spot] ?? 0) >= there })
            }
        }
    }

    @Test(arguments: seeds)
    func `mends add up to the difference and leave no lot short where there is enough`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let shelf = Shelf(using: &random)
            var stock = shelf.stock
            let place = shelf.places[0]
            let spot = LotAtPlace(place: place, lot: shelf.lots[0].id)
            stock.set(Quantity(.random(in: -30...30, using: &random)), at: spot)
            let before = try stock.total(at: [place])
            let seen = Quantity(.random(in: 0...60, using: &random))
            let difference = try seen.subtracting(before)
            let mends = try stock.adjustments(
                for: difference, at: [place], short: stock.balances, undated: shelf.undated)
            #expect(try mends.reduce(.zero) { try $0.adding($1.difference) } == difference)
            #expect(mends.allSatisfy { $0.difference != .zero })
            #expect(Set(mends.map(\.lot)).count == mends.count)
            for mend in mends {
                let now = try stock.balance(mend.lot, at: place).adding(mend.difference)
                stock.set(now, at: .init(place: place, lot: mend.lot))
            }
            #expect(try stock.total(at: [place]) == seen)
            #expect(stock.balances.allSatisfy { $0.key.place != place || $0.value >= .zero })
        }
    }

    @Test func `what would be beyond 64 bits is refused`() throws {
        var random = SeededGenerator(seed: 5)
        let shelf = Shelf(using: &random)
        let item = ItemID(milliseconds: 1, using: &random)
        let (here, there) = (shelf.places[0], shelf.places[1])
        let lines = try shelf.lots.prefix(2).map {
            try MovementLine(
                item: item, lot: $0.id, from: here, to: there, quantity: Quantity(.max))
        }
        #expect(throws: StockFault.quantityOutOfRange) { try shelf.stock.change(by: lines) }
    }

    @Test func `nothing cannot be taken`() throws {
        var random = SeededGenerator(seed: 5)
        let shelf = Shelf(using: &random)
        for wish in [0, -1, .min] as [Int64] {
            #expect(throws: StockFault.quantityNotPositive) {
                try shelf.stock.allocate(
                    Quantity(wish), from: shelf.places, undated: shelf.undated,
                    shortfallPlace: shelf.places[0])
            }
        }
    }

    private func isShort(_ stock: Holdings) -> Bool {
        stock.balances.values.contains { $0 < .zero }
    }

    private func lastDay(_ lot: LotID, _ stock: Holdings) -> CivilDate {
        stock.lots[lot]?.key.dateLabel?.lastDay ?? CivilDate(daysSince1970: .max)
    }
}

extension CivilDate {
    fileprivate static var distantPast: CivilDate { CivilDate(daysSince1970: .min) }
}

/// A few lots of one item over a few places, made from a seed.
private struct Shelf {
    let places: [PlaceID]
    let lots: [Lot]
    let undated: LotID
    var stock = Holdings()

    init(using random: inout SeededGenerator) {
        let item = ItemID(milliseconds: 1, using: &random)
        places = (0..<4).map { _ in PlaceID(milliseconds: 2, using: &random) }
        let dates = ["2027", "2027-01", "2027-03-09", "2026-12-31", nil]
        lots = dates.map { date in
            let label = date.flatMap { PartialDate($0) }.map { DateLabel(kind: .useBy, date: $0) }
            return Lot(
                id: LotID(milliseconds: 3, using: &random),
                key: LotKey(item: item, dateLabel: label, number: nil, programme: .donated))
        }
        undated = lots[4].id
        for lot in lots {
            stock.register(lot)
            for place in places where Bool.random(using: &random) {
                stock.set(
                    Quantity(.random(in: 0...12, using: &random)),
                    at: .init(place: place, lot: lot.id))
            }
        }
    }
}

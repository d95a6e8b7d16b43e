import Journal
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

/// Scans of an item with more lots than are read at once.
@Suite struct LargeItemTests {
    private static let places = [
        SamplePantry.shelf.id, SamplePantry.bin.id, SamplePantry.otherBin.id, nil,
    ]

    @Test(arguments: seeds)
    func `a scan of an item of very many lots comes to what the whole of its stock says`(
        _ seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        let pantry = try await pantry(lots: 700, &random)
        let start = random
        try await pantry.store.write { ledger in
            var random = start
            let beans = SamplePantry.beans
            var model = try #require(try StockCache.readHoldings(of: beans.id, ledger.db))
            #expect(model.isWhole && model.lots.count >= 700)
            for number in 0..<60 {
                let (request, lot) = Self.scan(number, of: model, &random)
                let target: CodeReferent =
                    lot.map { .lot($0, item: beans.id) } ?? .item(beans.id, pack: 1)
                var facts = request.facts
                if case .id(let place)? = request.place { facts.place = place }
                if case .id(let place)? = request.to { facts.to = place }
                let day = try ledger.openDay()
                let expected = try Movement(
                    facts, of: ScannedStock(item: beans, lot: lot), in: model, ledger.places,
                    on: day, lot: { Lot($0) })
                let planned = try ledger.plan(target, facts, at: nil, day: day)
                #expect(planned == expected, "scan \(number)")
                let part = try ledger.projector.cache.stock(of: beans.id, ledger.db)
                #expect(!part.isWhole)
                try ledger.append(request.id, planned)
                model.apply(try model.change(by: planned.lines))
                for lot in planned.lots { model.register(lot) }
                if number % 20 == 19 { try ledger.flush() }
            }
            #expect(
                try ledger.holdings(of: beans.id).balances.filter { $0.value != .zero }
                    == model.balances.filter { $0.value != .zero })
        }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a hand-out reads no more lots than it takes`() async throws {
        var random = SeededGenerator(seed: 1)
        let pantry = try await pantry(lots: 3_000, &random)
        for place in Self.places {
            try await pantry.store.write { ledger in
                let request = Scan.scan(.distribute, "beans", 2, at: place)
                var facts = request.facts
                if case .id(let place)? = request.place { facts.place = place }
                ledger.projector.forget()
                try ledger.projector.begin()
                // Recording it may forget what was read to plan it.
                _ = try ledger.plan(
                    .item(SamplePantry.beans.id, pack: 1), facts, at: nil, day: try ledger.openDay()
                )
                let part = try ledger.projector.cache.stock(of: SamplePantry.beans.id, ledger.db)
                // Of each place that it may take from a few, and what it took where it went.
                #expect((1...30).contains(part.balances.count) && part.lots.count <= 30)
                _ = try ledger.record(request)
            }
        }
        let lookUp = try await pantry.record(.scan(.lookup, "beans"))
        guard case .lookedUp(let found) = lookUp else { throw NotRecorded(code: "beans") }
        let onHand = try await pantry.store.read { try $0.onHand(SamplePantry.beans.id) }
        #expect(found.balance?.value == onHand)
    }

    @Test func `what a count and a conversion need of an item of very many lots is all of it`()
        async throws
    {
        var random = SeededGenerator(seed: 2)
        let pantry = try await pantry(lots: 700, &random)
        let before = try await pantry.store.read { try $0.onHand(SamplePantry.beans.id) }
        let undone = try await pantry.recorded(.scan(.distribute, "beans", 40))
        try await pantry.store.write { ledger in
            _ = try ledger.reverse(undone.id, entryID: fresh())
            var beans = try ledger.item(SamplePantry.beans.id)
            beans.measure = .gram
            _ = try ledger.changeItem(beans, gramsPerPiece: 10)
        }
        #expect(try await pantry.store.read { try $0.onHand(SamplePantry.beans.id) } == before * 10)
        #expect(try await pantry.store.verify().isEmpty)
    }

    private func pantry(lots: Int, _ random: inout SeededGenerator) async throws -> SamplePantry {
        let pantry = try await SamplePantry()
        let start = random
        _ = random.next()
        try await pantry.store.write { ledger in
            var random = start
            for number in 0..<lots {
                let place = Self.places.randomElement(using: &random) ?? nil
                var scan = Scan.scan(
                    .intake, "beans", .random(in: 1...9, using: &random), at: place)
                if Bool.random(using: &random) {
                    scan = scan.bestBy("20\(27 + number % 9)-0\(1 + number % 9)")
                }
                scan.facts.lotNumber = "L\(number)"
                _ = try ledger.record(scan)
            }
        }
        return pantry
    }

    /// A scan, and the lot whose own label it is of.
    private static func scan(
        _ number: Int, of stock: Holdings, _ random: inout SeededGenerator
    ) -> (Scan, LotID?) {
        let place = places.randomElement(using: &random) ?? nil
        let modes: [ScanMode] = [.distribute, .distribute, .discard, .move, .intake]
        let mode = modes.randomElement(using: &random) ?? .distribute
        // Now and then more than there is.
        let quantity = number % 15 == 14 ? 9_000 : Int64.random(in: 1...60, using: &random)
        var scan = Scan.scan(mode, "beans", quantity, at: place)
        if mode == .move {
            let others = places.filter { $0 != place }
            scan.to = (others.randomElement(using: &random) ?? nil).map { .id($0) }
            if scan.to == nil, place == nil { scan.to = .id(SamplePantry.box.id) }
        }
        if mode == .intake {
            scan = scan.bestBy("2026-1\(Int.random(in: 0...2, using: &random))")
            scan.facts.lotNumber = "N\(Int.random(in: 0...3, using: &random))"
        }
        let lots = stock.lots.keys.sorted()
        let lot =
            Int.random(in: 0..<4, using: &random) == 0 ? lots.randomElement(using: &random) : nil
        return (scan, mode == .intake ? nil : lot)
    }
}

import SeededRandom
import Testing

@testable import Stock

@Suite struct ScanPlanTests {
    /// Runs a check on scans of many pantries, each made from the seed.
    private func each(
        _ seed: UInt64, _ check: (Pantry, ScanFacts, Movement) throws -> Void
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let pantry = Pantry(using: &random)
            let facts = pantry.facts(using: &random)
            let lot = Bool.random(using: &random) ? pantry.stock.lots.keys.min() : nil
            let movement = try pantry.plan(facts, of: lot)
            let isThere =
                facts.mode == .move && facts.place == (facts.to ?? pantry.places.founded(.floor))
            #expect(movement.warnings.contains(.alreadyThere) == isThere)
            #expect(movement.lines.isEmpty == isThere)
            if !isThere { try check(pantry, facts, movement) }
        }
    }

    @Test(arguments: seeds)
    func `a scan moves what was said, and nothing is lost on the way`(_ seed: UInt64) throws {
        try each(seed) { pantry, facts, movement in
            #expect(movement.lines.reduce(0) { $0 + $1.quantity.value } == facts.quantity)
            var after = pantry
            #expect(after.isBalanced)
            try after.apply(movement)
            #expect(after.isBalanced)
            #expect(
                try after.stock.total(at: pantry.places.within(movement.place)) == movement.balance)
        }
    }

    @Test(arguments: seeds)
    func `a move from wherever it is never refuses, and never comes from where it goes`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let pantry = Pantry(using: &random)
            let floor = pantry.places.founded(.floor)
            var facts = ScanFacts(mode: .move, code: "beans")
            facts.quantity = .random(in: 1...99, using: &random)
            facts.to = [nil, floor].randomElement(using: &random) ?? nil
            let movement = try pantry.plan(facts, of: nil)
            #expect(movement.lines.allSatisfy { $0.from != floor && $0.to == floor })
            #expect(movement.lines.reduce(0) { $0 + $1.quantity.value } == facts.quantity)
            #expect(pantry.places.storage.contains(movement.place))
            let elsewhere = pantry.stock.balances.filter {
                $0.key.place != floor && pantry.places.storage.contains($0.key.place)
                    && $0.value > .zero
            }
            if elsewhere.values.reduce(0, { $0 + $1.value }) < facts.quantity ?? 1 {
                #expect(movement.warnings.contains(.shortfall))
            }
            var after = pantry
            try after.apply(movement)
            #expect(after.isBalanced)
        }
    }

    @Test func `something kept by weight asks for its weight`() throws {
        var random = SeededGenerator(seed: 1)
        let pantry = Pantry(using: &random)
        let apples = Item(
            id: pantry.item.id, name: "Apples", category: "", measure: .gram, unitWeightGrams: nil,
            shelfLifeDays: nil, programme: .donated)
        func warned(_ quantity: Int64?, _ weight: Int64?, pack: Int64 = 1) throws -> Bool {
            var facts = ScanFacts(mode: .intake, code: "apples")
            (facts.quantity, facts.weightGrams) = (quantity, weight)
            return try Movement(
                facts, of: ScannedStock(item: apples, pack: pack), in: Holdings(), pantry.places,
                on: pantry.day, lot: Pantry.lot
            ).warnings.contains(.weightMissing)
        }
        #expect(try warned(nil, nil) && warned(1, nil))
        #expect(try warned(3, nil) && warned(99, nil))
        #expect(try !warned(250, nil) && !warned(nil, 250) && !warned(nil, nil, pack: 500))
        #expect(try !warned(100, nil) && !warned(nil, 5) && !warned(2, nil, pack: 20))
    }

    @Test(arguments: seeds)
    func `a lot that moves is known, or the movement speaks of it first`(_ seed: UInt64) throws {
        try each(seed) { pantry, _, movement in
            let known = Set(pantry.stock.lots.keys)
            #expect(movement.lots.allSatisfy { !known.contains($0.id) })
            let spoken = known.union(movement.lots.map(\.id))
            #expect(movement.lines.allSatisfy { spoken.contains($0.lot) })
        }
    }

    @Test(arguments: seeds)
    func `a new lot belongs to the item's programme unless the scan says another`(
        _ seed: UInt64
    ) throws {
        try each(seed) { pantry, _, movement in
            #expect(movement.lots.allSatisfy { $0.key.programme == pantry.item.programme })
        }
        var random = SeededGenerator(seed: seed)
        let pantry = Pantry(using: &random)
        var facts = ScanFacts(mode: .intake, code: "beans")
        facts.programme = .purchased
        #expect(try pantry.plan(facts).lots.map(\.key.programme) == [.purchased])
    }

    @Test(arguments: seeds)
    func `a move never takes from where it goes, unless from a part of it that was named`(
        _ seed: UInt64
    ) throws {
        try each(seed) { pantry, facts, movement in
            guard facts.mode == .move, let to = movement.lines.first?.to else { return }
            let around = Set(pantry.places.within(to))
            if let from = facts.place, around.contains(from), from != to { return }
            // What the ledger does not know of is short at the place that was named.
            let known = movement.lines.filter {
                pantry.stock.balance($0.lot, at: $0.from) >= $0.quantity
            }
            #expect(known.allSatisfy { !around.contains($0.from) })
        }
    }

    @Test(arguments: seeds)
    func `what expires first goes first, from the place that was named and what stands in it`(
        _ seed: UInt64
    ) throws {
        try each(seed) { pantry, facts, movement in
            guard facts.mode == .distribute || facts.mode == .discard else { return }
            let dates = movement.lines.dropLast().map {
                pantry.stock.lots[$0.lot]?.key.dateLabel?.lastDay ?? CivilDate(daysSince1970: .max)
            }
            #expect(dates == dates.sorted())
            guard let place = facts.place else { return }
            let around = pantry.places.within(place)
            #expect(movement.lines.allSatisfy { around.contains($0.from) })
        }
    }

    @Test(arguments: seeds)
    func `a volunteer is told of a shortfall exactly where one grows, or where stock was found`(
        _ seed: UInt64
    ) throws {
        try each(seed) { pantry, _, movement in
            var after = pantry
            try after.apply(movement)
            let grows = after.stock.balances.contains { spot, now in
                pantry.storage.contains(spot.place) && now < .zero
                    && now < pantry.stock.balance(spot.lot, at: spot.place)
            }
            let isFound = movement.lines.contains { $0.from == pantry.places.founded(.adjustment) }
            let isShort = grows || isFound || movement.balance < .zero
            #expect(movement.warnings.contains(.shortfall) == isShort)
        }
    }

    @Test(arguments: seeds)
    func `a box that goes out leaves nothing behind but what was short`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var pantry = Pantry(using: &random)
            let box = pantry.storage[3]
            var facts = ScanFacts(mode: .distribute, code: "BOX")
            facts.quantity = [nil, 1, 2].randomElement(using: &random) ?? nil
            let movement = try Movement(
                facts, emptying: box, of: [(pantry.item.id, pantry.stock)], pantry.places,
                on: pantry.day)
            let inside = pantry.places.within(box)
            let held = try pantry.stock.total(at: inside)
            let went = movement.lines.reduce(0) {
                $0 + (inside.contains($1.from) ? $1.quantity.value : -$1.quantity.value)
            }
            #expect(went == max(0, held.value))
            let isShort = went == 0 || facts.quantity == 2
            #expect(movement.warnings.contains(.shortfall) == isShort)
            try pantry.apply(movement)
            #expect(pantry.isBalanced)
            #expect(try pantry.stock.total(at: inside) == min(.zero, held))
            let left = pantry.stock.balances.filter { inside.contains($0.key.place) }
            #expect(left.allSatisfy { $0.value <= .zero })
        }
    }
}

@Suite struct ReversalTests {
    @Test(arguments: seeds)
    func `a movement that is taken back leaves every balance as it was`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let before = Pantry(using: &random)
            guard let movement = try? before.plan(before.facts(using: &random)) else { continue }
            var pantry = before
            try pantry.apply(movement)
            let id = EntryID(milliseconds: 5, using: &random)
            let back = try #require(
                try movement.reversal(
                    of: id, at: Moment(microseconds: 0), on: pantry.day, stock: pantry.stock,
                    places: pantry.places))
            #expect(back.reverses == id && back.scan == nil && back.lots.isEmpty)
            try pantry.apply(back)
            for spot in pantry.stock.balances.keys {
                #expect(
                    pantry.stock.balance(spot.lot, at: spot.place)
                        == before.stock.balance(spot.lot, at: spot.place))
            }
            #expect(
                try pantry.stock.total(at: pantry.places.within(back.place)) == back.balance)
            #expect(
                try back.reversal(
                    of: id, at: Moment(microseconds: 0), on: pantry.day, stock: pantry.stock,
                    places: pantry.places) == nil)
        }
    }
}

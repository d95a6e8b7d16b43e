import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct ScanTests {
    @Test func `what comes in is on the floor unless a place is named`() async throws {
        let pantry = try await SamplePantry()
        let floor = try await pantry.place(.floor)
        let scan = try await pantry.recorded(.scan(.intake, "beans-case", 2))
        #expect(scan.quantity == Quantity(24))
        #expect(scan.balance == Quantity(24))
        #expect(scan.place.id == floor)
        #expect(scan.item == SamplePantry.beans)
        #expect(scan.warnings.isEmpty && !scan.isReplay)
        try await pantry.recorded(.scan(.intake, "beans", at: SamplePantry.bin.id))
        #expect(try await pantry.balance(SamplePantry.beans, at: floor) == 24)
        #expect(try await pantry.balance(SamplePantry.beans, at: SamplePantry.bin.id) == 1)
    }

    @Test func `what expires first goes first, from wherever it is`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 5, at: SamplePantry.bin.id))
        try await pantry.recorded(
            .scan(.intake, "beans", 5, at: SamplePantry.bin.id).bestBy("2028"))
        try await pantry.recorded(
            .scan(.intake, "beans", 5, at: SamplePantry.otherBin.id).bestBy("2027-03"))
        let out = try await pantry.recorded(.scan(.distribute, "beans", 12))
        #expect(out.lots.count == 3)
        #expect(out.quantity == Quantity(12))
        #expect(out.warnings.isEmpty)
        let left = try await pantry.store.read { try $0.stock(limit: 10) }
        #expect(left.map(\.quantity) == [3])
        #expect(left.first?.lot.key.dateLabel == nil)
    }

    @Test func `a hand-out beyond what is known is recorded and leaves a shortfall`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 3, at: SamplePantry.bin.id))
        let out = try await pantry.recorded(.scan(.distribute, "beans", 5))
        #expect(out.quantity == Quantity(5))
        #expect(out.warnings == [.shortfall])
        let shortfalls = try await pantry.store.read { try $0.shortfalls() }
        #expect(shortfalls.map(\.quantity) == [-2])
        #expect(shortfalls.first?.place == (try await pantry.place(.floor)))
        let again = try await pantry.recorded(.scan(.discard, "beans", 1, at: SamplePantry.bin.id))
        #expect(again.balance == Quantity(-1))
        #expect(again.warnings == [.shortfall])
    }

    @Test func `what is past its date is handed out with a word of warning`() async throws {
        let pantry = try await SamplePantry()
        let taken = try await pantry.recorded(.scan(.intake, "beans", 2).bestBy("2026-11-20"))
        #expect(taken.warnings == [.pastDate])
        #expect(try await pantry.recorded(.scan(.distribute, "beans")).warnings == [.pastDate])
        #expect(try await pantry.recorded(.scan(.discard, "beans")).warnings.isEmpty)
        pantry.clock.advance(seconds: 5)
        #expect(
            try await pantry.recorded(.scan(.intake, "beans").bestBy("2026-11")).warnings.isEmpty)
    }

    @Test func `an item that keeps for some days is asked for its date`() async throws {
        let pantry = try await SamplePantry()
        var bread = Item(id: fresh(), name: "Bread", category: "", measure: .each)
        bread.shelfLifeDays = 5
        _ = try await pantry.store.write { [bread] in
            try $0.makeItem(bread, codes: [SamplePantry.code("bread")])
        }
        #expect(try await pantry.recorded(.scan(.intake, "bread")).warnings == [.dateUnknown])
        pantry.clock.advance(seconds: 5)
        #expect(try await pantry.recorded(.scan(.intake, "bread").bestBy("2027")).warnings.isEmpty)
    }

    @Test func `the same code twice within seconds is recorded twice with a word`() async throws {
        let pantry = try await SamplePantry()
        #expect(try await pantry.recorded(.scan(.intake, "beans")).warnings.isEmpty)
        #expect(
            try await pantry.recorded(.scan(.intake, "beans")).warnings == [.sameScanSecondsAgo])
        pantry.clock.advance(seconds: 5)
        #expect(try await pantry.recorded(.scan(.intake, "beans")).warnings.isEmpty)
        #expect(try await pantry.balance(SamplePantry.beans, at: pantry.place(.floor)) == 3)
    }

    @Test func `a weight is grams of what is kept by weight and whole pieces of what is counted`()
        async throws
    {
        let pantry = try await SamplePantry()
        func weigh(_ code: String, _ grams: Int64) async throws -> Quantity {
            try await pantry.recorded(.scan(.intake, code) { $0.facts.weightGrams = grams })
                .quantity
        }
        #expect(try await weigh("rice", 2_345) == Quantity(2_345))
        #expect(try await weigh("beans", 850) == Quantity(2))
        #expect(try await weigh("beans", 1) == Quantity(1))
    }

    @Test func `a look-up changes nothing`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 4, at: SamplePantry.bin.id))
        let head = try await pantry.store.read { try $0.head() }
        guard
            case .lookedUp(let found) = try await pantry.record(
                .scan(.lookup, "beans", at: SamplePantry.shelf.id))
        else { throw NotRecorded(code: "beans") }
        #expect(found.item == SamplePantry.beans && found.balance == Quantity(4))
        guard case .lookedUp(let nothing) = try await pantry.record(.scan(.lookup, "nothing"))
        else { throw NotRecorded(code: "nothing") }
        #expect(nothing.item == nil && nothing.place == nil)
        #expect(try await pantry.store.read { try $0.head() } == head)
    }

    @Test func `a lot's own label takes that lot, whatever expires first`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 5).bestBy("2027"))
        let late = try await pantry.recorded(.scan(.intake, "beans", 5).bestBy("2030"))
        let lot = try #require(late.lots.keys.first)
        let code = try await pantry.store.write {
            try $0.issueLabel(for: lot, freshCode: "LOT00000")
        }
        #expect(
            try await pantry.store.write { try $0.issueLabel(for: lot, freshCode: "LOT00001") }
                == code)
        let out = try await pantry.recorded(.scan(.distribute, code, 6))
        #expect(out.lots.keys.sorted() == [lot])
        #expect(out.warnings == [.shortfall])
        #expect(try await pantry.recorded(.scan(.intake, code, 2)).lots.keys.sorted() == [lot])
        #expect(try await pantry.store.verify().isEmpty)
    }
}

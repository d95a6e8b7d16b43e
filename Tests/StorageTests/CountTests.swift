import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct CountTests {
    private let beans = SamplePantry.beans
    private let bin = SamplePantry.bin.id

    @Test func `a difference holds as of when it was seen, while handing out goes on`() async throws
    {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 10, at: bin))
        let count = try await open(in: pantry)
        let head = try await pantry.store.read { try $0.head() }
        try await pantry.recorded(.scan(.distribute, "beans", 3, at: bin))
        #expect(try await note(count, 9, asOf: head, in: pantry).expected == Quantity(10))
        try await pantry.recorded(.scan(.distribute, "beans", 2, at: bin))
        try await complete(count, in: pantry)
        #expect(try await pantry.balance(beans, at: bin) == 4)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a count settles a shortfall`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.distribute, "beans", 5, at: bin))
        try await pantry.recorded(.scan(.intake, "beans", 8, at: bin).bestBy("2027"))
        let count = try await open(in: pantry)
        _ = try await note(count, 3, in: pantry)
        try await complete(count, in: pantry)
        #expect(try await pantry.store.read { try $0.shortfalls() }.isEmpty)
        #expect(try await pantry.balance(beans, at: bin) == 3)
    }

    @Test(arguments: [Uncounted.leave, .zero])
    func `what nobody counted stays, or is not there`(_ uncounted: Uncounted) async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "rice", 500, at: bin))
        try await pantry.recorded(.scan(.intake, "beans", 10, at: bin))
        let count = try await open(in: pantry)
        _ = try await note(count, 11, in: pantry)
        try await complete(count, uncounted, in: pantry)
        #expect(
            try await pantry.balance(SamplePantry.rice, at: bin) == (uncounted == .leave ? 500 : 0))
        #expect(try await pantry.balance(beans, at: bin) == 11)
    }

    @Test func `a lot counted by its own label is not counted with its item again`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 5, at: bin))
        let dated = try await pantry.recorded(.scan(.intake, "beans", 3, at: bin).bestBy("2027"))
        let lot = try #require(dated.lots.keys.first)
        _ = try await pantry.store.write { try $0.issueLabel(for: lot, freshCode: "LOT00000") }
        let count = try await open(in: pantry)
        try await pantry.recorded(.scan(.count, "LOT00000", 3) { $0.facts.count = count })
        try await pantry.recorded(.scan(.count, "beans", 5) { $0.facts.count = count })
        try await complete(count, .zero, in: pantry)
        #expect(try await pantry.balance(beans, at: bin) == 8)
        let second = try await open(in: pantry)
        try await pantry.recorded(.scan(.count, "LOT00000", 2) { $0.facts.count = second })
        try await complete(second, .zero, in: pantry)
        #expect(try await pantry.balance(beans, at: bin) == 2)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `scans in a count add up, and a written line takes their place`() async throws {
        let pantry = try await SamplePantry()
        let count = try await open(in: pantry)
        let scan = Scan.scan(.count, "beans-case") { $0.facts.count = count }
        #expect(try await pantry.recorded(scan).quantity == Quantity(12))
        #expect(try await pantry.recorded(scan).isReplay)
        let more = try await pantry.recorded(.scan(.count, "beans") { $0.facts.count = count })
        #expect(more.quantity == Quantity(1) && more.balance == Quantity(13))
        // A line of one code leaves what was scanned of another; a line of the item does not.
        _ = try await note(count, 0, in: pantry)
        let byCode = try #require(try await pantry.store.read { try $0.count(count) })
        #expect(byCode.lines.map(\.seen) == [12])
        _ = try await pantry.store.write { ledger in
            try ledger.noteCountLine(
                CountLineRequest(
                    id: fresh(), count: count, subject: .item(beans.id), quantity: .zero))
        }
        let sheet = try #require(try await pantry.store.read { try $0.count(count) })
        #expect(sheet.lines.map(\.seen) == [0] && !sheet.isCompleted && sheet.place.id == bin)
    }

    @Test func `a count is completed once`() async throws {
        let pantry = try await SamplePantry()
        let count = try await open(in: pantry)
        #expect(try await pantry.store.read { try $0.openCounts() } == [count])
        _ = try await note(count, 4, in: pantry)
        let id: EntryID = fresh()
        #expect(try await !complete(count, id: id, in: pantry).isReplay)
        #expect(try await complete(count, id: id, in: pantry).isReplay)
        await #expect(throws: StorageFault.idExistsWithDifferentContent(id)) {
            try await complete(count, .zero, id: id, in: pantry)
        }
        await #expect(throws: StorageFault.countIsCompleted) {
            try await complete(count, in: pantry)
        }
        #expect(try await pantry.balance(beans, at: bin) == 4)
        // What a device still held when the count was completed counts all the same.
        _ = try await note(count, 5, in: pantry)
        #expect(try await pantry.balance(beans, at: bin) == 5)
        #expect(try await pantry.store.read { try $0.count(count) }?.isCompleted == true)
    }

    @Test func `a count line is a quantity that can be`() async throws {
        let pantry = try await SamplePantry()
        let count = try await open(in: pantry)
        await #expect(throws: StockFault.quantityNotPositive) {
            try await note(count, -1, in: pantry)
        }
        try await pantry.recorded(.scan(.distribute, "beans", 5, at: bin))
        await #expect(throws: StockFault.quantityOutOfRange) {
            try await note(count, .max, in: pantry)
        }
        let nothing: CountID = fresh()
        await #expect(throws: StorageFault.countNotFound("\(nothing)")) {
            try await note(nothing, 1, in: pantry)
        }
    }

    @Test(arguments: [false, true])
    func `a counted code that was explained wrongly is unlearned, and was not seen`(
        isCompleted: Bool
    ) async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 10, at: bin))
        try await pantry.recorded(.scan(.intake, "rice", 500, at: bin))
        let count = try await open(in: pantry)
        let unknown = Scan.scan(.count, "4711", nil) {
            ($0.facts.count, $0.facts.weightGrams) = (count, 300)
        }
        _ = try await pantry.record(unknown)
        _ = try await note(count, 10, in: pantry)
        if isCompleted { try await complete(count, in: pantry) }
        let explanation: EntryID = fresh()
        _ = try await pantry.store.write {
            try $0.resolve(
                unknown.id, as: SamplePantry.rice.id, learning: 1, entryID: explanation)
        }
        #expect(
            try await pantry.balance(SamplePantry.rice, at: bin) == (isCompleted ? 300 : 500))
        let undo: EntryID = fresh()
        for isReplay in [false, true] {
            let undone = try await pantry.store.write { try $0.undo(explanation, entryID: undo) }
            guard case .reopened = undone.effect else {
                Issue.record("\(undone.effect)")
                return
            }
            #expect(undone.isReplay == isReplay)
        }
        #expect(try await pantry.balance(SamplePantry.rice, at: bin) == 500)
        let sheet = try #require(try await pantry.store.read { try $0.count(count) })
        #expect(sheet.lines.map(\.item.id) == [beans.id])
        _ = try await pantry.store.write {
            try $0.resolve(unknown.id, as: beans.id, learning: 1, entryID: fresh())
        }
        if !isCompleted { try await complete(count, in: pantry) }
        #expect(try await pantry.balance(beans, at: bin) == 11)
        #expect(try await pantry.balance(SamplePantry.rice, at: bin) == 500)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `what someone said to be all there is stays when a counted code is taken back`()
        async throws
    {
        let pantry = try await SamplePantry()
        let count = try await open(in: pantry)
        let unknown = Scan.scan(.count, "4711", 3) { $0.facts.count = count }
        _ = try await pantry.record(unknown)
        let explanation: EntryID = fresh()
        _ = try await pantry.store.write {
            try $0.resolve(unknown.id, as: beans.id, learning: 1, entryID: explanation)
        }
        _ = try await note(count, 8, in: pantry)
        try await pantry.recorded(.scan(.count, "beans") { $0.facts.count = count })
        // Undoing the scan itself puts it down as nothing.
        let undone = try await pantry.store.write { try $0.undo(unknown.id, entryID: fresh()) }
        guard case .dismissed = undone.effect else {
            Issue.record("\(undone.effect)")
            return
        }
        let sheet = try #require(try await pantry.store.read { try $0.count(count) })
        #expect(sheet.lines.map(\.seen) == [9])
        await #expect(throws: StorageFault.alreadyReversed(unknown.id)) {
            try await pantry.store.write { try $0.undo(unknown.id, entryID: fresh()) }
        }
    }

    private func open(in pantry: SamplePantry) async throws -> CountID {
        let count: CountID = fresh()
        for isReplay in [false, true] {
            let opened = try await pantry.store.write {
                try $0.openCount(count, at: .code("BIN00000"))
            }
            #expect(opened.isReplay == isReplay)
        }
        return count
    }

    @discardableResult
    private func note(
        _ count: CountID, _ seen: Int64, asOf: Int64? = nil, in pantry: SamplePantry
    ) async throws -> CountObservation {
        let request = CountLineRequest(
            id: fresh(), count: count, subject: .keys(["beans"]), quantity: Quantity(seen),
            asOf: asOf)
        return try await pantry.store.write { try $0.noteCountLine(request).line }
    }

    @discardableResult
    private func complete(
        _ count: CountID, _ uncounted: Uncounted = .leave, id: EntryID = fresh(),
        in pantry: SamplePantry
    ) async throws -> (body: CountCompleted, isReplay: Bool) {
        try await pantry.store.write {
            try $0.completeCount(count, uncounted: uncounted, entryID: id)
        }
    }
}

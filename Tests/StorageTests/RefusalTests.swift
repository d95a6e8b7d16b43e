import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct RefusalTests {
    @Test(arguments: [0, -1, .min] as [Int64], ["beans", "nobody knows"])
    func `a quantity below one is refused, whatever the code`(_ quantity: Int64, code: String)
        async throws
    {
        try await refused(.scan(.intake, code, quantity), StockFault.quantityNotPositive)
        try await refused(
            .scan(.distribute, code) { $0.facts.weightGrams = quantity },
            StockFault.quantityNotPositive)
    }

    @Test func `packs beyond 64 bits are refused`() async throws {
        try await refused(.scan(.intake, "beans-case", .max), StockFault.quantityOutOfRange)
    }

    @Test func `a weight of pieces whose weight nobody knows is refused`() async throws {
        let pantry = try await SamplePantry()
        let soap = Item(id: fresh(), name: "Soap", category: "", measure: .each)
        _ = try await pantry.store.write {
            try $0.makeItem(soap, codes: [SamplePantry.code("soap")])
        }
        try await refused(
            .scan(.intake, "soap") { $0.facts.weightGrams = 90 }, StockFault.unitWeightUnknown,
            in: pantry)
    }

    @Test func `a place that does not exist is refused`() async throws {
        try await refused(
            .scan(.intake, "beans") { $0.place = .code("NOSUCH00") },
            StorageFault.placeNotFound("NOSUCH00"))
        let nowhere: PlaceID = fresh()
        try await refused(
            .scan(.intake, "beans", at: nowhere), StorageFault.placeNotFound("\(nowhere)"))
        try await refused(
            .scan(.intake, "beans") { $0.place = .code("beans") },
            StorageFault.placeNotFound("beans"))
    }

    @Test func `stock is not scanned into or out of the world's edges`() async throws {
        let pantry = try await SamplePantry()
        let source = try await pantry.place(.source)
        let fault = StorageFault.placeIsAnEdge("source")
        try await refused(.scan(.intake, "beans", at: source), fault, in: pantry)
        try await refused(.scan(.move, "beans", to: source), fault, in: pantry)
        try await refused(.scan(.intake, "nobody knows", at: source), fault, in: pantry)
    }

    @Test func `a count that does not exist is refused`() async throws {
        try await refused(.scan(.count, "beans"), StorageFault.countNotFound(""))
        let count: CountID = fresh()
        try await refused(
            .scan(.count, "unknown") { $0.facts.count = count },
            StorageFault.countNotFound("\(count)"))
    }

    @Test func `a place's label is not an item`() async throws {
        try await refused(.scan(.intake, "BIN00000"), StorageFault.codeNamesAPlace("Bin"))
        try await refused(.scan(.distribute, "BIN00000"), StorageFault.codeNamesAPlace("Bin"))
    }

    @Test func `an id seen before with other content is refused, and the first stays`() async throws
    {
        let pantry = try await SamplePantry()
        let first = try await pantry.recorded(.scan(.intake, "beans", 2))
        let fault = StorageFault.idExistsWithDifferentContent(first.id)
        try await refused(.scan(.intake, "beans", 3, id: first.id), fault, in: pantry)
        try await refused(.scan(.distribute, "beans", 2, id: first.id), fault, in: pantry)
        try await refused(.scan(.intake, "rice", 2, id: first.id), fault, in: pantry)
        try await refused(
            .scan(.intake, "beans", 2, at: SamplePantry.bin.id, id: first.id), fault, in: pantry)
        try await refused(.scan(.intake, "nobody knows", 2, id: first.id), fault, in: pantry)
        try await refused(
            .scan(.intake, "beans", 2, id: first.id).bestBy("2027"), fault, in: pantry)
        let item = SamplePantry.beans.id.named(JournalEntry.self)
        try await refused(
            .scan(.intake, "beans", id: item), StorageFault.idExistsWithDifferentContent(item),
            in: pantry)
    }

    /// Expects one fault, not an entry more, and a ledger that goes on.
    private func refused<Fault: Error & Equatable>(
        _ scan: Scan, _ fault: Fault, in pantry: SamplePantry? = nil
    ) async throws {
        let pantry = if let pantry { pantry } else { try await SamplePantry() }
        let before = try await pantry.store.read { try $0.head() }
        await #expect(throws: fault) { try await pantry.record(scan) }
        #expect(try await pantry.store.read { try $0.head() } == before)
        #expect(try await pantry.recorded(.scan(.intake, "rice")).seq == before + 1)
        #expect(try await pantry.store.verify().isEmpty)
    }
}

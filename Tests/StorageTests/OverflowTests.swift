import Stock
import Storage
import TestSupport
import Testing

@Suite struct OverflowTests {
    @Test func `a balance beyond 64 bits is refused and nothing of it is written`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", .max))
        try await refused(.scan(.intake, "beans", 1), in: pantry)
        #expect(try await pantry.recorded(.scan(.distribute, "beans", .max)).balance == .zero)
    }

    @Test func `an item's sum over its lots and places stays within 64 bits`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", .max, at: SamplePantry.bin.id))
        let dated = Scan.scan(.intake, "beans", 2, at: SamplePantry.otherBin.id).bestBy(
            "2027")
        try await refused(dated, in: pantry)
    }

    @Test func `a day's sum stays within 64 bits though the balance does`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", .max))
        try await pantry.recorded(.scan(.distribute, "beans", .max))
        try await refused(.scan(.intake, "beans", 2), in: pantry)
        try await refused(.scan(.intake, "beans", .max).bestBy("2027"), in: pantry)
        let day = try #require(CivilDate("2026-11-21"))
        #expect(try await pantry.store.read { try $0.account(of: day) }.lines.count == 2)
    }

    @Test func `neighbours of a scan that overflows are recorded`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", .max))
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let code = number % 3 == 0 ? "beans" : "rice"
                    return (try? await pantry.recorded(.scan(.intake, code, 7))) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 40)
        #expect(try await pantry.balance(SamplePantry.rice, at: pantry.place(.floor)) == 280)
        #expect(try await pantry.store.verify().isEmpty)
    }

    private func refused(_ scan: Scan, in pantry: SamplePantry) async throws {
        let before = try await pantry.store.read { try $0.head() }
        await #expect(throws: StockFault.quantityOutOfRange) { try await pantry.record(scan) }
        #expect(try await pantry.store.read { try $0.head() } == before)
        #expect(try await pantry.recorded(.scan(.intake, "rice", 5)).seq == before + 1)
        #expect(try await pantry.store.verify().isEmpty)
    }
}

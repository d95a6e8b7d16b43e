import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct PreviewTests {
    private struct Refusal: Error {}

    @Test func `a preview leaves nothing behind, and spoils nothing that shares its transaction`()
        async throws
    {
        let pantry = try await SamplePantry()
        let store = pantry.store
        let head = try await store.read { try $0.head() }
        let seen = try await store.write { ledger in
            _ = try ledger.record(.scan(.intake, "beans", 5))
            let seen = try ledger.preview {
                _ = try ledger.mergeItem(
                    Item(id: SamplePantry.beans.id, name: "Peas", category: "", measure: .each),
                    codes: [SamplePantry.code("peas", pack: 7)])
                return (
                    try ledger.record(.scan(.intake, "peas", 1)),
                    try ledger.attempt { try ledger.record(.scan(.distribute, "beans", 3)) }
                )
            }
            _ = try ledger.record(.scan(.distribute, "beans", 1))
            return seen
        }
        guard case .recorded(let peas) = seen.0 else { return #expect(Bool(false)) }
        #expect(
            peas.item?.name == "Peas" && peas.quantity == Quantity(7)
                && peas.balance == Quantity(12))
        #expect(try await store.read { try $0.head() } == head + 2)
        #expect(
            try await store.read { try $0.item(SamplePantry.beans.id)?.item } == SamplePantry.beans)
        guard case .unresolved = try await store.write({ try $0.record(.scan(.intake, "peas")) })
        else {
            return #expect(Bool(false), "the code is as unknown as before")
        }
        #expect(try await store.verify().isEmpty)
    }

    @Test func `a preview that fails leaves nothing behind either`() async throws {
        let pantry = try await SamplePantry()
        let head = try await pantry.store.read { try $0.head() }
        await #expect(throws: Refusal.self) {
            try await pantry.store.write { ledger in
                try ledger.preview {
                    _ = try ledger.record(.scan(.intake, "beans", 5))
                    throw Refusal()
                }
            }
        }
        #expect(try await pantry.store.read { try $0.head() } == head)
        #expect(try await pantry.recorded(.scan(.intake, "beans", 1)).balance == Quantity(1))
        #expect(try await pantry.store.verify().isEmpty)
    }
}

import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct ItemHistoryTests {
    @Test func `a hub from before items were kept as they were finds what they were`() async throws
    {
        let pantry = try await SamplePantry()
        let scan = Scan.scan(.intake, "beans", 3)
        guard case .recorded(let first) = try await pantry.record(scan) else {
            Issue.record("it is known")
            return
        }
        for name in ["Beans", "Black beans", "Beans"] {
            _ = try await pantry.store.write { ledger in
                var item = SamplePantry.beans
                item.name = name
                _ = try ledger.mergeItem(item, codes: [SamplePantry.code("beans \(name)")])
                item.shelfLifeDays = 30
                _ = try ledger.mergeItem(item, codes: [])
            }
        }
        #expect(try await pantry.store.verify().isEmpty)
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            "DROP TABLE item_before; DELETE FROM grdb_migrations WHERE identifier LIKE '9 %'")
        let store = try SamplePantry.open(pantry.directory.data)
        #expect(try await store.verify().isEmpty)
        let again = try await store.write { try $0.record(scan) }
        guard case .recorded(let again) = again else {
            Issue.record("it is known")
            return
        }
        #expect(again.item == first.item && first.item == SamplePantry.beans && again.isReplay)
        try store.close()
    }
}

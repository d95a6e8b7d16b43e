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

    @Test func `a hub from before packs and boxes were noted finds what its journal says`()
        async throws
    {
        let pantry = try await SamplePantry()
        let box = SamplePantry.box.id
        try await pantry.recorded(.scan(.intake, "beans", 9, at: box))
        let back = try await pantry.recorded(.scan(.distribute, "BOX00000"))
        _ = try await pantry.store.write { ledger in
            _ = try ledger.reverse(back.id, entryID: fresh())
            let code = SamplePantry.code("case")
            for (pack, item) in [(1, SamplePantry.beans.id), (12, SamplePantry.beans.id), (1, nil)]
                as [(Int64, ItemID?)]
            {
                _ = try ledger.giveCode(
                    PackCode(code: code.code, key: code.key, pack: pack), keys: [code.key],
                    to: item.map { .id($0) }, entryID: fresh())
            }
            var item = SamplePantry.beans
            item.measure = .gram
            _ = try ledger.changeItem(item, gramsPerPiece: 400)
            // One that is taken back, and what followed from it, with one that was given before.
            for (pack, grams) in [(3, 300), (5, nil)] as [(Int64, Int64?)] {
                let given: EntryID = fresh()
                _ = try ledger.giveCode(
                    PackCode(code: "tray", key: "tray", pack: pack), keys: ["tray"],
                    to: .id(SamplePantry.rice.id), entryID: given)
                if let grams {
                    var rice = SamplePantry.rice
                    rice.measure = rice.measure == .each ? .gram : .each
                    _ = try ledger.changeItem(rice, gramsPerPiece: grams)
                } else {
                    _ = try ledger.reverse(given, entryID: fresh())
                }
            }
        }
        try await pantry.recorded(.scan(.discard, "BOX00000"))
        #expect(try await pantry.store.verify().isEmpty)
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            DROP TABLE code_pack; DROP TABLE box_out; DROP TABLE entry_day;
            DELETE FROM grdb_migrations WHERE identifier LIKE '14 %' OR identifier LIKE '18 %'
            """)
        let store = try SamplePantry.open(pantry.directory.data)
        #expect(try await store.verify().isEmpty)
        try store.close()
    }
}

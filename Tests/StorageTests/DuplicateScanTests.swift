import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct DuplicateScanTests {
    @Test func `the same request again is answered alike and changes nothing`() async throws {
        let pantry = try await SamplePantry()
        let scans = [
            Scan.scan(.intake, "beans", 5, at: SamplePantry.bin.id).bestBy("2027-03"),
            .scan(.distribute, "beans", 7), .scan(.discard, "beans", 1, at: SamplePantry.bin.id),
            .scan(.move, "beans", 2, to: SamplePantry.box.id),
            .scan(.move, "BOX00000", to: SamplePantry.shelf.id),
            .scan(.distribute, "BOX00000"), .scan(.intake, "rice") { $0.facts.weightGrams = 700 },
            .scan(.intake, "rice", 3) { $0.source = .name("Harvest Market") },
        ]
        for scan in scans {
            let first = try await pantry.recorded(scan)
            let head = try await pantry.store.read { try $0.head() }
            #expect(head == first.seq)
            try await pantry.recorded(.scan(.intake, "rice", 10))
            let second = try await pantry.recorded(scan)
            #expect(!first.isReplay && second.isReplay)
            #expect(first.seq == second.seq && first.id == second.id && first.item == second.item)
            #expect(
                first.lots == second.lots && first.place == second.place
                    && first.warnings == second.warnings)
            #expect(first.quantity == second.quantity && first.balance == second.balance)
            #expect(try await pantry.store.read { try $0.head() } == head + 1)
        }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `the same scan seconds before or after is told, whichever comes first`() async throws
    {
        let pantry = try await SamplePantry()
        var told: [Bool] = []
        for time in ["10:00:08", "10:00:06", "10:00:04", "10:00:20", "10:00:19"] {
            let scan = try await pantry.recorded(
                .scan(.intake, "beans") { $0.say(at: "2026-11-21T\(time)-05:00") })
            told.append(scan.warnings.contains(.sameScanSecondsAgo))
        }
        #expect(told == [false, true, true, false, true])
    }

    @Test func `what was taken back was not scanned moments before`() async throws {
        let pantry = try await SamplePantry()
        func scan() async throws -> RecordedScan {
            try await pantry.recorded(
                .scan(.intake, "beans") { $0.say(at: "2026-11-21T10:00:08-05:00") })
        }
        let first = try await scan()
        _ = try await pantry.store.write { try $0.reverse(first.id, entryID: fresh()) }
        #expect(try await scan().warnings.isEmpty)
        #expect(try await scan().warnings == [.sameScanSecondsAgo])
    }

    @Test func `an item made again is the same item, and other facts under its id are refused`()
        async throws
    {
        let pantry = try await SamplePantry()
        let codes = [SamplePantry.code("beans"), SamplePantry.code("beans-case", pack: 12)]
        #expect(try await pantry.store.write { try $0.makeItem(SamplePantry.beans, codes: codes) })
        let renamed = Item(id: SamplePantry.beans.id, name: "Beans", category: "", measure: .each)
        await #expect(
            throws: StorageFault.idExistsWithDifferentContent(renamed.id.named(JournalEntry.self))
        ) {
            try await pantry.store.write { try $0.makeItem(renamed, codes: codes) }
        }
    }

    @Test func `merging an item writes only what is new`() async throws {
        let pantry = try await SamplePantry()
        let codes = [SamplePantry.code("beans"), SamplePantry.code("beans-tray", pack: 6)]
        let beans = SamplePantry.beans
        let renamed = Item(id: beans.id, name: "Beans, black", category: "", measure: .each)
        #expect(try await pantry.store.write { try $0.mergeItem(beans, codes: codes) } == .new)
        #expect(
            try await pantry.store.write { try $0.mergeItem(beans, codes: codes) } == .unchanged)
        #expect(try await pantry.store.write { try $0.mergeItem(renamed, codes: []) } == .changed)
        let known = try #require(try await pantry.store.read { try $0.item(beans.id) })
        #expect(
            known.item == renamed
                && known.codes.map(\.key) == ["beans", "beans-tray", "beans-case"])
        #expect(try await pantry.recorded(.scan(.intake, "beans-tray", 2)).quantity == Quantity(12))
    }

    @Test func `a code stands for one item, and never for a place and an item`() async throws {
        let pantry = try await SamplePantry()
        let other = Item(id: fresh(), name: "Other", category: "", measure: .each)
        func make(_ code: PackCode) async throws {
            _ = try await pantry.store.write { try $0.makeItem(other, codes: [code]) }
        }
        await #expect(
            throws: StorageFault.codeBelongsToAnotherItem(
                code: "beans", item: SamplePantry.beans.id)
        ) {
            try await make(SamplePantry.code("beans"))
        }
        await #expect(throws: StorageFault.codeNamesAPlace("Bin")) {
            try await make(SamplePantry.code("BIN00000"))
        }
        await #expect(throws: StockFault.quantityNotPositive) {
            try await make(SamplePantry.code("new", pack: 0))
        }
        try await make(SamplePantry.code("new"))
    }

    @Test func `the name of a source never reaches the journal`() async throws {
        let pantry = try await SamplePantry()
        for name in ["Harvest Market", "HARVEST MARKET"] {
            try await pantry.recorded(.scan(.intake, "beans") { $0.source = .name(name) })
        }
        #expect(
            try await pantry.store.read { try $0.sources(limit: 9).map(\.name) } == [
                "Harvest Market"
            ])
        for entry in try await pantry.store.read({ try $0.journal(after: 0, limit: 1_000) }) {
            #expect(!String(decoding: entry.body, as: UTF8.self).lowercased().contains("harvest"))
        }
        await #expect(throws: StockFault.quantityNotPositive) {
            try await pantry.record(
                .scan(.intake, "beans", 0) { $0.source = .name("Refused Grocer") })
        }
        #expect(
            try await pantry.store.read { try $0.sources(limit: 9).map(\.name) } == [
                "Harvest Market"
            ])
    }
}

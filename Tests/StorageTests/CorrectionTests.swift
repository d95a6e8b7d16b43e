import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct CorrectionTests {
    private let beans = SamplePantry.beans

    @Test func `undoing a scan brings every lot back to where it was`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(
            .scan(.intake, "beans", 5, at: SamplePantry.bin.id).bestBy("2027"))
        try await pantry.recorded(
            .scan(.intake, "beans", 5, at: SamplePantry.otherBin.id).bestBy("2028"))
        let before = try await pantry.store.read { try $0.stock(limit: 10).map(\.quantity) }
        let out = try await pantry.recorded(.scan(.distribute, "beans", 12))
        let id: EntryID = fresh()
        let undone = try await reverse(out.id, by: id, in: pantry)
        #expect(undone?.quantity == Quantity(12))
        #expect(try await pantry.store.read { try $0.stock(limit: 10).map(\.quantity) } == before)
        #expect(try await reverse(out.id, by: id, in: pantry)?.isReplay == true)
        await #expect(throws: StorageFault.alreadyReversed(out.id)) {
            try await reverse(out.id, by: fresh(), in: pantry)
        }
        await #expect(throws: StorageFault.notReversible(id)) {
            try await reverse(id, by: fresh(), in: pantry)
        }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `what moves nothing cannot be undone`() async throws {
        let pantry = try await SamplePantry()
        let item = beans.id.named(JournalEntry.self)
        await #expect(throws: StorageFault.notReversible(item)) {
            try await reverse(item, by: fresh(), in: pantry)
        }
        let nothing: EntryID = fresh()
        await #expect(throws: StorageFault.entryNotFound("\(nothing)")) {
            try await reverse(nothing, by: fresh(), in: pantry)
        }
    }

    @Test func `an unknown code is kept until someone says what it was, and then counts`()
        async throws
    {
        let pantry = try await SamplePantry()
        let scan = Scan.scan(.distribute, "unknown", 3)
        for isReplay in [false, true] {
            guard case .unresolved(_, scan.id, nil, _, isReplay) = try await pantry.record(scan)
            else {
                throw NotRecorded(code: "kept")
            }
        }
        #expect(try await pantry.store.read { try $0.unresolved(limit: 10).map(\.id) } == [scan.id])
        let id: EntryID = fresh()
        let resolved = try await resolve(scan.id, as: beans.id, learning: 2, by: id, in: pantry)
        #expect(resolved?.quantity == Quantity(6) && resolved?.warnings == [.shortfall])
        #expect(
            try await resolve(scan.id, as: beans.id, learning: 2, by: id, in: pantry)?.isReplay
                == true)
        await #expect(throws: StorageFault.idExistsWithDifferentContent(id)) {
            try await resolve(scan.id, as: SamplePantry.rice.id, by: id, in: pantry)
        }
        await #expect(throws: StorageFault.alreadyResolved(scan.id)) {
            try await resolve(scan.id, as: beans.id, by: fresh(), in: pantry)
        }
        #expect(try await pantry.store.read { try $0.openUnresolvedCount() } == 0)
        #expect(try await pantry.recorded(.scan(.intake, "unknown")).quantity == Quantity(2))
        let undo: EntryID = fresh()
        for isReplay in [false, true] {
            #expect(try await reverse(scan.id, by: undo, in: pantry)?.isReplay == isReplay)
        }
        #expect(try await pantry.store.read { try $0.shortfalls() }.isEmpty)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `undoing a scan that nobody explained says that it was nothing`() async throws {
        let pantry = try await SamplePantry()
        let scan = Scan.scan(.intake, "misread")
        try await pantry.record(scan)
        let id: EntryID = fresh()
        for _ in 0..<2 { #expect(try await reverse(scan.id, by: id, in: pantry) == nil) }
        #expect(try await pantry.store.read { try $0.openUnresolvedCount() } == 0)
        let nobody: EntryID = fresh()
        await #expect(throws: StorageFault.unresolvedNotFound("\(nobody)")) {
            try await resolve(nobody, as: nil, by: fresh(), in: pantry)
        }
    }

    @Test func `an unknown code seen in a count is counted once it is known`() async throws {
        let pantry = try await SamplePantry()
        let count: CountID = fresh()
        _ = try await pantry.store.write { try $0.openCount(count, at: .id(SamplePantry.bin.id)) }
        let scan = Scan.scan(.count, "unknown", 3) { $0.facts.count = count }
        try await pantry.record(scan)
        let id: EntryID = fresh()
        for isReplay in [false, true] {
            let seen = try await resolve(scan.id, as: beans.id, by: id, in: pantry)
            #expect(seen?.quantity == Quantity(3) && seen?.isReplay == isReplay)
        }
        #expect(try await pantry.store.read { try $0.count(count) }?.lines.map(\.seen) == [3])
    }

    @discardableResult
    private func reverse(_ id: EntryID, by entry: EntryID, in pantry: SamplePantry) async throws
        -> RecordedScan?
    {
        try await pantry.store.write { try $0.reverse(id, entryID: entry) }
    }

    @discardableResult
    private func resolve(
        _ scan: EntryID, as item: ItemID?, learning pack: Int64? = nil, by entry: EntryID,
        in pantry: SamplePantry
    ) async throws -> RecordedScan? {
        try await pantry.store.write {
            try $0.resolve(scan, as: item, learning: pack, entryID: entry)
        }
    }
}

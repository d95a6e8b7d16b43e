import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// Places that are used no more: lists leave them out, and what is scanned there brings them back.
@Suite struct RetiredPlaceTests {
    private let box = SamplePantry.box

    private func retire(_ pantry: SamplePantry, as id: EntryID = fresh()) async throws -> EntryID {
        let retired = try await pantry.store.write {
            try $0.retirePlace(.id(SamplePantry.box.id), entryID: id)
        }
        #expect(retired.retiredBy != nil)
        return id
    }

    private func isListed(_ pantry: SamplePantry) async throws -> Bool {
        #expect(try await pantry.store.verify().isEmpty)
        return try await pantry.store.read { try $0.places().map(\.id) }.contains(box.id)
    }

    @Test func `a place that holds nothing is retired once, and its label stays good`() async throws
    {
        let pantry = try await SamplePantry()
        let id = try await retire(pantry)
        let head = try await pantry.store.read { try $0.head() }
        _ = try await retire(pantry, as: id)
        _ = try await retire(pantry)
        #expect(try await pantry.store.read { try $0.head() } == head)
        #expect(try await !isListed(pantry))
        let named = try await pantry.store.read { try $0.place(.code("BOX00000")) }
        #expect(named?.id == box.id)
        await #expect(throws: StorageFault.idExistsWithDifferentContent(id)) {
            try await pantry.store.write {
                _ = try $0.retirePlace(.id(SamplePantry.bin.id), entryID: id)
            }
        }
    }

    @Test func `what holds something, is short of it, or has places in it is not retired`()
        async throws
    {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 2, at: box.id))
        try await pantry.recorded(.scan(.distribute, "rice", 3, at: SamplePantry.otherBin.id))
        for place in [box, SamplePantry.otherBin, SamplePantry.shelf] {
            await #expect(throws: StorageFault.placeNotEmpty(place.name)) {
                try await pantry.store.write {
                    _ = try $0.retirePlace(.id(place.id), entryID: fresh())
                }
            }
        }
        let floor = try await pantry.place(.floor)
        await #expect(throws: StorageFault.self) {
            try await pantry.store.write { _ = try $0.retirePlace(.id(floor), entryID: fresh()) }
        }
        #expect(try await isListed(pantry))
    }

    @Test func `whatever is scanned there brings it back and says so`() async throws {
        let pantry = try await SamplePantry()
        let other = SamplePantry.bin.id
        try await pantry.recorded(.scan(.intake, "beans", 9, at: other))
        let scans: [Scan] = [
            .scan(.intake, "beans", 1, at: box.id),
            .scan(.distribute, "beans", 1, at: box.id),
            .scan(.move, "beans", 1, at: other, to: box.id),
            .scan(.move, "beans", 1, at: box.id, to: other),
            .scan(.move, "BOX00000", to: SamplePantry.shelf.id),
        ]
        for scan in scans {
            _ = try await retire(pantry)
            let recorded = try await pantry.recorded(scan)
            #expect(recorded.warnings.contains(.placeReturned), "\(scan.facts.mode)")
            #expect(try await isListed(pantry))
            let next = try await pantry.recorded(.scan(.intake, "rice", 1, at: other))
            #expect(!next.warnings.contains(.placeReturned))
            _ = try await pantry.store.write { try $0.reverse(scan.id, entryID: fresh()) }
        }
    }

    @Test func `a late scan of before, a count and what is taken back bring it back too`()
        async throws
    {
        let pantry = try await SamplePantry()
        let taken = try await pantry.recorded(.scan(.intake, "beans", 1, at: box.id))
        try await pantry.recorded(.scan(.distribute, "beans", 1, at: box.id))
        _ = try await retire(pantry)
        _ = try await pantry.store.write { try $0.reverse(taken.id, entryID: fresh()) }
        #expect(try await isListed(pantry))
        try await pantry.recorded(.scan(.intake, "beans", 1, at: box.id))
        _ = try await retire(pantry)
        let before = Moment(microseconds: pantry.clock.now().microseconds - 500)
        try await pantry.recorded(.scan(.intake, "beans", 1, at: box.id) { $0.at = before })
        #expect(try await isListed(pantry))
        try await pantry.recorded(.scan(.distribute, "beans", 1, at: box.id))
        _ = try await retire(pantry)
        _ = try await pantry.store.write { try $0.openCount(fresh(), at: .id(SamplePantry.box.id)) }
        #expect(try await isListed(pantry))
    }

    @Test func `retiring is taken back once, and not where the place was used since`() async throws
    {
        let pantry = try await SamplePantry()
        let first = try await retire(pantry)
        let undo: EntryID = fresh()
        for _ in 0..<2 {
            _ = try await pantry.store.write { try $0.reverse(first, entryID: undo) }
            #expect(try await isListed(pantry))
        }
        await #expect(throws: StorageFault.alreadyReversed(first)) {
            try await pantry.store.write { _ = try $0.reverse(first, entryID: fresh()) }
        }
        let second = try await retire(pantry)
        await #expect(throws: StorageFault.alreadyReversed(first)) {
            try await pantry.store.write { _ = try $0.reverse(first, entryID: fresh()) }
        }
        #expect(try await !isListed(pantry))
        let taken = try await pantry.recorded(.scan(.intake, "beans", 1, at: box.id))
        await #expect(throws: StorageFault.alreadyReversed(second)) {
            try await pantry.store.write { _ = try $0.reverse(second, entryID: fresh()) }
        }
        _ = try await pantry.store.write { try $0.reverse(taken.id, entryID: fresh()) }
        #expect(try await isListed(pantry))
    }

    @Test func `the journal says of a place what it always said`() throws {
        var place = SamplePantry.box
        let body = try PlaceMade(place: place).encoded()
        place.retiredBy = 7
        #expect(try PlaceMade(place: place).encoded() == body)
    }
}

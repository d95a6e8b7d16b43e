import Stock
import Storage
import TestSupport
import Testing

@Suite struct PlaceTests {
    private let beans = SamplePantry.beans

    @Test func `a move takes from one place to another and loses nothing`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 9, at: SamplePantry.bin.id))
        let moved = try await pantry.recorded(
            .scan(.move, "beans", 4, at: SamplePantry.bin.id, to: SamplePantry.otherBin.id))
        #expect(moved.balance == Quantity(5))
        #expect(try await pantry.balance(beans, at: SamplePantry.otherBin.id) == 4)
    }

    @Test func `what is in a bin moves up to the bin's own shelf`() async throws {
        let pantry = try await SamplePantry()
        let (bin, shelf) = (SamplePantry.bin.id, SamplePantry.shelf.id)
        try await pantry.recorded(.scan(.intake, "beans", 9, at: bin).bestBy("2027"))
        let up = try await pantry.recorded(.scan(.move, "beans", 4, at: bin, to: shelf))
        #expect(up.warnings.isEmpty && up.balance == Quantity(5))
        #expect(try await pantry.balance(beans, at: shelf) == 4)
        try await pantry.recorded(.scan(.move, "beans", 4, at: shelf, to: bin))
        #expect(try await pantry.balance(beans, at: bin) == 9)
        #expect(try await pantry.balance(beans, at: shelf) == 0)
    }

    @Test func `a move without a place takes what is elsewhere`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(
            .scan(.intake, "beans", 2, at: SamplePantry.bin.id).bestBy("2027"))
        try await pantry.recorded(.scan(.intake, "beans", 3))
        try await pantry.recorded(.scan(.move, "beans", 3, to: SamplePantry.bin.id))
        #expect(try await pantry.balance(beans, at: SamplePantry.bin.id) == 5)
    }

    @Test func `a box moves with what it holds`() async throws {
        let pantry = try await SamplePantry()
        let (box, shelf) = (SamplePantry.box.id, SamplePantry.shelf.id)
        try await pantry.recorded(.scan(.intake, "beans", 9, at: box))
        let scan = Scan.scan(.move, "BOX00000", to: shelf)
        let moved = try await pantry.recorded(scan)
        #expect(moved.place.id == box && moved.place.parent == shelf)
        let onShelf = try await pantry.store.read { try $0.stock(place: shelf, limit: 10) }
        #expect(onShelf.map(\.quantity) == [9])
        #expect(try await pantry.recorded(scan).isReplay)
        let other = Scan.scan(.move, "BIN00000", to: shelf, id: scan.id)
        await #expect(throws: StorageFault.idExistsWithDifferentContent(scan.id)) {
            try await pantry.record(other)
        }
        #expect(
            try await pantry.recorded(.scan(.distribute, "beans", 9, at: shelf)).warnings.isEmpty)
    }

    @Test func `a place is never put inside itself, whatever is scanned`() async throws {
        let pantry = try await SamplePantry()
        let (shelf, bin) = (SamplePantry.shelf.id, SamplePantry.bin.id)
        // The bin stood on the shelf; it came out.
        let moved = try await pantry.recorded(.scan(.move, "SHELF000", to: bin))
        #expect(moved.place.parent == bin)
        #expect(try await pantry.store.read { try $0.place(bin)?.parent } != shelf)
        let stays = try await pantry.recorded(.scan(.move, "BOX00000", to: SamplePantry.box.id))
        #expect(stays.warnings == [.alreadyThere])
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a whole box goes out with all it holds, and all of it comes back`() async throws {
        let pantry = try await SamplePantry()
        let box = SamplePantry.box.id
        try await pantry.recorded(.scan(.intake, "beans", 9, at: box).bestBy("2026-01"))
        try await pantry.recorded(.scan(.intake, "rice", 500, at: box))
        let out = try await pantry.recorded(.scan(.distribute, "BOX00000"))
        #expect(out.quantity == Quantity(509) && out.item == nil && out.warnings == [.pastDate])
        #expect(try await pantry.store.read { try $0.stock(limit: 10) }.isEmpty)
        let again = try await pantry.recorded(.scan(.discard, "BOX00000"))
        #expect(again.quantity == .zero)
        // It did not go then, so all of it went the second time, unless that is taken back too.
        for (undone, left) in [(out, Int64(0)), (again, 9)] {
            _ = try await pantry.store.write { try $0.reverse(undone.id, entryID: fresh()) }
            #expect(try await pantry.balance(beans, at: box) == left)
        }
        #expect(try await pantry.balance(beans, at: box) == 9)
        #expect(try await pantry.balance(SamplePantry.rice, at: box) == 500)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a box that went out on paper is put down with what was in it at that time`()
        async throws
    {
        let pantry = try await SamplePantry()
        let box = SamplePantry.box.id
        try await pantry.recorded(.scan(.intake, "beans", 9, at: box))
        let moment = pantry.clock.now()
        try await pantry.recorded(.scan(.intake, "rice", 500, at: box))
        try await pantry.recorded(.scan(.intake, "beans", 4, at: box))
        let out = try await pantry.recorded(.scan(.distribute, "BOX00000") { $0.at = moment })
        #expect(out.quantity == Quantity(9) && out.warnings.isEmpty)
        #expect(try await pantry.balance(beans, at: box) == 4)
        #expect(try await pantry.balance(SamplePantry.rice, at: box) == 500)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `what left a box since it went out, as was heard later, is short`() async throws {
        let pantry = try await SamplePantry()
        let box = SamplePantry.box.id
        try await pantry.recorded(.scan(.intake, "beans", 9, at: box))
        let moment = pantry.clock.now()
        try await pantry.recorded(.scan(.distribute, "beans", 9, at: box))
        let out = try await pantry.recorded(.scan(.distribute, "BOX00000") { $0.at = moment })
        #expect(out.quantity == Quantity(9) && out.warnings == [.shortfall])
        #expect(try await pantry.balance(beans, at: box) == -9)
    }

    @Test func `a box that went out before its shelf was counted leaves the count true`()
        async throws
    {
        let pantry = try await SamplePantry()
        let (box, shelf) = (SamplePantry.box.id, SamplePantry.shelf.id)
        try await pantry.recorded(.scan(.move, "BOX00000", to: shelf))
        try await pantry.recorded(.scan(.intake, "beans", 9, at: box))
        try await pantry.recorded(.scan(.intake, "beans", 2, at: shelf))
        let moment = pantry.clock.now()
        let count: CountID = fresh()
        _ = try await pantry.store.write { try $0.openCount(count, at: .id(shelf)) }
        try await pantry.recorded(.scan(.count, "beans", 2) { $0.facts.count = count })
        _ = try await pantry.store.write {
            try $0.completeCount(count, uncounted: .leave, entryID: fresh())
        }
        let out = try await pantry.recorded(.scan(.distribute, "BOX00000") { $0.at = moment })
        #expect(out.quantity == Quantity(9) && out.warnings == [.countedSince])
        #expect(try await pantry.balance(beans, at: box) + pantry.balance(beans, at: shelf) == 2)
        _ = try await pantry.store.write { try $0.reverse(out.id, entryID: fresh()) }
        let twice = try await pantry.recorded(
            .scan(.distribute, "BOX00000", 2) { $0.at = moment })
        #expect(twice.warnings.contains(.shortfall) && twice.warnings.contains(.countedSince))
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a box that left before its shelf was counted keeps what it holds`() async throws {
        let pantry = try await SamplePantry()
        let (box, shelf) = (SamplePantry.box.id, SamplePantry.shelf.id)
        try await pantry.recorded(.scan(.move, "BOX00000", to: shelf))
        try await pantry.recorded(.scan(.intake, "beans", 5, at: shelf).bestBy("2028"))
        // What expires first is the likeliest to be missing.
        try await pantry.recorded(.scan(.intake, "beans", 4, at: box).bestBy("2027"))
        let moment = pantry.clock.now()
        let count: CountID = fresh()
        _ = try await pantry.store.write { try $0.openCount(count, at: .id(shelf)) }
        try await pantry.recorded(.scan(.count, "beans", 5) { $0.facts.count = count })
        _ = try await pantry.store.write {
            try $0.completeCount(count, uncounted: .leave, entryID: fresh())
        }
        #expect(try await pantry.balance(beans, at: box) == 0)
        let away = try await pantry.recorded(
            .scan(.move, "BOX00000", to: SamplePantry.bin.id) { $0.at = moment })
        #expect(try await pantry.balance(beans, at: box) == 4)
        #expect(try await pantry.balance(beans, at: shelf) == 5)
        _ = try await pantry.store.write { try $0.reverse(away.id, entryID: fresh()) }
        #expect(try await pantry.balance(beans, at: box) + pantry.balance(beans, at: shelf) == 5)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a hand-out from a shelf takes what lies there before what is in its boxes`()
        async throws
    {
        let pantry = try await SamplePantry()
        let shelf = SamplePantry.shelf.id
        let inside = [SamplePantry.bin.id, SamplePantry.otherBin.id]
        for place in inside + [shelf] {
            try await pantry.recorded(.scan(.intake, "beans", 3, at: place).bestBy("2027"))
        }
        try await pantry.recorded(.scan(.distribute, "beans", 3, at: shelf))
        #expect(try await pantry.balance(beans, at: shelf) == 0)
        for place in inside { #expect(try await pantry.balance(beans, at: place) == 3) }
    }

    @Test func `making a place again changes nothing, making another under its id is refused`()
        async throws
    {
        let pantry = try await SamplePantry()
        let bin = SamplePantry.bin
        let again = try await pantry.store.write {
            try $0.makePlace(
                bin.id, name: bin.name, kind: bin.kind, parent: .code("SHELF000"),
                freshCode: "NEW00000")
        }
        #expect(again.isReplay && again.place.labelCode == "BIN00000")
        await #expect(
            throws: StorageFault.idExistsWithDifferentContent(bin.id.named(JournalEntry.self))
        ) {
            try await pantry.store.write {
                try $0.makePlace(
                    bin.id, name: "Else", kind: .bin, parent: nil, freshCode: "NEW00000")
            }
        }
        await #expect(throws: StorageFault.labelCodeTaken("BOX00000")) {
            try await pantry.store.write {
                try $0.makePlace(
                    fresh(), name: "New", kind: .bin, parent: nil, freshCode: "BOX00000")
            }
        }
    }
}

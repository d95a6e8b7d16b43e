import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct LabelBindingTests {
    private let beans = SamplePantry.beans

    @Test func `a scan of a blank label waits, and counts once someone says what it is on`()
        async throws
    {
        let pantry = try await pantry()
        let scan = Scan.scan(.intake, "BLANK", 4)
        for isReplay in [false, true] {
            guard
                case .unresolved(_, scan.id, "BLANK", _, isReplay) = try await pantry.record(scan)
            else { throw NotRecorded(code: "kept") }
        }
        let key = beans.lot(dated: march)
        let bound = try await pantry.bind("BLANK", to: .lotOf(beans.id, dated: march))
        #expect(bound.settled.map(\.scan) == [scan.id] && !bound.isReplay)
        let stock = try await pantry.store.read { try $0.stock(limit: 10) }
        #expect(stock.map(\.quantity) == [4] && stock.map(\.lot.key) == [key])
        #expect(try await pantry.store.read { try $0.openUnresolvedCount() } == 0)
        #expect(try await pantry.recorded(.scan(.distribute, "BLANK", 1)).warnings.isEmpty)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `the lot whose label a roll's code became goes by that code`() async throws {
        let pantry = try await pantry()
        let taken = try await pantry.recorded(.scan(.intake, "beans", 9).bestBy("2027-03"))
        let lot = try #require(taken.lots.keys.first)
        try await pantry.bind("BLANK", to: .lot(lot))
        let code = try await pantry.store.write { try $0.issueLabel(for: lot, freshCode: "NEW") }
        #expect(code == "BLANK")
    }

    @Test func `a box made with a blank label bears its code, and its scans were of no stock`()
        async throws
    {
        let pantry = try await pantry()
        try await pantry.record(.scan(.intake, "BLANK"))
        let id: PlaceID = fresh()
        for isReplay in [false, true] {
            let made = try await pantry.make(id, "Box 7", blank: "BLANK")
            #expect(made.place.labelCode == "BLANK" && made.isReplay == isReplay)
        }
        #expect(try await pantry.store.read { try $0.openUnresolvedCount() } == 0)
        #expect(try await pantry.store.read { try $0.stock(limit: 10) }.isEmpty)
        await #expect(throws: StorageFault.labelCodeBound("BLANK")) {
            try await pantry.make(fresh(), "Box 8", blank: "BLANK")
        }
        await #expect(throws: StorageFault.labelCodeUnknown("FOREIGN")) {
            try await pantry.make(fresh(), "Box 8", blank: "FOREIGN")
        }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a label is bound once, and the same again changes nothing`() async throws {
        let pantry = try await pantry()
        let id: EntryID = fresh()
        try await pantry.bind("BLANK", to: .item(beans.id), id: id)
        let head = try await pantry.head()
        for again in [id, fresh()] {
            #expect(try await pantry.bind("BLANK", to: .item(beans.id), id: again).isReplay)
        }
        #expect(try await pantry.head() == head)
        let rice = LabelTarget.item(SamplePantry.rice.id)
        await #expect(throws: StorageFault.labelCodeBound("BLANK")) {
            try await pantry.bind("BLANK", to: rice)
        }
        await #expect(throws: StorageFault.idExistsWithDifferentContent(id)) {
            try await pantry.bind("BLANK", to: rice, id: id)
        }
        await #expect(throws: StorageFault.labelCodeUnknown("FOREIGN")) {
            try await pantry.bind("FOREIGN", to: rice)
        }
        await #expect(throws: StorageFault.labelCodeUnbound("OTHER")) {
            try await pantry.bind("OTHER", to: rice, corrects: id)
        }
        await #expect(throws: StorageFault.labelCodeUnbound("OTHER")) {
            try await pantry.bind("OTHER", to: .nothing)
        }
    }

    @Test func `a wrong binding is put right by another, which names it`() async throws {
        let pantry = try await pantry()
        let (wrong, right): (EntryID, EntryID) = (fresh(), fresh())
        try await pantry.bind("BLANK", to: .item(beans.id), id: wrong)
        try await pantry.recorded(.scan(.intake, "BLANK", 2))
        let rice = LabelTarget.item(SamplePantry.rice.id)
        try await pantry.bind("BLANK", to: rice, corrects: wrong, id: right)
        #expect(try await pantry.recorded(.scan(.intake, "BLANK", 3)).item == SamplePantry.rice)
        await #expect(throws: StorageFault.labelCodeBound("BLANK")) {
            try await pantry.bind("BLANK", to: .item(beans.id), corrects: wrong)
        }
        try await pantry.bind("BLANK", to: .nothing, corrects: right)
        guard
            case .unresolved(_, _, "BLANK", _, _) = try await pantry.record(.scan(.intake, "BLANK"))
        else { throw NotRecorded(code: "blank again") }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a place whose label was put on by mistake goes without one until it gets another`()
        async throws
    {
        let pantry = try await pantry()
        let id: PlaceID = fresh()
        _ = try await pantry.make(id, "Box 7", blank: "BLANK")
        try await pantry.bind(
            "BLANK", to: .item(beans.id), corrects: id.named(JournalEntry.self))
        #expect(try await pantry.store.read { try $0.place(id)?.labelCode } == nil)
        try await pantry.bind("OTHER", to: .place(.id(id)))
        #expect(try await pantry.store.read { try $0.place(id)?.labelCode } == "OTHER")
        let code = try await pantry.store.write { try $0.issueLabel(for: id, freshCode: "NEW") }
        #expect(code == "OTHER")
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a scan sent again is the same scan after the label of its place was put right`()
        async throws
    {
        let pantry = try await pantry()
        let (wrong, right): (EntryID, EntryID) = (fresh(), fresh())
        try await pantry.bind("BLANK", to: .place(.id(SamplePantry.bin.id)), id: wrong)
        let scan = Scan.scan(.intake, "beans", 2) { $0.place = .code("BLANK") }
        let move = Scan.scan(.move, "beans", 1) { $0.to = .code("BLANK") }
        let first = try await pantry.recorded(scan)
        let moved = try await pantry.recorded(move)
        for target in [LabelTarget.place(.id(SamplePantry.box.id)), .nothing] {
            let corrects = target == .nothing ? right : wrong
            let id = target == .nothing ? fresh() : right
            try await pantry.bind("BLANK", to: target, corrects: corrects, id: id)
            let again = try await pantry.recorded(scan)
            #expect((again.seq, again.place.id) == (first.seq, SamplePantry.bin.id))
            #expect(again.isReplay)
            #expect(try await pantry.recorded(move).seq == moved.seq)
        }
        // Another place is other content: by its id, and by a label that always stood for it.
        for place in [PlaceReference.id(SamplePantry.box.id), .code("BOX00000")] {
            await #expect(throws: StorageFault.idExistsWithDifferentContent(scan.id)) {
                var other = scan
                other.place = place
                _ = try await pantry.record(other)
            }
        }
    }

    @Test func `a scan that the item cannot have goes on waiting, and the others count`()
        async throws
    {
        let pantry = try await pantry()
        let soap = Item(id: fresh(), name: "Soap", category: "", measure: .each)
        _ = try await pantry.store.write { try $0.makeItem(soap, codes: []) }
        let count: CountID = fresh()
        _ = try await pantry.store.write { try $0.openCount(count, at: .id(SamplePantry.bin.id)) }
        try await pantry.record(
            .scan(.count, "BLANK") { ($0.facts.count, $0.facts.weightGrams) = (count, 90) })
        try await pantry.record(.scan(.intake, "BLANK", 5))
        #expect(try await pantry.bind("BLANK", to: .item(soap.id)).settled.count == 1)
        #expect(try await pantry.store.read { try $0.openUnresolvedCount() } == 1)
    }

    @Test func `who says what the scan of a blank label was, binds the label`() async throws {
        let pantry = try await pantry()
        let scan = Scan.scan(.intake, "BLANK", 2)
        try await pantry.record(scan)
        _ = try await pantry.store.write {
            try $0.resolve(scan.id, as: SamplePantry.rice.id, learning: 1, entryID: fresh())
        }
        #expect(try await pantry.store.read { try $0.label("BLANK")?.binding } != nil)
        #expect(try await pantry.recorded(.scan(.intake, "BLANK")).item == SamplePantry.rice)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `looking a blank label up says that it is one`() async throws {
        let pantry = try await pantry()
        guard case .lookedUp(let found) = try await pantry.record(.scan(.lookup, "BLANK")) else {
            throw NotRecorded(code: "looked up")
        }
        #expect(found.blank == "BLANK" && found.item == nil)
    }

    private let march = PartialDate("2027-03").map { DateLabel(kind: .bestBy, date: $0) }

    private func pantry() async throws -> SamplePantry {
        let pantry = try await SamplePantry()
        try await pantry.roll(fresh(), ["BLANK", "OTHER"], count: 2)
        return pantry
    }
}

extension SamplePantry {
    func make(_ id: PlaceID, _ name: String, blank: String) async throws
        -> (place: Place, isReplay: Bool)
    {
        try await store.write {
            try $0.makePlace(
                id, name: name, kind: .box, parent: nil, blank: blank, freshCode: "FRESH")
        }
    }
}

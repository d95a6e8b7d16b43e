import Stock
import Storage
import TestSupport
import Testing

@Suite struct LabelReplacementTests {
    private let bin = SamplePantry.bin

    @Test func `a lost label is replaced, and both codes name the place`() async throws {
        let pantry = try await SamplePantry()
        let id: EntryID = fresh()
        for isReplay in [false, true] {
            let new = try await pantry.replace("BIN00000", freshCode: "NEW", id: id)
            #expect(new.code == "NEW" && new.isReplay == isReplay)
        }
        let (place, old) = try await pantry.store.read {
            (try $0.place(bin.id), try $0.label("BIN00000"))
        }
        #expect(place?.labelCode == "NEW" && old?.replacedBy == "NEW")
        for code in ["BIN00000", "NEW"] {
            try await pantry.recorded(.scan(.intake, "beans") { $0.place = .code(code) })
        }
        #expect(try await pantry.balance(SamplePantry.beans, at: bin.id) == 2)
        await #expect(throws: StorageFault.labelCodeReplaced(by: "NEW")) {
            try await pantry.replace("BIN00000", freshCode: "THIRD")
        }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a blank label of a roll can take a lost one's place`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.roll(fresh(), ["BLANK", "OTHER"], count: 2)
        #expect(try await pantry.replace("BIN00000", with: "BLANK").code == "BLANK")
        await #expect(throws: StorageFault.labelCodeBound("BLANK")) {
            try await pantry.replace("BOX00000", with: "BLANK")
        }
        await #expect(throws: StorageFault.labelCodeUnknown("FOREIGN")) {
            try await pantry.replace("BOX00000", with: "FOREIGN")
        }
        await #expect(throws: StorageFault.labelCodeUnknown("beans")) {
            try await pantry.replace("beans", freshCode: "NEW")
        }
        await #expect(throws: StorageFault.labelCodeUnbound("OTHER")) {
            try await pantry.replace("OTHER", freshCode: "NEW")
        }
        await #expect(throws: StorageFault.labelCodeTaken("OTHER")) {
            try await pantry.replace("BOX00000", freshCode: "OTHER")
        }
    }

    @Test func `a replacement that is taken back leaves the old label as it was`() async throws {
        let pantry = try await SamplePantry()
        let id: EntryID = fresh()
        _ = try await pantry.replace("BIN00000", freshCode: "NEW", id: id)
        try await pantry.bind("NEW", to: .nothing, corrects: id)
        let (place, old) = try await pantry.store.read {
            (try $0.place(bin.id), try $0.label("BIN00000"))
        }
        #expect(place?.labelCode == "BIN00000" && old?.replacedBy == nil)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `the new label of a lot is the one that is printed again`() async throws {
        let pantry = try await SamplePantry()
        let taken = try await pantry.recorded(.scan(.intake, "beans", 9).bestBy("2027-03"))
        let lot = try #require(taken.lots.keys.first)
        _ = try await pantry.store.write { try $0.issueLabel(for: lot, freshCode: "LOST") }
        _ = try await pantry.replace("LOST", freshCode: "NEW")
        let code = try await pantry.store.write { try $0.issueLabel(for: lot, freshCode: "X") }
        #expect(code == "NEW")
        for code in ["LOST", "NEW"] {
            #expect(try await pantry.recorded(.scan(.distribute, code)).lots.keys.first == lot)
        }
        #expect(try await pantry.store.verify().isEmpty)
    }
}

extension SamplePantry {
    fileprivate func replace(
        _ code: String, with blank: String? = nil, freshCode: String = "FRESH",
        id: EntryID = fresh()
    ) async throws -> BoundLabel {
        try await store.write {
            try $0.replaceLabel(code, with: blank, freshCode: freshCode, entryID: id)
        }
    }
}

import Stock
import Storage
import TestSupport
import Testing

@Suite struct LabelRollTests {
    @Test func `a roll is one entry, and asked for again it has the same codes`() async throws {
        let pantry = try await SamplePantry()
        let id: EntryID = fresh()
        let before = try await pantry.head()
        let roll = try await pantry.roll(id, ["ONE", "TWO", "ONE", "THREE"], count: 3)
        #expect(roll.codes == ["ONE", "TWO", "THREE"] && !roll.isReplay)
        #expect(try await pantry.head() == before + 1)
        let again = try await pantry.roll(id, ["OTHER"], count: 3)
        #expect(again.codes == roll.codes && again.isReplay)
        await #expect(throws: StorageFault.idExistsWithDifferentContent(id)) {
            try await pantry.roll(id, ["OTHER"], count: 4)
        }
        #expect(try await pantry.head() == before + 1)
        let labels = try await pantry.store.read { try $0.labels(onRoll: id, limit: 10) }
        #expect(labels.map(\.code) == roll.codes && labels.allSatisfy { $0.binding == nil })
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test(arguments: [0, -1, Ledger.rollLimit + 1])
    func `a roll of no labels, or of more than fit, is refused`(_ count: Int) async throws {
        let pantry = try await SamplePantry()
        await #expect(throws: StorageFault.rollLengthOutOfRange(count)) {
            try await pantry.roll(fresh(), ["ONE"], count: count)
        }
    }

    @Test func `a code that anything goes by is never issued`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.roll(fresh(), ["ISSUED"], count: 1)
        let roll = try await pantry.roll(
            fresh(), ["BIN00000", "beans", "ISSUED", "FREE1", "FREE2", "FREE3"], count: 3)
        #expect(roll.codes == ["FREE1", "FREE2", "FREE3"])
        await #expect(throws: StorageFault.labelCodeTaken("FREE1")) {
            try await pantry.roll(fresh(), ["FREE1"], count: 1)
        }
        await #expect(throws: StorageFault.labelCodeTaken("FREE1")) {
            try await pantry.store.write {
                try $0.makePlace(
                    fresh(), name: "New", kind: .bin, parent: nil, freshCode: "FREE1")
            }
        }
        await #expect(throws: StorageFault.labelCodeTaken("FREE2")) {
            try await pantry.store.write {
                try $0.learn(SamplePantry.code("FREE2"), for: SamplePantry.beans.id)
            }
        }
    }

    @Test func `a full roll is issued and its codes are listed page by page`() async throws {
        let pantry = try await SamplePantry()
        let id: EntryID = fresh()
        let codes = (1...Ledger.rollLimit).map { "ROLL-\($0)" }
        try await pantry.roll(id, codes, count: codes.count)
        let last = try await pantry.store.read {
            try $0.labels(onRoll: id, after: 4_990, limit: 100)
        }
        #expect(last.map(\.code) == Array(codes.suffix(10)))
        try await pantry.bind("ROLL-5000", to: .item(SamplePantry.beans.id))
        let (blank, rolls) = try await pantry.store.read {
            (
                try $0.labels(onRoll: id, blank: true, after: 4_990, limit: 100),
                try $0.rolls(limit: 10)
            )
        }
        #expect(blank.map(\.code) == codes.suffix(10).dropLast())
        #expect(rolls.map(\.id) == [id] && rolls.map(\.count) == [5_000])
        #expect(rolls.map(\.bound) == [1])
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a hub from before there were rolls knows the labels of its places and lots`()
        async throws
    {
        let pantry = try await SamplePantry()
        let taken = try await pantry.recorded(.scan(.intake, "beans", 9).bestBy("2027-03"))
        let lot = try #require(taken.lots.keys.first)
        _ = try await pantry.store.write { try $0.issueLabel(for: lot, freshCode: "LOT00000") }
        try await pantry.recorded(.scan(.move, "BOX00000", to: SamplePantry.shelf.id))
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            DROP TABLE label_code; DROP INDEX code_lot; DROP INDEX code_place;
            DELETE FROM grdb_migrations WHERE identifier = '2 label codes'
            """)
        let store = try SamplePantry.open(pantry.directory.data)
        #expect(try await store.verify().isEmpty)
        let labels = try await store.read { queries in
            try ["LOT00000", "BOX00000", "beans"].map { try queries.label($0) != nil }
        }
        #expect(labels == [true, true, false])
        try store.close()
    }
}

extension SamplePantry {
    @discardableResult
    func roll(_ id: EntryID, _ codes: [String], count: Int) async throws
        -> (codes: [String], isReplay: Bool)
    {
        try await store.write {
            try $0.issueLabelCodes(id, count: count, fresh: Self.codes(codes))
        }
    }

    @discardableResult
    func bind(
        _ code: String, to wish: LabelTarget, corrects: EntryID? = nil, id: EntryID = fresh()
    ) async throws -> BoundLabel {
        try await store.write {
            try $0.bindLabel(code, to: wish, corrects: corrects, entryID: id)
        }
    }

    func head() async throws -> Int64 { try await store.read { try $0.head() } }
}

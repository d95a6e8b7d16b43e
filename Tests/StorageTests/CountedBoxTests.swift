import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// Counts of a shelf with a box that came or left, as is told only later.
struct CountedBoxTests {
    private static let start: Int64 = 1_795_300_000_000_000
    private let beans = SamplePantry.beans
    private let shelf = SamplePantry.shelf.id
    private let box = SamplePantry.box.id
    private let elsewhere = SamplePantry.otherBin.id

    /// What is told late of a box.
    enum Late: CaseIterable {
        case left, came, neverLeft, neverCame

        /// Whether it stood on the shelf as that was counted.
        var isSeen: Bool { self == .came || self == .neverLeft }
    }

    @Test(arguments: Late.allCases, [false, true])
    func `a count saw the boxes that stood there then, whichever is told first`(
        late: Late, isMoveFirst: Bool
    ) async throws {
        let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
        pantry.clock.set(moment(0))
        let known: EntryID = fresh()
        let wasThere = late == .left || late == .neverLeft
        try await pantry.recorded(.scan(.move, "BOX00000", to: wasThere ? shelf : elsewhere))
        try await pantry.recorded(.scan(.intake, "beans", 5, at: shelf))
        pantry.clock.set(moment(1))
        if late == .neverLeft || late == .neverCame {
            try await pantry.recorded(
                .scan(.move, "BOX00000", to: wasThere ? elsewhere : shelf, id: known))
        }
        try await count(shelf, seeing: late.isSeen ? 9 : 5, at: 10, in: pantry)

        func tellMove() async throws {
            if late == .neverLeft || late == .neverCame {
                _ = try await pantry.store.write { try $0.reverse(known, entryID: fresh()) }
            } else {
                try await scan(.move, "BOX00000", at: 2, in: pantry) {
                    $0.to = .id(late == .left ? elsewhere : shelf)
                }
            }
        }
        if isMoveFirst { try await tellMove() }
        try await scan(.intake, "beans", at: 4, in: pantry) {
            ($0.place, $0.facts.quantity) = (.id(box), 4)
        }
        if !isMoveFirst { try await tellMove() }
        #expect(try await pantry.balance(beans, at: box) == 4)
        #expect(try await pantry.balance(beans, at: shelf) == 5)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a shortfall that came after a count looked is none that it settles`() async throws {
        let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
        pantry.clock.set(moment(0))
        try await pantry.recorded(.scan(.move, "BOX00000", to: shelf))
        try await pantry.recorded(.scan(.intake, "beans", 5, at: shelf))
        try await count(shelf, seeing: 5, at: 10, in: pantry) {
            try await scan(.distribute, "beans", at: 12, in: pantry) {
                ($0.place, $0.facts.quantity) = (.id(box), 3)
            }
        }
        #expect(try await pantry.balance(beans, at: shelf) == 5)
        #expect(try await pantry.balance(beans, at: box) == -3)
        try await scan(.intake, "beans", at: 11, in: pantry) {
            ($0.place, $0.facts.quantity) = (.id(box), 3)
        }
        #expect(try await pantry.balance(beans, at: shelf) == 5)
        #expect(try await pantry.balance(beans, at: box) == 0)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a shelf's count says itself what a count of its box said, once that is otherwise`()
        async throws
    {
        let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
        pantry.clock.set(moment(0))
        let twice: EntryID = fresh()
        try await pantry.recorded(.scan(.move, "BOX00000", to: shelf))
        // Nothing was put into the box, and one can onto the shelf, of which nobody has heard yet.
        try await pantry.recorded(.scan(.intake, "beans", 4, at: box, id: twice))
        try await count(shelf, seeing: 1, at: 10, in: pantry) {
            try await count(box, seeing: 0, at: 12, in: pantry)
        }
        try await scan(.intake, "beans", at: 5, in: pantry) {
            ($0.place, $0.facts.quantity) = (.id(shelf), 1)
        }
        _ = try await pantry.store.write { try $0.undo(twice, entryID: fresh()) }
        #expect(try await pantry.balance(beans, at: shelf) == 1)
        #expect(try await pantry.balance(beans, at: box) == 0)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a hub that kept the boxes it had known holds figures to where they stood`()
        async throws
    {
        let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
        pantry.clock.set(moment(0))
        try await pantry.recorded(.scan(.move, "BOX00000", to: shelf))
        try await pantry.recorded(.scan(.intake, "beans", 5, at: shelf))
        try await count(shelf, seeing: 5, at: 10, in: pantry)
        try await scan(.move, "BOX00000", at: 2, in: pantry) { $0.to = .id(elsewhere) }
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            INSERT INTO count_figure
            SELECT item, x'\(box.blob.hexadecimal)', lot, count, 1, seen, first_at, last_at, seq, part
            FROM count_figure;
            DELETE FROM grdb_migrations WHERE identifier = '17 boxes of figures';
            """)
        let store = try SamplePantry.open(pantry.directory.data, clock: pantry.clock)
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    private func moment(_ second: Int64) -> Moment {
        Moment(microseconds: Self.start + second * 1_000_000)
    }

    /// Counts a place at a second; what happens until it is completed may follow.
    private func count(
        _ place: PlaceID, seeing seen: Int64, at second: Int64, in pantry: SamplePantry,
        then more: () async throws -> Void = {}
    ) async throws {
        let (count, beans): (CountID, _) = (fresh(), beans.id)
        _ = try await pantry.store.write { try $0.openCount(count, at: .id(place)) }
        pantry.clock.set(moment(20))
        let line = CountLineRequest(
            id: fresh(), count: count, subject: .item(beans), quantity: Quantity(seen),
            at: moment(second))
        _ = try await pantry.store.write { try $0.noteCountLine(line) }
        try await more()
        _ = try await pantry.store.write {
            try $0.completeCount(count, uncounted: .leave, entryID: fresh())
        }
    }

    private func scan(
        _ mode: ScanMode, _ code: String, at second: Int64, in pantry: SamplePantry,
        _ change: (inout Scan) -> Void
    ) async throws {
        let moment = moment(second)
        try await pantry.recorded(
            .scan(mode, code) { scan in
                change(&scan)
                scan.at = moment
            })
    }
}

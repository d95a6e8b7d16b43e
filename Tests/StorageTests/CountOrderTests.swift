import GRDB
import Journal
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

/// Lines of one count by when each thing was seen, whatever came first, and of items that were one meanwhile.
struct CountOrderTests {
    private static let start: Int64 = 1_795_300_000_000_000
    private let beans = SamplePantry.beans
    private let rice = SamplePantry.rice
    private let bin = SamplePantry.bin.id

    @Test(arguments: [false, true])
    func `of what two devices saw the later stands, whichever came first`(
        isCompleted: Bool
    ) async throws {
        for order in [[1, 2], [2, 1]] {
            let pantry = try await pantry()
            let count = try await open(in: pantry)
            if isCompleted { try await complete(count, in: pantry) }
            for second in order {
                try await type(second == 1 ? 7 : 9, of: beans, at: second, count, in: pantry)
            }
            // What was scanned before someone said all there is was among it; what was scanned after it was not.
            try await scan("beans", 4, at: 0, count, in: pantry)
            let last = try await scan("beans", 1, at: 3, count, in: pantry)
            #expect(last.balance == Quantity(10))
            if !isCompleted { try await complete(count, in: pantry) }
            let sheet = try #require(try await pantry.store.read { try $0.count(count) })
            #expect(sheet.lines.map(\.seen) == [10] && sheet.lines.map(\.at) == [moment(3)])
            #expect(try await pantry.balance(beans, at: bin) == 10)
            #expect(try await pantry.store.verify().isEmpty)
        }
    }

    @Test(arguments: [false, true], [2, 30])
    func `what was scanned of two items while they were one is of each once they are two`(
        isCompleted: Bool, second: Int
    ) async throws {
        let pantry = try await pantry()
        try await pantry.recorded(.scan(.intake, "beans", 5, at: bin))
        try await pantry.recorded(.scan(.intake, "peas", 6, at: bin))
        let count = try await open(in: pantry)
        try await scan("peas", 1, at: 1, count, in: pantry)
        let join = try await join(in: pantry)
        try await scan("peas", 3, at: second, count, in: pantry)
        try await scan("beans", 2, at: second + 1, count, in: pantry)
        if isCompleted {
            try await complete(count, in: pantry)
            #expect(try await pantry.balance(beans, at: bin) == 6)
        }
        try await part(join, in: pantry)
        if !isCompleted { try await complete(count, in: pantry) }
        #expect(try await pantry.balance(beans, at: bin) == 2)
        #expect(try await pantry.balance(peas, at: bin) == 4)
        #expect(try await recount(of: count, in: pantry).isEmpty)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test(arguments: [false, true])
    func `of what was written down of both nobody knows how much is of each`(
        isCompleted: Bool
    ) async throws {
        let pantry = try await pantry()
        try await pantry.recorded(.scan(.intake, "beans", 5, at: bin))
        try await pantry.recorded(.scan(.intake, "peas", 6, at: bin))
        let count = try await open(in: pantry)
        try await type(1, of: peas, at: 1, count, in: pantry)
        let join = try await join(in: pantry)
        try await type(4, of: beans, at: 30, count, in: pantry)
        if isCompleted {
            try await complete(count, in: pantry)
            #expect(try await pantry.balance(beans, at: bin) == 4)
        }
        try await part(join, in: pantry)
        let sheet = try #require(try await pantry.store.read { try $0.count(count) })
        #expect(sheet.lines.isEmpty, "nobody saw none of either")
        if !isCompleted { try await complete(count, in: pantry) }
        #expect(try await recount(of: count, in: pantry) == [beans.id, peas.id])
        // The count has no say about either: what it posted went back.
        #expect(
            try await pantry.balance(beans, at: bin) + pantry.balance(peas, at: bin) == 11)
        try await type(2, of: beans, at: 30, count, in: pantry)
        try await type(3, of: peas, at: 30, count, in: pantry)
        #expect(try await recount(of: count, in: pantry).isEmpty)
        #expect(try await pantry.balance(beans, at: bin) == 2)
        #expect(try await pantry.balance(peas, at: bin) == 3)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `what joined items lent comes back as seen, of the one that had it`() async throws {
        let pantry = try await pantry()
        pantry.clock.set(moment(0))
        let (other, moved, peas): (PlaceID, EntryID, _) = (
            SamplePantry.otherBin.id, fresh(), peas
        )
        try await pantry.recorded(.scan(.intake, "peas", 6, at: bin))
        let join = try await join(in: pantry)
        try await pantry.recorded(
            .scan(.move, "peas", 4, at: bin, id: moved) { $0.to = .id(other) })
        let count = try await open(in: pantry)
        try await scan("peas", 10, at: 10, count, in: pantry)
        try await part(join, in: pantry)
        try await complete(count, in: pantry)
        #expect(try await pantry.balance(peas, at: bin) == 10)
        _ = try await pantry.store.write { try $0.undo(moved, entryID: fresh()) }
        #expect(try await pantry.balance(peas, at: bin) == 10, "as someone saw there since")
        #expect(try await pantry.balance(beans, at: bin) == 0)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `what was written down before items were joined is of the one that was meant`()
        async throws
    {
        let pantry = try await pantry()
        let count = try await open(in: pantry)
        try await type(5, of: beans, at: 1, count, in: pantry)
        _ = try await join(in: pantry)
        // Devices were offline: peas are no other word on beans, nor beans on peas.
        try await type(3, of: peas, at: 2, count, in: pantry)
        try await type(5, of: beans, at: 3, count, in: pantry)
        try await complete(count, in: pantry)
        #expect(try await pantry.balance(beans, at: bin) == 8)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a count from before lines had their moments says what it said`() async throws {
        let pantry = try await pantry()
        let count = try await open(in: pantry)
        try await type(5, of: beans, at: 1, count, in: pantry)
        try await scan("beans", 2, at: 2, count, in: pantry)
        for undo in [true, false] {
            let unknown = Scan.scan(.count, "4711", 3) { $0.facts.count = count }
            _ = try await pantry.record(unknown)
            let explanation: EntryID = fresh()
            _ = try await pantry.store.write {
                try $0.resolve(
                    unknown.id, as: SamplePantry.rice.id, learning: 1, entryID: explanation)
            }
            guard undo else { continue }
            _ = try await pantry.store.write { try $0.undo(explanation, entryID: fresh()) }
        }
        let join = try await join(in: pantry)
        try await part(join, in: pantry)
        let before = try #require(try await pantry.store.read { try $0.count(count) })
        #expect(Set(before.lines.map(\.seen)) == [7, 3])
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            beforeLooks)
        let store = try SamplePantry.open(pantry.directory.data)
        #expect(try await store.verify() == [])
        let after = try #require(try await store.read { try $0.count(count) })
        #expect(after.lines.map(\.seen) == before.lines.map(\.seen))
        #expect(after.lines.map(\.at) == before.lines.map(\.at))
        try store.close()
    }
}

extension CountOrderTests {
    private var peas: Item {
        var random = SeededGenerator(seed: 3)
        return Item(
            id: ID(milliseconds: 3, using: &random), name: "Peas", category: "", measure: .each)
    }

    @Test(arguments: [false, true])
    func `what was seen under a clock that was ahead was seen before it was put right`(
        isSeenAgain: Bool
    ) async throws {
        let pantry = try await pantry()
        pantry.clock.set(moment(0))
        try await pantry.recorded(.scan(.intake, "beans", 10, at: bin))
        let ahead = 100 * 86_400
        pantry.clock.set(moment(ahead))
        let count: CountID = fresh()
        _ = try await pantry.store.write { try $0.openCount(count, at: .code("BIN00000")) }
        try await type(10, of: beans, at: ahead, count, in: pantry)
        pantry.clock.set(moment(60))
        try await pantry.store.write { try $0.confirmClock() }
        pantry.clock.set(moment(120))
        try await pantry.recorded(.scan(.distribute, "beans", 3, at: bin))
        if isSeenAgain { try await type(6, of: beans, at: 110, count, in: pantry) }
        #expect(try await pantry.store.verify().isEmpty)
        // A database that did not hold them to it yet.
        let columns = try await pantry.store.read { queries in
            try Int64.fetchAll(
                queries.db,
                sql: "SELECT moment FROM count_line UNION ALL SELECT began FROM count_sheet")
        }
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            UPDATE count_line SET moment = \(moment(ahead).microseconds) WHERE quantity = 10;
            UPDATE count_sheet SET began = \(moment(ahead).microseconds);
            DELETE FROM grdb_migrations WHERE identifier = '15 counts by the clock';
            """)
        let store = try SamplePantry.open(pantry.directory.data, clock: pantry.clock)
        #expect(
            try await store.read { queries in
                try Int64.fetchAll(
                    queries.db,
                    sql: "SELECT moment FROM count_line UNION ALL SELECT began FROM count_sheet")
            } == columns)
        #expect(try await store.verify().isEmpty)
        _ = try await store.write {
            try $0.completeCount(count, uncounted: .leave, entryID: fresh())
        }
        let stock = try await store.read { try $0.stock(place: bin, item: beans.id, limit: 10) }
        // Six were seen before three of them went.
        #expect(stock.map(\.quantity) == [isSeenAgain ? 3 : 7])
        #expect(try await store.verify().isEmpty)
    }

    private func moment(_ second: Int) -> Moment {
        Moment(microseconds: Self.start + Int64(second) * 1_000_000)
    }

    private func pantry() async throws -> SamplePantry {
        let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
        let peas = peas
        _ = try await pantry.store.write {
            try $0.makeItem(peas, codes: [SamplePantry.code("peas")])
        }
        return pantry
    }

    private func open(in pantry: SamplePantry) async throws -> CountID {
        pantry.clock.set(moment(0))
        let count: CountID = fresh()
        _ = try await pantry.store.write { try $0.openCount(count, at: .code("BIN00000")) }
        // Everything else arrives after all of it happened.
        pantry.clock.set(moment(20))
        return count
    }

    private func type(
        _ seen: Int64, of item: Item, at second: Int, _ count: CountID, in pantry: SamplePantry
    ) async throws {
        let line = CountLineRequest(
            id: fresh(), count: count, subject: .item(item.id), quantity: Quantity(seen),
            at: moment(second))
        _ = try await pantry.store.write { try $0.noteCountLine(line) }
    }

    @discardableResult
    private func scan(
        _ code: String, _ quantity: Int64, at second: Int, _ count: CountID, in pantry: SamplePantry
    ) async throws -> RecordedScan {
        let moment = moment(second)
        return try await pantry.recorded(
            .scan(.count, code, quantity) { ($0.facts.count, $0.at) = (count, moment) })
    }

    private func join(in pantry: SamplePantry) async throws -> EntryID {
        let (id, peas, beans): (EntryID, _, _) = (fresh(), peas.id, beans.id)
        _ = try await pantry.store.write {
            try $0.joinItems(peas, into: .id(beans), entryID: id)
        }
        return id
    }

    private func part(_ join: EntryID, in pantry: SamplePantry) async throws {
        _ = try await pantry.store.write { try $0.undo(join, entryID: fresh()) }
    }

    private func complete(_ count: CountID, in pantry: SamplePantry) async throws {
        _ = try await pantry.store.write {
            try $0.completeCount(count, uncounted: .leave, entryID: fresh())
        }
    }

    private func recount(of count: CountID, in pantry: SamplePantry) async throws -> Set<ItemID> {
        Set(try #require(try await pantry.store.read { try $0.count(count) }).recount.map(\.id))
    }
}

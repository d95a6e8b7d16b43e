import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// What stands in an entry beside its own lines counts for the day on which it happened.
struct LineDayTests {
    private let box = SamplePantry.box.id
    private let bin = SamplePantry.bin.id

    /// On the second of two days.
    private func pantry() async throws -> SamplePantry {
        try await SamplePantry(clock: SteppingClock("2026-11-22T15:00:00Z", step: 1_000))
    }

    private func at(_ time: String, _ scan: Scan) -> Scan {
        var scan = scan
        scan.say(at: "2026-11-\(time):00-05:00")
        return scan
    }

    /// In, out and adjusted, and what was left in the evening.
    private func day(_ day: Int, _ pantry: SamplePantry) async throws -> [Int64] {
        let date = try #require(CivilDate("2026-11-\(day)"))
        return try await pantry.store.read { queries in
            guard let line = try queries.account(of: date).lines.first else { return [0, 0, 0, 0] }
            let totals = line.totals
            return [
                totals.taken.value, totals.distributed.value, totals.adjusted.value,
                line.closing.value,
            ]
        }
    }

    /// What the entries say of each day is what its totals say.
    private func check(_ pantry: SamplePantry) async throws {
        #expect(try await pantry.store.verify().isEmpty)
        let isSame = try await pantry.store.read { queries in
            let kinds = Dictionary(
                uniqueKeysWithValues: try queries.places(edges: true).map { ($0.id, $0.kind) })
            let entries = try queries.journal(after: 0, limit: 1_000)
            let days = try queries.daysOfEntries(1...Int64(entries.count))
            var sums: [String: DayTotals] = [:]
            for entry in entries {
                guard let said = try entry.content() else { continue }
                for (number, line) in said.lines.enumerated() {
                    let day = try #require(days.day(of: line, number, in: said, at: entry.seq))
                    try sums["\(day) \(line.item)", default: DayTotals()].add(
                        line.quantity, from: kinds[line.from] ?? .floor,
                        to: kinds[line.to] ?? .floor)
                }
            }
            let rows = try queries.dayRows(after: nil, limit: 1_000)
            let known = Dictionary(
                uniqueKeysWithValues: rows.map { ("\($0.day) \($0.item)", $0.totals) })
            return known.filter { $0.value != DayTotals() }
                == sums.filter { $0.value != DayTotals() }
        }
        #expect(isSame)
    }

    @Test func `what goes with a box goes on the day of the box`() async throws {
        let pantry = try await pantry()
        let box = try await pantry.recorded(at("22T09:00", .scan(.distribute, "BOX00000")))
        let late = try await pantry.recorded(
            at("21T12:00", .scan(.intake, "beans", 6, at: box.place.id)))
        #expect(try await day(21, pantry) == [6, 0, 0, 6])
        #expect(try await day(22, pantry) == [0, 6, 0, 0])
        try await check(pantry)
        _ = try await pantry.store.write { try $0.reverse(box.id, entryID: fresh()) }
        #expect(try await day(21, pantry) == [6, 0, 0, 6])
        #expect(try await day(22, pantry) == [0, 0, 0, 6])
        _ = try await pantry.store.write { try $0.reverse(late.id, entryID: fresh()) }
        #expect(try await day(21, pantry) == [0, 0, 0, 0])
        try await check(pantry)
    }

    @Test func `what is taken back leaves both days as they were`() async throws {
        let pantry = try await pantry()
        try await pantry.recorded(at("22T09:00", .scan(.distribute, "BOX00000")))
        let late = try await pantry.recorded(at("21T12:00", .scan(.intake, "beans", 6, at: box)))
        _ = try await pantry.store.write { try $0.reverse(late.id, entryID: fresh()) }
        for day in [21, 22] { #expect(try await self.day(day, pantry) == [0, 0, 0, 0]) }
        try await check(pantry)
    }

    @Test func `where a box stood is told of the day that it went on`() async throws {
        let pantry = try await pantry()
        try await pantry.recorded(at("20T08:00", .scan(.move, "BIN00000", to: box)))
        try await pantry.recorded(at("20T09:00", .scan(.intake, "beans", 6, at: bin)))
        try await pantry.recorded(at("21T09:00", .scan(.distribute, "BOX00000")))
        #expect(try await day(21, pantry) == [0, 6, 0, 0])
        try await pantry.recorded(
            at("21T08:00", .scan(.move, "BIN00000", to: SamplePantry.shelf.id)))
        #expect(try await day(21, pantry) == [0, 0, 0, 6])
        #expect(try await day(22, pantry) == [0, 0, 0, 6])
        try await check(pantry)
    }

    private func count(
        _ seen: Int64, at time: String, in pantry: SamplePantry
    ) async throws -> EntryID {
        let count: CountID = fresh()
        _ = try await pantry.store.write { try $0.openCount(count, at: .id(bin)) }
        let line = CountLineRequest(
            id: fresh(), count: count, subject: .item(SamplePantry.beans.id),
            quantity: Quantity(seen), at: Moment("2026-11-\(time):00-05:00"))
        _ = try await pantry.store.write { try $0.noteCountLine(line) }
        let completion: EntryID = fresh()
        _ = try await pantry.store.write {
            try $0.completeCount(count, uncounted: .leave, entryID: completion)
        }
        return completion
    }

    @Test func `a count's word on a late fact is of the day of the count`() async throws {
        let pantry = try await pantry()
        try await pantry.recorded(at("22T08:00", .scan(.intake, "beans", 2, at: bin)))
        let completion = try await count(6, at: "22T09:00", in: pantry)
        #expect(try await day(22, pantry) == [2, 0, 4, 6])
        try await pantry.recorded(at("21T12:00", .scan(.intake, "beans", 6, at: bin)))
        #expect(try await day(21, pantry) == [6, 0, 0, 6])
        #expect(try await day(22, pantry) == [2, 0, -2, 6])
        _ = try await pantry.store.write { try $0.reverse(completion, entryID: fresh()) }
        #expect(try await day(22, pantry) == [2, 0, 0, 8])
        try await check(pantry)
    }

    @Test func `a count that is completed the next morning is of the evening before`() async throws
    {
        let pantry = try await pantry()
        try await pantry.recorded(at("21T08:00", .scan(.intake, "beans", 2, at: bin)))
        let completion = try await count(5, at: "21T18:00", in: pantry)
        #expect(try await day(21, pantry) == [2, 0, 3, 5])
        #expect(try await day(22, pantry) == [0, 0, 0, 5])
        _ = try await pantry.store.write { try $0.reverse(completion, entryID: fresh()) }
        #expect(try await day(21, pantry) == [2, 0, 0, 2])
        try await check(pantry)
    }

    @Test func `a closed day stays as signed, and gets its own back once it is open again`()
        async throws
    {
        let pantry = try await pantry()
        let closed = try #require(CivilDate("2026-11-21"))
        try await pantry.recorded(at("21T08:00", .scan(.intake, "beans", 1, at: bin)))
        _ = try await count(3, at: "21T18:00", in: pantry)
        try await pantry.recorded(at("22T09:00", .scan(.distribute, "BOX00000")))
        _ = try await pantry.store.write { try $0.closeDay(closed, entryID: fresh()) }
        #expect(try await day(21, pantry) == [1, 0, 2, 3])
        try await pantry.recorded(at("21T12:00", .scan(.intake, "beans", 6, at: box)))
        try await pantry.recorded(at("21T12:00", .scan(.intake, "beans", 1, at: bin)))
        #expect(try await day(21, pantry) == [1, 0, 2, 3])
        #expect(try await day(22, pantry) == [7, 6, -1, 3])
        try await check(pantry)
        _ = try await pantry.store.write { try $0.reopenDay(closed, entryID: fresh()) }
        #expect(try await day(21, pantry) == [8, 0, 1, 9])
        #expect(try await day(22, pantry) == [0, 6, 0, 3])
        try await check(pantry)
        _ = try await pantry.store.write { try $0.closeDay(closed, entryID: fresh()) }
        try await check(pantry)
    }

    @Test func `another zone puts each line on its own day`() async throws {
        let pantry = try await pantry()
        try await pantry.recorded(at("22T09:00", .scan(.distribute, "BOX00000")))
        try await pantry.recorded(at("21T12:00", .scan(.intake, "beans", 6, at: box)))
        let zone = try #require(TimeZone(identifier: "Pacific/Auckland"))
        _ = try await pantry.store.write { try $0.setTimeZone(zone, entryID: fresh()) }
        #expect(try await day(21, pantry) == [0, 0, 0, 0])
        #expect(try await day(22, pantry) == [6, 0, 0, 6])
        #expect(try await day(23, pantry) == [0, 6, 0, 0])
        try await check(pantry)
    }
}

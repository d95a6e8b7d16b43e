import Foundation
import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct DayTests {
    private let today = "2026-11-21"

    @Test func `opening and in less out and discarded, with what was adjusted, is closing`()
        async throws
    {
        let pantry = try await SamplePantry()
        try await pantry.recorded(
            .scan(.intake, "beans", 20) { $0.say(at: "2026-11-20T10:00:00-05:00") })
        try await pantry.recorded(.scan(.intake, "beans", 5))
        try await pantry.recorded(.scan(.distribute, "beans", 7))
        let wrong = try await pantry.recorded(.scan(.distribute, "beans", 3))
        try await pantry.recorded(.scan(.discard, "beans", 2))
        try await pantry.recorded(.scan(.move, "beans", 4, to: SamplePantry.bin.id))
        _ = try await pantry.store.write { try $0.reverse(wrong.id, entryID: fresh()) }
        let totals = try #require(try await account(today, in: pantry).lines.first).totals
        #expect(
            totals.opening.value == 20 && totals.taken.value == 5 && totals.distributed.value == 7)
        #expect(totals.discarded.value == 2 && totals.adjusted.value == 0)
        #expect(try totals.closing().value == 16)
        #expect(try await account("2026-11-20", in: pantry).lines.map(\.closing.value) == [20])
    }

    @Test
    func `a hub that does not tell how its zone was found is asked for it, until a day is closed`()
        async throws
    {
        let pantry = try await SamplePantry()
        #expect(!pantry.store.calendar.isGuessed)
        try pantry.store.close()
        // As an earlier Larder wrote it, whether or not someone had said the zone.
        try tamper(
            pantry.directory.data,
            "UPDATE journal SET body = CAST(json_remove(CAST(body AS TEXT), '$.zoneIsGuessed') AS BLOB) WHERE seq = 1"
        )
        let day = try #require(CivilDate(today))
        for (isOpen, isAsked) in [(true, true), (false, false), (true, false)] {
            let store = try Store(at: pantry.directory.data, clock: pantry.clock, timeZone: nil)
            #expect(store.calendar.timeZone.identifier == "America/New_York")
            let isFirst = isOpen && isAsked
            #expect(store.calendar.isGuessed == isFirst)
            try await store.write { ledger in
                if isFirst {
                    _ = try ledger.closeDay(day, isClockRight: false, entryID: fresh())
                } else if !isOpen {
                    try ledger.reopenDay(day, entryID: fresh())
                }
            }
            #expect(!store.calendar.isGuessed)
            try store.close()
        }
    }

    @Test func `a day is the date on the hub's wall, not in Greenwich`() async throws {
        let pantry = try await SamplePantry(
            clock: SteppingClock("2026-11-22T04:59:00Z", step: 1_000))
        try await pantry.recorded(.scan(.intake, "beans", 1))
        pantry.clock.advance(seconds: 120)
        try await pantry.recorded(.scan(.intake, "beans", 2))
        #expect(try await account(today, in: pantry).lines.map(\.totals.taken.value) == [1])
        #expect(try await account("2026-11-22", in: pantry).lines.map(\.totals.taken.value) == [2])
    }

    @Test func `a late scan goes to the open day, with a word`() async throws {
        let pantry = try await SamplePantry()
        try await close(today, in: pantry)
        let late = try await pantry.recorded(
            .scan(.intake, "beans", 3) { $0.say(at: "2026-11-20T10:00:00Z") })
        #expect(late.warnings == [.dayClosed])
        let box = try await pantry.recorded(.scan(.distribute, "BOX00000"))
        #expect(box.warnings == [.shortfall, .dayClosed])
        #expect(try await account(today, in: pantry).lines.isEmpty)
        #expect(try await account("2026-11-22", in: pantry).lines.map(\.totals.taken.value) == [3])
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `closing a day closes all before it, once`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.record(.scan(.intake, "unknown"))
        let first = try await close(today, in: pantry)
        #expect(!first.isReplay && first.closing.unresolved == 1)
        let again = try await close(today, in: pantry)
        #expect(again.isReplay && again.closing == first.closing)
        await #expect(throws: StorageFault.dayIsClosed(try day("2026-11-19"))) {
            try await close("2026-11-19", in: pantry)
        }
        await #expect(throws: StorageFault.dayNotBegun(try day("2026-11-22"))) {
            try await close("2026-11-22", in: pantry)
        }
        #expect(try await pantry.store.read { try $0.lastClosedDay() } == day(today))
    }

    @Test func `a closed account stays what was signed`() async throws {
        let pantry = try await SamplePantry()
        let scan = try await pantry.recorded(.scan(.intake, "beans", 3))
        try await close(today, in: pantry)
        let signed = try await account(today, in: pantry).lines.map(\.totals)
        _ = try await pantry.store.write { try $0.reverse(scan.id, entryID: fresh()) }
        try await pantry.recorded(
            .scan(.distribute, "beans", 3) { $0.say(at: "2026-11-21T10:00:00Z") })
        #expect(try await account(today, in: pantry).lines.map(\.totals) == signed)
    }

    @Test(arguments: [
        ("America/Havana", 2_026), ("Africa/Cairo", 2_026), ("America/New_York", 2_026),
    ])
    func `a day that loses its midnight ends at the next`(_ zone: String, year: Int) throws {
        let calendar = HubCalendar(timeZone: try #require(TimeZone(identifier: zone)))
        var dates = Calendar(identifier: .gregorian)
        dates.timeZone = calendar.timeZone
        let start = try #require(Moment("\(year)-01-01T00:30:00Z"))
        for half in 0..<(365 * 48) {
            let moment = Moment(microseconds: start.microseconds + Int64(half) * 1_800_000_000)
            let parts = dates.dateComponents(
                [.year, .month, .day],
                from: Date(timeIntervalSince1970: Double(moment.microseconds / 1_000_000)))
            let date = CivilDate(
                year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
            #expect(calendar.date(moment) == date, "\(moment)")
        }
        #expect(calendar.date(Moment(microseconds: .max)).year == 9_999)
        #expect(calendar.date(Moment(microseconds: .min)).year == 1)
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func account(_ text: String, in pantry: SamplePantry) async throws -> DayAccount {
        let day = try day(text)
        return try await pantry.store.read { try $0.account(of: day) }
    }

    @discardableResult
    private func close(_ text: String, in pantry: SamplePantry) async throws -> (
        closing: DayClosed, isReplay: Bool
    ) {
        let day = try day(text)
        return try await pantry.store.write { try $0.closeDay(day, entryID: fresh()) }
    }
}

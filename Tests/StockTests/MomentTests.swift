import Foundation
import SeededRandom
import Testing

@testable import Stock

@Suite struct MomentTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-21T10:02:03-05:00", 1_795_273_323_000_000),
        ("2026-11-21T15:02:03.5Z", 1_795_273_323_500_000),
        ("2026-11-21t15:02:03.1234567z", 1_795_273_323_123_456),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000), ("1969-12-31T23:59:59.999999Z", -1),
        ("2026-11-21 20:32:03+05:30", 1_795_273_323_000_000),
    ])
    func `RFC 3339 text names its moment`(_ text: String, microseconds: Int64) {
        #expect(Moment(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "yesterday", "", "2026-11-21", "2026-11-21T10:02:03", "2026-11-21T10:02Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z", "2026-11-21T10:02:61Z", "2026-02-29T10:02:03Z",
        "2026-11-21T10:02:03.Z",
        "2026-11-21T10:02:03+24:00", "2026-11-21T10:02:03+0500", "2026-11-21T10:02:03Z ",
        "2026-11-21T10:02:03Zulu",
        "2026-11-21T1٠:02:03Z",
    ])
    func `other text is no moment`(_ text: String) { #expect(Moment(text) == nil) }

    @Test(arguments: seeds)
    func `a moment's text reads back as itself, and as Foundation has it`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        for _ in 0..<2_000 {
            let moment = Moment(
                microseconds: .random(
                    in: -10_000_000_000_000_000...253_402_300_799_999_999, using: &random))
            #expect(Moment(moment.description) == moment)
            let parsed = try style.parse(String(moment.description.prefix(19)) + "Z")
            let (whole, rest) = moment.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
            #expect(
                Int64(parsed.timeIntervalSince1970) == (rest < 0 ? whole - 1 : whole), "\(moment)")
        }
    }

    @Test(arguments: edges) func `no moment is other than its text, whatever it is made of`(
        _ microseconds: Int64
    ) {
        let moment = Moment(microseconds: microseconds)
        #expect(moment.description.utf8.count == 27 && Moment(moment.description) == moment)
        for other in edges.map({ Moment(microseconds: $0) }) {
            let right = ClockOffset(sentAt: moment, now: other).corrected(moment)
            #expect(right == other)
            let wrong = ClockOffset(sentAt: other, now: moment).corrected(moment)
            #expect(Moment(wrong.description) == wrong)
        }
    }

    @Test(arguments: [
        ("0001-01-01T00:00:00+01:00", Moment.earliest), ("0001-01-01T23:58:59.5+23:59", .earliest),
        ("9999-12-31T23:59:59-01:00", .latest), ("9999-12-31T23:59:60Z", .latest),
        ("0001-01-01T00:00:00Z", .earliest), ("9999-12-31T23:59:59.9999999Z", .latest),
    ])
    func `an offset leads no further than the years that can be written`(
        _ text: String, _ moment: Moment
    ) {
        #expect(Moment(text) == moment)
    }
}

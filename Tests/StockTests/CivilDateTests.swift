import Foundation
import Testing

@testable import Stock

@Suite struct CivilDateTests {
    @Test func `every day of four centuries is the day that Foundation says`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let first = try #require(CivilDate(year: 1_600, month: 1, day: 1)).daysSince1970
        for days in stride(from: first, to: first + 146_097, by: 1) {
            let date = CivilDate(daysSince1970: days)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            guard date.year == parts.year, date.month == parts.month, date.day == parts.day,
                date.daysSince1970 == days
            else {
                Issue.record("\(date) is not \(parts)")
                return
            }
        }
    }

    @Test func `every day from the year 1 to 9999 has one number and one text`() {
        var before = CivilDate(daysSince1970: -719_162)
        #expect(before.description == "0001-01-01")
        for days in -719_161...2_932_896 {
            let date = CivilDate(daysSince1970: days)
            guard date > before, date.daysSince1970 == days, before.next == date else {
                Issue.record("\(date) does not follow \(before)")
                return
            }
            before = date
        }
        #expect(before.description == "9999-12-31" && before.next == before)
        #expect(
            CivilDate(daysSince1970: .min).year == 1 && CivilDate(daysSince1970: .max).year == 9_999
        )
    }

    @Test(arguments: ["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
    func `a date's text reads back as itself`(_ text: String) throws {
        let date = try #require(CivilDate(text))
        #expect(date.description == text)
        #expect(
            try JSONDecoder().decode(CivilDate.self, from: try JSONEncoder().encode(date)) == date)
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31",
        "0000-01-01", "2026-11",
        "2026", "26-11-21", "2026-1-1", "2026-11-21 ", "+026-11-21", "２０２６-11-21", "2026-11-21-01",
        "",
    ])
    func `what is no day of the calendar is refused`(_ text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: [
        ("2027", "2027-12-31"), ("2027-02", "2027-02-28"), ("2028-02", "2028-02-29"),
        ("2027-03-09", "2027-03-09"),
    ])
    func `a date label covers all of its month or year`(_ text: String, last: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.description == text)
        #expect(date.lastDay.description == last)
        #expect(
            try JSONDecoder().decode(PartialDate.self, from: try JSONEncoder().encode(date)) == date
        )
        for kind in DateLabel.Kind.allCases {
            let label = DateLabel(kind: kind, date: date)
            #expect((label.lastDay == nil) == [.packedOn, .frozenOn].contains(kind))
        }
    }
}

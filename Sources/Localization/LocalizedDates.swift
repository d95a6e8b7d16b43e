import Foundation
package import Stock

extension Localizer {
    /// A day written out: “Saturday, November 21, 2026”.
    package func day(_ date: CivilDate) -> String {
        written(date) { $0.weekday(.wide).day().month(.wide).year() }
    }

    /// A day of these months, where room is dear: “Nov 21”.
    package func shortDay(_ date: CivilDate) -> String {
        written(date) { $0.day().month(.abbreviated) }
    }

    /// The day of a moment on the hub's wall: “November 21, 2026”.
    package func day(of moment: Moment) -> String {
        instant(moment).formatted(base(timeZone).day().month(.wide).year())
    }

    /// A maker's date written out as far as it goes: “March 2027”.
    package func date(_ date: PartialDate) -> String { self.date(date, month: .wide) }

    private func date(_ date: PartialDate, month: Date.FormatStyle.Symbol.Month) -> String {
        guard let day = CivilDate(year: date.year, month: date.month ?? 1, day: date.day ?? 1)
        else {
            return date.description
        }
        return written(day) { style in
            let year = style.year()
            guard date.month != nil else { return year }
            return date.day == nil ? year.month(month) : year.month(month).day()
        }
    }

    /// A date label in words: “best by March 2027”; what has none says so.
    package func dateLabel(_ label: DateLabel?) -> String {
        guard let label else { return text("words.noDate") }
        return text("words.\(label.kind.rawValue)", ["date": date(label.date)])
    }

    /// A date label for a printed label, where room is dear: “best by Mar 2027”, whose date no line
    /// end parts.
    package func shortDateLabel(_ label: DateLabel) -> String {
        let short = date(label.date, month: .abbreviated)
        return text("words.\(label.kind.rawValue)", ["date": Self.bound(short)])
    }

    /// The day of a moment, as ``shortDateLabel(_:)`` has it: “Nov 21, 2026”.
    package func shortDay(of moment: Moment) -> String {
        Self.bound(instant(moment).formatted(base(timeZone).day().month(.abbreviated).year()))
    }

    private static func bound(_ date: String) -> String {
        date.replacingOccurrences(of: " ", with: "\u{A0}")
    }

    /// A month's name by itself, 1 to 12.
    package func month(_ number: Int) -> String {
        guard let day = CivilDate(year: 2_000, month: number, day: 1) else { return "" }
        return written(day) { $0.month(.wide) }
    }

    /// A moment on the hub's wall: “November 21 at 3:04 PM”, with its year where that is another.
    package func moment(_ moment: Moment, now: Moment) -> String {
        let style = base(timeZone).day().month(.wide).hour().minute()
        let isThisYear = HubYear.of(moment, timeZone) == HubYear.of(now, timeZone)
        return instant(moment).formatted(isThisYear ? style : style.year())
    }

    /// The hour on the hub's wall: “3:04 PM”.
    package func hour(_ moment: Moment) -> String {
        instant(moment).formatted(base(timeZone).hour().minute())
    }

    private func written(_ day: CivilDate, _ style: (Date.FormatStyle) -> Date.FormatStyle)
        -> String
    {
        Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400).formatted(style(base(.gmt)))
    }

    private func base(_ zone: TimeZone) -> Date.FormatStyle {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return Date.FormatStyle(locale: locale, calendar: calendar, timeZone: zone)
    }

    private func instant(_ moment: Moment) -> Date {
        Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000)
    }
}

/// The year on a hub's wall.
private enum HubYear {
    static func of(_ moment: Moment, _ zone: TimeZone) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar.component(
            .year, from: Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000))
    }
}

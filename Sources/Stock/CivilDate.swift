/// A day of the Gregorian calendar, without a time or a zone.
///
/// Written `2026-11-21`.
public struct CivilDate: Hashable, Sendable {
    /// From 1 to 9999.
    public let year: Int
    /// From 1 to 12.
    public let month: Int
    /// From 1 to the month's last day.
    public let day: Int

    /// The day of these numbers; nil where the calendar has none.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.lastDay(ofMonth: month, year: year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Text of the form `yyyy-mm-dd` (RFC 3339, full-date); nil where it is anything else.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        self.init(utf8: text.utf8Span.span)
    }

    /// The same text as UTF-8.
    package init?(utf8 text: Span<UInt8>) {
        guard let date = PartialDate(utf8: text), let month = date.month, let day = date.day else {
            return nil
        }
        self.init(year: date.year, month: month, day: day)
    }

    /// Days since 1 January 1970; negative before.
    ///
    /// The arithmetic of a year that begins in March, so that a leap day is its last.
    public var daysSince1970: Int {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day that many days after 1 January 1970, held to the years 1–9999.
    public init(daysSince1970 days: Int) {
        let shifted = min(max(days, -719_162), 2_932_896) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The day after this one; the last day of 9999 has none and stays.
    public var next: CivilDate { CivilDate(daysSince1970: daysSince1970 + 1) }

    /// 28 to 31; 29 for the February of a leap year.
    public static func lastDay(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDate: Comparable {
    /// The earlier day is less.
    public static func < (a: Self, b: Self) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }
}

extension CivilDate: CustomStringConvertible {
    /// Text of the form `yyyy-mm-dd`, as it is read.
    public var description: String {
        var text = [UInt8](repeating: UInt8(ascii: "-"), count: 10)
        var digits = year * 10_000 + month * 100 + day
        for index in (0..<10).reversed() where index != 4 && index != 7 {
            text[index] = UInt8(ascii: "0") + UInt8(digits % 10)
            digits /= 10
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A number with leading zeros, `width` digits wide.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension CivilDate: Codable {
    /// Reads a text of the form `yyyy-mm-dd`.
    ///
    /// - Throws: `DecodingError` where the calendar has no such day.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a date yyyy-mm-dd")
        }
        self = date
    }

    /// Writes a text of the form `yyyy-mm-dd`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A date as a maker prints it: to the day, the month or the year.
public struct PartialDate: Hashable, Sendable {
    /// From 1 to 9999.
    public let year: Int
    /// From 1 to 12; nil where the maker gave a year alone.
    public let month: Int?
    /// Nil where the maker gave a year or a month alone.
    public let day: Int?

    /// Text of the form `2027`, `2027-03` or `2027-03-09`; nil where the calendar has no such date.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        self.init(utf8: text.utf8Span.span)
    }

    /// The same text as UTF-8.
    package init?(utf8 text: Span<UInt8>) {
        let count = text.count
        guard count == 4 || count == 7 || count == 10 else { return nil }
        var (year, month, day) = (0, 0, 0)
        for index in text.indices {
            let character = text[index]
            if index == 4 || index == 7 {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit = Int(character) - Int(UInt8(ascii: "0"))
            guard (0...9).contains(digit) else { return nil }
            switch index {
            case ..<4: year = year * 10 + digit
            case ..<7: month = month * 10 + digit
            default: day = day * 10 + digit
            }
        }
        let (hasMonth, hasDay) = (count > 4, count > 7)
        guard
            CivilDate(year: year, month: hasMonth ? month : 1, day: hasDay ? day : 1) != nil
        else { return nil }
        self.year = year
        self.month = hasMonth ? month : nil
        self.day = hasDay ? day : nil
    }

    /// The last day the label covers: a month's or a year's end where no day is given.
    public var lastDay: CivilDate {
        let month = month ?? 12
        let day = day ?? CivilDate.lastDay(ofMonth: month, year: year)
        return CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSince1970: 0)
    }
}

extension PartialDate: CustomStringConvertible {
    /// As precise as the maker was: `2027`, `2027-03` or `2027-03-09`.
    public var description: String {
        [padded(year, 4), month.map { padded($0, 2) }, day.map { padded($0, 2) }]
            .compactMap { $0 }.joined(separator: "-")
    }
}

extension PartialDate: Codable {
    /// Reads a text such as `2027-03`.
    ///
    /// - Throws: `DecodingError` where the calendar has no such date.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not a date of the form yyyy, yyyy-mm or yyyy-mm-dd")
        }
        self = date
    }

    /// Writes a text such as `2027-03`, to the precision it has.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What a maker says of a lot's date, as printed on it.
public struct DateLabel: Hashable, Sendable, Codable {
    /// What the date beside the words means; the last two say when the lot was made.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case bestBy, useBy, sellBy, expires, packedOn, frozenOn
    }

    /// The words before the date.
    public let kind: Kind
    /// As precise as it is printed; nothing is made up.
    public let date: PartialDate

    /// A date label as someone reads it off the package.
    public init(kind: Kind, date: PartialDate) {
        self.kind = kind
        self.date = date
    }

    /// The last day before the lot is past its date; nil where the label says when it was made.
    public var lastDay: CivilDate? {
        switch kind {
        case .bestBy, .useBy, .sellBy, .expires: date.lastDay
        case .packedOn, .frozenOn: nil
        }
    }
}

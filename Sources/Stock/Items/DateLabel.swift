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
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let widths = [4, 2, 2]
        guard parts.count <= 3 else { return nil }
        var numbers: [Int] = []
        for (part, width) in zip(parts, widths) {
            guard part.count == width else { return nil }
            var number = 0
            for digit in part {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
                number = number * 10 + Int(digit - UInt8(ascii: "0"))
            }
            numbers.append(number)
        }
        let month = numbers.count > 1 ? numbers[1] : nil
        let day = numbers.count > 2 ? numbers[2] : nil
        guard CivilDate(year: numbers[0], month: month ?? 1, day: day ?? 1) != nil else {
            return nil
        }
        (year, self.month, self.day) = (numbers[0], month, day)
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

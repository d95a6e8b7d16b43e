/// A point in time within the years 1–9999, which are those that can be written: microseconds since 1970, UTC.
public struct Moment: Hashable, Comparable, Sendable {
    /// Negative before 1970.
    public let microseconds: Int64

    /// Any number will do; one beyond ``earliest`` or ``latest`` is held to it.
    public init(microseconds: Int64) {
        self.microseconds = min(max(microseconds, Self.range.lowerBound), Self.range.upperBound)
    }

    private static let range: ClosedRange<Int64> =
        -62_135_596_800_000_000...253_402_300_799_999_999
    /// The first moment of the year 1.
    public static let earliest = Moment(microseconds: range.lowerBound)
    /// The last microsecond of the year 9999.
    public static let latest = Moment(microseconds: range.upperBound)

    /// The earlier moment is less.
    public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

    /// Text of RFC 3339, section 5.6: a date, `T`, a time with seconds, and `Z` or an offset; nil
    /// where it is anything else.
    ///
    /// A leap second is read as the next minute's first; digits beyond the microsecond are cut off. What its offset takes
    /// beyond the years 1–9999 is held to them.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text).utf8
        guard rest.count <= 64, let date = CivilDate(Substring(rest.prefix(10))) else { return nil }
        rest = rest.dropFirst(10)
        guard let t = rest.popFirst(),
            t == UInt8(ascii: "T") || t == UInt8(ascii: "t") || t == UInt8(ascii: " "),
            let hour = twoDigits(&rest), hour < 24, rest.popFirst() == UInt8(ascii: ":"),
            let minute = twoDigits(&rest), minute < 60, rest.popFirst() == UInt8(ascii: ":"),
            let second = twoDigits(&rest), second <= 60
        else { return nil }
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !digits.isEmpty else { return nil }
            var scale: Int64 = 100_000
            for digit in digits.prefix(6) {
                fraction += Int64(digit - UInt8(ascii: "0")) * scale
                scale /= 10
            }
            rest = rest.dropFirst(digits.count)
        }
        guard let zone = rest.popFirst() else { return nil }
        var offset = 0
        if zone != UInt8(ascii: "Z") && zone != UInt8(ascii: "z") {
            guard zone == UInt8(ascii: "+") || zone == UInt8(ascii: "-"),
                let hours = twoDigits(&rest), hours < 24, rest.popFirst() == UInt8(ascii: ":"),
                let minutes = twoDigits(&rest), minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (zone == UInt8(ascii: "-") ? -60 : 60)
        }
        guard rest.isEmpty else { return nil }
        let seconds = date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(microseconds: Int64(seconds) * 1_000_000 + fraction)
    }
}

/// In JSON, the text of RFC 3339 in UTC.
extension Moment: Codable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Moment(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "no time: \(text)")
        }
        self = moment
    }

    /// Writes it to the microsecond.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Moment: CustomStringConvertible {
    /// RFC 3339 in UTC, to the microsecond.
    public var description: String {
        let seconds = Int(microseconds.quotientFloor(1_000_000))
        let day = CivilDate(daysSince1970: Int(Int64(seconds).quotientFloor(86_400)))
        let ofDay = seconds - day.daysSince1970 * 86_400
        let fraction = Int(microseconds - Int64(seconds) * 1_000_000)
        return
            "\(day)T\(padded(ofDay / 3_600, 2)):\(padded(ofDay / 60 % 60, 2)):\(padded(ofDay % 60, 2))"
            + ".\(padded(fraction, 6))Z"
    }
}

extension Int64 {
    /// Division that rounds down, below zero too.
    fileprivate func quotientFloor(_ divisor: Int64) -> Int64 {
        self / divisor - (self % divisor < 0 ? 1 : 0)
    }
}

private func twoDigits(_ text: inout Substring.UTF8View) -> Int? {
    guard let tens = text.popFirst(), let ones = text.popFirst(),
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(tens),
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(ones)
    else { return nil }
    return Int(tens - UInt8(ascii: "0")) * 10 + Int(ones - UInt8(ascii: "0"))
}

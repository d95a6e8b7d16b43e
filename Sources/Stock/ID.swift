/// A random or derived name of 16 bytes, made by whoever first speaks of its subject.
///
/// The type parameter keeps ids of different things apart. Written as a lower-case UUID.
public struct ID<Subject>: Hashable, Sendable {
    /// The first eight bytes, the most significant first.
    public let high: UInt64
    /// The other eight.
    public let low: UInt64

    /// The 16 bytes, most significant first; nil unless there are exactly 16.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var (high, low) = (UInt64(0), UInt64(0))
        for byte in bytes {
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }
        (self.high, self.low) = (high, low)
    }

    /// A UUID as text: 32 hexadecimal digits in groups of 8-4-4-4-12, either case;
    /// nil where it is anything else.
    public init?(_ text: String) { self.init(utf8: text.utf8Span.span) }

    /// The same text as UTF-8.
    package init?(utf8 text: Span<UInt8>) {
        guard let (high, low) = words(ofUUID: text) else { return nil }
        (self.high, self.low) = (high, low)
    }

    /// The first 16 of some bytes, such as a hash, marked as a version 8 UUID (RFC 9562, section
    /// 5.8): a value derived by a rule of the application's own; nil where there are fewer.
    public init?(derivedFrom bytes: some Collection<UInt8>) {
        guard bytes.count >= 16, let plain = Self(bytes: bytes.prefix(16)) else { return nil }
        high = plain.high & ~0xF000 | 0x8000
        low = plain.low & ~(0b11 << 62) | 0b10 << 62
    }

    /// A version 7 UUID (RFC 9562, section 5.7): sorts by the time it was made.
    ///
    /// - Parameters:
    ///   - milliseconds: Since 1970; 48 bits are used.
    ///   - random: Fills the other 74 bits.
    public init(milliseconds: UInt64, using random: inout some RandomNumberGenerator) {
        high = milliseconds << 16 | 0x7000 | random.next() & 0x0FFF
        low = random.next() & ~(0b11 << 62) | 0b10 << 62
    }

    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return bytes
    }

    /// The same bytes as the name of something else, where one act names both.
    public func named<Other>(_: Other.Type) -> ID<Other> { ID<Other>(high: high, low: low) }

    /// The two words of its bytes.
    package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }
}

extension ID: Comparable {
    /// In the order of their bytes, which for version 7 is the order in which they were made.
    public static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension ID: CustomStringConvertible {
    /// Lower case, in groups of 8, 4, 4, 4 and 12 digits (RFC 9562, section 4).
    public var description: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the 36 characters of ``description``.
    public func write(to text: inout [UInt8]) {
        text.append(addingCapacity: 36) { Stock.write(high, low, to: &$0) }
    }
}

extension ID: Codable {
    /// Reads a UUID in either case.
    ///
    /// - Throws: `DecodingError` where the text is no UUID.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    /// Writes a UUID in lower case.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Appends the 36 characters of a UUID; apart from the generic type, so that all ids share one plain loop.
private func write(_ high: UInt64, _ low: UInt64, to text: inout OutputSpan<UInt8>) {
    let dash = UInt8(ascii: "-")
    let (second, third) = (hexadecimal(high & 0xFFFF_FFFF), hexadecimal(low >> 32))
    append(8, of: hexadecimal(high >> 32), to: &text)
    text.append(dash)
    append(4, of: second, to: &text)
    text.append(dash)
    append(4, of: second << 32, to: &text)
    text.append(dash)
    append(4, of: third, to: &text)
    text.append(dash)
    append(4, of: third << 32, to: &text)
    append(8, of: hexadecimal(low & 0xFFFF_FFFF), to: &text)
}

/// The lower-case digits of 32 bits, a byte each and the most significant first, all eight reckoned at once.
private func hexadecimal(_ word: UInt64) -> UInt64 {
    var digits = (word << 16 | word) & 0x0000_FFFF_0000_FFFF
    digits = (digits << 8 | digits) & 0x00FF_00FF_00FF_00FF
    digits = (digits << 4 | digits) & 0x0F0F_0F0F_0F0F_0F0F
    // 1 in the bytes of 10 and more: from "0" plus 10 it is 39 on to "a".
    let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return digits &+ 0x3030_3030_3030_3030 &+ letters &* 39
}

/// Appends the first bytes of a word.
private func append(_ count: Int, of word: UInt64, to text: inout OutputSpan<UInt8>) {
    var rest = word
    for _ in 0..<count {
        text.append(UInt8(truncatingIfNeeded: rest >> 56))
        rest <<= 8
    }
}

/// The 16 bytes that a UUID's text names; apart from the generic type, as above.
private func words(ofUUID text: Span<UInt8>) -> (high: UInt64, low: UInt64)? {
    guard text.count == 36 else { return nil }
    let dash = UInt8(ascii: "-")
    guard text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash else { return nil }
    var isHexadecimal = true
    func digits(_ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for index in range {
            let number = text[index] &- UInt8(ascii: "0")
            // The bit that tells a small letter from a capital.
            let letter = (text[index] | 0x20) &- UInt8(ascii: "a")
            if number >= 10 && letter >= 6 { isHexadecimal = false }
            value = value << 4 | UInt64(number < 10 ? number : letter &+ 10)
        }
        return value
    }
    let high = digits(0..<8) << 32 | digits(9..<13) << 16 | digits(14..<18)
    let low = digits(19..<23) << 48 | digits(24..<36)
    return isHexadecimal ? (high, low) : nil
}

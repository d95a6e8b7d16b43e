/// One of the hub's own label codes: seven random characters of Crockford's base 32 and a check
/// character of the same alphabet, such as `7K2M9XRD`.
///
/// The check finds every single wrong character and every swap of two.
public struct LabelCode: Sendable, Hashable {
    /// Eight characters at five bits each, the first in the highest.
    private let bits: UInt64

    /// Makes a new code; whether it is already taken is for its issuer to see (more than 2³⁴ can be made).
    ///
    /// It holds a digit and a letter other than E: without a digit people type it like a word, and a spreadsheet takes
    /// `12E45678` for a number. What was printed before may be either, and is read as well.
    public init(using generator: inout some RandomNumberGenerator) {
        var code = Self.any(using: &generator)
        while code.isLikeWordOrNumber { code = Self.any(using: &generator) }
        self = code
    }

    private init(bits: UInt64) {
        self.bits = bits
    }

    private static func any(using generator: inout some RandomNumberGenerator) -> Self {
        let seven = UInt64.random(in: 0..<1 << 35, using: &generator)
        return Self(bits: seven << 5 | check(seven))
    }

    private var isLikeWordOrNumber: Bool {
        let characters = description
        return !characters.contains { $0.isNumber }
            || !characters.contains { $0.isLetter && $0 != "E" }
    }

    /// Reads a code as a person types or copies it: in either case, `I` and `L` for 1, `O` for 0, with spaces or hyphens of
    /// any kind anywhere.
    public init(_ typed: String) throws(LabelCodeFault) {
        var (bits, count) = (0 as UInt64, 0)
        for scalar in typed.unicodeScalars where !Self.isGap(scalar) {
            guard let value = CrockfordBase32.value(of: scalar) else {
                throw .characterUnknown(scalar)
            }
            guard count < 8 else { throw .lengthWrong }
            bits = bits << 5 | value
            count += 1
        }
        guard count == 8 else { throw .lengthWrong }
        guard Self.check(bits >> 5) == bits & 31 else { throw .checkWrong }
        self.bits = bits
    }

    /// A space or hyphen of any width, breaking or not; a page or a document that is copied from has other ones than keyboards.
    private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return scalar == " " || scalar == "-" }
        let properties = scalar.properties
        return properties.generalCategory == .spaceSeparator || properties.isDash
            || properties.isDefaultIgnorableCodePoint
    }

    /// Σ α^(8−i)·dᵢ for the seven characters from the left, over GF(32) with x⁵+x²+1 and α = 2.
    private static func check(_ seven: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        for shift in stride(from: 30 as UInt64, through: 0, by: -5) {
            sum = (sum ^ (seven >> shift & 31)) << 1
            if sum > 31 { sum ^= 0b100101 }
        }
        return sum
    }
}

/// Why what was typed is no label code: the first of these that is met from left to right.
public enum LabelCodeFault: Error, Hashable {
    /// A character that label codes do not use, such as `U` or a full stop.
    case characterUnknown(Unicode.Scalar)
    /// Fewer or more than eight characters, spaces and hyphens not counted.
    case lengthWrong
    /// Eight good characters of which at least one is not the one that was printed.
    case checkWrong
}

extension LabelCode: CustomStringConvertible {
    /// Eight characters, as the QR holds them.
    public var description: String {
        String(
            String.UnicodeScalarView((0..<8).map { CrockfordBase32.scalar(bits >> (35 - 5 * $0)) }))
    }

    /// Two groups of four, as it is printed for the eye: `7K2M 9XRD`.
    public var grouped: String { "\(description.prefix(4)) \(description.suffix(4))" }
}

extension LabelCode {
    /// The label code at the end of a link's path, such as `HTTPS://PANTRY.EXAMPLE/7K2M9XRD`.
    ///
    /// Whose host it is does not matter: a hub may have changed its own since the label was printed. Nor does what programs
    /// put behind a link that they pass on: a slash, a query, a fragment.
    init?(link: Substring) {
        guard link.utf8.first.map({ $0 & 0xDF == UInt8(ascii: "H") }) == true else { return nil }
        let path = link.prefix { $0 != "?" && $0 != "#" }
        let parts = (path.last == "/" ? path.dropLast() : path)
            .split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, ["http:", "https:"].contains(parts[0].lowercased()),
            parts[1].isEmpty, !parts[2].isEmpty, let last = parts.last,
            let code = try? LabelCode(String(last))
        else { return nil }
        self = code
    }
}

/// Douglas Crockford's base 32: ten digits, and the letters without I, L, O and U
/// (crockford.com/base32.html).
private enum CrockfordBase32 {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".unicodeScalars)

    /// The value of each ASCII character with its lower case and look-alikes; 255 for none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 128)
        for (value, scalar) in alphabet.enumerated() {
            values[Int(scalar.value)] = UInt8(value)
            if scalar.properties.isAlphabetic { values[Int(scalar.value | 0x20)] = UInt8(value) }
        }
        for one in "IiLl".utf8 { values[Int(one)] = 1 }
        for zero in "Oo".utf8 { values[Int(zero)] = 0 }
        return values
    }()

    /// From 0 to 31, or nil for a character outside the alphabet.
    static func value(of scalar: Unicode.Scalar) -> UInt64? {
        guard scalar.isASCII, values[Int(scalar.value)] < 32 else { return nil }
        return UInt64(values[Int(scalar.value)])
    }

    /// The character for the lowest five bits.
    static func scalar(_ bits: UInt64) -> Unicode.Scalar { alphabet[Int(bits & 31)] }
}

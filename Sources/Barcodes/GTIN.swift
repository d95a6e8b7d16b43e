/// A trade item number (GTIN-8, -12, -13 or -14) with a right check digit, as 14 digits: the same
/// for a UPC-A, its EAN-13 form and its zero-padded GTIN-14.
public struct GTIN: Sendable, Hashable {
    /// Below 10¹⁴; leading zeros carry no meaning.
    private let number: UInt64

    /// Reads 8, 12, 13 or 14 ASCII digits, in groups with spaces between them or in one.
    ///
    /// Eight digits are taken as a GTIN-8, never as UPC-E.
    ///
    /// - Returns: Nothing where the length is another or the check digit is wrong.
    public init?(_ text: String) {
        guard let digits = Digits(text[...]), Self.lengths.contains(digits.count) else {
            return nil
        }
        self.init(number: digits.value)
    }

    static let lengths: Set = [8, 12, 13, 14]

    /// - Returns: Nothing where the last digit is not the check digit of the others.
    init?(number: UInt64) {
        guard Self.checkDigitIsRight(number) else { return nil }
        self.number = number
    }

    /// Expands the eight digits of a UPC-E: number system 0 or 1, six digits, check digit.
    ///
    /// The sixth of the six says where the zeros were taken out of the UPC-A (U.P.C. zero
    /// suppression; the table is in docs/reference/codes.md).
    ///
    /// - Returns: Nothing where the number system or the check digit is wrong.
    init?(expandingUPCE eight: UInt64) {
        let (system, six, check) = (eight / 10_000_000, eight / 10 % 1_000_000, eight % 10)
        guard system <= 1 else { return nil }
        let (five, sixth) = (six / 10, six % 10)
        let ten =
            switch sixth {
            case 0...2: (five / 1000 * 10 + sixth) * 10_000_000 + five % 1000
            case 3: five / 100 * 10_000_000 + five % 100
            case 4: five / 10 * 1_000_000 + five % 10
            default: five * 100_000 + sixth
            }
        self.init(number: (system * 10_000_000_000 + ten) * 10 + check)
    }

    /// Weights 1, 3, 1, 3 … from the right, the check digit included, sum to a multiple of ten
    /// (GS1 General Specifications, 7.9.1).
    private static func checkDigitIsRight(_ number: UInt64) -> Bool {
        var (rest, sum, weight) = (number, 0 as UInt64, 1 as UInt64)
        while rest > 0 {
            sum += rest % 10 * weight
            weight = 4 - weight
            rest /= 10
        }
        return sum % 10 == 0
    }
}

extension GTIN {
    /// What the first of 14 digits says of how it is packed: 1 to 8 are cases, of one kind of piece (GS1 General
    /// Specifications, 2.1.7).
    private var packing: UInt64 { number / 10_000_000_000_000 }

    /// Whether it is a case's by its form.
    public var isOfCase: Bool { (1...8).contains(packing) }

    /// The number of what is in the case; nil for one that is no case's.
    public var piece: GTIN? { isOfCase ? packed(as: 0) : nil }

    /// The numbers that cases of it have; none for one that is a case's itself.
    public var cases: [GTIN] { packing == 0 ? (1...8).compactMap { packed(as: $0) } : [] }

    /// The same digits packed so, with a check digit of their own.
    private func packed(as packing: UInt64) -> GTIN? {
        let body = packing * 1_000_000_000_000 + number / 10 % 1_000_000_000_000
        return (0...9).lazy.compactMap { GTIN(number: body * 10 + $0) }.first
    }
}

extension GTIN: CustomStringConvertible {
    /// Fourteen digits.
    public var description: String {
        let digits = String(number)
        return String(repeating: "0", count: 14 - digits.utf8.count) + digits
    }
}

/// A text of 1 to 14 ASCII digits and spaces, as a number that remembers how many digits it had.
struct Digits {
    private(set) var value: UInt64 = 0
    private(set) var count = 0

    init?(_ text: Substring) {
        for byte in text.utf8 where byte != UInt8(ascii: " ") {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), count < 14 else {
                return nil
            }
            value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
            count += 1
        }
        if count == 0 { return nil }
    }

    /// The digits again, without the spaces.
    var text: String {
        let digits = String(value)
        return String(repeating: "0", count: count - digits.utf8.count) + digits
    }
}

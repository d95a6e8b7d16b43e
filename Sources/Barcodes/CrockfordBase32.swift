/// Douglas Crockford's base 32: ten digits, and the letters without I, L, O and U
/// (crockford.com/base32.html).
enum CrockfordBase32 {
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

extension String {
    /// As one part of an address: a segment of its path, a key or a value of its query.
    ///
    /// Letters and digits of ASCII stay; of all else each byte of UTF-8 is a `%` with two digits
    /// (RFC 3986, section 2.1).
    package var percentEncoded: String {
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += byte < 0x10 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}

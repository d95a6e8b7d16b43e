/// The kind of symbol a code came from, where the scanner says so with an AIM identifier: `]`, a
/// letter and a digit in front of the data (ISO/IEC 15424).
enum Symbology: Sendable {
    /// The scanner does not say, or a person typed.
    case unnamed
    /// `]E0`: EAN-13, UPC-A or UPC-E, which share it.
    case retail
    /// `]E4`.
    case ean8
    /// `]I0`, `]I1` …: ITF. A laser that cuts through only some of the bars reads fewer digits, so
    /// nothing but 14 of them is a GTIN.
    case interleaved
    /// `]C1`, `]e0`, `]d2`, `]Q3`, `]J1`: GS1 element strings, which mean nothing without it.
    case gs1
    /// Any other: Code 39, Code 128, QR, Data Matrix …
    case other

    /// The symbology named by the AIM identifier at the start of a text, and what follows it.
    static func identifier(of text: Substring) -> (Symbology, Substring)? {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "]"),
            let afterwards = bytes.index(bytes.startIndex, offsetBy: 3, limitedBy: bytes.endIndex)
        else { return nil }
        let identifier = bytes[..<afterwards].dropFirst()
        guard let letter = identifier.first, (0x41...0x5A).contains(letter & 0xDF),
            let modifier = identifier.last, (0x30...0x39).contains(modifier)
        else { return nil }

        let symbology: Symbology =
            switch (Unicode.Scalar(letter), Unicode.Scalar(modifier)) {
            case ("C", "1"), ("e", "0"), ("d", "2"), ("Q", "3"), ("J", "1"): .gs1
            case ("E", "4"): .ean8
            case ("E", _): .retail
            case ("I", _): .interleaved
            default: .other
            }
        return (symbology, text[afterwards...])
    }
}

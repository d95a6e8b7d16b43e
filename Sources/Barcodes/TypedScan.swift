/// What a line says that a person typed, or a scanner sent: a code, or how many of a code.
///
/// Between the two stands a sign (`*` or `×`, or an `x` where that is in no code: between spaces, or between figures), in either order; or a
/// blank, comma, semicolon or tab between two numbers of which one is a product's or a PLU. Pages read what is typed by the same
/// rules (`quantity.js`).
package enum TypedScan: Equatable, Sendable {
    /// How many of a code; one where nothing is said.
    package struct Amount: Equatable, Sendable {
        package var quantity: Int64?
        package var code: String
    }

    case blank
    case scan(Amount)
    /// This, unless the hub knows the code `rival`, which is read as the quantity here, and not the amount's.
    case unlessKnown(Amount, rival: String)
    /// One of these: the one whose code is known, or else `likely`.
    case either([Amount], likely: Amount?)
    /// It has a sign and figures, and none of them can be the quantity.
    case unclear

    /// Digits of a quantity at the most: most codes have more.
    package static let quantityDigits = 4
    /// Fewer digits than this are no number of a product, PLUs among them.
    private static let shortestNumber = 4

    /// Reads a line; it is total, and looks nothing up.
    package init(_ line: String) {
        let text = Self.unmarked(line)
        guard !text.isEmpty else {
            self = .blank
            return
        }
        let pair = Self.numberPair(text)
        // A quantity of so many digits wants a sign: a PLU has as many.
        guard pair?.allSatisfy({ $0.count >= Self.shortestNumber }) != true else {
            self = .unclear
            return
        }
        let parts = pair ?? Self.parts(text)
        let hasFigures = parts.contains { $0.isDigits || Self.isOnlyNumber($0) }
        guard parts.count > 1, hasFigures else {
            self = Self.glued(text) ?? .scan(Amount(code: text))
            return
        }
        guard parts.count == 2, !parts.contains("") else {
            self = .unclear
            return
        }
        let pairs = [(parts[0], parts[1]), (parts[1], parts[0])]
        let readings = pairs.filter { !Self.isOnlyNumber($1) }.compactMap { number, code in
            Self.quantity(number).map { Amount(quantity: $0, code: code) }
        }
        guard let first = readings.first else {
            self = .unclear
            return
        }
        guard readings.count == 2 else {
            let rival = parts[first.code == parts[0] ? 1 : 0]
            self = Self.isProduct(first.code) ? .scan(first) : .unlessKnown(first, rival: rival)
            return
        }
        // Both can be either. A number of a product has four digits or more, and a quantity seldom has.
        let likely = readings.filter { $0.code.count >= Self.shortestNumber }
        self = .either(readings, likely: likely.count == 1 ? likely[0] : nil)
    }

    private static func parts(_ text: String) -> [String] {
        let signs = text.replacing("×", with: "*").replacing(#/\s+[xX]\s+/#, with: "*")
            .replacing(#/^([+\-−]?[0-9.,]+)[xX]\s*([+\-−]?[0-9.,]+)$/#) { "\($0.1)*\($0.2)" }
            .replacing(#/^([0-9]+)[xX]\s+/#) { "\($0.1)*" }
        return signs.split(separator: "*", omittingEmptySubsequences: false).map { part in
            let part = trimmed(part)
            return part.contains(where: \.isLetter) ? part : withASCII(part)
        }
    }

    /// Without what a spreadsheet or a person puts around a number to keep it one, and in digits of ASCII.
    private static func unmarked(_ line: String) -> String {
        let text = trimmed(line[...])
        guard !text.contains(where: { $0.isLetter && $0 != "x" && $0 != "X" }) else { return text }
        let bare = withASCII(text).replacing(#/=?"([0-9]+)"/#) { $0.1 }
        let rest = String(bare.dropFirst())
        return "'’‘=".contains(bare.prefix(1)) && rest.isDigits ? rest : bare
    }

    /// Two numbers that are a quantity and a code: one is a product's, or has at least four digits and the other fewer.
    private static func numberPair(_ text: String) -> [String]? {
        guard let match = text.wholeMatch(of: #/([0-9]+)(\s*[,;\t]\s*|\s+)([0-9]+)/#) else {
            return nil
        }
        let pair = [String(match.1), String(match.3)]
        // A number may be typed in groups, as it is printed.
        guard !trimmed(match.2).isEmpty || !isProduct(pair.joined()) else { return nil }
        let isLong = pair.map { $0.count >= shortestNumber }
        return pair.contains(where: isProduct) || isLong[0] != isLong[1] ? pair : nil
    }

    /// `2xABC-1`, which may be a code that begins so.
    private static func glued(_ text: String) -> Self? {
        guard let match = text.wholeMatch(of: #/([0-9]{1,4})[xX](\S.*)/#),
            let quantity = quantity(String(match.1))
        else { return nil }
        let readings = [Amount(quantity: quantity, code: String(match.2)), Amount(code: text)]
        return .either(readings, likely: nil)
    }

    /// Whether beside a sign it is no code of its own: a number that is no whole one above zero, such as `1.5`, `-2` or `1e3`.
    private static func isOnlyNumber(_ text: String) -> Bool {
        let number =
            #/[+\-−]?\s*(?:[0-9.,'’]*[0-9][.,]?(?:[eE][+\-]?[0-9]+)?\s*[½⅓⅔¼¾]?|(?:[0-9]+\s)?[0-9]+\/[0-9]+|[½⅓⅔¼¾])/#
        return text.wholeMatch(of: number) != nil
            && !(text.isDigits && text.contains { $0 != "0" })
    }

    /// Whether it is 8, 12, 13 or 14 digits of which the last checks the others.
    private static func isProduct(_ text: String) -> Bool { text.isDigits && GTIN(text) != nil }

    private static func quantity(_ text: String) -> Int64? {
        guard text.isDigits, text.count <= quantityDigits, let number = Int64(text), number > 0
        else { return nil }
        return number
    }

    /// Digits of Arabic and Persian as those of ASCII.
    private static func withASCII(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0x660...0x669: Unicode.Scalar(UInt8(scalar.value - 0x660 + 0x30))
                    case 0x6F0...0x6F9: Unicode.Scalar(UInt8(scalar.value - 0x6F0 + 0x30))
                    default: scalar
                    }
                }))
    }

    private static func trimmed(_ text: Substring) -> String {
        let text = text.drop(while: \.isWhitespace)
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[...last])
    }
}

/// What a line says that a person typed, or a scanner sent: a code, or how many of a code.
///
/// Between the two stands a sign (`*` or `×`, or an `x` where that is in no code: between spaces, or between figures), in either order; or a
/// blank, comma, semicolon or tab between two numbers of which one is a product's or a PLU, or between a label's code and a number.
/// Pages read what is typed by the same rules (`quantity.js`).
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
    /// It has figures of which none can be the quantity, or what they count is said in words, or text behind a command card.
    case unclear

    /// What it may be of.
    package var readings: [Amount] {
        switch self {
        case .blank, .unclear: []
        case .scan(let amount), .unlessKnown(let amount, rival: _): [amount]
        case .either(let amounts, likely: _): amounts
        }
    }

    /// Codes of which ``amount(knowing:)`` asks whether they are known; none where the reading is clear.
    package var asked: [String] {
        switch self {
        case .blank, .scan, .unclear: []
        case .unlessKnown(let amount, let rival): [amount.code, rival]
        case .either(let amounts, likely: _): amounts.map(\.code)
        }
    }

    /// What it is of, by which codes are known; nil where a person has to say what was meant.
    package func amount(knowing isKnown: (String) throws -> Bool) rethrows -> Amount? {
        switch self {
        case .blank, .unclear: return nil
        case .scan(let amount): return amount
        case .unlessKnown(let amount, let rival):
            return try isKnown(amount.code) || !isKnown(rival) ? amount : nil
        case .either(let amounts, let likely):
            let known = try amounts.filter { try isKnown($0.code) }
            return known.count == 1 ? known[0] : likely
        }
    }

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
        if let amount = Self.labels(text) {
            self = .scan(amount)
            return
        }
        if let read = Self.amidWords(text) {
            self = read
            return
        }
        let (pair, whole) = Self.numberPair(text) ?? ([], nil)
        // A quantity of so many digits wants a sign: a PLU has as many.
        let isUnclear = !pair.isEmpty && pair.allSatisfy { Self.isNumber($0) }
        guard !isUnclear, !Self.isCardWithMore(text) else {
            self = .unclear
            return
        }
        let parts = pair.isEmpty ? Self.parts(text) : pair
        let hasFigures = parts.contains { $0.isDigits || Self.isOnlyNumber($0) }
        guard parts.count > 1, hasFigures else {
            self =
                Self.isCountedInWords(text) || Self.isProductWithMore(text)
                ? .unclear : Self.glued(text) ?? .scan(Amount(code: text))
            return
        }
        guard parts.count == 2, !parts.contains("") && !parts.contains(where: Self.isCard) else {
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
        if let whole {
            self = .either([first, Amount(code: whole)], likely: first)
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
            .replacing(#/^([0-9]+)\s+[xX]([0-9]+)$/#) { "\($0.1)*\($0.2)" }
            .replacing(#/^[xX]([0-9]+)\s+([0-9]+)$/#) { "\($0.1)*\($0.2)" }
        return signs.split(separator: "*", omittingEmptySubsequences: false).map { part in
            let part = trimmed(part)
            return part.contains(where: \.isLetter) ? part : withASCII(part)
        }
    }

    /// Without what a spreadsheet or a person puts around a number to keep it one, and in digits of ASCII.
    private static func unmarked(_ line: String) -> String {
        let text = trimmed(line[...])
        guard !text.contains(where: { $0.isLetter && $0 != "x" && $0 != "X" }) else { return text }
        if let number = ungrouped(withASCII(text)) { return number }
        let bare = withASCII(text).replacing(#/=?"([0-9]+)"/#) { $0.1 }
        let rest = String(bare.dropFirst())
        return "'’‘=".contains(bare.prefix(1)) && rest.isDigits ? rest : bare
    }

    /// A product's number in groups with hyphens, points or raised points between them, as it is printed here and there.
    private static func ungrouped(_ text: String) -> String? {
        guard text.contains(where: { !$0.isASCIIDigit && !$0.isWhitespace }) else { return nil }
        let groups = text.split { ".·•∙‧-‐‑‒–—−".contains($0) || $0.isWhitespace }.map(String.init)
        let number = groups.joined()
        return isProduct(number) && !groups.contains(where: isProduct) ? number : nil
    }

    /// Two numbers that are a quantity and a code: one is a product's, or has at least four digits and the other fewer.
    ///
    /// `whole` is the product's number that both are together, which may be what was meant.
    private static func numberPair(_ text: String) -> (pair: [String], whole: String?)? {
        guard let match = text.wholeMatch(of: #/(\S+?)(\s*[,;\t]\s*|\s+)(\S+)/#) else {
            return nil
        }
        let pair = [String(match.1), String(match.3)]
        guard pair.allSatisfy(\.isDigits) else {
            return pair.contains(where: isNumber)
                && pair.allSatisfy { $0.isDigits || isOnlyNumber($0) } ? (pair, nil) : nil
        }
        let isProducts = pair.contains(where: isProduct)
        let isWhole = trimmed(match.2).isEmpty && isProduct(pair.joined())
        // A number may be typed in groups, as it is printed.
        guard isProducts || !isWhole && isNumber(pair[0]) != isNumber(pair[1]) else { return nil }
        return (pair, isWhole ? pair.joined() : nil)
    }

    /// A label's code and how many of it, in either order; a word of letters alone is none.
    private static func labels(_ text: String) -> Amount? {
        func isLabel(_ text: Substring) -> Bool {
            text.contains(where: \.isASCIIDigit) && text.contains(where: \.isLetter)
                && (try? LabelCode(String(text))) != nil
        }
        guard !isLabel(text[...]) else { return nil }
        for (code, number) in [
            text.wholeMatch(of: #/(\S.*\S)(?:\s*[,;\t]\s*|\s+)([0-9]+)/#).map { ($0.1, $0.2) },
            text.wholeMatch(of: #/([0-9]+)(?:\s*[,;\t]\s*|\s+)(\S.*\S)/#).map { ($0.2, $0.1) },
        ].compactMap({ $0 }) where isLabel(code) {
            if let quantity = quantity(String(number)) {
                return Amount(quantity: quantity, code: String(code))
            }
        }
        return nil
    }

    /// Whether it is the code of a command card with more behind it.
    private static func isCardWithMore(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: #/([A-Za-z]+)[\s,;*×].*/#) else { return false }
        return isCard(String(match.1))
    }

    private static func isCard(_ text: String) -> Bool {
        CommandCard(rawValue: text.uppercased()) != nil
    }

    /// Whether it is a number and how many of it, with a word that says of what: `4011 2 pcs`, `2 kg 4133`.
    ///
    /// Who reads numbers alone cannot tell pieces from kilograms.
    private static func isCountedInWords(_ text: String) -> Bool {
        if let match = text.wholeMatch(of: #/([0-9]+)[\s,;]+([^\p{L}\s]+)\s*\p{L}+\.?/#) {
            return isNumber(String(match.1)) && isFigure(match.2)
        }
        let match = text.wholeMatch(
            of: #/([^\p{L}\s]+)\s*\p{L}+\.?(?:\s+\p{L}{2,3})?[\s,;]+([0-9]+)/#)
        return match.map { isFigure($0.1) && isNumber(String($0.2)) } ?? false
    }

    /// Whether a product's number stands among other figures, as in `041331024686 (2)`: no code of anybody's is written so.
    private static func isProductWithMore(_ text: String) -> Bool {
        guard !text.contains(where: \.isLetter), let first = text.first, !"(]".contains(first)
        else { return false }
        let runs = text.split { !$0.isASCIIDigit }.map(String.init)
        return runs.count > 1 && runs.contains { $0.count > 8 && isProduct($0) }
    }

    /// A product's number with marks around it is that number; with words beside it nobody can tell what they say of it.
    ///
    /// Nil where it stands alone, among figures and signs, or in what a scanner sends.
    private static func amidWords(_ text: String) -> Self? {
        guard text.first != "]", !PersonalPaper.isLine(text),
            text.prefixMatch(of: #/\([0-9]{2,4}\)/#) == nil
        else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map(Self.withoutMarks)
        let products = words.filter { isProduct($0) }
        guard let product = products.first, text != product else { return nil }
        let others = words.filter { $0 != product && !$0.isEmpty }
        if others.isEmpty, products.count == 1 { return .scan(Amount(code: product)) }
        let isOfWords = others.contains { word in
            word.contains(where: \.isLetter)
                && word.wholeMatch(of: #/[xX]|[xX]?[0-9]+[xX]?/#) == nil
        }
        return isOfWords && products.contains { $0.count > 8 } ? .unclear : nil
    }

    /// A word in digits of ASCII without the marks that a sentence or a list puts around it.
    private static func withoutMarks(_ word: Substring) -> String {
        func isMark(_ character: Character) -> Bool {
            ".,;:!?()[]{}<>\"'’“”|•·-–—_".contains(character)
        }
        let rest = word.drop(while: isMark)
        guard let last = rest.lastIndex(where: { !isMark($0) }) else { return "" }
        return withASCII(String(rest[...last]))
    }

    private static func isFigure(_ text: Substring) -> Bool {
        let text = withASCII(String(text))
        return text.isDigits || isOnlyNumber(text)
    }

    /// Whether it has as many digits as the number of a product, or a PLU.
    private static func isNumber(_ text: String) -> Bool {
        text.isDigits && text.count >= shortestNumber
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

    /// Digits of Arabic and Persian, and of full width, as those of ASCII.
    private static func withASCII(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0x660...0x669: Unicode.Scalar(UInt8(scalar.value - 0x660 + 0x30))
                    case 0x6F0...0x6F9: Unicode.Scalar(UInt8(scalar.value - 0x6F0 + 0x30))
                    case 0xFF10...0xFF19: Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30))
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

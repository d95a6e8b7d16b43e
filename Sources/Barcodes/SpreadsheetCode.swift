/// A code as a cell of a spreadsheet holds it, which is not always as a scanner sends it.
///
/// Spreadsheets take codes for numbers: they drop zeros in front, put `.0` behind, or write `4.13E+10`. People
/// keep them from it with `="041…"` or an apostrophe. What was done is undone where the check digit of a
/// GTIN leaves no doubt.
package enum SpreadsheetCode: Hashable, Sendable {
    /// As a scanner sends it, for all that can be told.
    case plain(String)
    /// What was done to it is undone for certain.
    case restored(String, Damage)
    /// A scanner may send it as it stands, but it looks as if it were `likely`.
    case doubtful(String, likely: String, Damage)
    /// No scanner sends that. `likely` is what was probably meant, a `?` for each digit that is gone; nil where
    /// nobody can tell.
    case lost(likely: String?, Damage)

    /// What was done to a code.
    package enum Damage: Hashable, Sendable {
        /// `="041…"`, or a formula that names no code.
        case formula
        /// An apostrophe before it.
        case apostrophe
        /// `.0` behind it.
        case decimals
        /// `4.13E+10`.
        case exponent
        /// Commas, points or hyphens between its digits.
        case grouping
        /// `*041…*`, `"041…"`, `041…;`
        case marks
        /// Digits of another script, or of full width.
        case digits
        /// Zeros in front of it are gone.
        case zeros
        /// As many digits as a GTIN, and a wrong check digit.
        case checkDigit
        /// One digit too few for a GTIN.
        case digitMissing
        /// `#N/A`, `####`, `Err:502`.
        case error
        /// `+413…`, `-413…`
        case sign
        /// `3-Dec`, `1/2/2026`, `12:30`
        case date
        /// `$4.00`, `4 %`
        case amount
        /// `TRUE`, `n/a`, `unknown`, a dash
        case word
        /// `2*4011`
        case quantity
        /// `041…/048…`
        case several
        /// `UPC 041…`
        case text
    }

    /// Reads a cell without outer blanks; it is total, and looks nothing up.
    package init(_ cell: String) {
        guard cell.utf8.count <= ScanInterpretation.lengthLimit, !cell.isEmpty else {
            self = .plain(cell)
            return
        }
        let read = Self.asWritten(cell)
        self = read == .plain(cell) ? Self.amidOthers(cell) ?? read : read
    }

    /// A cell as a spreadsheet in English or Spanish writes it.
    static func asWritten(_ cell: String) -> Self {
        let rest = String(cell.dropFirst())
        switch cell.first {
        case "=": return formula(cell)
        case _ where isWord(cell): return .lost(likely: nil, .word)
        case let first? where apostrophes.contains(first):
            return rest.first?.wholeNumberValue == nil ? .plain(cell) : kept(rest, .apostrophe)
        case _ where isError(cell): return .lost(likely: nil, .error)
        case "+", "-": return signed(cell, rest) ?? .plain(cell)
        case _ where isDate(cell) || isTime(cell): return .lost(likely: nil, .date)
        default: return number(cell) ?? digits(cell) ?? .plain(cell)
        }
    }

    /// A number with a sign before it; nil for any other.
    private static func signed(_ cell: String, _ rest: String) -> Self? {
        let digits = rest.filter { $0 != " " }
        guard digits.isDigits else {
            guard case .doubtful(_, let likely, let damage)? = number(digits) else {
                return number(digits)
            }
            return .doubtful(cell, likely: likely, damage)
        }
        let read = value(digits, .sign)
        // A hub's own codes may begin with a hyphen.
        guard case .lost(let likely?, let damage) = read, cell.first == "-" else { return read }
        return .doubtful(cell, likely: likely, damage)
    }

    /// Those that people type, and those that an office program makes of them.
    static let apostrophes: Set<Character> = [
        "'", "\u{2018}", "\u{2019}", "\u{201B}", "\u{2BC}", "\u{2032}", "\u{FF07}", "`", "\u{B4}",
    ]

    /// What some digits would be with zeros before them that a spreadsheet dropped.
    ///
    /// That is a code of up to eight digits (a UPC-E, an EAN-8, a label, a pantry's own), or a UPC-A with a right check
    /// digit. Each is worth a look whether it is known.
    ///
    /// None where nothing was dropped: digits that begin with a zero, or are as many as a UPC-A's.
    package static func padded(_ text: String) -> [String] {
        guard text.isDigits, text.count < 12, text.first != "0" else { return [] }
        func padded(_ length: Int) -> String {
            String(repeating: "0", count: length - text.count) + text
        }
        let short = text.count < 8 ? (text.count + 1...8).map(padded) : []
        return GTIN(padded(12)) == nil ? short : short + [padded(12)]
    }

    /// The number that a spreadsheet makes of digits, without zeros in front, and takes for the same with `.0` behind; nil for
    /// any other text, and for more digits than it keeps.
    package static func plainNumber(_ text: String) -> String? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard let digits = parts.first.map({ String($0) }), digits.isDigits, digits.count <= 15,
            parts.count == 1
                || parts.count == 2 && (1...2).contains(parts[1].count)
                    && parts[1].allSatisfy({ $0 == "0" })
        else { return nil }
        let number = digits.drop { $0 == "0" }
        return number.isEmpty ? "0" : String(number)
    }

    /// Other digits of which a spreadsheet makes the same number, up to as many as a GTIN's.
    ///
    /// Each is worth a look whether something was recorded under it; ``padded(_:)`` are those that are worth more.
    package static func alike(_ text: String) -> [String] {
        guard let number = plainNumber(text), number.count <= 14 else { return [] }
        return (number.count...14).map { String(repeating: "0", count: $0 - number.count) + number }
            .filter { $0 != text }
    }

    /// A label code without the marks that keep it from being taken for a number, and one of digits with the zeros before it
    /// that a spreadsheet dropped; any other text as it is.
    package static func label(_ cell: String) -> String {
        var text = cell
        if case .restored(let code, .formula) = SpreadsheetCode(cell) { text = code }
        if let first = cell.first, apostrophes.contains(first) { text = String(cell.dropFirst()) }
        guard let number = plainNumber(text), number.count < 8,
            let label = try? LabelCode(String(repeating: "0", count: 8 - number.count) + number)
        else { return text }
        return label.description
    }

    /// Whether a code is a product's number, with a right check digit.
    package static func isProduct(_ code: String) -> Bool {
        guard case .gtin? = (try? ScanReader.read(code))?.best else { return false }
        return true
    }

    /// What a spreadsheet writes for what it could not work out, in any language: `#REF!`, `#¿NOMBRE?`, `#N/D`, `####`,
    /// `Err:502`.
    static func isError(_ cell: String) -> Bool {
        guard cell.first == "#" else {
            return cell.contains(":")
                && cell.wholeMatch(of: #/(?i:err[a-z]*|fehler) ?: ?[0-9]{3}/#) != nil
        }
        let word = cell.dropFirst()
        if !word.isEmpty, word.allSatisfy({ $0 == "#" }) { return true }
        return word.wholeMatch(of: #/[\p{L}¡¿][\p{L}_\/0]*[!?]|\p{L}\/\p{L}+/#) != nil
            || errorWords.contains(word.uppercased())
    }

    /// Those of neither form: `#N/A` in German, Turkish, Hungarian and Czech, and what is not worked out yet.
    private static let errorWords: Set = [
        "NV", "YOK", "HI\u{C1}NYZIK", "NEN\u{CD}_K_DISPOZICI", "GETTING_DATA",
    ]

    /// `="041…"` or `=041…`.
    private static func formula(_ cell: String) -> Self {
        let text = cell.dropFirst()
        let isQuoted = text.count > 2 && text.first == "\"" && text.last == "\""
        let inner = String(isQuoted ? text.dropFirst().dropLast() : text)
        guard isQuoted ? !inner.contains("\"") : inner.isDigits else {
            return .lost(likely: nil, .formula)
        }
        return kept(inner, .formula)
    }

    /// What was kept from being taken for a number, and may have been one before.
    static func kept(_ inner: String, _ damage: Damage) -> Self {
        switch number(inner) ?? digits(inner) ?? otherDigits(inner) ?? .plain(inner) {
        case .restored(let code, _), .plain(let code): .restored(code, damage)
        case .doubtful(let code, let likely, let damage):
            .doubtful(code, likely: likely, damage)
        case .lost(let likely, let damage): .lost(likely: likely, damage)
        }
    }
}

extension String {
    /// One or more digits of ASCII and nothing else.
    var isDigits: Bool { !isEmpty && allSatisfy(\.isASCIIDigit) }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isWholeNumber }
}

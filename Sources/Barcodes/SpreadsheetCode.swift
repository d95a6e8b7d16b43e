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
        /// `#N/A`, `####`.
        case error
        /// `+413…`, `-413…`
        case sign
        /// `3-Dec`, `1/2/2026`
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
        case "#" where isError(cell): return .lost(likely: nil, .error)
        case "+", "-":
            let digits = rest.filter { $0 != " " }
            guard digits.isDigits else { return .plain(cell) }
            // A hub's own codes may begin with a hyphen.
            guard case .lost(let likely?, let damage) = value(digits, .sign), cell.first == "-"
            else { return value(digits, .sign) }
            return .doubtful(cell, likely: likely, damage)
        case _ where isDate(cell): return .lost(likely: nil, .date)
        default: return number(cell) ?? digits(cell) ?? .plain(cell)
        }
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

    /// A label code of digits, with the zeros before it that a spreadsheet dropped; any other text as it is.
    package static func label(_ text: String) -> String {
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

    /// A day and a month's name, or a month and a year, as a spreadsheet makes of `3-12` or `DEC3`.
    ///
    /// A code in capital letters is none.
    private static func isDate(_ cell: String) -> Bool {
        let parts = cell.split { "-/ .".contains($0) }.map { String($0) }
        guard (2...3).contains(parts.count), cell.utf8.count <= 20, cell != cell.uppercased(),
            parts.contains(where: { months.contains($0.lowercased().prefix(3)) })
        else { return false }
        let numbers = parts.filter { !months.contains($0.lowercased().prefix(3)) }
        return numbers.count == parts.count - 1
            && numbers.allSatisfy { $0.isDigits && [1, 2, 4].contains($0.count) }
    }

    /// The beginnings of months in English and Spanish.
    private static let months: Set<Substring> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "ene",
        "abr", "ago", "dic",
    ]

    static func isError(_ cell: String) -> Bool {
        cell.count > 1 && cell.allSatisfy { $0 == "#" }
            || ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#DIV/0!", "#NULL!"]
                .contains(cell.uppercased())
    }

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

    /// A number as a spreadsheet writes it; nil where it is none, or nothing but digits.
    private static func number(_ cell: String) -> Self? {
        if let likely = shifted(cell) { return .doubtful(cell, likely: likely, .exponent) }
        if let (mantissa, power, isPlain) = exponent(cell) {
            let read = whole(mantissa, power)
            guard isPlain else { return read }
            // A scanner may send `4e10`, or `12E3`.
            switch read {
            case .restored(let likely, _): return .doubtful(cell, likely: likely, .exponent)
            case .lost(let likely?, _) where mantissa[0].count == 1:
                return .doubtful(cell, likely: likely, .exponent)
            case .plain, .doubtful, .lost:
                let zeros = String(repeating: "0", count: min(power, 20))
                return .doubtful(cell, likely: mantissa.joined() + zeros, .exponent)
            }
        }
        if cell.last == ".", String(cell.dropLast()).isDigits {
            return value(String(cell.dropLast()), .decimals)
        }
        let groups = cell.split(omittingEmptySubsequences: false) {
            ",.\u{A0}\u{202F}-·•∙‧".contains($0) || apostrophes.contains($0)
        }
        guard groups.count > 1, groups.allSatisfy({ String($0).isDigits }) else { return nil }
        let separators = Set(cell.filter { !$0.isASCIIDigit })
        guard separators.count == 1, let separator = separators.first else { return nil }
        let joined = groups.joined()
        if separator == "-" { return GTIN(joined).map { _ in .restored(joined, .grouping) } }
        if "·•∙‧".contains(separator), GTIN(joined) != nil { return .restored(joined, .grouping) }
        if (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) {
            if joined.count >= 8 { return value(joined, .grouping) }
            // `12.345` may be a code of somebody's own.
            return separator == "."
                ? .doubtful(cell, likely: joined, .grouping) : .lost(likely: joined, .grouping)
        }
        guard groups.count == 2, groups[1].allSatisfy({ $0 == "0" }),
            !"\u{A0}\u{202F}".contains(separator)
        else { return nil }
        return value(String(groups[0]), .decimals)
    }

    /// The number that is meant by more digits than a spreadsheet writes before a power of ten, or by a power below one:
    /// `89672617E0`, `4133102916200E-2`; nil for any other, and where it is no whole one.
    private static func shifted(_ cell: String) -> String? {
        guard cell.contains(where: { $0 == "e" || $0 == "E" }),
            let match = cell.wholeMatch(of: #/([0-9]{1,14})[eE]([+\-]?)([0-9]{1,2})/#),
            let power = Int(match.3)
        else { return nil }
        let digits = String(match.1)
        var number = digits
        if match.2 == "-" {
            guard digits.count > power, digits.suffix(power).allSatisfy({ $0 == "0" }) else {
                return nil
            }
            number = String(digits.dropLast(power))
        } else {
            // A single digit, or few without a sign, may be a code of somebody's own.
            guard digits.count > (match.2.isEmpty ? 6 : 1), power < 8 else { return nil }
            number += String(repeating: "0", count: power)
        }
        if case .restored(let code, _) = value(number, .exponent) { return code }
        return number
    }

    /// The digits of `4.13E+10` with the place of its point, and the power of ten; whether it has neither point nor sign,
    /// as `4e10`.
    private static func exponent(_ cell: String) -> (mantissa: [String], power: Int, isPlain: Bool)?
    {
        let parts = cell.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        let mantissa = parts[0].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
            .map { String($0) }
        let hasSign = parts[1].first == "+"
        let power = String(hasSign ? parts[1].dropFirst() : parts[1])
        let isPlain = mantissa.count == 1 && !hasSign
        guard mantissa.count <= 2, mantissa.allSatisfy(\.isDigits),
            mantissa[0].count == 1 || isPlain && mantissa[0].count <= 6,
            power.isDigits, power.count <= (isPlain ? 2 : 3)
        else { return nil }
        return Int(power).map { (mantissa, $0, isPlain) }
    }

    /// A number written with a power of ten: certain where no digit of it is gone.
    private static func whole(_ mantissa: [String], _ power: Int) -> Self {
        let known = mantissa.joined()
        guard power <= 20 else { return .lost(likely: nil, .exponent) }
        let gone = power + 1 - known.count
        if gone <= 0 { return value(String(known.prefix(power + 1)), .exponent) }
        let zeros = power + 1 < 12 ? String(repeating: "0", count: 11 - power) : ""
        return .lost(
            likely: power + 1 < 6
                ? nil : zeros + known + String(repeating: "?", count: gone), .exponent)
    }

    /// Digits that were a number, so that zeros in front of them may be gone.
    static func value(_ number: String, _ damage: Damage) -> Self {
        switch digits(number) {
        case .restored(let code, _): .restored(code, damage)
        case .lost(let likely, _): .lost(likely: likely, damage)
        case .doubtful(_, let likely, _): .lost(likely: likely, damage)
        case .plain where GTIN(number) != nil: .restored(number, damage)
        case .plain, nil: .lost(likely: number, damage)
        }
    }

    /// Nothing but digits and spaces, by how many there are; nil where it is anything else.
    static func digits(_ cell: String) -> Self? {
        let digits = cell.filter { $0 != " " }
        guard digits.isDigits, digits.count <= 14 else { return nil }
        switch digits.count {
        case 12, 13, 14:
            return GTIN(digits) == nil
                ? .lost(likely: corrected(String(digits.dropLast())), .checkDigit) : .plain(cell)
        case 8:
            guard case .misread? = (try? ScanReader.read(digits))?.best else { return .plain(cell) }
            return .lost(likely: corrected(String(digits.dropLast())), .checkDigit)
        case 11:
            // No symbol of a product holds eleven digits: either the zero in front is gone, or the check digit.
            if GTIN("0" + digits) != nil { return .restored("0" + digits, .zeros) }
            guard let likely = corrected(digits) else { return .plain(cell) }
            return .doubtful(cell, likely: likely, .digitMissing)
        case 9, 10:
            let padded = String(repeating: "0", count: 12 - digits.count) + digits
            return GTIN(padded) == nil
                ? .plain(cell) : .doubtful(cell, likely: padded, .zeros)
        case 7:
            guard case .gtin? = (try? ScanReader.read("0" + digits))?.best else {
                return .plain(cell)
            }
            return .doubtful(cell, likely: "0" + digits, .zeros)
        default: return .plain(cell)
        }
    }

    /// The digits with the check digit that makes them a GTIN.
    private static func corrected(_ body: String) -> String? {
        (0...9).lazy.map { body + String($0) }.first { GTIN($0) != nil }
    }
}

extension String {
    /// One or more digits of ASCII and nothing else.
    var isDigits: Bool { !isEmpty && allSatisfy(\.isASCIIDigit) }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isWholeNumber }
}

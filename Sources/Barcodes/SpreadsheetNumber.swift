/// Codes that a spreadsheet wrote as numbers.
extension SpreadsheetCode {
    /// A number as a spreadsheet writes it; nil where it is none, or nothing but digits.
    static func number(_ cell: String) -> Self? {
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
        if let read = grouped(cell) { return read }
        let groups = cell.split(omittingEmptySubsequences: false) {
            ",.\u{A0}\u{202F}-·•∙‧".contains($0) || apostrophes.contains($0)
        }
        guard groups.count > 1, groups.allSatisfy({ String($0).isDigits }) else { return nil }
        let separators = Set(cell.filter { !$0.isASCIIDigit })
        guard separators.count == 1, let separator = separators.first else { return nil }
        let joined = groups.joined()
        if separator == "-" { return GTIN(joined).map { _ in .restored(joined, .grouping) } }
        if "·•∙‧".contains(separator), GTIN(joined) != nil { return .restored(joined, .grouping) }
        if isThousands(groups) {
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

    /// A number with marks between its thousands and decimals behind them: `41,331,029,162.00`, `41 331 029 162,00`; nil for
    /// any other.
    private static func grouped(_ cell: String) -> Self? {
        guard let point = cell.lastIndex(where: { ",.".contains($0) }) else { return nil }
        let decimals = cell[cell.index(after: point)...]
        let thousands = cell[..<point]
        let marks = Set(thousands.filter { !$0.isASCIIDigit })
        guard marks.count == 1, let mark = marks.first, mark != cell[point],
            ",. \u{A0}\u{202F}\u{2009}".contains(mark) || apostrophes.contains(mark),
            isThousands(thousands.split(separator: mark, omittingEmptySubsequences: false)),
            String(decimals).isDigits
        else { return nil }
        guard decimals.allSatisfy({ $0 == "0" }) else { return .lost(likely: nil, .amount) }
        return value(thousands.filter(\.isASCIIDigit), .decimals)
    }

    /// Whether digits are parted as thousands are, or as lakhs and crores.
    private static func isThousands(_ groups: [Substring]) -> Bool {
        guard groups.count > 1, let first = groups.first, let last = groups.last,
            groups.allSatisfy({ String($0).isDigits }), last.count == 3
        else { return false }
        let between = groups.dropFirst().dropLast()
        return (1...3).contains(first.count) && between.allSatisfy { $0.count == 3 }
            || (1...2).contains(first.count) && !between.isEmpty
                && between.allSatisfy { $0.count == 2 }
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
        let hasSign = parts[1].first == "+" || parts[1].first == "-"
        let power = String(hasSign ? parts[1].dropFirst() : parts[1])
        let isPlain = mantissa.count == 1 && !hasSign
        // A point may stand behind up to three digits, as in `41.33E+9`.
        let places = isPlain ? 6 : mantissa.count == 2 ? 3 : 1
        guard mantissa.count <= 2, mantissa.allSatisfy(\.isDigits), mantissa[0].count <= places,
            power.isDigits, power.count <= (isPlain ? 2 : 3)
        else { return nil }
        return Int(power).map { (mantissa, parts[1].first == "-" ? -$0 : $0, isPlain) }
    }

    /// A number written with a power of ten: certain where no digit of it is gone.
    private static func whole(_ mantissa: [String], _ power: Int) -> Self {
        let known = mantissa.joined()
        guard (0...20).contains(power) else { return .lost(likely: nil, .exponent) }
        let count = power + mantissa[0].count
        let gone = count - known.count
        if gone <= 0 { return value(String(known.prefix(count)), .exponent) }
        // No more than three zeros are in front of a UPC-A; fewer digits are a shorter code.
        let zeros = String(repeating: "0", count: count < 9 ? 0 : max(0, 12 - count))
        return .lost(
            likely: count < 6 ? nil : zeros + known + String(repeating: "?", count: gone), .exponent
        )
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

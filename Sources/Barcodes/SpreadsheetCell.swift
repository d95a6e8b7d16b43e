/// A cell in which more than a code stands, or a code as other spreadsheets write it.
extension SpreadsheetCode {
    /// What is amiss in a cell that ``asWritten(_:)`` finds nothing amiss in; nil where nothing is.
    static func amidOthers(_ cell: String) -> Self? {
        if let read = counted(cell) ?? called(cell) { return read }
        // Letters and digits alone are a code, and so is what a scanner says the symbol of, or a link.
        guard !cell.utf8.allSatisfy(isLetterOrDigit), cell.first != "]", !cell.contains("//")
        else { return nil }
        let folded = folded(cell)
        if isSeveral(folded) { return .lost(likely: nil, .several) }
        if isDate(inDigits: folded) { return .lost(likely: nil, .date) }
        if isAmount(folded) { return .lost(likely: nil, .amount) }
        return otherDigits(cell) ?? marked(cell, folded) ?? beside(cell, folded)
    }

    /// A code in digits of another script or of full width, or with blanks and dashes of print between them; nil for any
    /// other.
    static func otherDigits(_ cell: String) -> Self? {
        let folded = folded(cell)
        let isOther = cell.contains { $0.wholeNumberValue != nil && !$0.isASCII }
        guard folded != cell, folded.contains(where: \.isASCIIDigit) else { return nil }
        guard !folded.contains(where: \.isLetter) else {
            return isOther ? .doubtful(cell, likely: folded, .digits) : nil
        }
        let damage: Damage = isOther ? .digits : .grouping
        return switch asWritten(folded) {
        case .plain(let code) where isProduct(code): .restored(code, damage)
        case .plain(let code): .lost(likely: code, damage)
        case .restored(let code, _): .restored(code, damage)
        case .doubtful(_, let likely, _): .lost(likely: likely, damage)
        case .lost(let likely, let damage): .lost(likely: likely, damage)
        }
    }

    /// A code with marks around it: in quotes or asterisks it is kept as it was.
    private static func marked(_ cell: String, _ folded: String) -> Self? {
        guard let first = folded.firstIndex(where: \.isASCIILetterOrDigit),
            let last = folded.lastIndex(where: \.isASCIILetterOrDigit)
        else { return nil }
        let core = String(folded[first...last])
        guard core != folded, core.filter({ $0 != " " && $0 != "-" }).isDigits else { return nil }
        let before = folded[..<first]
        let after = folded[folded.index(after: last)...]
        if before.count == 1, after.count == 1, before.allSatisfy(isQuote),
            after.allSatisfy(isQuote)
        {
            return kept(core, .marks)
        }
        if case .restored(let code, _) = value(core, .marks) { return .restored(code, .marks) }
        return core.count < 4 ? nil : .doubtful(cell, likely: core, .marks)
    }

    /// Asterisks too, which fonts of Code 39 want around a code.
    private static func isQuote(_ character: Character) -> Bool {
        apostrophes.contains(character)
            || "\"*\u{201C}\u{201D}\u{201E}\u{AB}\u{BB}".contains(character)
    }

    /// A product's number with words beside it.
    private static func beside(_ cell: String, _ folded: String) -> Self? {
        if let gtin = folded.wholeMatch(of: #/\(01\)\s*([0-9]{14})/#).map({ String($0.1) }),
            isProduct(gtin)
        {
            return .restored(gtin, .text)
        }
        guard folded.first != "(", folded.contains(where: { $0 == " " || $0 == ":" }) else {
            return nil
        }
        // `ISBN 978-0-306-40615-7`
        if let match = folded.wholeMatch(
            of: #/[A-Za-z][A-Za-z\-]*[0-9]{0,2}\s*:?\s+([0-9][0-9 \-]{10,}[0-9])/#)
        {
            let number = match.1.filter(\.isASCIIDigit)
            if isProduct(number) { return .doubtful(cell, likely: number, .text) }
        }
        let codes = parts(of: folded).filter { $0.count > 10 && isWhole($0) }
        return codes.count == 1 ? .doubtful(cell, likely: codes[0], .text) : nil
    }

    /// Whether more than one code stands in a cell.
    private static func isSeveral(_ text: String) -> Bool {
        let parts = parts(of: text)
        if parts.count(where: isWhole) > 1 { return true }
        let listed = text.split { "/;|,&+\n".contains($0) }.map { $0.filter { $0 != " " } }
        return listed.count > 1 && listed.allSatisfy { $0.isDigits && (4...14).contains($0.count) }
    }

    private static func parts(of text: String) -> [String] {
        text.split { !$0.isASCIILetterOrDigit }.map { String($0) }
    }

    /// Whether a part of a cell is a product's number, or was before a spreadsheet dropped its zero.
    private static func isWhole(_ part: String) -> Bool {
        switch digits(part) {
        case .restored: true
        case .plain: part.count >= 8 && isProduct(part)
        case .doubtful, .lost, nil: false
        }
    }

    private static func isAmount(_ text: String) -> Bool {
        let isMoney = text.unicodeScalars.contains {
            $0 == "%" || $0.properties.generalCategory == .currencySymbol
        }
        return isMoney && text.contains(where: \.isASCIIDigit) && !text.contains(where: \.isLetter)
    }

    /// A text with the digits, letters and marks of full width, the digits of other scripts, and the blanks and dashes of print
    /// as ASCII has them, and the points and commas that Arabic puts into numbers.
    package static func folded(_ text: String) -> String {
        String(
            text.map { character in
                if character.isASCII { return character }
                if let digit = character.wholeNumberValue, (0...9).contains(digit),
                    character.unicodeScalars.first?.properties.numericType == .decimal
                {
                    return Character("\(digit)")
                }
                guard let scalar = character.unicodeScalars.first else { return character }
                switch scalar.value {
                case 0xFF01...0xFF5E: return Character(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
                case 0x2010...0x2015, 0x2212: return "-"
                case 0x66B: return "."
                case 0x66C: return ","
                default: return character.isWhitespace ? " " : character
                }
            })
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
}

extension Character {
    fileprivate var isASCIILetterOrDigit: Bool { isASCII && (isLetter || isWholeNumber) }
}

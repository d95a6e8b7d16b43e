/// A date that a person typed, with its day, month and year held together: a line may end after “by”,
/// never inside the date.
///
/// It is told by its figures, in any language: from the first word that has some to the last. Where
/// no word between them is a month, the one before them is taken for it.
enum DateText {
    /// The fields that hold dates.
    static let fields: Set<String> = ["date", "date2"]

    /// The same text with spaces that end no line, and joiners where a line could end inside a word.
    static func bound(_ typed: String) -> String {
        let words = typed.split { $0 == " " || $0.isNewline || $0 == "\t" }.map(String.init)
        guard var first = words.firstIndex(where: hasFigure),
            let last = words.lastIndex(where: hasFigure)
        else { return typed }
        let date = words[first...last]
        let namesMonth = date.contains {
            letters(of: $0) > 2 || $0.unicodeScalars.contains(where: isIdeograph)
        }
        let isWhole =
            date.count > 2 || date.contains { $0.count(where: { "./-".contains($0) }) > 1 }
        if !namesMonth, !isWhole, first > 0 {
            // Of “marzo de 2027”, the month stands two words before the year.
            let isLinked = links.contains(words[first - 1].lowercased()) && first > 1
            let month = isLinked ? first - 2 : first - 1
            if letters(of: words[month]) > 2 { first = month }
        }
        let before = words[..<first].joined(separator: " ")
        let after = words[(last + 1)...].joined(separator: " ")
        let middle = words[first...last].map(joined).joined(separator: "\u{A0}")
        return [before, middle, after].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The same with long names of months cut to three letters, where room is dear: as a hub that
    /// speaks one of its own two languages writes them.
    static func shortened(_ typed: String) -> String {
        guard typed.contains(where: \.isNumber) else { return typed }
        return typed.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
            let letters = word.prefix(while: \.isLetter)
            guard months.contains(letters.lowercased()) else { return String(word) }
            return String(letters.prefix(3) + word[letters.endIndex...])
        }.joined(separator: " ")
    }

    private static let months: Set<String> = [
        "january", "february", "march", "april", "june", "july", "august", "september", "october",
        "november", "december", "enero", "febrero", "marzo", "abril", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre",
    ]

    /// What stands between a month and its year.
    private static let links: Set<String> = ["de", "of", "di", "do"]

    private static func hasFigure(_ word: String) -> Bool { word.contains(where: \.isNumber) }

    private static func letters(of word: String) -> Int { word.count(where: \.isLetter) }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        (0x2E80...0x9FFF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value)
    }

    /// A word without a place where its line could end: around ideographs and syllables, and after
    /// hyphens and slashes.
    private static func joined(_ word: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            if let before = scalars.last,
                isIdeograph(scalar) || isIdeograph(before) || "-/".unicodeScalars.contains(before)
            {
                scalars.append("\u{2060}")
            }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}

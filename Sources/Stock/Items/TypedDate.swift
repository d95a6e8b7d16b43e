extension PartialDate {
    /// The date of a package as people type it: `0328` or `032028` for a month, `150328` or `15032028` for a day, with signs between or without, or
    /// `2028-03-15`, `2028`; nil where it is no date of this century, such as a month alone, and where nobody can tell the day from the month, as in
    /// `05/12/28`.
    ///
    /// Pages read it by the same rules as they show it, in `typed-date.js`; `Tests/Examples/typed-dates.json` holds both to them.
    package init?(typed: String) {
        let text = typed.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        let isTogether = text.allSatisfy { $0.isASCII && $0.isNumber }
        let parts =
            isTogether
            ? Self.together(text.map { String($0) })
            : text.split(omittingEmptySubsequences: true) { " ./-".contains($0) }.map {
                String($0)
            }
        guard text.last?.isNumber == true, text.first?.isNumber == true else { return nil }
        let isYearFirst = parts.first?.count == 4
        let inOrder = isYearFirst ? parts : parts.reversed()
        guard (1...3).contains(parts.count), let year = inOrder.first,
            parts.count > 1 || isYearFirst,
            isYearFirst || !Self.isEitherWay(parts, in: text.reversed()),
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            year.count <= 2 || year.count == 4 && year.hasPrefix("20"),
            inOrder.dropFirst().allSatisfy({ $0.count <= 2 })
        else { return nil }
        let twoDigits = { (part: String) in part.count == 1 ? "0" + part : part }
        let whole = [year.count == 4 ? year : "20" + twoDigits(year)]
        self.init((whole + inOrder.dropFirst().map(twoDigits)).joined(separator: "-"))
    }

    /// Whether a day and a month with a slash or a hyphen between them may be meant either way: so it is written with the day first and with the month
    /// first, while points and blanks stand behind a day.
    private static func isEitherWay(_ parts: [String], in text: some Sequence<Character>) -> Bool {
        let numbers = parts.prefix(2).compactMap { Int($0) }
        return parts.count == 3 && numbers.count == 2 && numbers[0] != numbers[1]
            && numbers.allSatisfy { $0 <= 12 } && text.contains { "/-".contains($0) }
    }

    /// Figures without a sign between them; no month is the twentieth, so a year of four figures is known by where it stands.
    private static func together(_ digits: [String]) -> [String] {
        let pairs = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] + digits[$0 + 1] }
        return switch digits.count {
        case 4: pairs[0] == "20" ? [pairs.joined()] : pairs
        case 6: pairs[1] == "20" ? [pairs[0], pairs[1] + pairs[2]] : pairs
        case 8:
            pairs[2] == "20"
                ? [pairs[0], pairs[1], pairs[2] + pairs[3]] : [pairs[0] + pairs[1]] + pairs[2...]
        default: []
        }
    }
}

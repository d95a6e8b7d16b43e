/// Names of places as a person lists them: `A1–A9, Freezer` are ten.
///
/// Commas, semicolons and line ends part them. A range goes by a number (`A1–A9`, `Shelf 1-5`, `A08–A12`), by a
/// letter (`Shelf A–D`), or by both, row by row (`A1–C4`), with a dash, dots or a word between its ends (`A1..A9`, `A1 to A9`,
/// `Estante 1 a 3`). What is no range is a name as it stands (`Walk-in`).
public enum PlaceNames {
    /// Places made at once at the most.
    public static let limit = 200

    private static let dashes: Set<Character> = ["-", "–", "—", "−"]
    /// Other signs and words that people put between the ends of a range.
    private static let between = ["...", "..", "…", " to ", " through ", " a ", " al ", " hasta "]

    /// The names in the order in which they were listed, each once; nil for more than ``limit``.
    public static func read(_ list: String) -> [String]? {
        var names: [String] = []
        var seen: Set<String> = []
        for part in list.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }) {
            let part = trimmed(part)
            guard !part.isEmpty else { continue }
            guard let range = range(part) else { return nil }
            for name in range where seen.insert(name.lowercased()).inserted {
                names.append(name)
            }
            guard names.count <= limit else { return nil }
        }
        return names
    }

    /// What one part stands for; nil for a range of more than ``limit``.
    private static func range(_ part: Substring) -> [String]? {
        let whole = [String(part)]
        let ends = parted(part).lazy.compactMap { first, last -> (RangeEnd, RangeEnd)? in
            guard let first = RangeEnd(trimmed(first)) else { return nil }
            return RangeEnd(trimmed(last))?.completed(by: first).map { (first, $0) }
        }
        guard let (first, last) = ends.first else { return whole }
        let letters = first.letter.flatMap { low in last.letter.map { min(low, $0)...max(low, $0) }
        }
        let numbers = first.number.flatMap { low in last.number.map { min(low, $0)...max(low, $0) }
        }
        guard (letters?.count ?? 1) * (numbers?.count ?? 1) <= limit else { return nil }
        let rows = letters.map { $0.map { String(UnicodeScalar($0)) } } ?? [""]
        let columns = numbers.map { $0.map { first.written($0) } } ?? [""]
        return rows.flatMap { row in columns.map { first.stem + row + $0 } }
    }

    /// The two sides of each sign that may stand between the ends of a range.
    private static func parted(_ part: Substring) -> [(Substring, Substring)] {
        let lowercased = part.lowercased()
        // Elsewhere a sign would stand at another place than in the text as it was typed.
        let words = lowercased.count == part.count ? between : []
        let sides = words.compactMap { sign -> (Substring, Substring)? in
            guard let found = lowercased.firstRange(of: sign) else { return nil }
            let at = lowercased.distance(from: lowercased.startIndex, to: found.lowerBound)
            return (part.prefix(at), part.dropFirst(at + sign.count))
        }
        guard let dash = part.firstIndex(where: { dashes.contains($0) }) else { return sides }
        return sides + [(part[..<dash], part[part.index(after: dash)...])]
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

/// Where a range begins or ends: what all of it has in common, then a letter, a number, or both.
private struct RangeEnd {
    let stem: String
    /// A to Z in either case, where it stands by itself.
    let letter: UInt8?
    let number: Int?
    /// Digits of the number as it was written.
    let digits: Int

    /// Nil where the text ends in neither.
    init?(_ text: Substring) {
        let figures = text.reversed().prefix { $0.isASCII && $0.isNumber }.count
        guard figures <= 4 else { return nil }
        let head = text.dropLast(figures)
        number = Int(text.suffix(figures))
        digits = figures
        let before = head.dropLast().last
        let isAlone = before == nil || before?.isLetter == false
        letter = isAlone ? head.last.flatMap(Self.letter) : nil
        stem = String(letter == nil ? head : head.dropLast())
        guard number != nil || letter != nil else { return nil }
    }

    private init(stem: String, letter: UInt8?, number: Int?, digits: Int) {
        (self.stem, self.letter, self.number, self.digits) = (stem, letter, number, digits)
    }

    /// This end with what only `first` says; nil where both are no range.
    func completed(by first: RangeEnd) -> RangeEnd? {
        let isShort = stem.isEmpty && (letter == nil || first.letter != nil)
        guard isShort || stem.lowercased() == first.stem.lowercased() else { return nil }
        guard (number == nil) == (first.number == nil) else { return nil }
        if let letter {
            // `A–d` is no range: nobody knows which letters are between.
            guard let low = first.letter, (low < 0x61) == (letter < 0x61) else { return nil }
            return self
        }
        guard first.letter == nil || isShort else { return nil }
        return RangeEnd(stem: stem, letter: first.letter, number: number, digits: digits)
    }

    /// A number with as many digits as the range began with.
    func written(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func letter(_ character: Character) -> UInt8? {
        character.isASCII && character.isLetter ? character.asciiValue : nil
    }
}

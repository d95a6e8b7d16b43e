/// Lines of driving licences and passports, which scanners send as a burst of short scans.
///
/// Nothing of them is kept: no line of one is a code. Pages drop them before they reach the hub, by the same shapes
/// (`papers.js`).
public enum PersonalPaper {
    /// Whether a text has a line of a paper of a person: of an AAMVA driving licence (DL/ID Card Design Standard 2020, annex D)
    /// or of a machine-readable zone (ICAO 9303, parts 4 to 6).
    ///
    /// Says so of one line without those around it, and of any text at all.
    public static func isLine(_ text: String) -> Bool {
        // Nearly every code is a number; and a line without a filler begins with one of few letters.
        guard !text.utf8.allSatisfy(isDigit) else { return false }
        let isPlain = text.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "<")
        }
        if isPlain, let first = text.utf8.first(where: { $0 != 0x20 }),
            !"@ADEI]".utf8.contains(first & 0xDF)
        {
            return false
        }
        return lines(of: text).contains { isOneLine($0) }
    }

    /// Whether a text that came right after a line of a paper may be another: it has the name of an element, whatever
    /// stands behind it, or a line of a machine-readable zone that has no filler.
    ///
    /// Codes are like that too: it takes the line before to know.
    public static func continues(_ text: String) -> Bool {
        lines(of: text).contains { line in
            let line = String(line).uppercased()
            let zone = line.utf8.filter { $0 != 0x20 && $0 != 0x09 }
            if zoneLengths.contains(zone.count),
                zone.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "<") }),
                !zone.allSatisfy(isDigit)
            {
                return true
            }
            let name = Array(withoutPart(line).utf8.prefix(3))
            guard name.count == 3, name.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                return false
            }
            return switch (UnicodeScalar(name[0]), UnicodeScalar(name[1])) {
            case ("D", "A"..."D"), ("Z", _): true
            case ("P", "A"): ("A"..."F").contains(UnicodeScalar(name[2]))
            default: false
            }
        }
    }

    /// Characters of a line of a machine-readable zone, and of two or three of them without a line's end between.
    private static let zoneLengths: Set = [30, 36, 44, 60, 72, 88, 90]

    /// Each line without outer blanks, and without what a scanner says of the symbol in front (ISO/IEC 15424: `]L0`).
    private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
        text.unicodeScalars.split { ["\n", "\r", "\u{1E}"].contains($0) }.map { line in
            let line = trimmed(line)
            guard line.first == "]", line.dropFirst().first?.properties.isAlphabetic == true else {
                return line
            }
            return trimmed(line.dropFirst(3))
        }
    }

    private static func isOneLine(_ line: Substring.UnicodeScalarView) -> Bool {
        guard let first = line.first, line.count <= 120 else { return false }
        let zone = line.filter { $0 != " " && $0 != "\t" }
        let isZone =
            zoneLengths.contains(zone.count) && (zone.contains("<") || isLicenceZone(zone))
        // No line of a licence begins with a number.
        guard isZone || first == "@" || first.properties.isAlphabetic else { return false }
        let text = String(isZone ? zone : line).uppercased()
        if isZone { return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "<") } }
        return text == "@" || isHeader(text) || isElement(text, isUpperCase: text == String(line))
    }

    /// The one line of a driving licence of ISO/IEC 18013, which may have no filler: `D1`, and the letters of the state.
    private static func isLicenceZone(_ zone: Substring.UnicodeScalarView) -> Bool {
        zone.count == 30 && zone.starts(with: "D1".unicodeScalars)
            && zone.dropFirst(2).prefix(3).allSatisfy { ("A"..."Z").contains($0) }
    }

    /// `ANSI ` and the six digits of whoever issued the licence, with or without the mark in front.
    private static func isHeader(_ text: String) -> Bool {
        let line = text.drop { $0 == "@" || $0 == " " }
        guard let word = ["ANSI", "AAMVA"].first(where: { line.hasPrefix($0) }) else {
            return false
        }
        let rest = line.dropFirst(word.count)
        let number = rest.hasPrefix(" ") ? rest.dropFirst() : rest
        return number.utf8.prefix(6).count == 6 && number.utf8.prefix(6).allSatisfy(isDigit)
    }

    /// An element's name of three letters and what it can hold; the first of a part has the part's name in front.
    private static func isElement(_ text: String, isUpperCase: Bool) -> Bool {
        let line = withoutPart(text)
        guard let shape = PaperElement.shapes[String(line.prefix(3))] else { return false }
        if case .givenName = shape, !isUpperCase || PaperElement.isWord(line) { return false }
        return shape.holds(line.dropFirst(3))
    }

    private static func withoutPart(_ text: String) -> Substring {
        let isFirst = ["DL", "ID", "EN"].contains { text.hasPrefix($0) }
        return isFirst && text.dropFirst(2).hasPrefix("D") ? text.dropFirst(2) : text[...]
    }

    private static func trimmed(_ line: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView
    {
        func isOuter(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        }
        guard let first = line.firstIndex(where: { !isOuter($0) }),
            let last = line.lastIndex(where: { !isOuter($0) })
        else { return line[line.startIndex..<line.startIndex] }
        return line[first...last]
    }

    fileprivate static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    fileprivate static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte)
    }
}

/// What an element of a driving licence can hold.
///
/// Elements whose names begin many words and hold any text (`DAB`, `DAL`, `DAM`, `DAN`) are known by the lines before
/// them alone.
private enum PaperElement {
    case name
    /// In upper case, and no ``word``: the element's name begins words too.
    case givenName
    /// More than one name, with a comma.
    case names
    case street
    case day
    case number
    case letters(ClosedRange<Int>, orNone: Bool = false)
    case postcode
    case length
    case digits(Int)
    case word(of: [String])

    static let shapes: [String: PaperElement] = {
        let rows: [(PaperElement, String)] = [
            (.name, "DCS DCT DBN DBO DBP DBQ DBG DBS DBR DCI"),
            (.givenName, "DAC DAD DAI"),
            (.names, "DAA"),
            (.street, "DAG DAH"),
            (.day, "DBA DBB DBD DDB DDC DDH DDI DDJ DBL"),
            (.number, "DAQ DCF DCJ DCK DBJ DBK DBM"),
            (.letters(2...2), "DAJ DAO"),
            (.postcode, "DAK DAP"),
            (.length, "DAU DAV"),
            (.digits(3), "DAW DAX"),
            (.word(of: colours), "DAY DAZ"),
            (.word(of: ["USA", "CAN", "MEX"]), "DCG"),
            (.letters(1...2, orNone: true), "DCA DCB DCD DCU DCL"),
            (.word(of: "0129FMNTUX".map(String.init)), "DBC DBE DCE DDA DDD DDE DDF DDG DDK DDL"),
        ]
        return rows.reduce(into: [:]) { shapes, row in
            for name in row.1.split(separator: " ") { shapes[String(name)] = row.0 }
        }
    }()

    /// Of eyes and hair.
    private static let colours = [
        "BAL", "BLK", "BLN", "BLU", "BRO", "DIC", "GRN", "GRY", "HAZ", "MAR", "PNK", "RED", "SDY",
        "UNK", "WHI",
    ]

    /// Words of what stands on shelves, and of who makes it, that begin with the name of an element: codes are made
    /// of them, with more behind.
    private static let words = [
        "DACHS", "DACQUOISE", "DACTIL", "DACTYL", "DADDIE", "DADDY", "DADITO", "DADOS", "DAIFUKU",
        "DAIKON", "DAILY", "DAINTY", "DAIQUIRI", "DAIRIES", "DAIRY", "DAISIES", "DAISY", "DAIYA",
    ]
    /// The same, where nothing but the word stands for it: more letters behind are rather a name.
    private static let shortWords = ["DACE", "DACES", "DADS", "DAIM", "DAIS"]

    /// Whether a text in upper case begins with such a word.
    static func isWord(_ text: Substring) -> Bool {
        words.contains { text.hasPrefix($0) }
            || shortWords.contains(String(text.prefix(while: \.isLetter)))
    }

    /// Whether a text in upper case is of this shape.
    func holds(_ text: Substring) -> Bool {
        let bytes = text.utf8
        switch self {
        case .name: return isName(text, atLeast: 2)
        case .givenName: return isName(text, atLeast: 3)
        case .names: return text.contains(",") && isName(text, atLeast: 4)
        case .street: return isHouse(bytes) || isPostBox(text) || isFlat(text)
        case .day: return bytes.count == 8 && bytes.allSatisfy(PersonalPaper.isDigit)
        case .number:
            return (4...30).contains(bytes.count)
                && bytes.allSatisfy {
                    PersonalPaper.isLetterOrDigit($0) || " */-".utf8.contains($0)
                }
                && bytes.split(whereSeparator: { !PersonalPaper.isDigit($0) }).contains {
                    $0.count > 3
                }
        case .letters(let lengths, let orNone):
            return orNone && text == "NONE"
                || lengths.contains(bytes.count) && bytes.allSatisfy(isLetter)
        case .postcode:
            return (5...11).contains(bytes.count)
                && bytes.prefix(5).allSatisfy(PersonalPaper.isDigit)
                && bytes.dropFirst(5).allSatisfy {
                    PersonalPaper.isDigit($0) || " -".utf8.contains($0)
                } || isCanadianPostcode(bytes)
        case .length:
            let number = bytes.prefix(while: PersonalPaper.isDigit)
            let unit = text.dropFirst(number.count).drop { $0 == " " }
            return (2...3).contains(number.count) && ["IN", "CM"].contains(unit)
        case .digits(let count):
            return bytes.count == count && bytes.allSatisfy(PersonalPaper.isDigit)
        case .word(let words): return words.contains(String(text))
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    private func isName(_ text: Substring, atLeast least: Int) -> Bool {
        let scalars = text.unicodeScalars
        return (least...40).contains(scalars.count)
            && scalars.allSatisfy {
                $0.properties.isAlphabetic || " ,.'-".unicodeScalars.contains($0)
            }
    }

    /// `2300 WEST BROAD STREET`, `12B MAIN ST`.
    private func isHouse(_ bytes: Substring.UTF8View) -> Bool {
        let house = bytes.prefix(while: PersonalPaper.isDigit)
        let rest = bytes.dropFirst(house.count)
        let gap = rest.first.map(isLetter) == true ? rest.dropFirst() : rest
        return !house.isEmpty && gap.first == UInt8(ascii: " ") && gap.count > 1
    }

    /// `PO BOX 12`, `P.O. BOX 12`.
    private func isPostBox(_ text: Substring) -> Bool {
        let plain = text.filter { $0 != "." && $0 != " " }
        return plain.hasPrefix("POBOX") && plain.count > 5
    }

    /// `APT 4`, `UNIT B`.
    private func isFlat(_ text: Substring) -> Bool {
        let parts = text.split(separator: " ", maxSplits: 1)
        return parts.count == 2
            && ["APT", "BLDG", "FL", "LOT", "RM", "SPC", "STE", "SUITE", "TRLR", "UNIT"]
                .contains(parts[0].prefix { $0 != "." && $0 != "#" })
    }

    /// `K1A 0B1`, with or without the blank.
    private func isCanadianPostcode(_ bytes: Substring.UTF8View) -> Bool {
        let plain = bytes.filter { $0 != UInt8(ascii: " ") }
        return plain.count == 6
            && plain.enumerated().allSatisfy {
                $0.offset.isMultiple(of: 2)
                    ? isLetter($0.element) : PersonalPaper.isDigit($0.element)
            }
    }
}

/// Lines of driving licences and passports, which scanners send as a burst of short scans, magnetic stripes of people's
/// cards, and other papers by their headers (``OtherPaper``).
///
/// Nothing of them is kept: no line of one is a code. Pages drop them before they reach the hub, by the same shapes
/// (`papers.js`).
public enum PersonalPaper {
    /// Whether a text has a line of a paper of a person: of an AAMVA driving licence (DL/ID Card Design Standard 2020, annex D),
    /// of a machine-readable zone (ICAO 9303, parts 4 to 6), or a track of a card's magnetic stripe (AAMVA, annex F; ISO/IEC 7813).
    ///
    /// Says so of one line without those around it, and of any text at all.
    public static func isLine(_ text: String) -> Bool {
        // Nearly every code is a number; and a line without a filler begins with one of few letters.
        guard !text.utf8.allSatisfy(isDigit) else { return false }
        if OtherPaper.isMarked(text),
            lines(of: text).contains(where: { OtherPaper.begins(String($0)) })
        {
            return true
        }
        let isPlain = text.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && !"<;".utf8.contains($0)
        }
        if isPlain, let first = text.utf8.first(where: { $0 != 0x20 }),
            !"@ADEI]".utf8.contains(first & 0xDF), first != mark,
            !CardStripe.sentinels.contains(first),
            text.utf8.count < TravelZone.shortest
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
            if OtherPaper.continues(line) { return true }
            let zone = TravelZone.text(line).utf8
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
        guard let first = line.first else { return false }
        if first.isASCII, CardStripe.sentinels.contains(UInt8(first.value)) {
            return CardStripe.isTrack(String(line).uppercased())
        }
        let zone = TravelZone.text(String(line)).unicodeScalars[...]
        if TravelZone.isLine(String(zone)) { return true }
        let isZone =
            zoneLengths.contains(zone.count) && (zone.contains("<") || isLicenceZone(zone))
        // No line of a licence begins with a number.
        guard isZone || isMark(first) || first.properties.isAlphabetic else { return false }
        if isZone {
            return zone.allSatisfy { $0 == "<" || $0.isASCII && isLetterOrDigit(UInt8($0.value)) }
        }
        let text = String(line).uppercased()
        if text == "@" || isHeader(text) { return true }
        let element = String(withoutMark(text))
        return isWhole(element)
            || line.count <= 120 && isElement(element, isUpperCase: text == String(line))
    }

    /// Whether a line holds a licence as a whole, as scanners send it that drop line breaks: an element, and behind it others, of
    /// which one is a number or a day.
    private static func isWhole(_ text: String) -> Bool {
        guard text.utf8.count > 30, isName(withoutPart(text)) else { return false }
        return PaperElement.commonNames.count { text.contains($0) } > 2
            && PaperElement.proofs.contains { text.contains($0) }
    }

    /// Whether a line in upper case begins with the name of an element.
    private static func isName(_ line: Substring) -> Bool {
        let name = Array(line.utf8.prefix(3))
        return name.count == 3 && name[0] == UInt8(ascii: "D") && (0x41...0x44).contains(name[1])
            && (0x41...0x5A).contains(name[2])
    }

    /// The one line of a driving licence of ISO/IEC 18013, which may have no filler: `D1`, and the letters of the state.
    private static func isLicenceZone(_ zone: Substring.UnicodeScalarView) -> Bool {
        zone.count == 30 && zone.starts(with: "D1".unicodeScalars)
            && zone.dropFirst(2).prefix(3).allSatisfy { ("A"..."Z").contains($0) }
    }

    /// `ANSI ` and the six digits of whoever issued the licence, with or without the mark in front.
    private static func isHeader(_ text: String) -> Bool {
        let line = withoutMark(text)
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

    /// A double quote is what another layout of the keyboard makes of `@`, which a licence begins with.
    private static let mark = UInt8(ascii: "\"")

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "@" || scalar.value == UInt32(mark)
    }

    private static func withoutMark(_ text: String) -> Substring {
        text.drop { $0 == " " || $0.unicodeScalars.allSatisfy(isMark) }
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

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte)
    }
}

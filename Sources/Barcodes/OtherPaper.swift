/// Papers of people that are known by how they begin, and by nothing that a code of food is.
///
/// A visiting card (vCard, RFC 6350; MECARD, BIZCARD), a boarding pass (IATA resolution 792), the identity cards of South
/// Africa and Argentina, an Aadhaar letter, and a SMART health card.
enum OtherPaper {
    /// Whether a text has a mark that all of them have; nearly no code does.
    static func isMarked(_ text: String) -> Bool {
        text.utf8.contains { ":@|<".utf8.contains($0) }
            || text.utf8.count > 40 && text.utf8.contains { $0 & 0xDF == UInt8(ascii: "M") }
    }

    /// Whether a line without outer blanks is one of them, or their first.
    static func begins(_ line: String) -> Bool {
        let text = line.uppercased()
        if cards.contains(where: { text.hasPrefix($0) }) || text.contains("<PRINTLETTERBARCODEDATA")
        {
            return true
        }
        if text.hasPrefix("SHC:/") { return text.utf8.dropFirst(5).allSatisfy(isDigitOrSlash) }
        return isBoardingPass(text) || isSouthAfrican(text) || isArgentine(text)
    }

    /// Whether a line in upper case may be of a visiting card that began before it: `N:DOE;JANE`, `TEL;TYPE=CELL:+1…`.
    static func continues(_ line: String) -> Bool {
        guard let mark = line.firstIndex(where: { $0 == ":" || $0 == ";" }) else { return false }
        let name = line[..<mark].split(separator: ".").last ?? ""
        return properties.contains(String(name))
    }

    private static let cards = ["BEGIN:VCARD", "END:VCARD", "MECARD:", "BIZCARD:"]
    private static let properties: Set = [
        "ADR", "BDAY", "CATEGORIES", "EMAIL", "END", "FN", "GENDER", "GEO", "IMPP", "KEY", "LABEL",
        "LANG", "LOGO", "N", "NICKNAME", "NOTE", "ORG", "PHOTO", "PRODID", "REV", "ROLE", "SOUND",
        "SOURCE", "TEL", "TITLE", "TZ", "UID", "URL", "VERSION",
    ]

    private static func isDigitOrSlash(_ byte: UInt8) -> Bool {
        PersonalPaper.isDigit(byte) || byte == UInt8(ascii: "/")
    }

    /// Format `M`, one to four legs, a name of 20 characters, the mark of an electronic ticket, the booking, from, to and
    /// carrier, the flight, the day of the year.
    private static func isBoardingPass(_ text: String) -> Bool {
        text.prefixMatch(
            of:
                #/M[1-4][A-Z][A-Z \/.'\-]{19}[E ][A-Z0-9 ]{7}[A-Z]{6}[A-Z0-9 ]{3}[0-9 ]{4}[A-Z0-9 ][0-9]{3}/#
        ) != nil
    }

    /// Surname, names, sex, nationality and the 13 digits of the number, with bars between.
    private static func isSouthAfrican(_ text: String) -> Bool {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        return parts.count > 5 && ["M", "F", "X"].contains(parts[2])
            && parts[3].utf8.count == 3 && parts[4].utf8.count == 13
            && parts[4].utf8.allSatisfy(PersonalPaper.isDigit)
    }

    /// The new card: transaction, surname, names, sex, number, copy, born; the old one has the number first and the sex behind.
    private static func isArgentine(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " } }
        func isNumber(_ index: Int) -> Bool {
            (6...8).contains(parts[index].utf8.count)
                && parts[index].utf8.allSatisfy(PersonalPaper.isDigit)
        }
        func isSex(_ index: Int) -> Bool { ["M", "F", "X"].contains(parts[index]) }
        func isDay(_ index: Int) -> Bool {
            parts[index].wholeMatch(of: #/\d\d\/\d\d\/\d{4}/#) != nil
        }
        if parts.count > 6, isSex(3), isNumber(4), isDay(6) { return true }
        return parts.count > 8 && parts[0].isEmpty && isNumber(1) && isDay(7) && isSex(8)
    }
}

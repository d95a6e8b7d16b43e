/// What an element of a driving licence can hold.
///
/// Elements whose names begin many words and hold any text (`DAB`, `DAL`, `DAM`, `DAN`), and what holds one letter or digit
/// (`DCAT` may be a pantry's own code), are known by the lines before them alone.
enum PaperElement {
    case name
    /// In upper case, and no ``word``: the element's name begins words too.
    case givenName
    /// More than one name, with a comma.
    case names
    case street
    case day
    case number
    /// A number that letters may break up; longer ones alone.
    case discriminator
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
            (.number, "DAQ DCJ DCK DBJ DBK DBM"),
            (.discriminator, "DCF"),
            (.letters(2...2), "DAJ DAO"),
            (.postcode, "DAK DAP"),
            (.length, "DAU DAV"),
            (.digits(3), "DAW DAX"),
            (.word(of: colours), "DAY DAZ"),
            (.word(of: ["USA", "CAN", "MEX"]), "DCG"),
            (.letters(2...2, orNone: true), "DCA DCB DCD DCU DCL"),
        ]
        return rows.reduce(into: [:]) { shapes, row in
            for name in row.1.split(separator: " ") { shapes[String(name)] = row.0 }
        }
    }()

    /// Those that nearly every licence has, and that few words hold.
    static let commonNames = [
        "DAQ", "DCS", "DAC", "DAD", "DBB", "DBA", "DBD", "DAG", "DAJ", "DAK", "DCG", "DCF", "DAY",
        "DDE", "DDF",
    ]
    /// Those of them that hold a number or a day.
    static let proofs = ["DAQ", "DBB", "DBA", "DBD"]

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
        case .discriminator:
            return Self.number.holds(text)
                || (10...25).contains(bytes.count)
                    && bytes.allSatisfy {
                        PersonalPaper.isLetterOrDigit($0) || " */-".utf8.contains($0)
                    } && bytes.count(where: PersonalPaper.isDigit) > 5
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
        return (least...40).contains(scalars.count) && scalars.first != " "
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

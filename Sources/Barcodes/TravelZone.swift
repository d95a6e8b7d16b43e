/// Lines of a machine-readable zone (ICAO 9303, parts 4 to 6) of any length: programs and scanners leave out the fillers at
/// their ends.
enum TravelZone {
    /// Fewer characters than this, without a filler, are no line.
    static let shortest = 18

    /// A line in upper case without blanks, and with `;` as the filler that it is on keyboards of another layout.
    static func text(_ line: String) -> String {
        let zone = line.uppercased().filter { $0 != " " && $0 != "\t" }
        return zone.contains(";;") && !zone.contains("<") ? zone.replacing(";", with: "<") : zone
    }

    /// Whether a text in upper case without blanks is one, by its fillers or by its check digits.
    static func isLine(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count > 7, bytes.allSatisfy({ value($0) != nil }) else { return false }
        return hasFillers(bytes) || isIdentity(bytes) || isPerson(bytes) || isBirth(bytes)
    }

    private static let filler = UInt8(ascii: "<")

    /// Two fillers behind each other, and letters or digits besides: no code has that.
    private static func hasFillers(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == filler && $1 == filler }
            && bytes.count { $0 != filler } > 3
    }

    /// The first line of a card: kind, issuer, number and its check digit.
    private static func isIdentity(_ bytes: [UInt8]) -> Bool {
        bytes.count > 14 && "ACI".utf8.contains(bytes[0]) && bytes[1] == filler
            && bytes[2..<5].allSatisfy(isLetter) && checks(bytes, 5..<14)
    }

    /// The second line of a passport or a larger card: number, nationality, birth, sex and expiry, three of them checked.
    private static func isPerson(_ bytes: [UInt8]) -> Bool {
        bytes.count > 27 && checks(bytes, 0..<9) && isNation(bytes[10..<13])
            && isDay(bytes, 13..<19) && isSex(bytes[20]) && isDay(bytes, 21..<27)
    }

    /// The second line of a card: birth, sex and expiry, two of them checked, and nationality.
    private static func isBirth(_ bytes: [UInt8]) -> Bool {
        bytes.count >= shortest && isDay(bytes, 0..<6) && isSex(bytes[7]) && isDay(bytes, 8..<14)
            && isNation(bytes[15..<18])
    }

    private static func isNation(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.first.map(isLetter) == true && bytes.allSatisfy { isLetter($0) || $0 == filler }
    }

    private static func isSex(_ byte: UInt8) -> Bool { "MFX<".utf8.contains(byte) }

    /// A year, a month and a day of two digits each, and their check digit.
    private static func isDay(_ bytes: [UInt8], _ field: Range<Int>) -> Bool {
        let digits = bytes[field].compactMap { PersonalPaper.isDigit($0) ? Int($0) - 0x30 : nil }
        return digits.count == 6 && (1...12).contains(digits[2] * 10 + digits[3])
            && (1...31).contains(digits[4] * 10 + digits[5]) && checks(bytes, field)
    }

    /// Whether the digit behind a field is its check digit, by weights of 7, 3 and 1 (part 3, 4.9).
    private static func checks(_ bytes: [UInt8], _ field: Range<Int>) -> Bool {
        let check = bytes[field.upperBound]
        guard PersonalPaper.isDigit(check) else { return false }
        let sum = zip(field, [7, 3, 1, 7, 3, 1, 7, 3, 1]).reduce(0) { sum, place in
            sum + (value(bytes[place.0]) ?? 0) * place.1
        }
        return sum % 10 == Int(check) - 0x30
    }

    /// Of a filler none, of a digit itself, of letters 10 to 35; nil for what no zone holds.
    private static func value(_ byte: UInt8) -> Int? {
        if byte == filler { return 0 }
        if PersonalPaper.isDigit(byte) { return Int(byte) - 0x30 }
        return isLetter(byte) ? Int(byte) - 0x41 + 10 : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

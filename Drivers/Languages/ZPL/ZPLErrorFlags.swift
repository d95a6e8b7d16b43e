import Printing

/// The answer to `~HQES`: `ERRORS:` and `WARNINGS:`, each with a flag and two groups of eight
/// hexadecimal digits.
///
/// Source: ZPL II Programming Guide, "~HQ Host Query", the tables of error flags.
struct ZPLErrorFlags {
    let conditions: Set<PrinterStatus.Condition>

    /// Both lines whole, between STX and ETX, or it is no answer.
    init?(in answer: [UInt8]) {
        guard let start = answer.lastIndex(of: 0x02),
            let end = answer[start...].firstIndex(of: 0x03)
        else { return nil }
        let words = answer[start..<end].dropFirst()
            .split { $0 == 0x20 || $0 == 0x0D || $0 == 0x0A }
            .map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 10, words[0] == "PRINTER", words[1] == "STATUS",
            let errors = Self.flags(words[2..<6], named: "ERRORS:"),
            Self.flags(words[6..<10], named: "WARNINGS:") != nil
        else { return nil }
        var found = Set(Self.meanings.filter { errors.bits & $0.0 != 0 }.map(\.1))
        if found.isEmpty, errors.isRaised { found = [.other] }
        conditions = found
    }

    /// The second group's bits; warnings (clean the head, calibrate) keep nothing from printing.
    private static let meanings: [(UInt32, PrinterStatus.Condition)] = [
        (0x1, .paperOut), (0x2, .ribbonOut), (0x4, .headOpen), (0x8, .cutterJam),
        // Print head, motor.
        (0x30, .tooHot),
        // Head element, head detection, firmware settings, thermistor, black-mark calibration.
        (0x403C0, .other),
        // Retraction, presenter, paper feed, paper path, retraction timed out: kiosk printers.
        (0x2F000, .paperJam), (0x10000, .paused),
        // The black mark that it was told of is not there.
        (0x80000, .wrongMedia),
    ]

    private static func flags(
        _ words: ArraySlice<String>, named name: String
    ) -> (isRaised: Bool, bits: UInt32)? {
        let words = Array(words)
        guard words[0] == name, words[1] == "0" || words[1] == "1",
            let high = bits(words[2]), let low = bits(words[3])
        else { return nil }
        return (words[1] == "1" || high != 0 || low != 0, low)
    }

    private static func bits(_ word: String) -> UInt32? {
        // UInt32 would take a sign as well.
        guard word.utf8.count == 8, word.allSatisfy(\.isHexDigit) else { return nil }
        return UInt32(word, radix: 16)
    }
}

import Printing

/// The answer to `~HS`: three lines of comma-separated fields, each between STX and ETX.
///
/// Source: ZPL II Programming Guide, "~HS Host Status Return".
struct ZPLHostStatus {
    let status: PrinterStatus

    /// All three lines, or it is no answer.
    init?(in answer: [UInt8]) {
        let lines = Self.lines(answer)
        guard lines.count == 3, lines[0].count == 12, lines[1].count == 11, lines[2].count == 2,
            Self.areNumbers(lines)
        else { return nil }
        let (buffer, head) = (lines[0], lines[1])
        guard
            let paperOut = Self.flag(buffer[1]), let paused = Self.flag(buffer[2]),
            let formats = Int(buffer[4]), let bufferFull = Self.flag(buffer[5]),
            let unfinished = Self.flag(buffer[7]), let memoryLost = Self.flag(buffer[9]),
            let tooCold = Self.flag(buffer[10]), let tooHot = Self.flag(buffer[11]),
            let headOpen = Self.flag(head[2]), let ribbonOut = Self.flag(head[3]),
            let remaining = Int(head[8])
        else { return nil }
        let raised: [(Bool, PrinterStatus.Condition)] = [
            (paperOut, .paperOut), (paused, .paused), (tooHot, .tooHot), (headOpen, .headOpen),
            (ribbonOut, .ribbonOut), (memoryLost || tooCold, .other),
        ]
        let isBusy = formats > 0 || bufferFull || unfinished || remaining > 0
        // None are left of a batch, or it has not begun.
        let isUncertain = isBusy && remaining == 0
        status = PrinterStatus(
            conditions: Set(raised.filter(\.0).map(\.1)), busy: isBusy,
            labelsLeft: isUncertain ? nil : remaining)
    }

    /// The fields of every whole line; a line that is cut short, or holds more than digits and
    /// capital letters, is none.
    private static func lines(_ answer: [UInt8]) -> [[String]] {
        let start: UInt8 = 0x02
        let end: UInt8 = 0x03
        let begun = answer.drop { $0 != start }
        return begun.split(separator: start).compactMap { line in
            guard let stop = line.firstIndex(of: end) else { return nil }
            let text = line[..<stop]
            let isPlain = text.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2C
            }
            guard isPlain else { return nil }
            return text.split(separator: 0x2C, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Whether all fields are numbers, but for the print mode: one digit, or a letter such as K
    /// (kiosk) or S.
    private static func areNumbers(_ lines: [[String]]) -> Bool {
        guard lines[1][5].utf8.count == 1 else { return false }
        var numbers = lines.flatMap(\.self)
        numbers.remove(at: lines[0].count + 5)
        return numbers.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func flag(_ field: String) -> Bool? {
        switch field {
        case "0": false
        case "1": true
        default: nil
        }
    }
}

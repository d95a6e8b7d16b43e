public import Printing

/// `~HS`, host status: three lines of comma-separated fields, each between STX and ETX.
///
/// A printer may give no answer at all while paper or ribbon is out, the head is open or too hot.
/// Source: ZPL II Programming Guide, "~HS Host Status Return".
extension ZPL {
    /// Asks; an answer is 36, 36 and 10 bytes.
    public var statusQuestions: [StatusQuestion] {
        [StatusQuestion(bytes: Array("~HS".utf8), answerLength: 82)]
    }

    /// All three lines, or it is no answer.
    public func status(from answer: [UInt8]) -> PrinterStatus? {
        let lines = Self.lines(answer)
        guard lines.count == 3, lines[0].count == 12, lines[1].count == 11, lines[2].count == 2
        else { return nil }
        let buffer = lines[0]
        let head = lines[1]
        guard
            let paperOut = flag(buffer[1]), let paused = flag(buffer[2]),
            let formats = Int(buffer[4]), let bufferFull = flag(buffer[5]),
            let unfinished = flag(buffer[7]), let memoryLost = flag(buffer[9]),
            let tooCold = flag(buffer[10]), let tooHot = flag(buffer[11]),
            let headOpen = flag(head[2]), let ribbonOut = flag(head[3]),
            let remaining = Int(head[8])
        else { return nil }
        let raised: [(Bool, PrinterStatus.Condition)] = [
            (paperOut, .paperOut), (paused, .paused), (tooHot, .tooHot), (headOpen, .headOpen),
            (ribbonOut, .ribbonOut), (memoryLost || tooCold, .other),
        ]
        return PrinterStatus(
            conditions: Set(raised.filter(\.0).map(\.1)),
            busy: formats > 0 || bufferFull || unfinished || remaining > 0)
    }

    /// The fields of every whole line; a line that is cut short, or holds more than digits, is
    /// none.
    private static func lines(_ answer: [UInt8]) -> [[String]] {
        let start: UInt8 = 0x02
        let end: UInt8 = 0x03
        return answer.split(separator: start).compactMap { line in
            guard let stop = line.firstIndex(of: end) else { return nil }
            let text = line[..<stop]
            guard text.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C }) else { return nil }
            return text.split(separator: 0x2C, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }

    private func flag(_ field: String) -> Bool? {
        switch field {
        case "0": false
        case "1": true
        default: nil
        }
    }
}

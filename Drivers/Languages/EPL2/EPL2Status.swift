public import Printing

/// `^ee`: answered at once, even while paper is out or the head is open.
extension EPL2 {
    /// The line break ahead ends what another sender left unfinished.
    public var statusQuestions: [StatusQuestion] {
        [StatusQuestion(bytes: Array("\r\n^ee\r\n".utf8), answerLength: 4)]
    }

    /// They do.
    public var answersAlways: Bool { true }

    /// All of it a line of known codes, or it is no answer.
    public func status(from answer: [UInt8]) -> PrinterStatus? { EPL2Report(answer)?.status }

    /// Zeros, as many as any picture of that paper has bytes: they fill up an unfinished `GW`, which
    /// prints nothing without a `P`, and nothing feeds on them, whatever the printer is.
    public func resync(after settings: JobSettings) -> [UInt8] {
        [UInt8](repeating: 0, count: settings.pictureBytes)
    }
}

/// An EPL printer's answer to `^ee`: two digits and a line break, or several such codes with commas
/// between them.
///
/// Source: Zebra EPL Programming Guide (14245L), "^ee Error Report - Immediate"; several codes at
/// once, and 13 and 14: Intermec ESim Programmer's Reference Manual, the same command.
struct EPL2Report {
    /// One code of an answer.
    private struct Code {
        let number: Int
        /// `P` and three digits behind a code 07: labels still to come.
        let labelsLeft: Int?
    }

    private let codes: [Code]

    /// - Returns: Nothing unless every code is one that the manuals name, in a whole line.
    init?(_ answer: [UInt8]) {
        guard answer.suffix(2) == [0x0D, 0x0A] else { return nil }
        var codes: [Code] = []
        for field in answer.dropLast(2).split(separator: 0x2C, omittingEmptySubsequences: false) {
            guard let code = Self.code(Array(field)) else { return nil }
            codes.append(code)
        }
        self.codes = codes
    }

    var status: PrinterStatus {
        let numbers = codes.map(\.number)
        return PrinterStatus(
            conditions: Set(numbers.compactMap { Self.conditions[$0] }),
            busy: numbers.contains(50) ? true : numbers == [0] ? false : nil,
            labelsLeft: codes.lazy.compactMap(\.labelsLeft).first)
    }

    /// Codes that a person can do something about.
    private static let conditions: [Int: PrinterStatus.Condition] = [
        7: .paperOut, 11: .headOpen, 12: .paused, 13: .tooHot, 14: .tooHot, 80: .other,
        81: .cutterJam, 82: .other, 83: .other,
        // "Excessive media feeding": it found no gap where one should be.
        84: .wrongMedia,
    ]
    /// No error; faults of a command that came earlier (syntax, size, memory, names), after which
    /// nobody can say what became of it; busy.
    private static let others: Set = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 50]

    private static func code(_ field: [UInt8]) -> Code? {
        guard let number = number(field.prefix(2), digits: 2),
            others.contains(number) || conditions[number] != nil
        else { return nil }
        guard field.count > 2 else { return Code(number: number, labelsLeft: nil) }
        guard number == 7, field[2] == UInt8(ascii: "P"),
            let left = Self.number(field.dropFirst(3), digits: 3)
        else { return nil }
        return Code(number: number, labelsLeft: left)
    }

    private static func number(_ text: ArraySlice<UInt8>, digits: Int) -> Int? {
        guard text.count == digits, text.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

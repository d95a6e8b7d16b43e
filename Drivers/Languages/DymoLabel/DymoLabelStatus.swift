public import Printing

/// `ESC A`: one byte, answered between two rows or labels.
///
/// Source: DYMO LabelWriter 450 Series Technical Reference Manual, "ESC A".
extension DymoLabel {
    /// Asks for the one byte.
    public var statusQuestions: [StatusQuestion] {
        [StatusQuestion(bytes: [0x1B, 0x41], answerLength: 1)]
    }

    /// They do.
    public var answersAlways: Bool { true }

    /// Bits that the manual does not name make it no answer.
    public func status(from answer: [UInt8]) -> PrinterStatus? {
        guard answer.count == 1 else { return nil }
        return PrinterStatus(dymo: answer[0])
    }

    /// `ESC`s, which fill up a row and do nothing between two commands; the longest row has 156
    /// bytes (the manual names 85 for heads of 84).
    public func resync(after settings: JobSettings) -> [UInt8] {
        [UInt8](repeating: 0x1B, count: 157)
    }
}

extension PrinterStatus {
    /// The one byte with which a DYMO LabelWriter answers: bit 0 ready, 1 top of form, 5 no paper,
    /// 6 jam, 7 error; 03 where all is well.
    ///
    /// Source: DYMO LabelWriter 450 Series Technical Reference Manual, "ESC A".
    /// - Returns: Nothing where a bit is set that has no meaning.
    init?(dymo byte: UInt8) {
        guard byte & 0x1C == 0 else { return nil }
        let raised: [(UInt8, Condition)] = [(0x20, .paperOut), (0x40, .paperJam)]
        var conditions = Set(raised.filter { byte & $0.0 != 0 }.map(\.1))
        if byte & 0x80 != 0, conditions.isEmpty { conditions = [.other] }
        // A label on its way is neither out nor at its top.
        self.init(conditions: conditions, busy: byte & 0x03 != 0x03)
    }
}

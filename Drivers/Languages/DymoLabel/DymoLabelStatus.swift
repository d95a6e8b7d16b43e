public import Printing

/// `ESC A`: one byte, answered between two rows or labels.
///
/// Source: DYMO LabelWriter 450 Series Technical Reference Manual, "ESC A".
extension DymoLabel {
    /// Asks for the one byte.
    public var statusQuestions: [StatusQuestion] {
        [StatusQuestion(bytes: [0x1B, 0x41], answerLength: 1)]
    }

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

public import Printing

/// `ESC ! ?`: one byte, a bit for each trouble, answered at once whatever the printer is doing.
///
/// Many clones are deaf to it; one that keeps silent is unknown, not ready.
/// Source: TSC TSPL/TSPL2 Programming Manual, "<ESC>!?".
extension TSPL {
    /// Asks for the one byte.
    public var statusQuestions: [StatusQuestion] {
        [StatusQuestion(bytes: [0x1B, 0x21, 0x3F], answerLength: 1)]
    }

    /// Bits that the manual does not name make it no answer.
    public func status(from answer: [UInt8]) -> PrinterStatus? {
        guard answer.count == 1, answer[0] & 0x40 == 0 else { return nil }
        let raised: [(UInt8, PrinterStatus.Condition)] = [
            (0x01, .headOpen), (0x02, .paperJam), (0x04, .paperOut), (0x08, .ribbonOut),
            (0x10, .paused), (0x80, .other),
        ]
        return PrinterStatus(
            conditions: Set(raised.filter { answer[0] & $0.0 != 0 }.map(\.1)),
            busy: answer[0] & 0x20 != 0)
    }

    /// Zeros, as many as any picture of that paper has bytes: they fill up an unfinished `BITMAP`,
    /// which prints nothing without a `PRINT`, and nothing feeds on them, whatever the printer is.
    public func resync(after settings: JobSettings) -> [UInt8] {
        [UInt8](repeating: 0, count: settings.pictureBytes)
    }
}

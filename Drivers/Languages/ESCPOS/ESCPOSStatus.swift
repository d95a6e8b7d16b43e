public import Printing

/// `DLE EOT n` for n from 1 to 4: printer, why it is offline, error, paper; a byte each.
///
/// The answers are real-time: they overtake what waits in the printer's buffer, so they never say
/// that a label has come out. Source: Epson ESC/POS Command Reference, "DLE EOT".
extension ESCPOS {
    /// Asks all four at once.
    public var statusQuestions: [StatusQuestion] {
        [
            StatusQuestion(
                bytes: [0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4], answerLength: 4
            )
        ]
    }

    /// Fixed bits that are not as they should be make it no answer.
    public func status(from answer: [UInt8]) -> PrinterStatus? {
        // Bits 0 and 7 of an answer are always 0, bits 1 and 4 always 1.
        guard answer.count == 4, answer.allSatisfy({ $0 & 0b1001_0011 == 0b0001_0010 })
        else { return nil }
        let coverOpen = answer[1] & 0x04 != 0
        let raised: [(Bool, PrinterStatus.Condition)] = [
            (coverOpen, .headOpen),
            (answer[1] & 0x20 != 0 || answer[3] & 0x60 != 0, .paperOut),
            (answer[2] & 0x08 != 0, .cutterJam),
            // "Recovers by itself" is a hot head, unless the cover was opened while it printed.
            (answer[2] & 0x40 != 0 && !coverOpen, .tooHot),
            (answer[0] & 0x20 != 0 || answer[2] & 0x24 != 0, .other),
        ]
        var conditions = Set(raised.filter(\.0).map(\.1))
        let unexplained = answer[0] & 0x08 != 0 || answer[1] & 0x40 != 0
        if conditions.isEmpty && unexplained { conditions = [.offline] }
        return PrinterStatus(conditions: conditions, busy: nil)
    }
}

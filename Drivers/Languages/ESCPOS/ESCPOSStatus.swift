public import Printing

/// `DLE EOT n` for n from 1 to 4: printer, why it is offline, error, paper; a byte each.
///
/// The answers are real-time: they overtake what waits in the printer's buffer, so they never say
/// that a label has come out. That is said by the answers to `GS ( H`, which each label ends with.
/// Source: Epson ESC/POS Command Reference, "DLE EOT" and "GS ( H" (function 48).
extension ESCPOS {
    /// Asks all four at once.
    public var statusQuestions: [StatusQuestion] {
        [
            StatusQuestion(
                bytes: [0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4], answerLength: 4
            )
        ]
    }

    /// Fours of answers, of which the last counts; a byte that no printer would send makes it none.
    public func status(from answer: [UInt8]) -> PrinterStatus? {
        guard let responses = ESCPOSResponses(answer), !responses.realTime.isEmpty,
            responses.realTime.count.isMultiple(of: 4)
        else { return nil }
        let bytes = Array(responses.realTime.suffix(4))
        let coverOpen = bytes[1] & 0x04 != 0
        let raised: [(Bool, PrinterStatus.Condition)] = [
            (coverOpen, .headOpen),
            (bytes[1] & 0x20 != 0 || bytes[3] & 0x60 != 0, .paperOut),
            (bytes[2] & 0x08 != 0, .cutterJam),
            // "Recovers by itself" is a hot head, unless the cover was opened while it printed.
            (bytes[2] & 0x40 != 0 && !coverOpen, .tooHot),
            (bytes[0] & 0x20 != 0 || bytes[2] & 0x24 != 0, .other),
        ]
        var conditions = Set(raised.filter(\.0).map(\.1))
        let unexplained = bytes[0] & 0x08 != 0 || bytes[1] & 0x40 != 0
        if conditions.isEmpty && unexplained { conditions = [.offline] }
        return PrinterStatus(conditions: conditions, busy: nil)
    }

    /// The number of the last label of which the printer said that it is out; nil where the job did
    /// not ask for that.
    ///
    /// Labels come out in their order, so one whose response was lost is out when one of the next is.
    public func labelsOut(in heard: [UInt8], mark: Int) -> Int? {
        guard mark > 0 else { return nil }
        let labels = ESCPOSResponses.labels(in: heard).filter { $0.mark == mark }
        return labels.map(\.number).reduce(0) { out, number in
            // Numbers begin again after 4,096 labels.
            let step = (number - out % 4_096 + 4_096) % 4_096
            return step <= Self.responsesLost ? out + step : out
        }
    }

    /// Responses that may be missing in succession; a number further ahead is another job's.
    private static let responsesLost = 64

    /// Zeros, which finish a band as white and do nothing between two commands.
    public func resync(after settings: JobSettings) -> [UInt8] {
        let bytesPerRow = (settings.resolution.dots(settings.media.width) + 7) / 8
        return [UInt8](repeating: 0, count: Self.bandRows * min(bytesPerRow + 16, 255))
    }
}

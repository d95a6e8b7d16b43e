public import Printing

/// `~HS`, and `~HQES` where that stays unanswered.
///
/// A printer may give no answer to `~HS` while paper or ribbon is out, the head is open or too hot;
/// `~HQES` then says which. Source: ZPL II Programming Guide, "~HS Host Status Return" and "~HQ Host
/// Query".
extension ZPL {
    /// Asks; an answer to `~HS` is 36, 36 and 10 bytes, and one to `~HQES` about a hundred.
    public var statusQuestions: [StatusQuestion] {
        [
            StatusQuestion(bytes: Array("~HS".utf8), answerLength: 82),
            StatusQuestion(bytes: Array("~HQES".utf8), answerLength: 110),
        ]
    }

    /// They do, but for trouble that keeps them from it.
    public var answersAlways: Bool { true }

    /// `~HS` says how many labels of a batch are left.
    public var countsCopies: Bool { true }

    /// A whole answer to either question; where there are both, what either finds is in the way.
    public func status(from answer: [UInt8]) -> PrinterStatus? {
        let errors = ZPLErrorFlags(in: answer)
        guard var status = ZPLHostStatus(in: answer)?.status else {
            return errors.map { PrinterStatus(conditions: $0.conditions) }
        }
        status.conditions.formUnion(errors?.conditions ?? [])
        return status
    }

    /// `~DN` ends a picture's data, `~JX` drops the format they belong to; whole formats, printing
    /// or waiting, are left alone.
    public func resync(after settings: JobSettings) -> [UInt8] { Array("~DN~JX".utf8) }
}

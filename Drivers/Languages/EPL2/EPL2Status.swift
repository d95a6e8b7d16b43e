public import Printing

/// `^ee`: answered at once, even while paper is out or the head is open.
extension EPL2 {
    /// The line break ahead ends what another sender left unfinished.
    public var statusQuestions: [StatusQuestion] {
        [StatusQuestion(bytes: Array("\r\n^ee\r\n".utf8), answerLength: 4)]
    }

    /// All of it a line of known codes, or it is no answer.
    public func status(from answer: [UInt8]) -> PrinterStatus? { EPL2Report(answer)?.status }

    /// Empty lines, as many as any picture of that paper has bytes: they fill up an unfinished `GW`,
    /// which prints nothing without a `P`.
    public func resync(after settings: JobSettings) -> [UInt8] {
        [UInt8](repeating: 0x0A, count: settings.pictureBytes)
    }
}

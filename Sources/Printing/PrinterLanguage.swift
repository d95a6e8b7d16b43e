/// What one family of printers understands: a bitmap in, bytes out; status bytes in, a status out.
///
/// Pure: it owns no device and keeps no state.
///
/// A label goes out as graphics only, so no byte that a person typed can be read as a command.
public protocol PrinterLanguage: Sendable {
    /// The name that `--language` and the printers table use, such as `zpl`.
    var name: String { get }

    /// Whether its printers print on that kind of paper.
    func prints(on media: Media) -> Bool

    /// A job that prints one number on a strip as short as can be, or on a label, whatever is in the
    /// printer, to find out whether it understands: what it is to one that does not is short too.
    ///
    /// - Parameters:
    ///   - number: Its dots, without a margin.
    ///   - settings: Of the paper; the options are left to the printer.
    /// - Returns: One job.
    /// - Throws: ``EncodingFault``.
    func trial(_ number: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8]

    /// One whole job: everything it depends on is set, nothing is saved in the printer.
    ///
    /// - Throws: ``EncodingFault`` where the picture or a setting is beyond the language.
    func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8]

    /// What its printers' heads can have; empty where they have any.
    var resolutions: [Resolution] { get }

    /// What a person can set in it.
    var optionRanges: OptionRanges { get }

    /// How to ask for the printer's status, best question first: the next is asked where one stays
    /// unanswered. Empty where the language has no question.
    var statusQuestions: [StatusQuestion] { get }

    /// What an answer to one of ``statusQuestions`` says; nil where the bytes are no such answer.
    func status(from answer: [UInt8]) -> PrinterStatus?

    /// Whether its printers answer whenever nothing keeps them from it: none of them is mute, so
    /// silence is a sign of trouble.
    var answersAlways: Bool { get }

    /// When the printer speaks of what it is doing.
    var reporting: StatusReporting { get }

    /// Whether a printer that calls itself idle has none of the copies left that a job asked for, as it counts them
    /// itself; others may call themselves idle between two.
    var countsCopies: Bool { get }

    /// How many labels of a job the printer says have come out.
    ///
    /// - Parameters:
    ///   - heard: All that it sent since the job's first byte, answers to questions included.
    ///   - mark: The job's ``JobSettings/mark``.
    /// - Returns: 0 or more; nil where printers of this language have no such word, or have to be
    ///   asked for it and the job did not.
    func labelsOut(in heard: [UInt8], mark: Int) -> Int?

    /// Whether the paper that a printer found in itself is certainly not the one that a job was drawn
    /// for.
    func isWrong(_ loaded: LoadedMedia, for settings: JobSettings) -> Bool

    /// Whether a job made for settings that name no head, or another, comes out wrong on a head that prints labels of so
    /// many dots.
    func isWrong(head: Int, for settings: JobSettings) -> Bool

    /// Ends whatever job a printer may still be in the middle of: one that waits for the rest of a
    /// picture would swallow the next.
    ///
    /// - Parameter settings: Of the job that may be unfinished, as far as they are known.
    /// - Returns: Bytes that do nothing to a printer that is in the middle of nothing.
    func resync(after settings: JobSettings) -> [UInt8]
}

extension PrinterLanguage {
    /// Any kind, unless a language says otherwise.
    public func prints(on media: Media) -> Bool { true }

    /// The number a millimetre from the corner, uncut, unless a language knows a shorter way.
    public func trial(
        _ number: Bitmap, settings: JobSettings
    ) throws(EncodingFault) -> [UInt8] {
        let edge = settings.resolution.dots(1)
        let label = number.window(
            x: -edge, y: -edge, width: number.width + edge, height: number.height + edge)
        var settings = settings
        settings.options = PrinterOptions(cut: optionRanges.cuts ? .never : nil)
        return try encode(label, settings: settings)
    }

    /// Any, unless a language says otherwise.
    public var resolutions: [Resolution] { [] }

    /// Nothing, unless a language says otherwise.
    public var optionRanges: OptionRanges { OptionRanges() }

    /// None, unless a language says otherwise.
    public var statusQuestions: [StatusQuestion] { [] }

    /// No answer is known, unless a language says otherwise.
    public func status(from answer: [UInt8]) -> PrinterStatus? { nil }

    /// They may all be mute, unless a language says otherwise.
    public var answersAlways: Bool { false }

    /// When it is asked, unless a language says otherwise.
    public var reporting: StatusReporting { .whenAsked }

    /// It may not, unless a language says otherwise.
    public var countsCopies: Bool { false }

    /// No word of it, unless a language says otherwise.
    public func labelsOut(in heard: [UInt8], mark: Int) -> Int? { nil }

    /// By whole millimetres, unless a language knows better: ``LoadedMedia/differs(from:)``.
    public func isWrong(_ loaded: LoadedMedia, for settings: JobSettings) -> Bool {
        loaded.differs(from: settings.media)
    }

    /// It does not, unless a language's rows are as wide as the head.
    public func isWrong(head: Int, for settings: JobSettings) -> Bool { false }

    /// Nothing, unless a language says otherwise.
    public func resync(after settings: JobSettings) -> [UInt8] { [] }
}

/// When printers of a language speak of the job they are at.
public enum StatusReporting: Sendable, Hashable {
    /// Only when asked, and they may be asked between the last byte of a job and its last label.
    case whenAsked
    /// By themselves, as things happen, and they may not be asked before the job is over; where
    /// they report a trouble and are not busy, they have forgotten the rest of the job.
    case byItself
}

/// Bytes that ask, and how to know that the answer is whole.
public struct StatusQuestion: Sendable, Hashable {
    /// What to send.
    public let bytes: [UInt8]
    /// An answer is read until it holds this many bytes or the time is up.
    public let answerLength: Int

    /// A question and the length of a whole answer, at least 1 byte.
    public init(bytes: [UInt8], answerLength: Int) {
        self.bytes = bytes
        self.answerLength = answerLength
    }
}

/// Why a picture cannot be said in a printer's language, in order of precedence.
public enum EncodingFault: Error, Hashable {
    /// Printers of the language print on no such paper.
    case mediaUnsuitable
    /// The label is wider than the language can say, both in dots.
    case labelTooWide(dots: Int, limit: Int)
    /// The label is longer than the language can say, both in dots.
    case labelTooLong(dots: Int, limit: Int)
    /// Copies are outside the language's range.
    case copiesOutOfRange(copies: Int, limit: Int)
    /// Black dots, so many, lie nearer to the label's edge than the printer reaches.
    case inkBeyondReach(dots: Int)
}

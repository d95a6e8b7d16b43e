/// What one family of printers understands: a bitmap in, bytes out; status bytes in, a status out.
///
/// Pure: it owns no device and keeps no state.
///
/// A label goes out as graphics only, so no byte that a person typed can be read as a command.
public protocol PrinterLanguage: Sendable {
    /// The name that `--language` and the printers table use, such as `zpl`.
    var name: String { get }

    /// One whole job: everything it depends on is set, nothing is saved in the printer.
    ///
    /// - Throws: ``EncodingFault`` where the picture or a setting is beyond the language.
    func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8]

    /// How to ask for the printer's status, or nil where the language has no question.
    var statusQuestion: StatusQuestion? { get }

    /// What an answer to ``statusQuestion`` says; nil where the bytes are no such answer.
    func status(from answer: [UInt8]) -> PrinterStatus?
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
    /// The label is wider than the language can say, both in dots.
    case labelTooWide(dots: Int, limit: Int)
    /// The label is longer than the language can say, both in dots.
    case labelTooLong(dots: Int, limit: Int)
    /// Copies are outside the language's range.
    case copiesOutOfRange(copies: Int, limit: Int)
}

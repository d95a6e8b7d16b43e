import Printing

/// A language as simple as can be: size, copies and dots; one byte asks, one byte answers.
struct PlainLanguage: PrinterLanguage {
    static let question: [UInt8] = [0x05]
    static let idle: UInt8 = 0
    static let busy: UInt8 = 1
    static let paperOut: UInt8 = 2
    /// Nothing is wrong, and it cannot say whether it is at work.
    static let cannotTell: UInt8 = 3

    var name: String { "plain" }
    var asks = true
    var widest = 2_000

    func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        guard label.width <= widest else {
            throw .labelTooWide(dots: label.width, limit: widest)
        }
        return Array("job".utf8) + [UInt8(settings.copies & 0xFF)] + label.bytes
            + Array("end".utf8)
    }

    var statusQuestions: [StatusQuestion] {
        asks ? [StatusQuestion(bytes: Self.question, answerLength: 1)] : []
    }

    func status(from answer: [UInt8]) -> PrinterStatus? {
        switch answer {
        case [Self.idle]: PrinterStatus(busy: false)
        case [Self.busy]: PrinterStatus(busy: true)
        case [Self.paperOut]: PrinterStatus(conditions: [.paperOut], busy: false)
        case [Self.cannotTell]: PrinterStatus()
        default: nil
        }
    }
}

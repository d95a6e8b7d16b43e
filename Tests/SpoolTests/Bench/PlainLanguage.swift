import Printing
import Synchronization

/// A language as simple as can be: darkness where it is set, copies and dots; one byte asks, one byte answers.
struct PlainLanguage: PrinterLanguage {
    static let question: [UInt8] = [0x05]
    static let idle: UInt8 = 0
    static let busy: UInt8 = 1
    static let paperOut: UInt8 = 2
    /// Nothing is wrong, and it cannot say whether it is at work.
    static let cannotTell: UInt8 = 3
    /// Idle, with 62 mm paper.
    static let wideRoll: UInt8 = 4
    /// At work, with that many labels left, up to 99.
    static func left(_ count: UInt8) -> UInt8 { 100 + count }
    /// Said without being asked: a label is out.
    static let labelOut: UInt8 = 0x4C
    static let secondQuestion: [UInt8] = [0x06]
    /// Asks for word of each label, at the end of a job.
    static let proof: UInt8 = 0x4D
    static let filling: [UInt8] = [0x16, 0x16, 0x16]

    var name: String { "plain" }
    var asks = true
    /// Whether there is another question for when the first stays unanswered.
    var asksTwice = false
    var countsLabels = false
    /// Whether it is idle only once all copies are out.
    var countsCopies = false
    /// Whether it counts them only where it is asked.
    var countsWhenAsked = false
    var answersAlways = false
    var reporting = StatusReporting.whenAsked
    var widest = 2_000
    /// Dots at the left edge that it refuses ink on.
    var unreached = 0
    var resolutions: [Resolution] = []
    /// The paper it finds in itself.
    var loaded: LoadedMedia?
    /// How wide it says its head is; what is made for another comes out wrong.
    var saysHead: Int?
    /// Counts the labels that it was asked to encode.
    var counter: Counter?

    final class Counter: Sendable {
        private let labels = Atomic(0)
        var count: Int { labels.load(ordering: .relaxed) }
        func add() { labels.add(1, ordering: .relaxed) }
    }

    var optionRanges: OptionRanges { OptionRanges(darkness: 0...15, confirms: countsWhenAsked) }

    func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        counter?.add()
        guard label.width <= widest else {
            throw .labelTooWide(dots: label.width, limit: widest)
        }
        let lost = (0..<label.height).reduce(0) { sum, y in
            sum + (0..<unreached).count { label[$0, y] }
        }
        guard lost == 0 else { throw .inkBeyondReach(dots: lost) }
        let darkness = settings.options.darkness.map { [UInt8($0)] } ?? []
        let head = saysHead == nil ? [] : [UInt8(truncatingIfNeeded: settings.head ?? 0)]
        return Array("job".utf8) + head + darkness + [UInt8(settings.copies & 0xFF)] + label.bytes
            + Array("end".utf8) + (countsWhenAsked && settings.mark > 0 ? [Self.proof] : [])
    }

    var statusQuestions: [StatusQuestion] {
        let questions = [Self.question] + (asksTwice ? [Self.secondQuestion] : [])
        return asks ? questions.map { StatusQuestion(bytes: $0, answerLength: 1) } : []
    }

    /// The last word counts, where others say that labels are out.
    func status(from answer: [UInt8]) -> PrinterStatus? {
        switch answer.last(where: { $0 != Self.labelOut }) {
        case Self.idle: PrinterStatus(busy: false, loaded: loaded, head: saysHead)
        case Self.busy: PrinterStatus(busy: true)
        case Self.paperOut: PrinterStatus(conditions: [.paperOut], busy: false)
        case Self.cannotTell: PrinterStatus()
        case Self.wideRoll: PrinterStatus(busy: false, loaded: LoadedMedia(width: 62))
        case let word? where word >= 100: PrinterStatus(busy: true, labelsLeft: Int(word) - 100)
        default: nil
        }
    }

    func labelsOut(in heard: [UInt8], mark: Int) -> Int? {
        guard countsLabels || countsWhenAsked && mark > 0 else { return nil }
        return heard.count { $0 == Self.labelOut }
    }

    func isWrong(head: Int, for settings: JobSettings) -> Bool { settings.head != head }

    func resync(after settings: JobSettings) -> [UInt8] { Self.filling }
}

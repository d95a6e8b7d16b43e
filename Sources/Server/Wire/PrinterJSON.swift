import Printing
import Spool
import Stock
import Storage

/// A configured printer, as the API gives it.
struct PrinterJSON: Encodable {
    struct Status: Encodable {
        /// What stands in its way; a word of docs/reference/printers.md.
        let reason: String?
        let loaded: Loaded?
        let busy: Bool
        /// Whether a person has paused its queue.
        let paused: Bool
        let waiting: Int
        let labelsWaiting: Int
        /// What these take at its pace; missing until that can be told.
        let secondsLeft: Int?
        let lastSeen: String?
    }

    /// The paper it says it has, in whole millimetres; `name` is as `--media` names such paper.
    struct Loaded: Encodable {
        let name: String?
        let width: Int?
        let feed: Int?
        let continuous: Bool?

        init(_ loaded: LoadedMedia) {
            (name, width, feed) = (loaded.name, loaded.width, loaded.feed)
            continuous = loaded.isContinuous
        }
    }

    /// What can be set of it, each as the least and the greatest value.
    struct Ranges: Encodable {
        let darkness: [Int]?
        let speed: [Int]?
        let cuts: Bool
        let confirms: Bool

        init(_ ranges: OptionRanges) {
            darkness = ranges.darkness.map { [$0.lowerBound, $0.upperBound] }
            speed = ranges.speed.map { [$0.lowerBound, $0.upperBound] }
            (cuts, confirms) = (ranges.cuts, ranges.confirms)
        }
    }

    let name: String
    let device: String
    let language: String
    /// A word of `Recognition.Basis`.
    let decidedBy: String?
    let media: String
    let dpi: Int
    let head: Int?
    /// Whether it says when a label is out, if it is asked.
    let confirms: Bool?
    let options: PrinterOptions
    let ranges: Ranges
    let status: Status

    /// A printer that cannot be opened as it is set has nothing to set.
    init(_ printer: PrinterRecord, live: PrinterSnapshot, ranges: OptionRanges?) {
        let setup = printer.setup
        (name, device, language) = (printer.name, printer.device, printer.language)
        (media, dpi) = (printer.media, printer.dpi)
        (decidedBy, head, options) = (setup.decidedBy?.rawValue, setup.head, setup.options)
        confirms = setup.confirms
        self.ranges = Ranges(ranges ?? OptionRanges())
        status = Status(
            reason: live.reason?.word, loaded: live.loaded.map { Loaded($0) }, busy: live.busy,
            paused: live.isPaused,
            waiting: live.waiting, labelsWaiting: live.labelsWaiting,
            secondsLeft: live.timeLeft(for: live.labelsWaiting).map { Int($0.components.seconds) },
            lastSeen: live.lastSeen?.description)
    }
}

package import Printing
package import Spool
import Stock
package import Storage

/// A configured printer, as the API gives it.
package struct PrinterJSON: Encodable {
    package struct Status: Encodable {
        /// What stands in its way; a word of docs/reference/printers.md.
        package let reason: String?
        package let loaded: Loaded?
        package let busy: Bool
        /// Whether a person has paused its queue.
        package let paused: Bool
        package let waiting: Int
        package let labelsWaiting: Int
        /// What these take at its pace; missing until that can be told.
        package let secondsLeft: Int?
        package let lastSeen: String?
    }

    /// The paper it says it has, in whole millimetres; `name` is as `--media` names such paper.
    package struct Loaded: Encodable {
        package let name: String?
        package let width: Int?
        package let feed: Int?
        package let continuous: Bool?

        package init(_ loaded: LoadedMedia) {
            (name, width, feed) = (loaded.name, loaded.width, loaded.feed)
            continuous = loaded.isContinuous
        }
    }

    /// What can be set of it, each as the least and the greatest value.
    package struct Ranges: Encodable {
        package let darkness: [Int]?
        package let speed: [Int]?
        package let cuts: Bool
        package let confirms: Bool

        package init(_ ranges: OptionRanges) {
            darkness = ranges.darkness.map { [$0.lowerBound, $0.upperBound] }
            speed = ranges.speed.map { [$0.lowerBound, $0.upperBound] }
            (cuts, confirms) = (ranges.cuts, ranges.confirms)
        }
    }

    package let name: String
    package let device: String
    package let language: String
    /// A word of `Recognition.Basis`.
    package let decidedBy: String?
    package let media: String
    package let dpi: Int
    package let head: Int?
    /// Whether it says when a label is out, if it is asked.
    package let confirms: Bool?
    package let options: PrinterOptions
    package let ranges: Ranges
    package let status: Status

    /// A printer that cannot be opened as it is set has nothing to set.
    package init(_ printer: PrinterRecord, live: PrinterSnapshot, ranges: OptionRanges?) {
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

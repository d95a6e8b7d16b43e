public import Printing

/// `ESC i S` before a job; from its first byte on the printer reports by itself.
///
/// It does not answer while it prints. Each label is a page, and of each page it says that it began,
/// that it is done, and that it waits for the next. Source: Brother QL Series Raster Command
/// Reference, "Status information request" and the flow charts.
extension BrotherQL {
    /// Asks for one report.
    public var statusQuestions: [StatusQuestion] {
        [StatusQuestion(bytes: [0x1B, 0x69, 0x53], answerLength: BrotherReport.length)]
    }

    /// They do, unless they print.
    public var answersAlways: Bool { true }

    /// By themselves.
    public var reporting: StatusReporting { .byItself }

    /// What the last whole report among the bytes says.
    public func status(from answer: [UInt8]) -> PrinterStatus? {
        BrotherReport.all(in: answer).last.map { PrinterStatus($0) }
    }

    /// Pages that are done; `mark` is not used.
    ///
    /// A page counts as done a moment before it is fed out, so a trouble that follows it before the
    /// next page has begun takes it back.
    public func labelsOut(in heard: [UInt8], mark: Int) -> Int? {
        var pages = 0
        var lastIsFresh = false
        for report in BrotherReport.all(in: heard) {
            switch report.kind {
            case .pageIsDone:
                pages += 1
                lastIsFresh = true
            case .phaseChange where report.isPrinting:
                lastIsFresh = false
            case .trouble, .switchedOff:
                if lastIsFresh { pages -= 1 }
                lastIsFresh = false
            case .answer, .notice, .phaseChange: break
            }
        }
        return pages
    }

    /// The roll that the job names must be the one that is loaded, to the millimetre, and print as many
    /// colours.
    public func isWrong(_ loaded: LoadedMedia, for settings: JobSettings) -> Bool {
        let roll = BrotherRoll(settings.media)
        if let isContinuous = loaded.isContinuous, isContinuous != roll.isContinuous { return true }
        if let colours = loaded.colours, colours != settings.media.colours { return true }
        if let width = loaded.width, width != Int(roll.width) { return true }
        return loaded.feed.map { !roll.isContinuous && $0 != Int(roll.length) } ?? false
    }

    /// A narrow head takes rows of another length than a wide one.
    public func isWrong(head: Int, for settings: JobSettings) -> Bool {
        let pins = BrotherRoll(settings.media).pins(
            for: Resolution.dpi300.dots(settings.media.width))
        return BrotherHead(widestLabel: head, reaching: pins)
            != BrotherHead(widestLabel: settings.head, reaching: pins)
    }

    /// Zeros, which fill up a row and do nothing between two commands; the longest row has 162.
    public func resync(after settings: JobSettings) -> [UInt8] { [UInt8](repeating: 0, count: 400) }
}

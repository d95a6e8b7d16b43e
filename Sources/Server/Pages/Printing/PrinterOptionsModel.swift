import Printing
import Rendering
import Spool
import Storage

/// What the page of one printer's options is given.
struct PrinterOptionsModel: Sendable {
    struct Paper: Sendable {
        let mediaId: String
        let mediaName: String
        let chosen: Bool
    }

    struct Scale: Sendable {
        let least: Int
        let most: Int
        let value: String?
        let hint: String
    }

    struct Cut: Sendable {
        let cutId: String
        let cutName: String
        let chosen: Bool
    }

    /// Whether the printer says when a label is out.
    struct Confirms: Sendable {
        let isSaid: Bool
        let isDenied: Bool
    }

    let printerId: String
    let printerName: String
    let detail: String
    let media: [Paper]
    let resolutions: [Int]
    let dpi: Int
    let head: String?
    let darkness: Scale?
    let speed: Scale?
    let cuts: Rows<Cut>?
    let confirms: Confirms?
    let offsetAcross: Int
    let offsetAlong: Int
    let isTurned: Bool
    let rulersId: String
    let longest: Int

    init(_ printer: PrinterRecord, _ visit: Visit) {
        let (setup, speech) = (printer.setup, visit.speech)
        let ranges = (try? visit.hub.spool.ranges(of: printer)) ?? OptionRanges()
        let suiting =
            (try? visit.hub.spool.suitingMedia(for: printer)) ?? visit.hub.catalogue.media
        printerId = printer.name
        printerName = PrinterWords.name(printer.name, speech)
        detail = PrinterWords.detail(printer, speech)
        media = visit.hub.catalogue.media
            .filter { suiting.contains($0) || $0.name == printer.media }
            .map {
                Paper(
                    mediaId: $0.name, mediaName: PaperPicture.name($0, speech),
                    chosen: $0.name == printer.media)
            }
        dpi = printer.dpi
        resolutions = [203, 300, 600].filter { $0 != printer.dpi }
        head = setup.head.map { "\($0)" }
        darkness = Scale(ranges.darkness, setup.options.darkness, speech)
        speed = Scale(ranges.speed, setup.options.speed, speech)
        cuts = ranges.cuts ? Rows(Self.cuts(setup.options.cut, speech)) : nil
        confirms =
            ranges.confirms
            ? Confirms(isSaid: setup.confirms == true, isDenied: setup.confirms == false) : nil
        (offsetAcross, offsetAlong) = (setup.options.offsetAcross, setup.options.offsetAlong)
        isTurned = setup.options.rotation == .half
        rulersId = visit.newID()
        longest = CalibrationLabel.longestRuler
    }

    private static func cuts(_ chosen: PrinterOptions.Cut?, _ speech: Speech) -> [Cut] {
        let habit = Cut(
            cutId: "", cutName: speech.say("printers.itsOwn"), chosen: chosen == nil)
        return [habit]
            + PrinterOptions.Cut.allCases.map {
                Cut(
                    cutId: $0.rawValue, cutName: speech.say("printers.cut_\($0.rawValue)"),
                    chosen: $0 == chosen)
            }
    }
}

extension PrinterOptionsModel.Scale {
    /// - Returns: Nothing where the language has no command for it.
    fileprivate init?(_ range: ClosedRange<Int>?, _ value: Int?, _ speech: Speech) {
        guard let range else { return nil }
        (least, most) = (range.lowerBound, range.upperBound)
        self.value = value.map { "\($0)" }
        hint = speech.say("printers.range", ["least": "\(least)", "most": "\(most)"])
    }
}

import Hub
import Localization
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

    struct Choice: Sendable {
        let choiceId: String
        let choiceName: String
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
    let cuts: Rows<Choice>?
    let rolls: Rows<Choice>?
    let confirms: Confirms?
    /// Millimetres.
    let offsetAcross: String
    let offsetAlong: String
    let isTurned: Bool
    let rulersId: String
    let longest: Int

    init(
        _ printer: PrinterRecord, _ ranges: OptionRanges, suiting: [Media], _ page: PageRequest
    ) {
        let (setup, localizer) = (printer.setup, page.localizer)
        printerId = printer.name
        printerName = PrinterText.name(printer.name, localizer)
        detail = PrinterText.detail(printer, localizer)
        media = page.hub.catalogue.media
            .filter { suiting.contains($0) || $0.name == printer.media }
            .map {
                Paper(
                    mediaId: $0.name, mediaName: PaperPicture.name($0, localizer),
                    chosen: $0.name == printer.media)
            }
        dpi = printer.dpi
        resolutions = [203, 300, 600].filter { $0 != printer.dpi }
        head = setup.head.map { "\($0)" }
        darkness = Scale(ranges.darkness, setup.options.darkness, localizer)
        speed = Scale(ranges.speed, setup.options.speed, localizer)
        cuts = ranges.cuts ? Rows(Self.choices("cut", setup.options.cut, localizer)) : nil
        rolls = ranges.rolls ? Rows(Self.choices("roll", setup.options.roll, localizer)) : nil
        confirms =
            ranges.confirms
            ? Confirms(isSaid: setup.confirms == true, isDenied: setup.confirms == false) : nil
        offsetAcross = PageForm.shown(tenths: setup.options.offsetAcross)
        offsetAlong = PageForm.shown(tenths: setup.options.offsetAlong)
        isTurned = setup.options.rotation == .half
        rulersId = page.newID()
        longest = CalibrationLabel.longestRuler
    }

    /// What the printer does by itself, then each value of an option.
    private static func choices<Value: CaseIterable & RawRepresentable & Equatable>(
        _ option: String, _ chosen: Value?, _ localizer: Localizer
    ) -> [Choice] where Value.RawValue == String {
        let habit = Choice(
            choiceId: "", choiceName: localizer.text("printers.itsOwn"), chosen: chosen == nil)
        return [habit]
            + Value.allCases.map {
                Choice(
                    choiceId: $0.rawValue,
                    choiceName: localizer.text("printers.\(option)_\($0.rawValue)"),
                    chosen: $0 == chosen)
            }
    }
}

extension PrinterOptionsModel.Scale {
    /// - Returns: Nothing where the language has no command for it.
    fileprivate init?(_ range: ClosedRange<Int>?, _ value: Int?, _ localizer: Localizer) {
        guard let range else { return nil }
        (least, most) = (range.lowerBound, range.upperBound)
        self.value = value.map { "\($0)" }
        hint = localizer.text("printers.range", ["least": "\(least)", "most": "\(most)"])
    }
}

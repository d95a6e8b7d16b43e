package import API
import Printing
import Storage

/// What is to be changed of a printer.
package struct PrinterPatch: Sendable {
    let device: String?
    /// Chosen by a person.
    let language: String?
    let media: String?
    let dpi: Int?
    let head: FieldPatch<Int>
    let confirms: FieldPatch<Bool>
    let options: PrinterOptionsPatch

    func apply(to printer: inout PrinterRecord) {
        if let device { printer.device = device }
        if let media { printer.media = media }
        if let dpi { printer.dpi = dpi }
        if let language {
            (printer.language, printer.setup.decidedBy) = (language, .chosen)
        }
        printer.setup.head = head.applied(to: printer.setup.head)
        printer.setup.confirms = confirms.applied(to: printer.setup.confirms)
        options.apply(to: &printer.setup.options)
    }
}

/// What is to be changed of a printer's options; each change of one is left to the printer where it is cleared.
struct PrinterOptionsPatch: Sendable {
    var darkness: FieldPatch<Int> = .none
    var speed: FieldPatch<Int> = .none
    var cut: FieldPatch<PrinterOptions.Cut> = .none
    var roll: FieldPatch<PrinterOptions.Roll> = .none
    var offsetAcross: Int?
    var offsetAlong: Int?
    var rotation: PrinterOptions.Rotation?

    func apply(to options: inout PrinterOptions) {
        options.darkness = darkness.applied(to: options.darkness)
        options.speed = speed.applied(to: options.speed)
        options.cut = cut.applied(to: options.cut)
        options.roll = roll.applied(to: options.roll)
        options.offsetAcross = offsetAcross ?? options.offsetAcross
        options.offsetAlong = offsetAlong ?? options.offsetAlong
        options.rotation = rotation ?? options.rotation
    }
}

extension PrinterRequest {
    /// The printer that is to be added; what is left out, its device may say.
    ///
    /// - Throws: `text_out_of_range`, `field_unreadable`.
    package func printer() throws -> NewPrinter {
        var printer = try NewPrinter(
            name: name, device: device, language: language, media: media, dpi: dpi, head: head)
        try options?.patch().apply(to: &printer.options)
        return printer
    }
}

extension PrinterChangeRequest {
    /// - Throws: `field_unreadable`.
    package func patch() throws -> PrinterPatch {
        PrinterPatch(
            device: device, language: language, media: media, dpi: dpi, head: head,
            confirms: confirms, options: try options?.patch() ?? PrinterOptionsPatch())
    }
}

extension PrinterOptionsRequest {
    /// - Throws: `field_unreadable` for a word that is none of the option's.
    fileprivate func patch() throws -> PrinterOptionsPatch {
        PrinterOptionsPatch(
            darkness: darkness, speed: speed,
            cut: try cut.map { try Self.known(.init(rawValue: $0.rawValue), "cut") },
            roll: try roll.map { try Self.known(.init(rawValue: $0.rawValue), "roll") },
            offsetAcross: offsetAcross, offsetAlong: offsetAlong,
            rotation: try rotation.map { try Self.known(.init(rawValue: $0), "rotation") })
    }

    private static func known<Option>(_ option: Option?, _ field: String) throws -> Option {
        guard let option else {
            throw Problem.fieldUnreadable("options.\(field)")
        }
        return option
    }
}

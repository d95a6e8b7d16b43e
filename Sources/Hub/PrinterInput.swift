package import API
package import Printing
import Spool
package import Storage

extension PrinterChangeRequest {
    /// - Throws: `field_unreadable`.
    package func apply(to printer: inout PrinterRecord) throws {
        if let device { printer.device = device }
        if let media { printer.media = media }
        if let dpi { printer.dpi = dpi }
        if let language {
            (printer.language, printer.setup.decidedBy) = (language, .chosen)
        }
        printer.setup.head = head.applied(to: printer.setup.head)
        printer.setup.confirms = confirms.applied(to: printer.setup.confirms)
        try options?.apply(to: &printer.setup.options)
    }
}

extension PrinterOptionsRequest {
    /// - Throws: `field_unreadable` for a word that is none of the option's.
    package func apply(to options: inout PrinterOptions) throws {
        options.darkness = darkness.applied(to: options.darkness)
        options.speed = speed.applied(to: options.speed)
        options.cut = try cut.applied(to: options.cut.map { Word(like: $0) }).map {
            try Self.known(PrinterOptions.Cut(rawValue: $0.rawValue), "cut")
        }
        options.roll = try roll.applied(to: options.roll.map { Word(like: $0) }).map {
            try Self.known(PrinterOptions.Roll(rawValue: $0.rawValue), "roll")
        }
        options.offsetAcross = offsetAcross ?? options.offsetAcross
        options.offsetAlong = offsetAlong ?? options.offsetAlong
        if let rotation {
            options.rotation = try Self.known(.init(rawValue: rotation), "rotation")
        }
    }

    private static func known<Option>(_ option: Option?, _ field: String) throws -> Option {
        guard let option else {
            throw Problem(.fieldUnreadable, "The field options.\(field) cannot be read.")
        }
        return option
    }
}

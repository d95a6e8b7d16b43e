import Foundation
package import Printing
import Spool
package import Storage

/// A member of a JSON object that may be left out, be null, or have a value (RFC 7396).
package enum FieldPatch<Value: Decodable & Sendable>: Sendable {
    case none
    case cleared
    case value(Value)

    package func applied(to old: Value?) -> Value? {
        switch self {
        case .none: old
        case .cleared: nil
        case .value(let value): value
        }
    }
}

extension KeyedDecodingContainer {
    fileprivate func change<Value>(_ key: Key) throws -> FieldPatch<Value> {
        guard contains(key) else { return .none }
        return try decodeNil(forKey: key) ? .cleared : .value(decode(Value.self, forKey: key))
    }
}

/// What is to be different of a printer; what is left out stays.
package struct PrinterChange: Decodable, Sendable {
    package let device: String?
    package let language: String?
    package let media: String?
    package let dpi: Int?
    package let head: FieldPatch<Int>
    package let confirms: FieldPatch<Bool>
    package let options: OptionsChange

    private enum Key: CodingKey { case device, language, media, dpi, head, confirms, options }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        device = try members.decodeIfPresent(String.self, forKey: .device)
        language = try members.decodeIfPresent(String.self, forKey: .language)
        media = try members.decodeIfPresent(String.self, forKey: .media)
        dpi = try members.decodeIfPresent(Int.self, forKey: .dpi)
        head = try members.change(.head)
        confirms = try members.change(.confirms)
        options =
            try members.decodeIfPresent(OptionsChange.self, forKey: .options) ?? OptionsChange()
    }

    package func apply(to printer: inout PrinterRecord) {
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

/// What is to be different of a printer's options; null leaves an option to the printer.
package struct OptionsChange: Decodable, Sendable {
    package var darkness = FieldPatch<Int>.none
    package var speed = FieldPatch<Int>.none
    package var cut = FieldPatch<PrinterOptions.Cut>.none
    package var offsetAcross: Int?
    package var offsetAlong: Int?
    package var rotation: PrinterOptions.Rotation?

    private enum Key: CodingKey { case darkness, speed, cut, offsetAcross, offsetAlong, rotation }

    package init() {}

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        darkness = try members.change(.darkness)
        speed = try members.change(.speed)
        cut = try members.change(.cut)
        offsetAcross = try members.decodeIfPresent(Int.self, forKey: .offsetAcross)
        offsetAlong = try members.decodeIfPresent(Int.self, forKey: .offsetAlong)
        rotation = try members.decodeIfPresent(
            PrinterOptions.Rotation.self, forKey: .rotation)
    }

    package func apply(to options: inout PrinterOptions) {
        options.darkness = darkness.applied(to: options.darkness)
        options.speed = speed.applied(to: options.speed)
        options.cut = cut.applied(to: options.cut)
        options.offsetAcross = offsetAcross ?? options.offsetAcross
        options.offsetAlong = offsetAlong ?? options.offsetAlong
        options.rotation = rotation ?? options.rotation
    }
}

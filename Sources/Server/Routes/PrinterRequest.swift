import Foundation
import Printing
import Spool
import Storage

/// A member of a JSON object that may be left out, be null, or have a value (RFC 7396).
enum FieldPatch<Value: Decodable & Sendable>: Sendable {
    case none
    case cleared
    case value(Value)

    func applied(to old: Value?) -> Value? {
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
struct PrinterChange: Decodable, Sendable {
    let device: String?
    let language: String?
    let media: String?
    let dpi: Int?
    let head: FieldPatch<Int>
    let confirms: FieldPatch<Bool>
    let options: OptionsChange

    private enum Key: CodingKey { case device, language, media, dpi, head, confirms, options }

    init(from decoder: any Decoder) throws {
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

/// What is to be different of a printer's options; null leaves an option to the printer.
struct OptionsChange: Decodable, Sendable {
    var darkness = FieldPatch<Int>.none
    var speed = FieldPatch<Int>.none
    var cut = FieldPatch<PrinterOptions.Cut>.none
    var offsetAcross: Int?
    var offsetAlong: Int?
    var rotation: PrinterOptions.Rotation?

    private enum Key: CodingKey { case darkness, speed, cut, offsetAcross, offsetAlong, rotation }

    init() {}

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        darkness = try members.change(.darkness)
        speed = try members.change(.speed)
        cut = try members.change(.cut)
        offsetAcross = try members.decodeIfPresent(Int.self, forKey: .offsetAcross)
        offsetAlong = try members.decodeIfPresent(Int.self, forKey: .offsetAlong)
        rotation = try members.decodeIfPresent(
            PrinterOptions.Rotation.self, forKey: .rotation)
    }

    func apply(to options: inout PrinterOptions) {
        options.darkness = darkness.applied(to: options.darkness)
        options.speed = speed.applied(to: options.speed)
        options.cut = cut.applied(to: options.cut)
        options.offsetAcross = offsetAcross ?? options.offsetAcross
        options.offsetAlong = offsetAlong ?? options.offsetAlong
        options.rotation = rotation ?? options.rotation
    }
}

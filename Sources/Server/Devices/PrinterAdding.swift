import HTTPTypes
import Printing
import Spool
import Storage

/// A printer that is to be configured, with what its device may still have to say.
struct NewPrinter: Sendable {
    /// Stands for a language or a paper that the printer is asked for.
    static let auto = "auto"

    var name: String
    var device: String
    /// A language's name, or `auto`.
    var language: String
    /// A paper's name, or `auto`.
    var media: String
    /// Nil is the head's own where that is known, else 203.
    var dpi: Int?
    /// Nil is the head's own where that is known.
    var head: Int?
    var options = PrinterOptions()
    /// Whether the language was named by the number on a test label.
    var decidedByTestLabel = false
}

extension Hub {
    /// Adds a printer; what is `auto` or left out is what the device is recognised by.
    ///
    /// - Returns: The printer as it is kept.
    /// - Throws: `language_not_told`, `media_not_told`, and what the spool refuses.
    func add(_ wanted: NewPrinter) async throws -> PrinterRecord {
        let found = await find(wanted.device)
        var setup = PrinterSetup(options: wanted.options, head: wanted.head ?? found?.head)
        var printer = PrinterRecord(
            name: wanted.name, device: wanted.device, language: wanted.language,
            media: wanted.media, dpi: wanted.dpi ?? found?.dpi ?? 203)
        if printer.language == NewPrinter.auto {
            printer.language = try language(of: found)
            setup.decidedBy = found?.decidedBy.flatMap { Recognition.Basis(rawValue: $0) }
        } else if wanted.device != PrinterRecord.pictureDevice {
            setup.decidedBy = wanted.decidedByTestLabel ? .testLabel : .chosen
        }
        printer.setup = setup
        if (try? spool.ranges(of: printer))?.confirms == true {
            printer.setup.confirms = found?.confirms
        }
        if wanted.dpi == nil, found?.dpi == nil {
            printer.dpi = (try? spool.resolutions(of: printer))?.first ?? printer.dpi
        }
        if printer.media == NewPrinter.auto {
            guard let loaded = await spool.loadedMedia(of: printer) else {
                throw Problem(
                    .unprocessableContent, .mediaNotTold,
                    "The printer does not say which paper is in it. Name it, such as 50x30.")
            }
            printer.media = loaded.name
        }
        try await spool.add(printer)
        return printer
    }

    /// A configured printer.
    ///
    /// - Throws: `printer_not_found`.
    func printer(_ name: String) async throws -> PrinterRecord {
        guard let printer = try await store.read({ try $0.printer(name) }) else {
            throw StorageFault.printerNotFound(name)
        }
        return printer
    }

    /// The printer that is plugged in and that a device's name means; nil where there is none.
    func find(_ device: String) async -> FoundPrinter? {
        let found = await findPrinters()
        guard device.lowercased() != "usb:" else {
            return found.first { $0.device.hasPrefix("usb:") }
        }
        return found.first { $0.device == device || "usb:@\($0.port ?? "")" == device }
    }

    private func language(of found: FoundPrinter?) throws -> String {
        if let language = found?.languages.first { return language }
        let known = languages.joined(separator: ", ")
        throw Problem(
            .unprocessableContent, .languageNotTold,
            "Nobody knows which language this printer speaks. Name it (\(known)), or find it out with: larder printer try"
        )
    }
}

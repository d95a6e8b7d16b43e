package import API
package import Printing
import Spool
package import Storage

/// A printer that is to be configured, with what its device may still have to say.
package struct NewPrinter: Sendable {
    /// Stands for a language or a paper that the printer is asked for.
    package static let auto = "auto"

    package var name: String
    package var device: String
    /// A language's name, or `auto`.
    package var language: String
    /// A paper's name, or `auto`.
    package var media: String
    /// Nil is the head's own where that is known, else 203.
    package var dpi: Int?
    /// Nil is the head's own where that is known.
    package var head: Int?
    package var options = PrinterOptions()
    /// Whether the language was named by the number on a test label.
    package var decidedByTestLabel = false

    package init(
        name: String,
        device: String,
        language: String,
        media: String,
        dpi: Int? = nil,
        head: Int? = nil
    ) {
        self.name = name
        self.device = device
        self.language = language
        self.media = media
        self.dpi = dpi
        self.head = head
    }
}

extension Hub {
    /// Adds a printer; what is `auto` or left out is what the device is recognised by.
    ///
    /// - Returns: The printer as it is kept.
    /// - Throws: `language_not_told`, `media_not_told`, and what the spool refuses.
    package func add(_ wanted: NewPrinter) async throws -> PrinterRecord {
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
                    .mediaNotTold,
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
    package func printer(_ name: String) async throws -> PrinterRecord {
        guard let printer = try await store.read({ try $0.printer(name) }) else {
            throw StorageFault.printerNotFound(name)
        }
        return printer
    }

    /// The printer that is plugged in and that a device's name means; nil where there is none.
    package func find(_ device: String) async -> FoundPrinter? {
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
            .languageNotTold,
            "Nobody knows which language this printer speaks. Name it (\(known)), or find it out with: larder printer try"
        )
    }
}

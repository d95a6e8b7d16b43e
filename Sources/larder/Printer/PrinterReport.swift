import API
import ArgumentParser
import NIOHTTP1

struct PrinterReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Print what there is to say of the printers here, to be sent to Larder's makers.",
        discussion: "It holds no serial number, no network address and no printer's own name.")

    @OptionGroup var data: DataOption

    /// A printer on USB, by what every one of its kind says.
    private struct PrinterOnUSB: Encodable {
        let maker: String?
        let model: String?
        let numbers: String?
        let commandSets: [String]
        let language: String?
        let decidedBy: Word<LanguageBasis>?
        let reason: String?

        init(_ found: FoundPrinter) {
            (maker, model, numbers) = (found.maker, found.model, found.numbers)
            (commandSets, language) = (found.commandSets, found.languages.first)
            (decidedBy, reason) = (found.decidedBy, found.reason)
        }
    }

    private struct Setup: Encodable {
        /// `usb`, `tcp`, `file` or `picture`.
        let way: String
        let language: String
        let media: String
        let dpi: Int
        let options: PrinterResponse.Options
        let reason: String?

        init(_ printer: PrinterResponse) {
            way = String(printer.device.prefix { $0 != ":" })
            (language, media, dpi) = (printer.language, printer.media, printer.dpi)
            (options, reason) = (printer.options, printer.status.reason)
        }
    }

    private struct Report: Encodable {
        let larder: String
        let usb: [PrinterOnUSB]
        let configured: [Setup]
    }

    func run() async throws {
        let found = await USBPrinters().find()
        let folder = data.folder
        var configured: [PrinterResponse] = []
        if folder.holdsHub {
            configured = try await HubConnection.open(folder) {
                try await $0.ask([PrinterResponse].self, .GET, "/api/v1/printers")
            }
        }
        try Terminal.print(
            json: Report(
                larder: Larder.version, usb: found.map { PrinterOnUSB($0) },
                configured: configured.map { Setup($0) }))
    }
}

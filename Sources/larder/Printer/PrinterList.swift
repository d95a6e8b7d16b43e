import API
import ArgumentParser
import NIOHTTP1

struct PrinterList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the printers on USB, and those configured.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    private struct Listing: Encodable {
        let usb: [FoundPrinter]
        let configured: [PrinterResponse]
    }

    func run() async throws {
        let folder = data.folder
        // The hub knows which of them it is printing on itself.
        let (found, configured) =
            folder.holdsHub
            ? try await HubConnection.open(folder) { hub in
                (
                    try await hub.ask([FoundPrinter].self, .GET, "/api/v1/devices/printers"),
                    try await hub.ask([PrinterResponse].self, .GET, "/api/v1/printers")
                )
            } : (await USBPrinters().find(), [])
        if output.json {
            return try Terminal.print(json: Listing(usb: found, configured: configured))
        }
        if found.isEmpty { Terminal.print("No printer was found on USB.") }
        for printer in found {
            let language =
                printer.languages.first.map { PrinterDescription.language($0, printer.decidedBy) }
                ?? "language not told"
            Terminal.print(
                "\(printer.device)  \(printer.name)  \(language)  "
                    + (printer.isReady ? "ready" : PrinterDescription.remedy(printer.reason ?? "")))
        }
        for printer in configured {
            let state = printer.trouble ?? (printer.status.busy ? "printing" : "ready")
            Terminal.print(
                "\(printer.settings)  \(state), \(printer.status.waiting) waiting")
        }
    }
}

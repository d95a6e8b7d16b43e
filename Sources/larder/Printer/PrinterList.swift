import API
import ArgumentParser
import Hub
import NIOHTTP1
import Server
import Storage

struct PrinterList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the printers on USB, and those configured.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    private struct Answer: Encodable {
        let usb: [FoundPrinter]
        let configured: [PrinterAnswer]
    }

    func run() async throws {
        let found = await Printers().find()
        let directory = data.directory
        var configured: [PrinterAnswer] = []
        if directory.holdsHub {
            configured = try await HubConnection.open(directory) {
                try await $0.ask([PrinterAnswer].self, .GET, "/api/v1/printers")
            }
        }
        if output.json {
            return try Terminal.print(json: Answer(usb: found, configured: configured))
        }
        if found.isEmpty { Terminal.print("No printer was found on USB.") }
        for printer in found {
            let language =
                printer.languages.first.map { PrinterWords.language($0, printer.decidedBy) }
                ?? "language not told"
            Terminal.print(
                "\(printer.device)  \(printer.name)  \(language)  "
                    + (printer.isReady ? "ready" : PrinterWords.remedy(printer.reason ?? "")))
        }
        for printer in configured {
            let state = printer.trouble ?? (printer.status.busy ? "printing" : "ready")
            Terminal.print(
                "\(printer.settings)  \(state), \(printer.status.waiting) waiting")
        }
    }
}

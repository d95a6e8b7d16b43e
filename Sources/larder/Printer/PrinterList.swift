import API
import ArgumentParser

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
        let found = await Printers().find()
        let folder = data.folder
        var configured: [PrinterResponse] = []
        if folder.holdsHub {
            configured = try await HubConnection.open(folder) {
                try await $0.list(PrinterResponse.self, "/api/v1/printers")
            }
        }
        if output.json {
            return Terminal.print(
                json: HubAnswer(telling: Listing(usb: found, configured: configured)))
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

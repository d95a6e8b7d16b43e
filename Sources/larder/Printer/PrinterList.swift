import ArgumentParser
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
            let name = [printer.maker, printer.model].compactMap { $0 }.joined(separator: " ")
            let languages =
                printer.languages.isEmpty
                ? "language not told" : printer.languages.joined(separator: ", ")
            Terminal.print(
                "\(printer.device)  \(name)  \(languages)  \(printer.isReady ? "ready" : printer.reason ?? "")"
            )
        }
        for printer in configured {
            let state = printer.status.reason ?? (printer.status.busy ? "printing" : "ready")
            Terminal.print(
                "\(printer.name)  \(printer.device)  \(printer.language)  \(printer.media) at \(printer.dpi) dpi  \(state), "
                    + "\(printer.status.waiting) waiting")
        }
    }
}

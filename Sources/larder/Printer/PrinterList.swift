import API
import ArgumentParser
import NIOHTTP1

struct PrinterList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the printers on USB, and those configured.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    func run() async throws {
        let folder = data.folder
        guard folder.holdsHub else {
            let list = PrinterListResponse(usb: await USBPrinters().find())
            return output.json ? try Terminal.print(json: list) : tell(list)
        }
        // The hub knows which of them it is printing on itself.
        let answer = try await HubConnection.open(folder) {
            try await $0.ask(.GET, "/api/v1/printer-list")
        }
        if output.json { return Terminal.print(json: answer) }
        tell(try answer.read(PrinterListResponse.self))
    }

    private func tell(_ list: PrinterListResponse) {
        if list.usb.isEmpty { Terminal.print("No printer was found on USB.") }
        for printer in list.usb {
            let language =
                printer.languages.first.map { PrinterDescription.language($0, printer.decidedBy) }
                ?? "language not told"
            Terminal.print(
                "\(printer.device)  \(printer.name)  \(language)  "
                    + (printer.isReady ? "ready" : PrinterDescription.remedy(printer.reason ?? "")))
        }
        for printer in list.configured {
            let silent = printer.status.silent == true
            let state =
                printer.trouble
                ?? (printer.status.busy
                    ? "printing" : silent ? "does not say how it is" : "ready")
            Terminal.print(
                "\(printer.settings)  \(state), \(printer.status.waiting) waiting")
        }
    }
}

import API
import ArgumentParser
import NIOHTTP1

struct PrinterList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the printers on USB, and those configured.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    func run() async throws {
        let found = await Printers().find()
        let folder = data.folder
        var answer = HubAnswer.emptyList
        if folder.holdsHub {
            answer = try await HubConnection.open(folder) {
                try await $0.ask(.GET, "/api/v1/printers")
            }
        }
        if output.json {
            let usb = HubAnswer(path: "", bytes: try HubConnection.json(found))
            return Terminal.print("{\"usb\":\(usb.text),\"configured\":\(answer.text)}")
        }
        let configured = try answer.read([PrinterResponse].self)
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

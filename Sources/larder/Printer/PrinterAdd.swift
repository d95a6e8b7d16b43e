import API
import ArgumentParser
import NIOHTTP1

struct PrinterAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Configure a printer.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "What you call it.")
    var name: String

    @Option(
        help:
            "usb: for the only one on USB, usb:SERIAL, usb:@PORT, tcp:HOST, tcp:HOST:PORT, file:PATH, or picture: for pictures."
    )
    var device: String

    @Option(
        help:
            "zpl, tspl, epl2, escpos, brother or dymo; auto takes the printer's word, or a known model."
    )
    var language = "auto"

    @Option(help: "Width × feed in millimetres, such as 50x30; auto asks the printer.")
    var media = "auto"

    @Option(
        help: "Dots in an inch of the print head; the printer's own where it is known, else 203.")
    var dpi: Int?

    @Option(help: "The widest label it prints, in dots, where it is not known.")
    var head: Int?

    func run() async throws {
        let body = try HubConnection.json(
            PrinterRequest(
                name: name, device: device, language: language, media: media, dpi: dpi, head: head))
        let answer = try await HubConnection.open(data.folder) {
            try await $0.ask(.POST, "/api/v1/printers", body: body)
        }
        if output.json { return Terminal.print(json: answer) }
        let made = try answer.read(PrinterResponse.self)
        Terminal.print(
            "\(made.settings). Try it with: larder printer test \(made.name)")
    }
}

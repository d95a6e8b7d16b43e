import API
import ArgumentParser
import Foundation
import NIOHTTP1

struct PrinterTry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract:
            "Print a numbered label in each language, to find out which one a printer speaks.",
        discussion:
            "Only one comes out right; a printer for receipts may print some lines of nonsense for the others."
    )

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Option(help: "usb: for the only one on USB, usb:SERIAL, usb:@PORT, tcp:HOST or file:PATH.")
    var device = "usb:"

    @Option(help: "Width × feed in millimetres of the paper in it.")
    var media: String

    @Option(help: "Dots in an inch of the print head.")
    var dpi = 203

    func run() async throws {
        let body = try HubConnection.json(TrialRequest(device: device, media: media, dpi: dpi))
        let answer = try await HubConnection.open(data.folder) {
            try await $0.ask(
                .POST, "/api/v1/devices/printers/trials", body: body)
        }
        if output.json { return Terminal.print(json: answer) }
        let trials = try answer.read([TrialResponse].self)
        for trial in trials {
            let sent = trial.reason.map { "not sent whole: \($0)" } ?? "sent"
            Terminal.print("\(trial.number)  \(trial.language)  \(sent)")
        }
        guard let sent = trials.first(where: { $0.bytesSent > 0 }) else {
            throw CommandFailure("Nothing reached the printer at \(device).")
        }
        // usb: means only a printer that is known to speak the language, and this one's is not known.
        Terminal.print(
            "Which number came out right? Then: larder printer add NAME --device \(sent.device) --language LANGUAGE --media \(media)"
        )
    }
}

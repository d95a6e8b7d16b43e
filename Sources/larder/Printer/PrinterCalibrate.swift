import API
import ArgumentParser
import Foundation
import NIOHTTP1

struct PrinterCalibrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Print a label with rulers, or move the picture by what is read off them.",
        discussion: """
            Without an option it prints the label. From the middle of each edge a ruler counts millimetres inward from 0. Where the first \
            numbers are missing at an edge, give the first one you see; half a millimetre is 0.5. Print it again to see that it is right.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "What you call the printer.")
    var name: String

    @Option(help: "The first number at the left edge, in millimetres.")
    var left: Double?

    @Option(help: "The first number at the right edge, in millimetres.")
    var right: Double?

    @Option(help: "The first number at the top edge, in millimetres.")
    var top: Double?

    @Option(help: "The first number at the bottom edge, in millimetres.")
    var bottom: Double?

    func validate() throws {
        guard [left, right, top, bottom].allSatisfy({ $0?.isFinite ?? true }) else {
            throw ValidationError("A number on a ruler is in millimetres, such as 2 or 1.5.")
        }
    }

    func run() async throws {
        guard [left, right, top, bottom].contains(where: { $0 != nil }) else {
            return try await PrintAndWait(layout: "calibration").run(on: name, data, output)
        }
        let body = try HubConnection.json(
            CalibrationRequest(left: left, right: right, top: top, bottom: bottom))
        let path = "/api/v1/printers/\(name.percentEncoded)/calibrations"
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.POST, path, body: body)
        }
        if output.json { return Terminal.print(json: answer) }
        let printer = try answer.read(PrinterResponse.self)
        Terminal.print(printer.settings)
        let isTooSmall = (left ?? 0) > 0 && (right ?? 0) > 0 || (top ?? 0) > 0 && (bottom ?? 0) > 0
        if isTooSmall {
            Terminal.print(
                "Something is missing at two edges that face each other: the paper is smaller than \(printer.media)."
            )
        }
    }
}

import API
import ArgumentParser
import NIOHTTP1

struct PrinterSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set a printer's paper and options; what is left out stays.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "What you call it.")
    var name: String

    @Option(help: "Where it is, as in `larder printer add`.")
    var device: String?

    @Option(help: "The printer language it understands.")
    var language: String?

    @Option(help: "Width × feed in millimetres, such as 50x30.")
    var media: String?

    @Option(help: "Dots in an inch of the print head.")
    var dpi: Int?

    @Option(help: "The widest label it prints, in dots.")
    var head: Int?

    @Option(
        help:
            "yes where the printer says when a label is out; no where it prints that question; auto where nobody knows."
    )
    var confirms: String?

    @Option(help: "On the scale of the printer's language, or auto to leave it to the printer.")
    var darkness: String?

    @Option(help: "On the scale of the printer's language, or auto to leave it to the printer.")
    var speed: String?

    @Option(help: "never, eachLabel or lastLabel, or auto to leave it to the printer.")
    var cut: String?

    @Option(
        help: "left or right, of a printer with two rolls, or auto to leave it to the printer.")
    var roll: String?

    @Option(
        parsing: .unconditional,
        help: "Tenths of a millimetre to the right; negative is to the left.")
    var offsetAcross: Int?

    @Option(
        parsing: .unconditional,
        help: "Tenths of a millimetre down; negative is up.")
    var offsetAlong: Int?

    @Option(help: "0, or 180 to print upside down.")
    var rotation: Int?

    /// What is nil is left out; `auto` is null.
    private var request: PrinterChangeRequest {
        func patch<Value>(_ text: String?, _ read: (String) -> Value?) -> FieldPatch<Value> {
            guard let text else { return .none }
            return (text == "auto" ? nil : read(text)).map { .value($0) } ?? .cleared
        }
        return PrinterChangeRequest(
            device: device, language: language, media: media, dpi: dpi,
            head: head.map { .value($0) } ?? .none, confirms: patch(confirms) { $0 == "yes" },
            options: PrinterOptionsRequest(
                darkness: patch(darkness) { Int($0) }, speed: patch(speed) { Int($0) },
                cut: patch(cut) { Word(rawValue: $0) }, roll: patch(roll) { Word(rawValue: $0) },
                offsetAcross: offsetAcross, offsetAlong: offsetAlong, rotation: rotation))
    }

    func validate() throws {
        for (name, text) in [("darkness", darkness), ("speed", speed)] {
            guard let text, text != "auto", Int(text) == nil else { continue }
            throw ValidationError("--\(name) is a whole number, or auto.")
        }
        guard ["yes", "no", "auto", nil].contains(confirms) else {
            throw ValidationError("--confirms is yes, no or auto.")
        }
    }

    func run() async throws {
        let body = try HubConnection.json(request)
        let path = "/api/v1/printers/\(name.percentEncoded)"
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.PATCH, path, body: body)
        }
        if output.json { return Terminal.print(json: answer) }
        let printer = try answer.read(PrinterResponse.self)
        Terminal.print(printer.settings)
    }
}

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
    private struct Request: Encodable {
        let command: PrinterSet

        private enum Key: CodingKey {
            case device, language, media, dpi, head, confirms, options
            case darkness, speed, cut, offsetAcross, offsetAlong, rotation
        }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: Key.self)
            try members.encodeIfPresent(command.device, forKey: .device)
            try members.encodeIfPresent(command.language, forKey: .language)
            try members.encodeIfPresent(command.media, forKey: .media)
            try members.encodeIfPresent(command.dpi, forKey: .dpi)
            try members.encodeIfPresent(command.head, forKey: .head)
            try encode(command.confirms, .confirms, to: &members) { $0 == "yes" }
            var options = members.nestedContainer(keyedBy: Key.self, forKey: .options)
            try encode(command.darkness, .darkness, to: &options) { Int($0) }
            try encode(command.speed, .speed, to: &options) { Int($0) }
            try encode(command.cut, .cut, to: &options) { $0 }
            try options.encodeIfPresent(command.offsetAcross, forKey: .offsetAcross)
            try options.encodeIfPresent(command.offsetAlong, forKey: .offsetAlong)
            try options.encodeIfPresent(command.rotation, forKey: .rotation)
        }

        private func encode(
            _ text: String?, _ key: Key, to members: inout KeyedEncodingContainer<Key>,
            _ read: (String) -> (some Encodable)?
        ) throws {
            guard let text else { return }
            if text == "auto" { return try members.encodeNil(forKey: key) }
            try members.encode(read(text), forKey: key)
        }
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
        let body = try HubConnection.json(Request(command: self))
        let path = "/api/v1/printers/\(name.asPathPart)"
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.PATCH, path, body: body)
        }
        if output.json { return Terminal.print(json: answer) }
        let printer = try answer.read(PrinterAnswer.self)
        Terminal.print(printer.settings)
    }
}

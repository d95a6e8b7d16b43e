import API
import ArgumentParser
import NIOHTTP1

struct TokenLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Print a link that pairs one browser, once, within an hour.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Option(help: "What the browser may do.")
    var role: RoleName = .coordinator

    @Option(help: "What you call the device.")
    var name = "browser"

    @Option(
        help: ArgumentHelp(
            "The hub's address, as the browser reaches it. Unless told, the one that the hub answers at now, for a browser on this machine.",
            valueName: "url"))
    var address: String?

    func run() async throws {
        let body = try HubConnection.json(DeviceRequest(role: Word(role), name: name))
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.POST, "/api/v1/links", body: body)
        }
        if output.json { return Terminal.print(json: answer) }
        let made = try answer.read(SecretResponse.self)
        let address = address ?? made.address ?? Self.usualAddress
        if self.address == nil, made.address == nil {
            Terminal.warn(
                "The hub does not run. Once it does, the link is right where it answers at \(address)"
            )
        }
        Terminal.print(Self.link(address, made.secret))
        guard self.address == nil, let network = made.networkAddress else { return }
        Terminal.print(Self.link(network, made.secret))
        Terminal.warn(
            "It works once: the first is for a browser on this machine, the second for another device."
        )
    }

    private static func link(_ address: String, _ secret: String) -> String {
        "\(address.hasSuffix("/") ? address : address + "/")join?token=\(secret)"
    }

    /// Where a hub answers that is told nothing else.
    private static let usualAddress = "http://127.0.0.1:8080/"
}

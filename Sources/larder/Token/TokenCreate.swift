import API
import ArgumentParser
import NIOHTTP1

struct TokenCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Print a new API token, once. Larder keeps only its digest.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Option(help: "What the program may do.")
    var role: RoleName

    @Option(help: "What you call the program or device.")
    var name: String

    func run() async throws {
        let body = try HubConnection.json(DeviceRequest(role: Word(role), name: name))
        let made = try await HubConnection.open(data.folder) {
            try await $0.ask(.POST, "/api/v1/tokens", body: body)
        }
        if output.json { return Terminal.print(json: made) }
        Terminal.print(try made.read(SecretResponse.self).secret)
    }
}

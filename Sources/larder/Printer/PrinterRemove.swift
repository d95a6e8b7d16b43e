import API
import ArgumentParser
import NIOHTTP1

struct PrinterRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a printer; what waits for it is cancelled.")

    @OptionGroup var data: DataOption

    @Argument(help: "What you call it.")
    var name: String

    func run() async throws {
        let path = "/api/v1/printers/\(name.percentEncoded)"
        _ = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.DELETE, path)
        }
        Terminal.print("\(name) is forgotten.")
    }
}

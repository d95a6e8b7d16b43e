import API
import ArgumentParser
import NIOHTTP1

struct SourceErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase the name of someone who gave; what they gave stays in the journal.")

    @OptionGroup var data: DataOption

    @Argument(help: "The name, in upper or lower case, or the id.")
    var name: String

    func run() async throws {
        let name = name
        try await HubConnection.open(data.folder, mayFound: false) { hub in
            let sources = try await hub.sources().read([SourceResponse].self)
            let known =
                sources.first { $0.name == name || $0.id == name.lowercased() }
                ?? sources.first { $0.name.lowercased() == name.lowercased() }
            guard let known else {
                throw CommandFailure(
                    "Nobody who gave is called \"\(name)\"; larder source list prints the names.")
            }
            _ = try await hub.ask(.DELETE, "/api/v1/sources/\(known.id)/name")
        }
        Terminal.print("The name is erased.")
    }
}

import API
import ArgumentParser
import NIOHTTP1

struct SourceErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase the name of someone who gave; what they gave stays in the journal.")

    @OptionGroup var data: DataOption

    @Argument(help: "The name, whatever its case and accents, or the id.")
    var name: String

    func run() async throws {
        let name = name
        try await HubConnection.open(data.folder, mayFound: false) { hub in
            let sources = try await hub.sources().read([SourceResponse].self)
            let byID = sources.filter { $0.id == name.lowercased() }
            let known = byID.isEmpty ? TypedName.find(name, in: sources) { $0.name } : byID
            guard known.count <= 1 else {
                throw CommandFailure(
                    "\(known.count) who gave are called like that. Name one by its id; larder source list prints them."
                )
            }
            guard let known = known.first else {
                throw CommandFailure(
                    "Nobody who gave is called \"\(name)\"; larder source list prints the names.")
            }
            _ = try await hub.ask(.DELETE, "/api/v1/sources/\(known.id)/name")
        }
        Terminal.print("The name is erased.")
    }
}

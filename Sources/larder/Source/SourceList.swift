import API
import ArgumentParser

struct SourceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the names of those who gave.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    func run() async throws {
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.sources()
        }
        if output.json { return Terminal.print(json: answer) }
        let sources = try answer.read([SourceResponse].self)
        Terminal.print(table: [["name", "id"]] + sources.map { [$0.name, $0.id] })
    }
}

import API
import ArgumentParser
import NIOCore

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write everything of one kind as CSV.")

    @OptionGroup var data: DataOption

    @Argument(help: "What to write.")
    var name: ExportName

    @Option(
        help: ArgumentHelp(
            "A file that does not exist yet; standard output where it is left out.",
            valueName: "file"))
    var output: String?

    func run() async throws {
        let (path, output) = ("/api/v1/exports/\(name.rawValue)", output)
        try await HubConnection.open(data.folder, mayFound: false) { hub in
            guard let output else {
                return try await hub.receive(path, within: .minutes(10)) {
                    try Terminal.write($0)
                }
            }
            _ = try await OutputFile.write(output) { file in
                try await hub.receive(path, within: .minutes(10)) { try file.append($0) }
            }
        }
    }
}

extension ExportName: ExpressibleByArgument {}

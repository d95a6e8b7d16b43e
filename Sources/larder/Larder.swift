import ArgumentParser
import Foundation

/// The command line: nouns, and under each its verbs.
struct Larder: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "larder",
        abstract: "Stock and label printing for food pantries and mutual-aid hubs.",
        discussion: """
            Data live in --data DIR, or in LARDER_DATA, or in ~/.local/share/larder. A command that changes anything goes \
            through the hub that runs there; with no hub running it opens the data itself.
            """,
        version: version,
        subcommands: [
            ServeCommand.self, ItemCommand.self, PlaceCommand.self, ScanCommand.self,
            ReconcileCommand.self, DayCommand.self, LabelCommand.self,
            PrinterCommand.self, SourceCommand.self, ExportCommand.self, TokenCommand.self,
            VerifyCommand.self, BackupCommand.self, RestoreCommand.self,
        ])
}

@main
enum Main {
    static func main() async {
        // What it writes holds keys and stock: it is its owner's.
        let userMask = umask(0o077)
        do {
            var command = try Larder.parseAsRoot()
            // Labels are drawn to be handed on.
            if command is LabelRender || command is LabelSheet { umask(userMask) }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            write(failure.description, to: .standardError)
            exit(1)
        } catch {
            let code = Larder.exitCode(for: error)
            write(
                Larder.fullMessage(for: error),
                to: code == .success ? .standardOutput : .standardError)
            exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }

    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data((Terminal.harmless(text) + "\n").utf8))
    }
}

/// Why a command did not do its work: one line that says what is wrong and what to do.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

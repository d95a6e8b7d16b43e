import ArgumentParser
import Foundation

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup into an empty data directory, after its whole journal was verified."
    )

    @OptionGroup var data: DataOption

    @Option(
        help: ArgumentHelp(
            "The data directory that the hub had until now: names that were erased there since the backup was made are erased again.",
            valueName: "dir"))
    var replacing: String?

    @Argument(help: "A file that larder backup wrote.")
    var file: String

    func run() async throws {
        let former = try replacing.map { try formerFolder($0) }
        let restored = try data.folder.restore(from: file, replacing: former)
        Terminal.print(
            "\(restored.entries) entries, verified; the hub in \(data.folder.path) goes on from there."
        )
        Terminal.print(
            "Devices and tokens of the backup come in no more, for some may have been revoked since: pair them again. Webhooks are sent nothing until you say so on their page."
        )
        guard let count = restored.namesErased else {
            return Terminal.print(
                "Names of sources that were erased since the backup was made are back, for no list of them was found: erase them again (larder source erase). Where the hub's old data directory is still there, restore with --replacing instead."
            )
        }
        Terminal.print(
            "Names of sources that were erased since the backup was made: \(count), erased again.")
    }

    private func formerFolder(_ path: String) throws -> HubFolder {
        let folder = HubFolder(URL(fileURLWithPath: path))
        guard folder.isThere else {
            throw CommandFailure("There is no directory \(path). Nothing was restored.")
        }
        return folder
    }
}

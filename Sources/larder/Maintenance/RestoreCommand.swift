import ArgumentParser

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup into an empty data directory, after its whole journal was verified."
    )

    @OptionGroup var data: DataOption

    @Argument(help: "A file that larder backup wrote.")
    var file: String

    func run() async throws {
        let entries = try data.folder.restore(from: file)
        Terminal.print(
            "\(entries) entries, verified; the hub in \(data.folder.path) goes on from there.")
        Terminal.print(
            "Devices and tokens of the backup come in no more, for some may have been revoked since: pair them again. Webhooks are sent nothing until you say so on their page. Names of sources that were erased since the backup are back: erase them again (larder source erase)."
        )
    }
}

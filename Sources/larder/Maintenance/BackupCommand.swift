import ArgumentParser
import NIOCore

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write a consistent copy of the hub's data, while it runs.")

    @OptionGroup var data: DataOption

    @Argument(help: "A file that does not exist yet.")
    var file: String

    func run() async throws {
        Terminal.progress("Copying …")
        let bytes: Int
        do { bytes = try await copyThroughHub() } catch {
            guard let copied = data.folder.copyUnopened(to: file) else { throw error }
            bytes = copied
        }
        Terminal.progressEnded()
        Terminal.print(
            "\(file): \(bytes) bytes. Try it now and then: larder restore \(file) --data SOME_EMPTY_DIRECTORY"
        )
    }

    private func copyThroughHub() async throws -> Int {
        let file = file
        return try await HubConnection.open(data.folder, mayFound: false) { hub in
            try await OutputFile.write(file) { output in
                try await hub.receive("/api/v1/backup", within: .hours(2)) { part in
                    let before = output.count >> 24
                    try output.append(part)
                    guard output.count >> 24 > before else { return }
                    Terminal.progress("Copying … \(output.count >> 20) MiB")
                }
            }
        }
    }
}

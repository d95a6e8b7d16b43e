import ArgumentParser
import Foundation
import NIOHTTP1

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write a consistent copy of the hub's data, while it runs.")

    @OptionGroup var data: DataOption

    @Argument(help: "A file that does not exist yet.")
    var file: String

    func run() async throws {
        let target = URL(fileURLWithPath: file)
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw CommandFailure(
                "\(file) is there already; it was left as it is. Choose another name.")
        }
        Terminal.progress("Copying …")
        let bytes = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.GET, "/api/v1/backup").bytes
        }
        Terminal.progressEnded()
        let partial = target.appendingPathExtension("partial")
        do {
            // It holds the signing key: only its owner may read it, from its first byte on.
            try? FileManager.default.removeItem(at: partial)
            _ = FileManager.default.createFile(
                atPath: partial.path, contents: nil, attributes: [.posixPermissions: 0o600])
            let handle = try FileHandle(forUpdating: partial)
            try handle.write(contentsOf: bytes)
            try handle.synchronize()
            try handle.close()
            try FileManager.default.moveItem(at: partial, to: target)
        } catch {
            try? FileManager.default.removeItem(at: partial)
            throw CommandFailure("\(file) could not be written: \(error.localizedDescription)")
        }
        Terminal.print(
            "\(file): \(bytes.count) bytes. Try it now and then: larder restore \(file) --data SOME_EMPTY_DIRECTORY"
        )
    }
}

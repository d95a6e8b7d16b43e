import ArgumentParser
import Foundation
import Storage

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup into an empty data directory, after its whole journal was verified."
    )

    @OptionGroup var data: DataOption

    @Argument(help: "A file that larder backup wrote.")
    var file: String

    func run() async throws {
        do {
            let entries = try Storage.Backup.restore(URL(fileURLWithPath: file), to: data.directory)
            Terminal.print(
                "\(entries) entries, verified; the hub in \(data.directory.url.path) goes on from there."
            )
        } catch let finding as VerificationFinding {
            throw CommandFailure(
                "\(file) is damaged, so nothing was restored: \(finding.description)")
        } catch StorageFault.hubNotFound {
            throw CommandFailure(
                "\(file) is not there, or is no backup of a Larder hub. Nothing was restored.")
        } catch { throw CommandFailure(Words.of(error)) }
    }
}

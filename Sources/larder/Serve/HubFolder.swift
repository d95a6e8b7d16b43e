import Foundation
import Journal
import Stock
import Storage

/// The folder of one hub's data, as the commands see it.
struct HubFolder: Sendable {
    /// As the store knows it.
    let storage: DataDirectory

    /// A folder that may hold a hub, or be made to; nothing is touched yet.
    init(_ url: URL) { storage = DataDirectory(url) }

    var path: String { storage.url.path }
    /// The Unix socket of the hub that runs on it.
    var socket: String { storage.socket.path }
    /// Layouts and media that a coordinator changed, if there are any.
    var layouts: String { storage.layouts.path }
    /// Whether a hub's database is here.
    var holdsHub: Bool { storage.holdsHub }

    /// Puts a backup into this folder, which is empty, after its whole journal was verified.
    ///
    /// - Returns: Entries in the backup.
    /// - Throws: ``CommandFailure``; nothing was restored then.
    func restore(from file: String) throws -> Int64 {
        do { return try Backup.restore(URL(fileURLWithPath: file), to: storage) } catch {
            switch error {
            case let finding as VerificationFinding:
                throw CommandFailure(
                    "\(file) is damaged, so nothing was restored: \(finding.description)")
            case StorageFault.hubNotFound:
                throw CommandFailure(
                    "\(file) is not there, or is no backup of a Larder hub. Nothing was restored.")
            default: throw CommandFailure(FailureText.of(error))
            }
        }
    }
}

/// Ids that a command makes for what it sends.
enum FreshID {
    /// A version 7 UUID.
    static func text() -> String { SystemClock().newID(JournalEntry.self).description }
}

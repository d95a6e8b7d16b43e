import API
import Foundation
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
    /// What scanner commands sent from this machine lately.
    var sentScans: URL { storage.sentScans }
    /// Whether a hub's database is here.
    var holdsHub: Bool { storage.holdsHub }

    /// The folder of the hub that keeps its data in a file; nil where it is no hub's.
    static func ofHub(keeping file: URL) -> HubFolder? {
        DataDirectory.ofHub(keeping: file).map { HubFolder($0.url) }
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// - Throws: ``CommandFailure`` where no hub could answer commands in this folder.
    func checkSocket() throws(CommandFailure) {
        do { try storage.checkSocket() } catch { throw CommandFailure(FailureText.of(error)) }
    }

    /// Keeps scans in place of those that were kept before, for the folder's owner only.
    func keep(sentScans: Data) throws {
        try DataDirectory.replace(storage.sentScans, with: sentScans)
    }

    /// Puts a backup into this folder, which is empty, after its whole journal was verified.
    ///
    /// - Parameters:
    ///   - file: A backup.
    ///   - former: The folder that the hub was in until now, if that is still there.
    /// - Returns: Entries in the backup, and names in it that were erased again; nil where no list of them was found.
    /// - Throws: ``CommandFailure``; nothing was restored then.
    func restore(
        from file: String, replacing former: HubFolder?
    ) throws -> (entries: Int64, namesErased: Int?) {
        do {
            let restored = try Backup.restore(
                URL(fileURLWithPath: file), to: storage, replacing: former?.storage)
            // What was sent from here and the backup lacks is sent again by the next scanner command.
            if let sent = former.flatMap({ try? Data(contentsOf: $0.sentScans) }) {
                try? keep(sentScans: sent)
            }
            return (restored.entries, restored.namesErased)
        } catch {
            switch error {
            case let finding as VerificationFinding:
                throw CommandFailure(
                    "\(file) is damaged, so nothing was restored: \(finding.description)")
            case StorageFault.hubNotFound:
                throw CommandFailure(
                    "\(file) is not there, or is no backup of a Larder hub. Nothing was restored.")
            case StorageFault.diskFull:
                throw CommandFailure(
                    "There is no room for \(file) in \(path). Make room, or restore into a directory on another disk. Nothing was restored."
                )
            default: throw CommandFailure(FailureText.of(error))
            }
        }
    }
}

extension HubFolder {
    /// Copies the data of a hub that cannot be opened since its disk takes nothing more.
    ///
    /// - Returns: Bytes of the copy; nil where that is not why, or there is no copy either.
    func copyUnopened(to file: String) -> Int? {
        guard holdsHub, storage.takesNothing else { return nil }
        return try? Backup.copyUnopened(storage, to: URL(fileURLWithPath: file))
    }

    /// Verifies the data of a hub that cannot be opened since its disk takes nothing more.
    ///
    /// - Returns: Nil where that is not why.
    /// - Throws: ``CommandFailure`` where the copy cannot be made that is verified in their place.
    func verifyUnopened() throws(CommandFailure) -> VerificationResponse? {
        guard holdsHub, storage.takesNothing else { return nil }
        do {
            let walked = try Backup.verifyUnopened(storage)
            return VerificationResponse(
                entries: walked.entries,
                findings: walked.all.map { .init(seq: $0.seq, text: $0.description) })
        } catch {
            throw CommandFailure(
                "The disk that holds the hub's data takes nothing, so a copy of them would be verified in \(FileManager.default.temporaryDirectory.path), and that failed: \(FailureText.of(error)) With TMPDIR it is made on another disk."
            )
        }
    }
}

/// Faults in one line for the terminal: what is wrong, and what to do.
enum FailureText {
    static func of(_ error: any Error) -> String {
        switch error {
        case StorageFault.hubIsRunning(let path):
            "Another Larder is running on \(path). Stop it first, or use another directory with --data."
        case StorageFault.directoryUnusable(let path, let reason):
            "The data directory \(path) cannot be used: \(reason)"
        case StorageFault.diskFull:
            "The disk that holds the hub's data is full. Make room on it, then try again; larder backup FILE copies the data to another disk as it is."
        case StorageFault.hubNotFound(let path): "There is no hub's data in \(path)."
        case StorageFault.directoryNotEmpty(let path):
            "\(path) is not empty; nothing was written over."
        case StorageFault.databaseMissing(let path, let beside):
            "There was a hub in \(path): its \(beside) is there, but not its database larder.sqlite. Put that back, or restore the last backup into an empty directory; for a new hub take another directory. Nothing was changed."
        case StorageFault.databaseEmpty(let path):
            "\(path) holds nothing of a hub any more; its end may have been in \(path)-wal, which is gone. Put both back, or restore the last backup into an empty directory. Nothing was changed."
        case StorageFault.databaseDamaged(let path):
            "\(path) is damaged, or no database: it cannot be read. Keep it as it is, and restore the last backup into an empty directory."
        case StorageFault.restoreUnfinished(let path):
            "A restore into \(path) did not come to its end. Run larder restore again. Nothing was changed."
        case StorageFault.durabilityRefused(let synchronous):
            "The database does not promise to keep what it is given (synchronous=\(synchronous)). The hub does not start."
        case StorageFault.schemaIsNewer:
            "The data were written by a newer Larder. Use that version, or a newer one."
        case let finding as VerificationFinding:
            "The journal is damaged: \(finding.description). Restore the last backup into another directory."
        default: "The data could not be opened: \(error)"
        }
    }
}

package import Journal
import Logging
package import Stock
package import Storage

// The journal as a whole, and what keeps it.
extension Hub {
    /// The last entry that is on the disk, and the epoch of the next.
    package var head: JournalHead { store.head }

    /// The number that the epoch of the next entry began with.
    package var epochFrom: Int64 { store.epochFrom }

    /// Entries that were gone when the hub was opened in the last seven days; nil where none were.
    package var journalLoss: JournalLoss? { store.journalLoss }

    /// Whether the database that is open stands in its place; else nothing is recorded.
    package var isDatabaseInPlace: Bool { store.isInPlace }

    /// What the check of the chain found that goes on beside the hub.
    package var journalCheck: JournalCheckRecord { store.journalCheck }

    /// Walks the whole journal and rebuilds the projections beside it, while the hub goes on.
    ///
    /// - Returns: How far it walked, and what is wrong.
    package func verify() async throws -> Verification { try await store.verification() }

    /// Checks the journal's chain beside the hub until the task is cancelled, and says in the log what is damaged.
    package func checkJournal() async {
        if let damage = journalCheck.damage { say(damage) }
        await store.checkJournal { say($0) }
    }

    private func say(_ damage: JournalDamage) {
        logger.error(
            "the journal is damaged; larder verify says how, and a backup that is whole can be restored",
            metadata: ["finding": "\(damage.description)", "found": "\(damage.at)"])
    }

    /// A consistent copy of the database, to be read piece by piece; it needs no room on the hub's disk.
    package func backUp() throws -> DatabaseCopy { try store.copy() }

    /// Remembers that a copy was taken away whole just now.
    ///
    /// A disk that takes nothing more has been copied all the same; then this is only said in the log.
    package func noteBackup() {
        do { try store.noteBackup() } catch {
            logger.warning(
                "a backup was made, and when cannot be kept", metadata: ["fault": "\(error)"])
        }
    }

    /// When a copy of the whole database was last taken away; nil where none was.
    package var lastBackup: Moment? { store.lastBackup }

    /// Days without a backup until coordinators are told.
    package static let backupDays: Int64 = 7

    /// Whether what was recorded is in no backup for too long.
    ///
    /// A hub that began lately has time for its first.
    package func wantsBackup(began: Moment?) -> Bool {
        guard !isPractice, let last = lastBackup ?? began else { return false }
        return now.microseconds - last.microseconds > Self.backupDays * 86_400_000_000
    }
}

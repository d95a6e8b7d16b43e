import Logging
package import Storage

extension Hub {
    /// Walks the whole journal and rebuilds the projections beside it, while the hub goes on.
    ///
    /// - Returns: What is wrong, the first entry first; empty where all is well.
    package func verify() async throws -> [VerificationFinding] { try await store.verify() }

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
}

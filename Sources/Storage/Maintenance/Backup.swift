public import Foundation
import GRDB
import Glibc
import Journal
import Printing
package import Stock

/// Copies of a hub that can be trusted: written whole, on the disk, and verified before they are
/// used.
public enum Backup {
    /// Puts a backup into an empty data directory, after its journal was verified; the journal goes
    /// on in a new epoch.
    ///
    /// No device or token of the backup comes in any more, and its webhooks are sent nothing until someone says so: one
    /// that was revoked or removed since would live again.
    ///
    /// Names of sources that were erased since are erased again, by the list of them in the directory or in the one that
    /// the hub had until now.
    ///
    /// - Parameters:
    ///   - file: What was backed up.
    ///   - directory: Empty, but for a list of erased names.
    ///   - former: Where the hub was until now, if that is still there.
    ///   - clock: What the new epoch is timed by.
    /// - Returns: What was in the backup, and what was erased of it.
    /// - Throws: ``StorageFault/directoryNotEmpty(path:)``, ``StorageFault/hubNotFound(path:)``
    ///   where the file is no backup, ``StorageFault/directoryUnusable(path:reason:)`` where a list of erased names cannot
    ///   be read, ``StorageFault/diskFull``, or the first ``VerificationFinding``. The data directory
    ///   then stays empty.
    public static func restore(
        _ file: URL, to directory: DataDirectory, replacing former: DataDirectory? = nil,
        clock: any HubClock = SystemClock()
    ) throws -> Restoration {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw StorageFault.hubNotFound(path: file.path)
        }
        try directory.create()
        let copy = directory.restoring
        let leftovers = ["", "-wal", "-shm"].map { URL(filePath: copy.path + $0) }
        let harmless = Set(
            (leftovers + [directory.lock, directory.erasures]).map(\.lastPathComponent))
        guard
            try FileManager.default.contentsOfDirectory(atPath: directory.url.path).allSatisfy(
                harmless.contains)
        else { throw StorageFault.directoryNotEmpty(path: directory.url.path) }
        let lock = try directory.takeLock()
        defer { lock.release() }
        try directory.keepToOwner()
        let lists = try [directory, former].compactMap { try $0.flatMap(ErasureList.read) }
        let erased = lists.isEmpty ? nil : ErasureList(ids: Set(lists.flatMap(\.ids)))
        func clear() { for file in leftovers { try? FileManager.default.removeItem(at: file) } }
        clear()
        do {
            try FileManager.default.copyItem(at: file, to: copy)
            let (restored, anchor) = try prepare(copy, erased, clock)
            try erased?.write(to: directory)
            for file in leftovers.dropFirst() { try? FileManager.default.removeItem(at: file) }
            try DataDirectory.sync(copy)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: copy.path)
            try FileManager.default.moveItem(at: copy, to: directory.database)
            try DataDirectory.sync(directory.url)
            try anchor.write(to: directory)
            return restored
        } catch {
            clear()
            try? FileManager.default.removeItem(at: directory.lock)
            throw saysFull(error) ? StorageFault.diskFull : error
        }
    }

    private static func saysFull(_ error: any Error) -> Bool {
        switch error {
        case let error as CocoaError: error.code == .fileWriteOutOfSpace
        case let error as POSIXError: error.code == .ENOSPC
        case let error as DatabaseError: error.resultCode.primaryResultCode == .SQLITE_FULL
        default: false
        }
    }

    /// Verifies a copy, and begins its new epoch.
    ///
    /// - Returns: What it had, and how far it goes now.
    private static func prepare(
        _ copy: URL, _ erased: ErasureList?, _ clock: any HubClock
    ) throws -> (Restoration, JournalAnchor) {
        let pool: DatabasePool
        do { pool = try StoreConnection.open(copy) } catch is DatabaseError {
            throw StorageFault.hubNotFound(path: copy.path)
        }
        defer { try? pool.close() }
        let count = try pool.read { try Queries($0).head() }
        guard count > 0 else { throw StorageFault.hubNotFound(path: copy.path) }
        if let finding = try Verification(of: copy).findings.first { throw finding }
        return try pool.writeWithoutTransaction { db in
            let (hub, epoch) = try Queries(db).hub()
            let zone = try Queries(db).timeZone().flatMap { TimeZone(identifier: $0) }
            let ledger = try Ledger(
                db: db, hub: hub, epoch: epoch, clock: clock,
                calendar: HubCalendar(timeZone: zone ?? .current), watch: LedgerWatch())
            var namesErased: Int?
            _ = try ledger.transaction {
                try ledger.beginEpoch(.restored)
                namesErased = try erased.map { try ledger.erase($0) }
                try db.execute(sql: "DELETE FROM credential")
                // What spoke against the other machine's clock does not speak against this one's.
                try db.execute(
                    sql: "DELETE FROM setting WHERE name IN (?, ?)",
                    arguments: [JournalLoss.setting, ClockRecord.leapSetting])
                for webhook in try Queries(db).webhooks() {
                    try ledger.end(webhook.subscriber, trouble: webhookTrouble)
                }
                try endJobs(db)
            }
            try db.checkpoint(.truncate)
            let restored = Restoration(entries: count, namesErased: namesErased)
            return (restored, JournalAnchor(hub: hub.description, head: ledger.head.known))
        }
    }

    /// What keeps the webhooks of a restored hub from going on.
    package static let webhookTrouble = "restored"

    /// What was put into a data directory.
    public struct Restoration: Hashable, Sendable {
        /// Entries in the backup.
        public let entries: Int64
        /// Names of sources in the backup that had been erased since, and were erased again; nil where no list of them
        /// was found.
        public let namesErased: Int?
    }

    /// They may have been printed since the copy was made: a person has to look.
    private static func endJobs(_ db: Database) throws {
        let open = try Row.fetchAll(
            db,
            sql: """
                SELECT \(PrintJobLife.columns), made_at FROM print_job
                WHERE \(JobState.isOpenInSQL)
                """)
        for job in open {
            try db.changeJob(job, by: .restore, at: Moment(microseconds: job["made_at"]))
        }
    }
}

// It stands beside the database, as microseconds since 1970: a backup from a disk that fails or is full is the one that is
// wanted most, and what is written to the database there puts the whole hub in doubt.
extension Store {
    /// When a copy of the whole database was last taken away; nil where none was, or where that cannot be read.
    package var lastBackup: Moment? {
        guard let note = try? String(contentsOf: directory.lastBackup, encoding: .utf8) else {
            return nil
        }
        return Int64(note).map { Moment(microseconds: $0) }
    }

    /// Notes that a copy was taken away whole just now.
    ///
    /// - Throws: `POSIXError` where the disk takes nothing; the last one stays noted then.
    package func noteBackup() throws {
        try DataDirectory.replace(
            directory.lastBackup, with: Data("\(clock.now().microseconds)".utf8))
    }
}

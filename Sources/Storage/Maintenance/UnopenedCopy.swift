public import Foundation
import GRDB
import Glibc

extension Backup {
    /// Copies a database that no hub has open, without a byte written beside it: its disk may be full, or one that can only
    /// be read.
    ///
    /// The log is copied too, and the end of the journal that stands in it put into the copy.
    ///
    /// - Parameters:
    ///   - directory: The hub's.
    ///   - file: Is not there yet.
    /// - Returns: Bytes of the copy.
    /// - Throws: ``StorageFault/hubIsRunning(path:)``, ``StorageFault/hubNotFound(path:)``, or what Foundation and SQLite
    ///   say; there is no file then.
    public static func copyUnopened(_ directory: DataDirectory, to file: URL) throws -> Int {
        let files = FileManager.default
        let lock = try directory.takeLockThatIsThere()
        defer { lock?.release() }
        guard directory.holdsHub else { throw StorageFault.hubNotFound(path: directory.url.path) }
        let partial = file.appendingPathExtension("partial")
        func clear() {
            for ending in ["", "-wal", "-shm"] {
                try? files.removeItem(atPath: partial.path + ending)
            }
        }
        clear()
        do {
            for ending in ["", "-wal"] {
                let part = directory.database.path + ending
                guard files.fileExists(atPath: part) else { continue }
                try files.copyItem(atPath: part, toPath: partial.path + ending)
                try files.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: partial.path + ending)
            }
            let database = try DatabaseQueue(path: partial.path)
            try database.writeWithoutTransaction { db in
                guard try db.tableExists("journal") else {
                    throw StorageFault.hubNotFound(path: directory.url.path)
                }
                try db.checkpoint(.truncate)
            }
            try database.close()
            try DataDirectory.sync(partial)
            try files.moveItem(at: partial, to: file)
            clear()
            return try files.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
        } catch {
            clear()
            throw error
        }
    }
}

extension Backup {
    /// Verifies a database that no hub has open, without a byte written beside it, on a copy in the folder for passing
    /// files.
    ///
    /// - Returns: What is wrong, and what is gone by the note beside the database.
    /// - Throws: As ``copyUnopened(_:to:)``.
    package static func verifyUnopened(
        _ directory: DataDirectory, clock: any HubClock = SystemClock()
    ) throws -> Verification {
        let files = FileManager.default
        let folder = DataDirectory(
            files.temporaryDirectory.appendingPathComponent("larder-verify-\(UUID().uuidString)"))
        try folder.create()
        defer { try? files.removeItem(at: folder.url) }
        _ = try copyUnopened(directory, to: folder.database)
        let pool = try StoreConnection.open(folder.database, mayFound: false)
        defer { try? pool.close() }
        var verification = try Verification(of: folder.database)
        let loss = try pool.read { db in
            let (queries, now) = (Queries(db), clock.now())
            let found = try queries.loss(by: JournalAnchor.read(directory), at: now)
            return try found ?? queries.journalLoss().flatMap { $0.isSaid(at: now) ? $0 : nil }
        }
        verification.loss = loss.map { .gone($0) }
        return verification
    }
}

extension DataDirectory {
    /// Whether its disk takes nothing more: it is full, or can only be read.
    public var takesNothing: Bool {
        let trial = url.appendingPathComponent("room-\(getpid())")
        defer { try? FileManager.default.removeItem(at: trial) }
        // What SQLite needs beside a database before it can be read.
        return (try? Data(count: 1 << 18).write(to: trial)) == nil
    }

    /// The lock, where there is one; without one no hub is running, and on a disk that takes nothing none can begin.
    fileprivate func takeLockThatIsThere() throws(StorageFault) -> DirectoryLock? {
        FileManager.default.fileExists(atPath: lock.path) ? try takeLock(O_RDONLY) : nil
    }
}

public import Foundation
import GRDB
import Glibc
import Stock

/// Copies of a hub that can be trusted: written whole, on the disk, and verified before they are used.
public enum Backup {
    /// A consistent copy in a new file.
    static func write(_ pool: DatabasePool, to file: URL) throws {
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw StorageFault.directoryNotEmpty(path: file.path)
        }
        let partial = file.appendingPathExtension("partial")
        try? FileManager.default.removeItem(at: partial)
        // By a reader: the writer belongs to the commit queue.
        try pool.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [partial.path]) }
        try sync(partial)
        try FileManager.default.moveItem(at: partial, to: file)
        try DataDirectory.sync(file.deletingLastPathComponent())
    }

    /// Puts a backup into an empty data directory, after its journal was verified; the journal goes on in a new epoch.
    ///
    /// - Returns: Entries in the backup.
    /// - Throws: ``StorageFault/directoryNotEmpty(path:)``, ``StorageFault/hubNotFound(path:)`` where the file is no
    ///   backup, or the first ``VerificationFinding``. The data directory then stays empty.
    public static func restore(_ file: URL, to directory: DataDirectory) throws -> Int64 {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw StorageFault.hubNotFound(path: file.path)
        }
        guard !directory.holdsHub else { throw StorageFault.directoryNotEmpty(path: directory.url.path) }
        try directory.create()
        let lock = try directory.takeLock()
        defer { _ = lock }
        let copy = directory.url.appendingPathComponent("restoring.sqlite")
        try? FileManager.default.removeItem(at: copy)
        do {
            try FileManager.default.copyItem(at: file, to: copy)
            let count = try prepare(copy)
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy.path + suffix) }
            try sync(copy)
            try FileManager.default.moveItem(at: copy, to: directory.database)
            try DataDirectory.sync(directory.url)
            return count
        } catch {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy.path + suffix) }
            throw error
        }
    }

    /// Verifies a copy, and begins its new epoch.
    private static func prepare(_ copy: URL) throws -> Int64 {
        let pool: DatabasePool
        do { pool = try Connection.open(copy) } catch is DatabaseError {
            throw StorageFault.hubNotFound(path: copy.path)
        }
        defer { try? pool.close() }
        let count = try pool.read { try Queries($0).head() }
        guard count > 0 else { throw StorageFault.hubNotFound(path: copy.path) }
        if let finding = try Verification.run(pool).first { throw finding }
        try pool.write { try $0.execute(sql: "UPDATE hub SET epoch = epoch + 1") }
        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        return count
    }

    private static func sync(_ file: URL) throws {
        let handle = try FileHandle(forUpdating: file)
        defer { try? handle.close() }
        try handle.synchronize()
    }
}

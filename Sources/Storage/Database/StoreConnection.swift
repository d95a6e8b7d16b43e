import CSQLite
import Foundation
import GRDB
import Stock

/// How the database is opened: one connection writes and checkpoints, the others only read.
enum StoreConnection {
    /// Seconds that a connection waits for another one's lock.
    static let busySeconds = 5

    /// Opens the database and sets it to keep what it acknowledges.
    ///
    /// Where a hub may not be founded, a database without one is left as it is.
    ///
    /// GRDB sets `synchronous=NORMAL` while it opens a WAL database, so FULL is set after opening
    /// and read back. `mmap_size` stays 0 and only the writer checkpoints: SQLite before 3.51.3 can
    /// corrupt a WAL otherwise.
    ///
    /// - Throws: ``StorageFault/databaseEmpty(path:)``, ``StorageFault/durabilityRefused(synchronous:)``,
    ///   ``StorageFault/schemaIsNewer``, or what SQLite says.
    static func open(_ file: URL, mayFound: Bool = true) throws -> DatabasePool {
        var configuration = configuration
        configuration.maximumReaderCount = 4
        // A pool writes as soon as it is opened.
        guard try mayFound || reader(file).read({ try holdsHub($0) }) else {
            throw StorageFault.databaseEmpty(path: file.path)
        }
        let pool = try DatabasePool(path: file.path, configuration: configuration)
        try setFull(pool)
        guard try pool.read({ try Schema.migrator.hasBeenSuperseded($0) }) == false else {
            throw StorageFault.schemaIsNewer
        }
        try Schema.migrator.migrate(pool)
        return pool
    }

    /// A connection of its own that only reads, for long work that nobody is to wait for.
    ///
    /// Where it `keepsTransaction`, one may be left open between two of its turns.
    static func reader(_ file: URL, keepsTransaction: Bool = false) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = keepsTransaction
        return try DatabaseQueue(path: file.path, configuration: configuration)
    }

    /// The only connection of a fork of the database: nothing of it is written to a disk.
    static func fork(_ uri: String) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA temp_store = MEMORY")
        }
        return try DatabaseQueue(path: uri, configuration: configuration)
    }

    private static var configuration: Configuration {
        _ = memory
        var configuration = Configuration()
        configuration.busyMode = .timeout(TimeInterval(busySeconds))
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA mmap_size = 0")
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            db.add(function: nameKey)
        }
        return configuration
    }

    /// Once, before SQLite begins: it does not count what memory it holds, which takes a lock for each piece, and nobody asks.
    private static let memory = larder_sqlite_counts_memory(0)

    /// `name_key(name)`: what names have in common that mean the same item or source.
    private static let nameKey = DatabaseFunction(
        "name_key", argumentCount: 1, pure: true
    ) { values in
        String.fromDatabaseValue(values[0]).map { Item.key(ofName: $0) }
    }

    private static func holdsHub(_ db: Database) throws -> Bool {
        guard try db.tableExists("hub"), try db.tableExists("journal") else { return false }
        return try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM hub) AND EXISTS (SELECT 1 FROM journal)")
            ?? false
    }

    private static func setFull(_ pool: DatabasePool) throws {
        let synchronous = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // What is erased is overwritten, not only let go of.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // 16 MiB: pages that every commit writes go to the database file less often.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        }
        guard synchronous == 2 else {
            throw StorageFault.durabilityRefused(synchronous: synchronous)
        }
    }
}

extension ResultCode {
    /// What SQLite says of a disk without room for what it keeps beside a database, among other faults.
    var mayMeanFull: Bool {
        [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN].contains(self)
    }

    /// Whether a file is no database, or one that is damaged or cut.
    var saysNoDatabase: Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(primaryResultCode)
    }
}

extension ID {
    /// The id as SQLite keeps it.
    var blob: Data { Data(bytes) }

    /// An id from a column that the schema holds to 16 bytes.
    ///
    /// - Throws: `DatabaseError` (SQLITE_CORRUPT) where the column holds anything else.
    init(column: Data?) throws {
        guard let column, let id = Self(bytes: column) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an id is not 16 bytes")
        }
        self = id
    }
}

import Foundation
import GRDB
import GRDBSQLite
import Journal
import Stock

// Safety: the handle lives as long as the GRDB statement that is kept, and columns are copied before the next step.

/// Entries of the journal in order, read straight from SQLite.
///
/// GRDB ends the process where a damaged row holds what its column cannot; here that is a fault like any other.
struct JournalCursor {
    private let statement: Statement
    private let db: Database
    /// As the caller knows the entry before; each entry's own from there on.
    private var previous: Data

    /// Those behind a number, 0 for all, whose entry has that hash.
    init(_ db: Database, after seq: Int64, hash: Data) throws {
        self.db = db
        previous = hash
        statement = try db.makeStatement(
            sql: """
                SELECT seq, epoch, id, kind, recorded_at, hash, body FROM journal WHERE seq > \(seq) ORDER BY seq
                """)
    }

    /// Of the columns, in their order.
    private static let types = [
        SQLITE_INTEGER, SQLITE_INTEGER, SQLITE_BLOB, SQLITE_TEXT, SQLITE_INTEGER, SQLITE_BLOB,
        SQLITE_BLOB,
    ]

    /// - Returns: Nil after the last.
    /// - Throws: `DatabaseError`, SQLITE_CORRUPT where the row is none that the schema allows.
    mutating func next() throws -> Entry? {
        let handle = unsafe statement.sqliteStatement
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: break
        case SQLITE_DONE: return nil
        case let code:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
        for (column, type) in Self.types.enumerated()
        where unsafe sqlite3_column_type(handle, Int32(column)) != type {
            throw corrupt("an entry's column \(column) is of another type")
        }
        let entry = Entry(
            seq: unsafe sqlite3_column_int64(handle, 0),
            epoch: unsafe sqlite3_column_int64(handle, 1), id: try EntryID(column: blob(2)),
            kind: String(decoding: blob(3), as: UTF8.self),
            recordedAt: Moment(microseconds: unsafe sqlite3_column_int64(handle, 4)),
            previous: previous, body: blob(6), hash: blob(5))
        previous = entry.hash
        return entry
    }

    private func blob(_ column: Int32) -> Data {
        let handle = unsafe statement.sqliteStatement
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return Data() }
        return unsafe Data(bytes: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}

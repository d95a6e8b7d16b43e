import Foundation
import GRDB
import GRDBSQLite
import Journal
import Stock

/// Entries of the journal in order, read straight from SQLite.
///
/// GRDB ends the process where a damaged row holds what its column cannot; here that is a fault like any other.
struct JournalCursor {
    private let rows: RowCursor
    /// As the caller knows the entry before; each entry's own from there on.
    private var previous: Data

    /// Those behind a number, 0 for all, whose entry has that hash.
    init(_ db: Database, after seq: Int64, hash: Data) throws {
        previous = hash
        rows = try RowCursor(
            db,
            """
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
        guard try rows.advance() else { return nil }
        for (column, type) in Self.types.enumerated() where rows.type(Int32(column)) != type {
            throw corrupt("an entry's column \(column) is of another type")
        }
        guard let id: EntryID = rows.id(2) else { throw corrupt("an id is not 16 bytes") }
        let entry = Entry(
            seq: rows.integer(0), epoch: rows.integer(1), id: id, kind: rows.text(3),
            recordedAt: Moment(microseconds: rows.integer(4)), previous: previous,
            body: rows.data(6), hash: rows.data(5))
        previous = entry.hash
        return entry
    }
}

import Foundation
import GRDB
import GRDBSQLite
import Stock

// Safety: the handles live as long as the GRDB statements that are kept, and columns are copied or compared before the
// next step.

/// Rows of a statement, read straight from SQLite: millions of them, and those of a damaged database too.
struct RowCursor {
    private let statement: Statement
    private let db: Database

    /// - Throws: `DatabaseError` where the text is no statement.
    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.makeStatement(sql: sql)
    }

    /// Goes to the next row.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `DatabaseError`.
    func advance() throws -> Bool {
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage,
                sql: statement.sql)
        }
    }

    /// A column's number; 0 where it holds none.
    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(statement.sqliteStatement, column)
    }

    /// A column's id; nil where it holds none.
    func id<Subject>(_ column: Int32) -> ID<Subject>? {
        let bytes = unsafe bytes(column)
        guard bytes.count == 16 else { return nil }
        return unsafe ID(
            high: bytes.loadUnaligned(as: UInt64.self).bigEndian,
            low: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian)
    }

    /// A column's text, what is no UTF-8 in it mended.
    func text(_ column: Int32) -> String {
        unsafe String(decoding: bytes(column), as: UTF8.self)
    }

    /// A copy of a column's bytes; empty where it holds none.
    func data(_ column: Int32) -> Data { unsafe Data(bytes(column)) }

    /// Such as `SQLITE_INTEGER`.
    func type(_ column: Int32) -> Int32 {
        unsafe sqlite3_column_type(statement.sqliteStatement, column)
    }

    func isNull(_ column: Int32) -> Bool { type(column) == SQLITE_NULL }

    /// Whether the row is the same in each column as that of another statement.
    func isSame(as other: Self) -> Bool {
        let (a, b) = unsafe (statement.sqliteStatement, other.statement.sqliteStatement)
        let count = unsafe sqlite3_column_count(a)
        guard unsafe count == sqlite3_column_count(b) else { return false }
        for column in 0..<count {
            let type = unsafe sqlite3_column_type(a, column)
            guard unsafe type == sqlite3_column_type(b, column) else { return false }
            switch type {
            case SQLITE_NULL: continue
            case SQLITE_INTEGER:
                guard integer(column) == other.integer(column) else { return false }
            default:
                guard unsafe bytes(column).elementsEqual(other.bytes(column)) else { return false }
            }
        }
        return true
    }

    /// A text's or a blob's bytes, until the next step.
    private func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let handle = unsafe statement.sqliteStatement
        let start = unsafe sqlite3_column_blob(handle, column)
        return unsafe UnsafeRawBufferPointer(
            start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
    }
}

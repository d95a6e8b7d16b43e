import GRDB
import GRDBSQLite

// Safety: the handle lives as long as the GRDB statement that is kept. Only the writer's thread runs it.

/// A statement that the writer runs for each scan, its values bound straight to SQLite.
///
/// By way of GRDB's arguments each value is boxed and each run watched over, which took longer than
/// SQLite itself does. It can be run again after it failed.
struct BoundStatement {
    private let statement: Statement
    private let db: Database

    /// - Throws: `DatabaseError` where the text is no statement.
    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.makeStatement(sql: sql)
    }

    /// Runs it to its end with a value for each `?`, in their order.
    ///
    /// - Throws: `DatabaseError`.
    func run<each Value: Bindable>(_ values: repeat each Value) throws {
        defer { reset() }
        try bind(repeat each values)
        while try step() {}
    }

    /// Runs it to its end.
    ///
    /// - Returns: Whether it changed a row.
    /// - Throws: `DatabaseError`.
    func changesRow<each Value: Bindable>(_ values: repeat each Value) throws -> Bool {
        try run(repeat each values)
        return db.changesCount > 0
    }

    /// Runs it as far as its first row.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `DatabaseError`.
    func findsRow<each Value: Bindable>(_ values: repeat each Value) throws -> Bool {
        defer { reset() }
        try bind(repeat each values)
        return try step()
    }

    private func bind<each Value: Bindable>(_ values: repeat each Value) throws {
        var index: Int32 = 0
        for value in repeat each values {
            index += 1
            let code = unsafe value.bind(to: statement.sqliteStatement, at: index)
            guard code == SQLITE_OK else { throw fault(code) }
        }
    }

    /// - Returns: Whether it stands on a row now.
    private func step() throws -> Bool {
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw fault(code)
        }
    }

    /// Its code is the one that the last step gave.
    private func reset() { _ = unsafe sqlite3_reset(statement.sqliteStatement) }

    private func fault(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage,
            sql: statement.sql)
    }
}

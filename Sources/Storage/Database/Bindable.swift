import Foundation
import GRDBSQLite
import Stock

// Safety: SQLite copies each text and blob before the call returns (SQLITE_TRANSIENT), while its
// buffer is lent.

/// A value that SQLite has a type for.
protocol Bindable {
    /// Gives a statement its value at a place, counted from 1.
    ///
    /// - Returns: SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int64: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe sqlite3_bind_int64(statement, index, self)
    }
}

extension Int: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe Int64(self).bind(to: statement, at: index)
    }
}

extension String: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 {
            unsafe sqlite3_bind_text(
                statement, index,
                UnsafeRawPointer($0.baseAddress)?.assumingMemoryBound(to: CChar.self),
                Int32($0.count), copiedAtOnce)
        }
    }
}

extension Data: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe withUnsafeBytes { unsafe bindBlob($0, to: statement, at: index) }
    }
}

extension ID: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        unsafe withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) {
            unsafe bindBlob($0, to: statement, at: index)
        }
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case let value?: unsafe value.bind(to: statement, at: index)
        case nil: unsafe sqlite3_bind_null(statement, index)
        }
    }
}

/// A blob of no bytes is not NULL, which a missing address would make it.
private func bindBlob(
    _ bytes: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: Int32
) -> Int32 {
    guard let start = bytes.baseAddress else {
        return unsafe sqlite3_bind_zeroblob(statement, index, 0)
    }
    return unsafe sqlite3_bind_blob(statement, index, start, Int32(bytes.count), copiedAtOnce)
}

/// `SQLITE_TRANSIENT`, which is a cast in C and so not imported.
private var copiedAtOnce: sqlite3_destructor_type? {
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
}

import Dispatch
public import Foundation
import GRDB
import GRDBSQLite

// Safety: the files and the log's index belong to the connection that is kept as long as this is; they are used within
// its turns alone, and what is read of them is copied.

/// The database as of one moment, piece by piece, while others write.
///
/// Its pages are read from the file and the log, so nothing is written for it: neither a full disk nor one that can
/// only be read keeps anybody from a copy. A transaction that reads is open for as long, at the most
/// ``longest`` seconds; until then the log grows with what is written.
///
/// SQLite never writes a page back of a log that such a transaction does not see yet, and begins no log anew that
/// it still needs (<https://www.sqlite.org/walformat.html>).
public final class DatabaseCopy: Sendable {
    /// Seconds; what was not read until then is not to be had.
    static let longest = 7_200
    /// Pages in one piece.
    private static let pagesAtOnce: Int64 = 64
    /// Pieces of all copies are read one after the other, beside all else.
    private static let queue = DispatchQueue(label: "larder-copy", qos: .utility)

    private let transaction: OpenTransaction<SnapshotPages>
    private var moment: SnapshotPages { transaction.begun }

    /// Begins a copy of a database in WAL mode that is open.
    ///
    /// - Throws: `DatabaseError`.
    init(of file: URL) throws {
        transaction = try OpenTransaction(of: file, longest: Self.longest, on: Self.queue) {
            try SnapshotPages($0)
        }
    }

    /// Bytes of the whole copy.
    public var count: Int64 { moment.count * Int64(moment.size) }

    /// Bytes of a page.
    var pageSize: Int { moment.size }

    /// One page, counted from 0, read at once.
    ///
    /// - Throws: `DatabaseError`, also where the copy took too long.
    func page(_ number: Int64) throws -> Data {
        let moment = moment
        return try transaction.readNow { try moment.read(number..<number + 1, $0) }
    }

    /// The piece that begins at page `from`, counted from 0, and the page behind it; nil behind the last.
    ///
    /// - Throws: `DatabaseError`, also where the copy took too long.
    public func piece(from page: Int64) async throws -> (bytes: Data, next: Int64)? {
        guard page < moment.count else { return nil }
        let next = min(page + Self.pagesAtOnce, moment.count)
        let moment = moment
        return (try await transaction.read { try moment.read(page..<next, $0) }, next)
    }
}

/// Where each page stands that belongs to what a transaction sees.
private struct SnapshotPages: Sendable {
    /// Bytes of a page.
    let size: Int
    let count: Int64
    /// Where the log has the latest of a page, counted from 1; the others are in the file.
    private let logged: [UInt32: Int64]

    /// Begins a transaction that reads and is left open.
    init(_ db: Database) throws {
        // The log is opened by reading.
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
        for _ in 0..<10_000 {
            let before = try LogIndex(db)
            try db.execute(sql: "BEGIN")
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
            let index = try LogIndex(db)
            guard index.header == before.header else {
                // Someone wrote meanwhile.
                try db.execute(sql: "ROLLBACK")
                continue
            }
            (size, count) = (index.pageSize, Int64(index.pages))
            logged = try index.writtenBack >= index.frames ? [:] : index.pagesInLog(db)
            return
        }
        throw DatabaseError(resultCode: .SQLITE_BUSY, message: "the database is written to")
    }

    func read(_ pages: Range<Int64>, _ db: Database) throws -> Data {
        var bytes = Data(capacity: pages.count * size)
        for page in pages {
            if let place = logged[UInt32(page + 1)] {
                bytes += try db.bytes(of: SQLITE_FCNTL_JOURNAL_POINTER, at: place, size)
            } else {
                // The page of SQLite's locks is never written, and may be missing at the file's end.
                let isOfLocks = page == (1 << 30) / Int64(size)
                bytes += try db.bytes(
                    of: SQLITE_FCNTL_FILE_POINTER, at: page * Int64(size), size, whole: !isOfLocks)
            }
        }
        if pages.lowerBound == 0 { complete(&bytes) }
        return bytes
    }

    /// Makes the first page that of a database without a log (<https://www.sqlite.org/fileformat.html>).
    private func complete(_ bytes: inout Data) {
        (bytes[18], bytes[19]) = (1, 1)
        for index in 0..<4 {
            bytes[28 + index] = UInt8(truncatingIfNeeded: count >> Int64(24 - 8 * index))
        }
        // The size counts where these two are the same.
        bytes.replaceSubrange(92..<96, with: bytes[24..<28])
    }
}

/// What the log's index says of the log: see section 2.1 of its description.
private struct LogIndex {
    /// The first of its two copies, 48 bytes.
    let header: Data
    /// Frames whose pages are in the database's file by now.
    let writtenBack: UInt32

    init(_ db: Database) throws {
        let file = try unsafe db.file(SQLITE_FCNTL_FILE_POINTER)
        for _ in 0..<1_000 {
            var start: UnsafeMutableRawPointer?
            guard let map = unsafe file.pointee.pMethods?.pointee.xShmMap,
                unsafe map(file, 0, 32_768, 0, &start) == SQLITE_OK, let start = unsafe start
            else { break }
            let bytes = unsafe Data(bytes: start, count: 100)
            guard bytes[0..<48] == bytes[48..<96], bytes[12] != 0 else { continue }
            header = bytes[0..<48]
            writtenBack = Self.number(bytes, 96)
            return
        }
        throw DatabaseError(message: "the database's log has no index that can be read")
    }

    var frames: UInt32 { Self.number(header, 16) }
    var pages: UInt32 { Self.number(header, 20) }

    var pageSize: Int {
        let low = Int(header[14])
        let high = Int(header[15])
        let size = UInt16(littleEndian: UInt16(low | high << 8))
        return size == 1 ? 65_536 : Int(size)
    }

    /// Where the log has the latest of each page.
    func pagesInLog(_ db: Database) throws -> [UInt32: Int64] {
        var places: [UInt32: Int64] = [:]
        for frame in 0..<Int64(frames) {
            let at = 32 + frame * Int64(24 + pageSize)
            let head = try db.bytes(of: SQLITE_FCNTL_JOURNAL_POINTER, at: at, 24)
            guard head[8..<16] == header[32..<40] else {
                throw corrupt("a frame of the log is of another log")
            }
            let page = head[0..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            places[page] = at + 24
        }
        return places
    }

    /// In the byte order of the machine.
    private static func number(_ bytes: Data, _ offset: Int) -> UInt32 {
        let start = bytes.startIndex + offset
        let number = bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return UInt32(littleEndian: number)
    }
}

extension Database {
    /// The file of the database or of its log, which SQLite opened: another descriptor would let go of its locks when it
    /// is closed.
    fileprivate func file(_ which: Int32) throws -> UnsafeMutablePointer<sqlite3_file> {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = unsafe sqlite3_file_control(sqliteConnection, "main", which, &file)
        guard code == SQLITE_OK, let file = unsafe file else {
            throw DatabaseError(message: "the database has no file")
        }
        return unsafe file
    }

    /// Bytes of one of its files.
    ///
    /// - Throws: `DatabaseError`, where there are fewer too if they have to be `whole`; else zeros stand for them.
    fileprivate func bytes(of which: Int32, at offset: Int64, _ count: Int, whole: Bool = true)
        throws -> Data
    {
        let file = try unsafe file(which)
        guard let read = unsafe file.pointee.pMethods?.pointee.xRead else {
            throw DatabaseError(message: "the database's file is closed")
        }
        var bytes = Data(count: count)
        let code = unsafe bytes.withUnsafeMutableBytes {
            unsafe read(file, $0.baseAddress, Int32(count), offset)
        }
        guard code == SQLITE_OK || (!whole && code == SQLITE_IOERR | 2 << 8) else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: "the database's file ends early")
        }
        return bytes
    }
}

import Foundation
import GRDB
import GRDBSQLite
import Synchronization

// Safety: SQLite hands out the file that it was given by `ForkFiles.open`, whose memory it keeps from before that until
// after `xClose`, and buffers of as many bytes as it says; none of them is kept. The tables of functions are never freed.

/// The database as of one moment, to be written to without anyone else seeing it: what is written stays in memory.
///
/// It is read beside the writer, as a ``DatabaseCopy`` is, and gone when this is.
final class DatabaseFork: Sendable {
    private let database: DatabaseQueue

    /// Forks a database in WAL mode that is open.
    ///
    /// - Throws: `DatabaseError`.
    init(of file: URL) throws {
        let pages = ForkPages(try DatabaseCopy(of: file))
        database = try ForkFiles.withName(of: pages) { name in
            try StoreConnection.fork("file:\(name)?vfs=\(ForkFiles.name)")
        }
    }

    /// Does `work` in a turn of its own.
    ///
    /// - Throws: What `work` throws.
    func write<Outcome>(_ work: (Database) throws -> Outcome) throws -> Outcome {
        try database.writeWithoutTransaction(work)
    }
}

/// Pages of a copy, and in place of some of them what was written since.
private final class ForkPages: Sendable {
    private struct State {
        var written: [Int64: Data] = [:]
        /// Bytes.
        var size: Int64
    }

    private let copy: DatabaseCopy
    private let state: Mutex<State>

    init(_ copy: DatabaseCopy) {
        self.copy = copy
        state = Mutex(State(size: copy.count))
    }

    var size: Int64 { state.withLock { $0.size } }

    func truncate(to size: Int64) { state.withLock { $0.size = size } }

    /// Bytes from `offset` on; fewer at the end.
    func read(_ count: Int, at offset: Int64) throws -> Data {
        let pageSize = Int64(copy.pageSize)
        var bytes = Data(capacity: count)
        var at = offset
        let end = min(offset + Int64(count), size)
        while at < end {
            let page = try page(at / pageSize)
            let from = Int(at % pageSize)
            let piece = page.dropFirst(from).prefix(Int(end - at))
            bytes += piece
            at += Int64(piece.count)
        }
        return bytes
    }

    func write(_ bytes: Data, at offset: Int64) throws {
        let pageSize = Int64(copy.pageSize)
        var (rest, at) = (bytes, offset)
        while !rest.isEmpty {
            let (number, from) = (at / pageSize, Int(at % pageSize))
            let piece = rest.prefix(copy.pageSize - from)
            var page = piece.count == copy.pageSize ? Data(piece) : try self.page(number)
            if piece.count < copy.pageSize {
                page.replaceSubrange(from..<from + piece.count, with: piece)
            }
            rest = rest.dropFirst(piece.count)
            at += Int64(piece.count)
            let end = at
            state.withLock { state in
                state.written[number] = page
                state.size = max(state.size, end)
            }
        }
    }

    /// Of zeros where nobody wrote it and the copy has none.
    private func page(_ number: Int64) throws -> Data {
        if let written = state.withLock({ $0.written[number] }) { return written }
        guard (number + 1) * Int64(copy.pageSize) <= copy.count else {
            return Data(count: copy.pageSize)
        }
        return try copy.page(number)
    }
}

/// Codes that SQLite's header makes of others.
private enum SQLiteCode {
    static let readFailed = SQLITE_IOERR | 1 << 8
    static let shortRead = SQLITE_IOERR | 2 << 8
    static let writeFailed = SQLITE_IOERR | 3 << 8
}

/// A file of SQLite's that is a fork.
@unsafe private struct ForkFile {
    var base: sqlite3_file
    var pages: UnsafeMutableRawPointer?
}

/// How SQLite opens forks (<https://www.sqlite.org/vfs.html>): the machine's own way with all but files.
private enum ForkFiles {
    static let name = "larder-fork"
    fileprivate static let open = Mutex<[String: ForkPages]>([:])
    private static let next = Atomic(0)
    private static let isRegistered = register()
    fileprivate static let methods = ForkMethods()

    /// Opens a fork under a name that stands for it meanwhile.
    static func withName<Opened>(
        of pages: ForkPages, _ work: (String) throws -> Opened
    ) throws -> Opened {
        guard isRegistered else { throw DatabaseError(message: "SQLite takes no files of ours") }
        let name = "/fork-\(next.add(1, ordering: .relaxed).newValue)"
        open.withLock { $0[name] = pages }
        defer { open.withLock { $0[name] = nil } }
        return try work(name)
    }

    private static func register() -> Bool {
        guard let own = unsafe sqlite3_vfs_find(nil), let name = unsafe strdup(name) else {
            return false
        }
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        unsafe vfs.initialize(to: own.pointee)
        unsafe vfs.pointee.pNext = nil
        unsafe vfs.pointee.zName = UnsafePointer(name)
        unsafe vfs.pointee.szOsFile = Int32(MemoryLayout<ForkFile>.size)
        unsafe vfs.pointee.xOpen = { _, name, file, _, flags in
            guard let name = unsafe name, let file = unsafe file,
                let pages = ForkFiles.open.withLock({ unsafe $0[String(cString: name)] })
            else {
                // SQLite closes what has functions.
                unsafe file?.pointee.pMethods = nil
                return SQLITE_CANTOPEN
            }
            unsafe UnsafeMutableRawPointer(file).assumingMemoryBound(to: ForkFile.self).initialize(
                to: ForkFile(
                    base: sqlite3_file(pMethods: ForkFiles.methods.table),
                    pages: Unmanaged.passRetained(pages).toOpaque()))
            unsafe flags?.pointee = SQLITE_OPEN_READWRITE
            return SQLITE_OK
        }
        unsafe vfs.pointee.xDelete = { _, _, _ in SQLITE_OK }
        unsafe vfs.pointee.xAccess = { _, _, _, answer in
            unsafe answer?.pointee = 0
            return SQLITE_OK
        }
        unsafe vfs.pointee.xFullPathname = { _, name, length, full in
            guard let name = unsafe name, let full = unsafe full, unsafe strlen(name) < Int(length)
            else { return SQLITE_CANTOPEN }
            unsafe strcpy(full, name)
            return SQLITE_OK
        }
        return unsafe sqlite3_vfs_register(vfs, 0) == SQLITE_OK
    }

    fileprivate static func file(
        _ file: UnsafeMutablePointer<sqlite3_file>?
    ) -> UnsafeMutablePointer<ForkFile>? {
        unsafe file.map {
            unsafe UnsafeMutableRawPointer($0).assumingMemoryBound(to: ForkFile.self)
        }
    }

    fileprivate static func pages(_ file: UnsafeMutablePointer<sqlite3_file>?) -> ForkPages? {
        unsafe self.file(file)?.pointee.pages.map {
            unsafe Unmanaged<ForkPages>.fromOpaque($0).takeUnretainedValue()
        }
    }
}

/// What SQLite may do with a fork.
// Safety: the table is filled before anyone has it, and neither changed nor freed.
@safe private struct ForkMethods: @unchecked Sendable {
    let table: UnsafePointer<sqlite3_io_methods>

    init() {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        unsafe methods.initialize(to: sqlite3_io_methods())
        unsafe methods.pointee.iVersion = 1
        unsafe methods.pointee.xClose = { file in
            guard let file = unsafe ForkFiles.file(file) else { return SQLITE_OK }
            if let pages = unsafe file.pointee.pages {
                unsafe Unmanaged<ForkPages>.fromOpaque(pages).release()
            }
            unsafe file.pointee.pages = nil
            return SQLITE_OK
        }
        unsafe methods.pointee.xRead = { file, buffer, count, offset in
            guard let buffer = unsafe buffer, let pages = unsafe ForkFiles.pages(file),
                let bytes = try? pages.read(Int(count), at: offset)
            else { return SQLiteCode.readFailed }
            let whole = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
            unsafe whole.copyBytes(from: bytes)
            guard bytes.count < Int(count) else { return SQLITE_OK }
            unsafe UnsafeMutableRawBufferPointer(rebasing: whole[bytes.count...])
                .initializeMemory(as: UInt8.self, repeating: 0)
            return SQLiteCode.shortRead
        }
        unsafe methods.pointee.xWrite = { file, buffer, count, offset in
            guard let buffer = unsafe buffer, let pages = unsafe ForkFiles.pages(file) else {
                return SQLiteCode.writeFailed
            }
            let bytes = unsafe Data(bytes: buffer, count: Int(count))
            do { try pages.write(bytes, at: offset) } catch { return SQLiteCode.writeFailed }
            return SQLITE_OK
        }
        unsafe methods.pointee.xTruncate = { file, size in
            unsafe ForkFiles.pages(file)?.truncate(to: size)
            return SQLITE_OK
        }
        unsafe methods.pointee.xFileSize = { file, size in
            unsafe size?.pointee = ForkFiles.pages(file)?.size ?? 0
            return SQLITE_OK
        }
        unsafe methods.pointee.xSync = { _, _ in SQLITE_OK }
        unsafe methods.pointee.xLock = { _, _ in SQLITE_OK }
        unsafe methods.pointee.xUnlock = { _, _ in SQLITE_OK }
        unsafe methods.pointee.xCheckReservedLock = { _, isHeld in
            unsafe isHeld?.pointee = 0
            return SQLITE_OK
        }
        unsafe methods.pointee.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        unsafe methods.pointee.xSectorSize = { _ in 4_096 }
        unsafe methods.pointee.xDeviceCharacteristics = { _ in 0 }
        unsafe table = UnsafePointer(methods)
    }
}

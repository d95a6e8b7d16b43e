public import Foundation
import Glibc
import Synchronization

/// The folder that holds one hub: its database, its socket, its printed pictures, and the lock that
/// keeps other processes out.
public struct DataDirectory: Sendable, Hashable {
    /// The folder itself.
    public let url: URL

    /// A folder that may hold a hub, or be made to; nothing is touched yet.
    public init(_ url: URL) { self.url = url }

    /// The journal and all that stands beside it, in one SQLite file.
    public var database: URL { url.appendingPathComponent("larder.sqlite") }
    /// The Unix socket through which the command line reaches a running hub.
    public var socket: URL { url.appendingPathComponent("hub.sock") }
    /// Where a hub without a printer prints to.
    public var pictures: URL { url.appendingPathComponent("pictures", isDirectory: true) }
    /// Layouts and media that a coordinator changed, if there are any.
    public var layouts: URL { url.appendingPathComponent("layouts", isDirectory: true) }
    /// Stands while the database may be damaged: the next start verifies the whole journal before
    /// it serves.
    public var doubt: URL { url.appendingPathComponent("verify-before-use") }
    /// How far the journal went when it was last noted, outside the database.
    public var anchor: URL { url.appendingPathComponent("journal-head") }
    /// How far the journal's chain was checked beside the running hub, and what came of it.
    var check: URL { url.appendingPathComponent("journal-check") }
    /// When a backup was last taken away.
    var lastBackup: URL { url.appendingPathComponent("last-backup") }
    /// What scanner commands sent from this machine lately.
    public var sentScans: URL { url.appendingPathComponent("scans-sent.ndjson") }
    /// The sources whose names were erased, by their ids.
    var erasures: URL { url.appendingPathComponent("erased-sources") }
    /// Stands while a hub is founded: a database without one may be founded over then.
    var founding: URL { url.appendingPathComponent("founding") }
    /// A backup that is being restored.
    var restoring: URL { url.appendingPathComponent("restoring.sqlite") }
    var lock: URL { url.appendingPathComponent("lock") }

    /// Whether a hub's database is here.
    public var holdsHub: Bool { FileManager.default.fileExists(atPath: database.path) }

    /// Makes the folder, open to its owner only, unless it is there.
    ///
    /// - Throws: ``StorageFault/directoryUnusable(path:reason:)``.
    public func create() throws(StorageFault) {
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .directoryUnusable(path: url.path, reason: error.localizedDescription)
        }
    }

    /// Finds out whether a hub could answer commands in this folder.
    ///
    /// - Throws: ``StorageFault/directoryUnusable(path:reason:)`` where something else stands in the socket's place, or its
    ///   path is too long for one.
    public func checkSocket() throws(StorageFault) {
        guard socket.path.utf8.count <= Self.longestSocketPath else {
            throw .directoryUnusable(
                path: url.path,
                reason:
                    "its path is too long for the socket in it, \(socket.path.utf8.count) bytes of \(Self.longestSocketPath). Use a directory with a shorter path."
            )
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: socket.path)
        let kind = attributes?[.type] as? FileAttributeType
        guard let kind, kind != .typeSocket else { return }
        throw .directoryUnusable(
            path: url.path,
            reason:
                "\(socket.path) is no socket, and the hub answers commands there. Move it away; nothing was changed."
        )
    }

    /// Bytes of `sun_path`, without the one that ends it.
    private static let longestSocketPath = 107

    /// Takes from others all that they may do with the folder and with what lies in it.
    ///
    /// - Throws: ``StorageFault/directoryUnusable(path:reason:)`` where they keep it.
    func keepToOwner() throws {
        let files = FileManager.default
        let folder = url.resolvingSymlinksInPath()
        let paths = try files.contentsOfDirectory(atPath: folder.path).map {
            folder.appendingPathComponent($0).path
        }
        for path in [folder.path] + paths {
            guard let mode = Self.mode(of: path), mode & 0o077 != 0 else { continue }
            try? files.setAttributes([.posixPermissions: mode & 0o700], ofItemAtPath: path)
            guard let left = Self.mode(of: path), left & 0o077 != 0 else { continue }
            throw StorageFault.directoryUnusable(
                path: url.path,
                reason:
                    "others may read \(path), which holds the hub's keys, and that could not be changed. Use a folder of your own on a disk that keeps who may read a file."
            )
        }
    }

    /// The rights on a file; nil where there is none, and for a link, which has none of its own.
    private static func mode(of path: String) -> Int? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType != .typeSymbolicLink
        else { return nil }
        return attributes[.posixPermissions] as? Int
    }

    /// Whether a hub may be founded here.
    ///
    /// - Throws: ``StorageFault/databaseMissing(path:beside:)``, ``StorageFault/restoreUnfinished(path:)``,
    ///   ``StorageFault/databaseEmpty(path:)``: there was a hub. What Foundation says of a folder that cannot be read.
    func mayBeFounded() throws -> Bool {
        let exists = { (file: URL) in FileManager.default.fileExists(atPath: file.path) }
        if exists(founding), !exists(anchor) { return true }
        guard !exists(database) else {
            let bytes = try FileManager.default.attributesOfItem(atPath: database.path)[.size]
            guard bytes as? Int != 0 else { throw StorageFault.databaseEmpty(path: database.path) }
            return false
        }
        if exists(restoring) { throw StorageFault.restoreUnfinished(path: url.path) }
        if let left = try leftOfHub() {
            throw StorageFault.databaseMissing(path: url.path, beside: left)
        }
        return true
    }

    /// The first name of what only a hub leaves here; nil where there is nothing of the kind.
    ///
    /// What a person lays out before there is a hub, such as layouts, is none of it.
    private func leftOfHub() throws -> String? {
        let names = { (url: URL) in
            try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
        }
        let own = [database, anchor, check, doubt, lastBackup, sentScans, erasures]
            .map(\.lastPathComponent)
        return try names(url).first { name in
            if name == pictures.lastPathComponent { return try !names(pictures).isEmpty }
            // Beside a database stand its logs and copies, such as `larder.sqlite-wal` and `larder.sqlite.bak`.
            return own.contains { name.hasPrefix($0) }
        }
    }

    /// The folder of the hub that keeps its data in a file, which need not be there yet; nil where it is no hub's.
    ///
    /// What else lies there is its person's.
    public static func ofHub(keeping file: URL) -> DataDirectory? {
        // The folder first: of a file that is not there, links are not followed.
        let named = file.deletingLastPathComponent().resolvingSymlinksInPath()
            .appendingPathComponent(file.lastPathComponent).resolvingSymlinksInPath()
        var name = named.lastPathComponent
        var folder = named.deletingLastPathComponent()
        while folder.path != "/" {
            let directory = DataDirectory(folder)
            let isHubs =
                directory.holdsHub
                || FileManager.default.fileExists(atPath: directory.anchor.path)
            if isHubs, directory.isOwn(name) { return directory }
            // Of what lies deeper, the folder in this one counts.
            name = folder.lastPathComponent
            folder.deleteLastPathComponent()
        }
        return nil
    }

    /// Whether a name is the hub's own: what begins so stands beside one of its files, such as `larder.sqlite-wal`.
    private func isOwn(_ name: String) -> Bool {
        let own = [
            database, socket, pictures, layouts, doubt, anchor, check, lastBackup, sentScans,
            erasures, founding, restoring, lock,
        ]
        return own.contains { name == $0.lastPathComponent }
            || name.hasPrefix(database.lastPathComponent)
    }

    /// Puts a file in place of another, whole and on the disk, open to its owner only.
    ///
    /// - Throws: `POSIXError`; the file is as it was then.
    public static func replace(_ file: URL, with content: Data) throws {
        // Two at once would take each other's fresh file away.
        try replacing.withLock { _ in try replaceAlone(file, with: content) }
    }

    private static let replacing = Mutex(())

    private static func replaceAlone(_ file: URL, with content: Data) throws {
        let fresh = file.appendingPathExtension("new")
        try? FileManager.default.removeItem(at: fresh)
        // Where it took its place, nothing is left of it here.
        defer { try? FileManager.default.removeItem(at: fresh) }
        guard
            FileManager.default.createFile(
                atPath: fresh.path, contents: content, attributes: [.posixPermissions: 0o600])
        else { throw POSIXError(.EIO) }
        try sync(fresh)
        // Safety: both paths outlive the call.
        guard unsafe rename(fresh.path, file.path) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        try sync(file.deletingLastPathComponent())
    }

    /// Takes the folder for this process, until the lock is released or the process ends.
    ///
    /// - Throws: ``StorageFault/hubIsRunning(path:)`` where another process has it.
    func takeLock(_ flags: Int32 = O_RDWR | O_CREAT) throws(StorageFault) -> DirectoryLock {
        // Safety: `open` and `flock` take no memory of ours beyond a path that outlives the call.
        let descriptor = unsafe open(lock.path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .directoryUnusable(path: url.path, reason: Self.reason(errno))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK
                ? .hubIsRunning(path: url.path)
                : .directoryUnusable(path: url.path, reason: Self.reason(code))
        }
        return DirectoryLock(descriptor: descriptor)
    }

    /// Writes a file, or a folder's own entries, to the disk, so that what was just made or renamed is there after a
    /// power cut.
    static func sync(_ path: URL) throws {
        let descriptor = unsafe open(path.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    private static func reason(_ code: Int32) -> String {
        POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO).localizedDescription
    }
}

/// The kernel's lock on a data directory; it is gone when its process is, however that ends.
final class DirectoryLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    deinit { release() }

    /// Lets go of the folder; once is enough.
    func release() {
        let held = descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
        guard let held else { return }
        // Closing is not enough where a child process was forked and does not run its own program yet: it holds the same
        // lock until it does.
        _ = flock(held, LOCK_UN)
        close(held)
    }
}

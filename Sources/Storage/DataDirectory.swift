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

    /// Takes the folder for this process, until the lock is released or the process ends.
    ///
    /// - Throws: ``StorageFault/hubIsRunning(path:)`` where another process has it.
    func takeLock() throws(StorageFault) -> DirectoryLock {
        // Safety: `open` and `flock` take no memory of ours beyond a path that outlives the call.
        let descriptor = unsafe open(lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
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

    /// Writes a folder's own entries to the disk, so that a file just made or renamed in it is
    /// there after a power cut.
    static func sync(_ folder: URL) throws {
        let descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
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
        if let held { close(held) }
    }
}

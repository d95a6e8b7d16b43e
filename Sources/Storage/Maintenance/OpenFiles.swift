import Foundation
import GRDB
import Glibc
import Stock
import Synchronization

// Safety: `open` and `readlinkat` take paths and room that outlive the calls.

/// Watches that the files which a hub has open are those that stand in its data directory.
///
/// Whoever moves, deletes or replaces the database or its log under a running hub is noticed by nobody else: SQLite writes
/// on into a file that no path leads to, and all of that is gone when the hub stops.
final class OpenFiles: Sendable {
    private let directory: DataDirectory
    private let opened: [OpenFile]
    private let clock: any HubClock
    private let lost: @Sendable (URL?) -> Void
    /// Whether it was told that they are gone, and not yet seen that they are back.
    private let isTold = Atomic(false)

    /// Takes the files that stand there for those that are open.
    ///
    /// - Parameters:
    ///   - directory: Of a hub whose database was opened just now.
    ///   - clock: What the copy is named by.
    ///   - lost: Called once where they do not stand there any more, until they do again; with the file that has all that
    ///     was recorded, nil where no copy of it could be made.
    init(
        _ directory: DataDirectory, clock: any HubClock, lost: @escaping @Sendable (URL?) -> Void
    ) {
        (self.directory, self.clock, self.lost) = (directory, clock, lost)
        let links = unsafe Descriptor(open("/proc/self/fd", Descriptor.onlyPath | O_CLOEXEC))
        opened = ["", "-wal"].map { OpenFile(directory.database.path + $0, links) }
    }

    /// Whether both stand in their places.
    var areInPlace: Bool {
        opened.allSatisfy { $0.isInPlace }
    }

    /// - Throws: ``StorageFault/databaseReplaced``: what stands there is not what is recorded into.
    func check() throws(StorageFault) {
        guard areInPlace else { throw .databaseReplaced }
    }

    /// Looks on the writer's thread, behind each commit, and saves what it can where they are gone.
    ///
    /// - Returns: Whether both stand in their places.
    func look(_ ledger: Ledger) -> Bool {
        guard !areInPlace else {
            if isTold.load(ordering: .relaxed) { isTold.store(false, ordering: .relaxed) }
            return true
        }
        guard !isTold.exchange(true, ordering: .relaxed) else { return false }
        // What stands in the log goes into the database, which may be there still. Nothing of it is taken for a part of
        // the file in its place either.
        let isWritten = (try? ledger.db.checkpoint(.truncate)) != nil
        lost(isWritten && opened[0].isInPlace ? directory.database : copy(ledger.db))
        return false
    }

    /// Copies the database that is open into the data directory, under another name.
    ///
    /// - Returns: The copy; nil where none could be made.
    private func copy(_ db: Database) -> URL? {
        let seconds = clock.now().microseconds / 1_000_000
        let file = URL(filePath: directory.database.path + ".kept-\(seconds)")
        do {
            try DataDirectory.replace(file, with: Data())
            let copy = try DatabaseQueue(path: file.path)
            try copy.writeWithoutTransaction { try db.backup(to: $0) }
            try copy.close()
            try DataDirectory.sync(file)
            return file
        } catch {
            try? FileManager.default.removeItem(at: file)
            return nil
        }
    }
}

/// A file that stood at a path once.
private struct OpenFile: Sendable {
    private let file: Descriptor
    private let links: Descriptor
    /// Where the descriptor leads as the kernel tells it (proc(5), `/proc/self/fd`): another path once the file was moved, and
    /// one that ends with `(deleted)` once it was deleted, or another took its place.
    private let stood: String?

    /// Holds on to the file without opening it: to close another descriptor of it would let go of SQLite's locks.
    init(_ path: String, _ links: Descriptor) {
        file = unsafe Descriptor(open(path, Descriptor.onlyPath | O_CLOEXEC))
        self.links = links
        stood = Self.target(of: file, in: links)
    }

    /// Whether it stands there still; whoever holds nothing is not asked.
    ///
    /// `stat` would tell it too. But whoever asks when a file was changed makes Linux (6.13 and later) note its next change to
    /// the nanosecond, and the next sync of the log write that note to the disk: scans were a tenth slower.
    var isInPlace: Bool { stood == nil || Self.target(of: file, in: links) == stood }

    private static func target(of file: Descriptor, in links: Descriptor) -> String? {
        let room = Int(PATH_MAX) + 16
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = unsafe readlinkat(links.number, "\(file.number)", start, room)
            guard count > 0 else { return nil }
            let path = unsafe UnsafeRawBufferPointer(start: start, count: count)
            return unsafe String(decoding: path, as: UTF8.self)
        }
    }
}

/// What the kernel knows an open file by, closed when nobody holds it any more.
private final class Descriptor: Sendable {
    /// Below zero where nothing was opened.
    let number: Int32
    /// `O_PATH`, the same on every machine of 64 bits that Larder runs on; Swift does not see its name.
    static let onlyPath: Int32 = 0o10000000

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }
}

import Foundation
import GRDB
import Stock
import Synchronization

/// Watches that the files which a hub has open are those that stand in its data directory.
///
/// Whoever moves, deletes or replaces the database or its log under a running hub, or turns a link or mounts a folder over them, is
/// noticed by nobody else: SQLite writes on into a file that no path leads to, and all of that is gone when the hub stops.
final class OpenFiles: Sendable {
    private let directory: DataDirectory
    private let opened: [FilePlace]
    /// The data directory itself.
    let folder: FilePlace
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
        opened = ["", "-wal"].map { FilePlace(directory.database.path + $0) }
        folder = FilePlace(directory.url.path)
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
        lost((isWritten ? whole : nil) ?? copy(ledger.db))
        return false
    }

    /// The database that is open, where it stands whole in its place or in the folder whose place another took; in that other
    /// folder, which may be another hub's, nothing is written.
    private var whole: URL? {
        guard !opened[0].isInPlace else { return directory.database }
        return folder.isInPlace ? nil : opened[0].whereabouts.map { URL(filePath: $0) }
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

import Foundation
package import Stock

/// The sources whose names were erased, by their ids alone, in a small file beside the database.
///
/// A backup, or an older copy of the database that is put back, still has the names: what was erased can only be known
/// outside it.
struct ErasureList: Hashable, Sendable {
    var ids: Set<SourceID> = []

    /// What a data directory's file says; nil where there is none.
    ///
    /// - Throws: ``StorageFault/directoryUnusable(path:reason:)`` where it cannot be read.
    static func read(_ directory: DataDirectory) throws(StorageFault) -> Self? {
        let file = directory.erasures
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(
                separator: "\n")
            let ids = lines.compactMap { SourceID(String($0)) }
            guard ids.count == lines.count else { throw CocoaError(.fileReadCorruptFile) }
            return Self(ids: Set(ids))
        } catch {
            throw .directoryUnusable(
                path: file.path, reason: "the list of erased names cannot be read: \(error)")
        }
    }

    /// Writes it in place of the one before, whole and on the disk.
    ///
    /// - Throws: ``StorageFault/directoryUnusable(path:reason:)``; the one before is as it was then.
    func write(to directory: DataDirectory) throws(StorageFault) {
        let text = ids.sorted().map { "\($0)\n" }.joined()
        do { try DataDirectory.replace(directory.erasures, with: Data(text.utf8)) } catch {
            throw .directoryUnusable(
                path: directory.erasures.path,
                reason: "the list of erased names cannot be written: \(error)")
        }
    }
}

extension Ledger {
    /// Erases the names of the listed sources that have one.
    ///
    /// - Returns: How many had.
    /// - Throws: What SQLite says.
    func erase(_ erased: ErasureList) throws -> Int {
        try erased.ids.sorted().count { try eraseSourceName($0) != nil }
    }
}

extension Store {
    /// Erases the name of a source for good: it is listed first, so that neither a crash nor a backup brings it back.
    ///
    /// - Returns: The print jobs whose labels named it; nil where it has no name.
    /// - Throws: ``StorageFault/directoryUnusable(path:reason:)`` where it cannot be listed; then it keeps its name. A
    ///   ``StorageFault`` of the whole store, or what SQLite says.
    package func eraseName(of source: SourceID) async throws -> [PrintJobID]? {
        guard try await read({ try $0.sourceName(source) }) != nil else { return nil }
        try await listing.perform { [directory] in
            var erased = try ErasureList.read(directory) ?? ErasureList()
            guard erased.ids.insert(source).inserted else { return }
            try erased.write(to: directory)
        }
        return try await write { try $0.eraseSourceName(source) }
    }
}

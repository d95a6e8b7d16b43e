public import Foundation
public import Storage

/// A data directory of one test's own; it is gone when the test lets go of it.
public final class ThrowAwayDirectory: Sendable {
    /// Where it is; the folder itself is not made yet.
    public let url: URL

    /// Names a folder that nobody has.
    public init() {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "larder-test-\(UUID().uuidString)")
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The folder as a hub's data directory.
    public var data: DataDirectory { DataDirectory(url.appendingPathComponent("hub")) }

    /// Another hub's data directory beside the first.
    public func other(_ name: String) -> DataDirectory {
        DataDirectory(url.appendingPathComponent(name))
    }

    /// A file beside the data directories; its folder is there.
    ///
    /// - Throws: What the file system says.
    public func file(_ name: String) throws -> URL {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url.appendingPathComponent(name)
    }
}

extension Store {
    /// Writes a copy of the database to a file that does not exist yet.
    ///
    /// - Throws: What the store or the file system says.
    public func backUp(to file: URL) async throws { try await copy().write(to: file) }
}

extension DatabaseCopy {
    /// Writes all of it to a file.
    ///
    /// - Throws: What the database or the file system says.
    public func write(to file: URL) async throws {
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        var page: Int64 = 0
        while let piece = try await piece(from: page) {
            try handle.write(contentsOf: piece.bytes)
            page = piece.next
        }
        try handle.close()
    }
}

import Foundation
import NIOCore

/// A new file that is there whole or not at all: written under another name, on the disk before it
/// gets its own.
final class OutputFile {
    private let handle: FileHandle
    private let name: String
    /// Bytes written so far.
    private(set) var count = 0

    /// Writes a file that does not exist yet; only its owner may read it, from its first byte on.
    ///
    /// - Returns: Its bytes.
    /// - Throws: ``CommandFailure``, or what `body` throws; there is no file then.
    static func write(_ name: String, _ body: (OutputFile) async throws -> Void) async throws -> Int
    {
        let target = URL(fileURLWithPath: name)
        let files = FileManager.default
        try checkIsNoHubs(target, name)
        guard !files.fileExists(atPath: target.path) else {
            throw CommandFailure(
                "\(name) is there already; it was left as it is. Choose another name.")
        }
        let partial = target.appendingPathExtension("partial")
        do {
            try? files.removeItem(at: partial)
            let file = try OutputFile(partial, name: name)
            try await body(file)
            try file.close()
            try failing(name) { try files.moveItem(at: partial, to: target) }
            return file.count
        } catch {
            try? files.removeItem(at: partial)
            throw error
        }
    }

    /// Writes a file in place of one of that name, which stays as it is where that fails; into what is no
    /// file, such as a pipe, straight away.
    ///
    /// Who may read the one that was there may read this.
    ///
    /// - Throws: ``CommandFailure``.
    static func replace(_ name: String, with bytes: [UInt8]) throws {
        let target = URL(fileURLWithPath: name).resolvingSymlinksInPath()
        try checkIsNoHubs(target, name)
        let kind = try? target.resourceValues(forKeys: [.fileResourceTypeKey]).fileResourceType
        let isFile = kind == nil || kind == .regular
        let files = FileManager.default
        let mode = try? files.attributesOfItem(atPath: target.path)[.posixPermissions]
        try failing(name) {
            try Data(bytes).write(to: target, options: isFile ? .atomic : [])
            guard isFile, let mode else { return }
            try files.setAttributes([.posixPermissions: mode], ofItemAtPath: target.path)
        }
    }

    /// - Throws: ``CommandFailure`` where a hub keeps its data under that name.
    private static func checkIsNoHubs(_ target: URL, _ name: String) throws {
        guard let folder = HubFolder.ofHub(keeping: target) else { return }
        throw CommandFailure(
            "\(name) is a name of the hub's own in \(folder.path), where it keeps its data; nothing was written. Choose another file."
        )
    }

    private init(_ partial: URL, name: String) throws {
        _ = FileManager.default.createFile(
            atPath: partial.path, contents: nil, attributes: [.posixPermissions: 0o600])
        handle = try Self.failing(name) { try FileHandle(forWritingTo: partial) }
        self.name = name
    }

    /// Writes what comes next.
    func append(_ part: ByteBuffer) throws {
        try Self.failing(name) { try handle.write(contentsOf: part.readableBytesView) }
        count += part.readableBytes
    }

    private func close() throws {
        try Self.failing(name) {
            try handle.synchronize()
            try handle.close()
        }
    }

    private static func failing<Value>(_ name: String, _ work: () throws -> Value) throws -> Value {
        do { return try work() } catch {
            throw CommandFailure("\(name) could not be written: \(error.localizedDescription)")
        }
    }
}

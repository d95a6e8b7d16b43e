import Foundation

/// A folder of one test's own.
struct Folder: Sendable {
    private let url: URL

    /// Makes a folder, and removes it with all that is in it however `body` ends.
    static func temporary<Result>(_ body: (Folder) async throws -> Result) async throws -> Result {
        let url = FileManager.default.temporaryDirectory
            .appending(component: "larder-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: url) }
        return try await body(Folder(url: url))
    }

    func path(_ name: String) -> String { url.appending(component: name).path }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: url.appending(component: name))
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url.appending(component: name)))
    }
}

package import Foundation
package import Storage

extension Hub {
    /// Walks the whole journal and rebuilds the projections beside it, while the hub goes on.
    ///
    /// - Returns: What is wrong, the first entry first; empty where all is well.
    package func verify() async throws -> [VerificationFinding] { try await store.verify() }

    /// A consistent copy of the database, open to be read; it is gone from the disk when it is closed.
    package func backUp() async throws -> FileHandle {
        let file = store.directory.url.appendingPathComponent("backup-\(UUID().uuidString).sqlite")
        try await store.backUp(to: file)
        let handle = try FileHandle(forReadingFrom: file)
        // The name goes at once; the copy lives as long as it is being sent.
        try FileManager.default.removeItem(at: file)
        return handle
    }
}

import Foundation
import Hub
import Storage

/// A hub to try things on: a small pantry of our own making, gone when the hub stops.
enum Practice {
    /// A throw-away data directory.
    static func makeDirectory() throws -> DataDirectory {
        DataDirectory(
            FileManager.default.temporaryDirectory.appendingPathComponent(
                "larder-practice-\(UUID().uuidString.prefix(8))"))
    }

    static func stock(_ hub: Hub) async throws { try await SamplePantry.stock(hub) }
}

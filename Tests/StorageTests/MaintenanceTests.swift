import Foundation
import Stock
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// Long work on the whole journal, and those who go on beside it.
@Suite struct MaintenanceTests {
    @Test func `verifications take turns, and scans wait for none of them`() async throws {
        let pantry = try await SamplePantry()
        for _ in 0..<10 {
            try await pantry.store.write { ledger in
                for _ in 0..<200 { _ = try ledger.record(.scan(.intake, "beans")) }
            }
        }
        let one = try await mostFiles(of: pantry, verifications: 1)
        // Each has the database open for itself.
        #expect(try await mostFiles(of: pantry, verifications: 4) <= one)
    }

    /// How often the hub's database is open at the most while verifications go on, and scans beside them.
    private func mostFiles(of pantry: SamplePantry, verifications count: Int) async throws -> Int {
        let store = pantry.store
        let path = pantry.directory.data.database.resolvingSymlinksInPath().path
        let verifying = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        let findings = try await store.verify()
                        #expect(findings.isEmpty)
                    }
                }
                try await group.waitForAll()
            }
            return true
        }
        let over = Over()
        let end = Task {
            _ = try? await verifying.value
            over.isOver.store(true, ordering: .relaxed)
        }
        var most = 0
        while !over.isOver.load(ordering: .relaxed) {
            try await pantry.recorded(.scan(.intake, "beans"))
            most = max(most, Self.files(at: path))
        }
        await end.value
        _ = try await verifying.value
        return most
    }

    private static func files(at path: String) -> Int {
        let files = FileManager.default
        let open = (try? files.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return open.count {
            (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
        }
    }
}

/// Raised once what goes on elsewhere is over.
private final class Over: Sendable {
    let isOver = Atomic(false)
}

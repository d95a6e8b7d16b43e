import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A page shows one moment.
struct SnapshotTests {
    @Test(arguments: Role.allCases)
    func `a page is drawn from one snapshot, whoever asks`(role: Role) async throws {
        let hub = try TestHub()
        let pantry = try await PantryOfPages(hub)
        // The device's token is read with its first request and known from then on.
        _ = try await hub.page("/", as: .of(role))
        for path in pantry.paths(for: role) {
            let told = path.contains("?") ? "&" : "?"
            let writes = hub.store.asked.writes
            let reads = try await Self.reads(hub) {
                _ = try await hub.page(
                    "\(path)\(told)told=settled&about=\(pantry.item)", as: .of(role))
            }
            // What a change of an item would do is worked out in a fork, which is a read of its own.
            let isForked = path.hasPrefix("/items/") && path.contains("/preview?")
            let expected = isForked ? 2 : 1
            #expect(reads == expected && hub.store.asked.writes == writes, "\(path)")
        }
    }

    @Test func `what a form has just recorded is read with the page that tells it`() async throws {
        let hub = try TestHub()
        let pantry = try await PantryOfPages(hub)
        for path in ["/take-in?said=5", "/hand-out?said=5", "/count/\(pantry.open)?said=5"] {
            #expect(try await Self.reads(hub) { _ = try await hub.page(path) } == 1, "\(path)")
        }
    }

    private static func reads(
        _ hub: TestHub, _ work: () async throws -> Void
    ) async throws -> Int {
        let before = hub.store.asked.reads
        try await work()
        return hub.store.asked.reads - before
    }
}

import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct PreviewTests {
    private struct Refusal: Error {}

    @Test func `a preview leaves nothing behind, and spoils nothing that shares its transaction`()
        async throws
    {
        let pantry = try await SamplePantry()
        let store = pantry.store
        let head = try await store.read { try $0.head() }
        let seen = try await store.write { ledger in
            _ = try ledger.record(.scan(.intake, "beans", 5))
            let seen = try ledger.preview {
                _ = try ledger.mergeItem(
                    Item(id: SamplePantry.beans.id, name: "Peas", category: "", measure: .each),
                    codes: [SamplePantry.code("peas", pack: 7)])
                return (
                    try ledger.record(.scan(.intake, "peas", 1)),
                    try ledger.attempt { try ledger.record(.scan(.distribute, "beans", 3)) }
                )
            }
            _ = try ledger.record(.scan(.distribute, "beans", 1))
            return seen
        }
        guard case .recorded(let peas) = seen.0 else { return #expect(Bool(false)) }
        #expect(
            peas.item?.name == "Peas" && peas.quantity == Quantity(7)
                && peas.balance == Quantity(12))
        #expect(try await store.read { try $0.head() } == head + 2)
        #expect(
            try await store.read { try $0.item(SamplePantry.beans.id)?.item } == SamplePantry.beans)
        guard case .unresolved = try await store.write({ try $0.record(.scan(.intake, "peas")) })
        else {
            return #expect(Bool(false), "the code is as unknown as before")
        }
        #expect(try await store.verify().isEmpty)
    }

    @Test func `scans go on while a preview looks, and neither sees the other`() async throws {
        let pantry = try await SamplePantry()
        let store = pantry.store
        try await pantry.recorded(.scan(.intake, "beans", 5))
        let head = store.head
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let goOn = DispatchSemaphore(value: 0)
        async let preview = store.preview { ledger in
            _ = try ledger.record(.scan(.intake, "beans", 100))
            begin.yield()
            // Where the writer waits for the preview, nobody ever signals.
            #expect(goOn.wait(timeout: .now() + 120) == .success, "the writer was free")
            return try ledger.record(.scan(.distribute, "beans", 1))
        }
        for await _ in begun { break }
        #expect(try await pantry.recorded(.scan(.intake, "beans", 3)).balance == Quantity(8))
        goOn.signal()
        guard case .recorded(let seen) = try await preview else { return #expect(Bool(false)) }
        #expect(seen.balance == Quantity(104))
        #expect(store.head.seq == head.seq + 1)
        #expect(try await pantry.recorded(.scan(.intake, "beans", 1)).balance == Quantity(9))
        #expect(try await store.verify().isEmpty)
    }

    @Test
    func `a preview sees what it wrote, however much, and the database's files stay as they are`()
        async throws
    {
        let pantry = try await SamplePantry()
        let database = pantry.directory.data.database
        let files = ["", "-wal"].map { URL(filePath: database.path + $0) }
        let before = try files.map { try Data(contentsOf: $0) }
        let count: Int64 = 4_000
        let (entries, items, isWhole) = try await pantry.store.preview { ledger in
            for number in 0..<count {
                let name = "Item \(number) " + String(repeating: "x", count: 150)
                let item = Item(
                    id: ledger.clock.newID(), name: name, category: "", measure: .each)
                // What is refused half way is taken back alone.
                let outcome = try ledger.isolated {
                    _ = try ledger.makeItem(item, codes: [SamplePantry.code("c\(number)")])
                    if number.isMultiple(of: 10) { throw Refusal() }
                }
                if case .failure(let fault) = outcome, !(fault is Refusal) { throw fault }
            }
            let queries = try ledger.queries()
            return (
                ledger.head.seq, try queries.items(matching: "Item ", limit: 1_000).count,
                try String.fetchOne(queries.db, sql: "PRAGMA integrity_check")
            )
        }
        #expect(entries == pantry.store.head.seq + count * 9 / 10)
        #expect(items == 1_000 && isWhole == "ok")
        #expect(try files.map { try Data(contentsOf: $0) } == before)
        #expect(try await pantry.store.read { try $0.items(matching: "Item ", limit: 9) }.isEmpty)
    }

    @Test func `a preview that fails leaves nothing behind either`() async throws {
        let pantry = try await SamplePantry()
        let head = try await pantry.store.read { try $0.head() }
        await #expect(throws: Refusal.self) {
            try await pantry.store.write { ledger in
                try ledger.preview {
                    _ = try ledger.record(.scan(.intake, "beans", 5))
                    throw Refusal()
                }
            }
        }
        #expect(try await pantry.store.read { try $0.head() } == head)
        #expect(try await pantry.recorded(.scan(.intake, "beans", 1)).balance == Quantity(1))
        #expect(try await pantry.store.verify().isEmpty)
    }
}

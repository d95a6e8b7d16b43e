import GRDB
import Journal
import Stock
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// A page's statements do not grow with its rows.
struct StatementTests {
    @Test(arguments: ["", "item"], 0..<4)
    func `the page of the stock takes as many statements for 60 items as for 5`(
        text: String, listing: Int
    ) async throws {
        let listings: [StockSearch.Listing] = [
            .items(behind: nil), .categories(behind: nil), .places(behind: nil),
            .programme(nil, behind: nil),
        ]
        let search = StockSearch(text: text, listings[listing], limit: 60)
        let few = try await statements(items: 5) { _ = try $0.stockOverview(search) }
        let many = try await statements(items: 60) { _ = try $0.stockOverview(search) }
        #expect(few == many)
        #expect(few > 0 || !text.isEmpty)
    }

    @Test func `a place's page takes as many statements for 60 items as for 5`() async throws {
        let shelf = SamplePantry.shelf.id
        @Sendable func read(_ queries: Queries) throws {
            _ = try queries.placeStory(shelf, from: nil, behind: nil, holdings: 60, lines: 5)
        }
        let few = try await statements(items: 5) { try read($0) }
        #expect(try await statements(items: 60) { try read($0) } == few)
    }

    @Test func `how the entries of a list stand is one statement, and what each entry's page says`()
        async throws
    {
        for count in [5, 60] {
            let taken = try await statements(items: count) { queries in
                let known = try queries.statuses(of: Set(1...Int64(4 + 2 * count)))
                guard known.count > count else { throw StorageFault.entryNotFound("") }
            }
            #expect(taken == 1)
        }
        let pantry = try await SamplePantry.fullAndClosed()
        let store = try SamplePantry.open(pantry.directory.data)
        try await store.read { queries in
            let head = try queries.head()
            let known = try queries.statuses(of: Set(1...head))
            for seq in 1...head {
                let story = try #require(try queries.entryStory(seq, lines: 0))
                #expect(known[seq]?.canBeUndone == (story.body == nil ? nil : story.canBeUndone))
                #expect(known[seq]?.isUndone ?? false == story.isUndone)
                #expect(known[seq]?.facts == story.body?.facts)
            }
            #expect(
                known.values.contains { $0.isUndone } && known.values.contains { $0.canBeUndone })
        }
    }

    /// The statements of a read in a pantry with so many items, some of them short.
    private func statements(
        items: Int, _ read: @escaping @Sendable (Queries) throws -> Void
    ) async throws -> Int {
        let pantry = try await SamplePantry()
        for number in 1...items {
            let item = Item(id: fresh(), name: "Item \(number)", category: "", measure: .each)
            let code = "item-\(number)"
            _ = try await pantry.store.write {
                try $0.makeItem(item, codes: [SamplePantry.code(code)])
            }
            let mode = number.isMultiple(of: 2) ? ScanMode.intake : .distribute
            try await pantry.recorded(.scan(mode, code, at: SamplePantry.shelf.id))
        }
        return try await pantry.store.read { queries in
            let count = Mutex(0)
            queries.db.trace { _ in count.withLock { $0 += 1 } }
            defer { queries.db.trace() }
            try read(queries)
            return count.withLock { $0 }
        }
    }
}

import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// What is counted and listed beyond the first thousand.
@Suite struct LongListTests {
    @Test func `a code that nobody knows is on one page only, with all its scans`() async throws {
        let pantry = try await SamplePantry()
        for code in ["A", "B", "A", "C", "A", "B"] {
            try await pantry.record(.scan(.intake, code))
        }
        var (pages, after): ([[String]], Int64) = ([], 0)
        var hasMore = true
        while hasMore {
            let page = try await pantry.store.read { [after] in
                try $0.openCodes(after: after, limit: 1)
            }
            pages.append(page.codes.map { "\($0.first.scan.key) \($0.times)" })
            (after, hasMore) = (page.codes.last?.first.seq ?? .max, page.hasMore)
        }
        #expect(pages == [["A 3"], ["B 2"], ["C 1"]])
    }

    @Test
    func `a day's page has its scans, and a code's count all of them, behind a thousand others`()
        async throws
    {
        let pantry = try await SamplePantry()
        let (early, late) = (CivilDate("2026-11-02"), CivilDate("2026-11-03"))
        try await pantry.store.write { ledger in
            for number in 0..<1_001 {
                _ = try ledger.record(.scan(.intake, "X\(number % 3)") { $0.day = early })
            }
            for _ in 0..<2 { _ = try ledger.record(.scan(.intake, "LATE") { $0.day = late }) }
        }
        let day = try #require(late)
        let story = try await pantry.store.read { try $0.dayStory(day) }
        #expect(story.unresolved.map(\.scan.key) == ["LATE", "LATE"])
        #expect(try await pantry.store.read { try $0.openUnresolvedCount(of: "LATE") } == 2)
        #expect(try await pantry.store.read { try $0.openUnresolvedCount(of: "X0") } == 334)
    }

    @Test func `shortfalls are counted beyond the thousand that are listed`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.store.write { ledger in
            for number in 0..<1_001 {
                let item = Item(id: fresh(), name: "Item \(number)", category: "", measure: .each)
                _ = try ledger.makeItem(item, codes: [SamplePantry.code("I\(number)")])
                _ = try ledger.record(.scan(.distribute, "I\(number)"))
            }
            _ = try ledger.record(.scan(.discard, "I7", at: SamplePantry.bin.id))
        }
        let (counts, matters, listed) = try await pantry.store.read {
            (try $0.shortfallCount(), try $0.openMatters(), try $0.shortfalls())
        }
        #expect((counts.lots, counts.items) == (1_002, 1_001))
        #expect(matters.itemsShort == 1_001)
        #expect(listed.count == 1_000)
    }
}

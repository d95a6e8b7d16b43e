import GRDB
import Journal
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct PropertyTests {
    @Test(arguments: seeds)
    func `a movement never loses a gram, whatever happens in a week`(_ seed: UInt64) async throws {
        let pantry = try await SamplePantry()
        var day = RandomDay(seed: seed)
        var scans: [Scan] = []
        for _ in 0..<400 { if let scan = try await day.step(in: pantry) { scans.append(scan) } }
        let sums = try await pantry.store.read {
            let sql = "SELECT DISTINCT sum(quantity) FROM balance WHERE lot > x'' GROUP BY lot"
            return try Int64.fetchAll($0.db, sql: sql)
        }
        #expect(sums == [0])
        #expect(try await pantry.store.verify().isEmpty)
        try await expectBalanced(pantry)

        let head = try await pantry.store.read { try $0.head() }
        #expect(head > 250, "a week in which little happened")
        let labels = try await pantry.store.read {
            try $0.journal(after: 0, limit: 10_000).count { $0.kind == "labelBound" }
        }
        #expect(labels > 2, "a week in which few labels were put on")
        for scan in scans { try await pantry.record(scan) }
        #expect(try await pantry.store.read { try $0.head() } == head)
        try pantry.store.close()
        #expect(try await pantry.findings().isEmpty)
    }

    /// Each day's closing is the next day's opening, and the last is what is in storage.
    private func expectBalanced(_ pantry: SamplePantry) async throws {
        let (rows, last) = try await pantry.store.read { queries in
            (
                try String.fetchAll(
                    queries.db, sql: "SELECT DISTINCT day FROM day_total ORDER BY day"),
                try queries.stock(limit: 10_000)
            )
        }
        var closings: [ItemID: Quantity] = [:]
        for text in rows {
            let day = try #require(CivilDate(text))
            let account = try await pantry.store.read { try $0.account(of: day) }
            for line in account.lines {
                #expect(
                    line.totals.opening == closings[line.item.id] ?? .zero,
                    "\(text) \(line.item.name)")
                #expect(try line.totals.closing() == line.closing)
                closings[line.item.id] = line.closing
            }
        }
        for (item, closing) in closings {
            #expect(last.filter { $0.item == item }.reduce(0) { $0 + $1.quantity } == closing.value)
        }
    }
}

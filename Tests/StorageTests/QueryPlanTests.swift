import Foundation
import GRDB
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

/// What pages of stock cost does not grow with the journal: how SQLite goes about each of their statements.
@Suite struct QueryPlanTests {
    /// What grows with the journal.
    private static let large = [
        "journal", "posting", "posting_region", "balance", "lot", "day_total",
    ]

    struct Hot: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        /// Whether what is sorted is bounded, by the stretch of the journal or the limit of the statement.
        var sortsFew = false
        /// Whether it makes an index for itself, of rows that are bounded by what it is asked for.
        var indexesFew = false
    }

    private static var hot: [Hot] {
        var hot: [Hot] = []
        for (isBehind, ofPlace, ofItem) in choices {
            let sql = StockOrder.sql(
                ofPlace: ofPlace, ofItem: ofItem, isSorted: false, isBehind: isBehind)
            hot.append(Hot(testDescription: "stock", sql: sql))
        }
        for (isBehind, ofItem, _) in choices {
            let few = StockOrder.sql(
                ofPlace: true, ofItem: ofItem, isSorted: true, isBehind: isBehind)
            hot.append(Hot(testDescription: "few rows of a place", sql: few, sortsFew: true))
            let count = StockOrder.countSQL(ofItem: ofItem)
            hot.append(Hot(testDescription: "rows of a place", sql: count))
            let short = Queries.shortfallSQL(isBehind: isBehind)
            hot.append(Hot(testDescription: "shortfalls", sql: short, sortsFew: true))
            let items = Queries.onHandSQL(isBehind: isBehind)
            hot.append(Hot(testDescription: "items with stock", sql: items))
        }
        for (ofPlace, ofLot, _) in choices {
            let taken = AllocationOrder.sql(ofPlace: ofPlace, ofLot: ofLot)
            hot.append(Hot(testDescription: "what a hand-out takes", sql: taken))
        }
        let sums = Queries.onHandSQL(of: 60)
        hot.append(Hot(testDescription: "what there is of items", sql: sums, sortsFew: true))
        let contents = Queries.contentsSQL(of: 60)
        hot.append(Hot(testDescription: "what stands in places", sql: contents))
        for isBehind in [false, true] {
            for isNamed in [false, true] {
                let sql = Queries.byCategorySQL(isNamed: isNamed, isBehind: isBehind)
                hot.append(Hot(testDescription: "items by category", sql: sql))
            }
            let sql = Queries.ofProgrammeSQL(isBehind: isBehind)
            hot.append(Hot(testDescription: "items of a programme", sql: sql))
        }
        for isBehind in [false, true] {
            let sql = Queries.useFirstSQL(isBehind: isBehind)
            hot.append(Hot(testDescription: "what to use first", sql: sql))
        }
        let statuses = Queries.statusesSQL(marks: "?1, ?2")
        hot.append(Hot(testDescription: "how entries stand", sql: statuses))
        hot.append(Hot(testDescription: "what is low", sql: Queries.lowSQL, sortsFew: true))
        let gifts = [
            Queries.ofSourceSQL, Queries.ofAllSourcesSQL, Queries.lastDonationsSQL(marks: "?1, ?2"),
        ]
        hot += gifts.map { Hot(testDescription: "what sources gave", sql: $0) }
        let alone = Queries.donatedAloneSQL(marks: "?1, ?2")
        hot.append(Hot(testDescription: "what came without a donation", sql: alone, sortsFew: true))
        let first = Queries.firstHeldSQL(of: 40)
        let firstOfProgramme = Queries.firstHeldSQL(of: 40, isOfProgramme: true)
        for sql in [first, firstOfProgramme] {
            hot.append(Hot(testDescription: "where items are", sql: sql, sortsFew: true))
        }
        let sumsOfKind = [
            Queries.categorySumsSQL(marks: "?1, ?2"), Queries.programmeSumsSQL(of: 40),
            Queries.ofWholeProgrammeSQL, Queries.programmesSQL,
        ]
        hot += sumsOfKind.map { Hot(testDescription: "sums by kind", sql: $0, sortsFew: true) }
        let stillHere = Queries.heldByLotSQL(marks: "?1, ?2")
        hot.append(
            Hot(testDescription: "what is left of a donor's", sql: stillHere, sortsFew: true))
        let held = Queries.heldSQL(marks: "?1, ?2")
        hot.append(Hot(testDescription: "what places hold", sql: held, sortsFew: true))
        let donated = Queries.donatedSQL(marks: "?1, ?2")
        hot.append(
            Hot(
                testDescription: "what came in", sql: donated, sortsFew: true, indexesFew: true))
        hot.append(
            Hot(
                testDescription: "food without a code", sql: Queries.itemsWithoutCodeSQL,
                sortsFew: true))
        for sql in [Queries.weeksSQL, Queries.weeksApartSQL] {
            hot.append(Hot(testDescription: "weeks", sql: sql, sortsFew: true))
        }
        hot.append(Hot(testDescription: "stretches", sql: StretchesBack.sql))
        for column in ["item", "place", nil] {
            let story = Queries.storySQL(by: column)
            hot.append(
                Hot(testDescription: "story by \(column ?? "number")", sql: story, sortsFew: true))
        }
        return hot
    }

    private static var choices: [(Bool, Bool, Bool)] {
        (0..<8).map { ($0 & 1 == 1, $0 & 2 == 2, $0 & 4 == 4) }
    }

    @Test(arguments: hot) func `a page of stock is read along an index`(_ hot: Hot) throws {
        let database = try DatabaseQueue()
        try Schema.migrator.migrate(database)
        let steps = try database.read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(hot.sql)")
            statement.setUncheckedArguments([])
            return try Row.fetchAll(statement).map { $0["detail"] as String }
        }
        for step in steps {
            let words = step.split(separator: " ").map(String.init)
            let isWholeTable =
                words.first == "SCAN" && words.count > 1 && Self.large.contains(words[1])
            #expect(!isWholeTable || step.contains("balance_short"), "\(hot.sql)\n\(steps)")
            #expect(
                hot.sortsFew || !step.contains("TEMP B-TREE FOR ORDER BY"), "\(hot.sql)\n\(steps)")
            #expect(
                hot.indexesFew || !step.contains("AUTOMATIC"), "\(hot.sql)\n\(steps)")
        }
        #expect(!steps.isEmpty)
    }

    @Test(arguments: seeds) func `pages of stock are the same along each index, and end to end`(
        _ seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        let pantry = try await SamplePantry()
        let places = [
            SamplePantry.shelf, SamplePantry.bin, SamplePantry.otherBin, SamplePantry.box,
        ]
        for name in ["apples", "Apples", "Zucchini", "beets"] {
            let item = Item(id: fresh(), name: name, category: "", measure: .each)
            _ = try await pantry.store.write { ledger in
                try ledger.makeItem(item, codes: [SamplePantry.code("code-\(name)")])
            }
        }
        let codes = ["beans", "rice", "code-apples", "code-Apples", "code-Zucchini", "code-beets"]
        for _ in 0..<120 {
            let mode = try #require(
                [ScanMode.intake, .intake, .distribute].randomElement(using: &random))
            var scan = Scan.scan(
                mode, try #require(codes.randomElement(using: &random)),
                .random(in: 1...9, using: &random), at: places.randomElement(using: &random)?.id)
            if mode == .intake, Bool.random(using: &random) {
                let month = Int.random(in: 1...3, using: &random)
                let day =
                    Bool.random(using: &random) ? "" : "-0\(Int.random(in: 1...9, using: &random))"
                scan = scan.bestBy("2027-0\(month)\(day)")
            }
            try await pantry.record(scan)
        }
        let floor = try await pantry.place(.floor)
        try await pantry.store.read { queries in
            for place in places.map(\.id) + [floor, nil] {
                for item in [SamplePantry.beans.id, SamplePantry.rice.id, nil] {
                    let whole = try queries.stock(place: place, item: item, limit: 10_000)
                    #expect(try Self.paged(queries, place, item) == whole.map { Key($0) })
                    guard let place else { continue }
                    let orders = [true, false].map {
                        StockOrder.sql(
                            ofPlace: true, ofItem: item != nil, isSorted: $0, isBehind: false)
                    }
                    let rows = try orders.map { sql in
                        try Row.fetchAll(
                            queries.db, sql: sql,
                            arguments: [place.blob, item?.blob, 10_000, 0]
                                + (sql.contains("?9") ? [nil, nil, nil, nil, nil] : []))
                    }
                    #expect(rows[0] == rows[1])
                    #expect(rows[0].count == whole.count)
                }
            }
        }
        try pantry.store.close()
        #expect(try await pantry.findings().isEmpty)
    }

    private struct Key: Equatable {
        let lot: LotID
        let place: PlaceID

        init(_ row: StockRow) { (lot, place) = (row.lot.id, row.place) }
    }

    /// All rows, three a page.
    private static func paged(
        _ queries: Queries, _ place: PlaceID?, _ item: ItemID?
    ) throws -> [Key] {
        var (keys, behind) = ([Key](), StockPosition?.none)
        while true {
            let page = try queries.stock(place: place, item: item, behind: behind, limit: 3)
            keys += page.map { Key($0) }
            guard page.count == 3, let last = page.last else { return keys }
            behind = StockPosition(
                itemName: last.itemName, item: last.item,
                lastDay: last.lot.key.dateLabel?.lastDay, lot: last.lot.id, place: last.place)
        }
    }

    @Test func `a database from before is brought to what its journal adds up to`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            \(beforeSumsAmongBalances) DROP TABLE place_stock; DROP TABLE posting_region;
            DROP INDEX balance_by_last_day; DROP INDEX balance_by_day; DROP INDEX balance_by_place; DROP INDEX balance_short;
            DROP INDEX item_name; DROP INDEX place_name; DROP INDEX place_kind; DROP INDEX place_parent;
            ALTER TABLE balance DROP COLUMN held; ALTER TABLE balance DROP COLUMN last_day;
            CREATE INDEX balance_place ON balance (place);
            DELETE FROM grdb_migrations
            WHERE identifier LIKE '8 %'
                OR identifier IN ('13 fewer sums', '15 shortfalls by item', '15 stock by last day');
            """)
        #expect(try await pantry.findings().isEmpty)
    }

    @Test func `the entries of an item that is seldom used are found behind many others`()
        async throws
    {
        let pantry = try await SamplePantry()
        let bin = SamplePantry.bin.id
        for round in 0..<3 {
            _ = try await pantry.store.write { ledger in
                _ = try ledger.record(.scan(.intake, "rice", 1, at: bin))
                for _ in 0..<(round == 1 ? 17_000 : 300) {
                    _ = try ledger.record(.scan(.intake, "beans", 1, at: SamplePantry.shelf.id))
                }
            }
        }
        try await pantry.store.read { queries in
            let lines = try queries.story(item: SamplePantry.rice.id, limit: 10)
            #expect(lines.count == 3)
            #expect(lines.map(\.seq) == lines.map(\.seq).sorted(by: >))
            #expect(try queries.story(place: bin, limit: 10).map(\.seq) == lines.map(\.seq))
            let first = try #require(lines.last?.seq)
            #expect(
                try queries.story(place: bin, from: .init(before: first + 1), limit: 10).map(\.seq)
                    == [first])
            #expect(try queries.story(place: bin, from: .init(before: first), limit: 10).isEmpty)
            #expect(try queries.standingScans(of: SamplePantry.rice.id, among: 10).scans.count == 3)
        }
    }
}

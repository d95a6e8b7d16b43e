import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// Postings are compared while a journal is added up, in several pieces.
@Suite struct ReplayTests {
    private static let copied =
        "INSERT INTO posting (stretch, item, seq, line, place, lot, other, quantity, day, moment, count) SELECT"
    private static let rest = "place, lot, other, quantity, day, moment, count FROM posting"

    @Test func `each change of postings is found, and its first entry`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.store.write { ledger in
            for number in 0..<2_300 {
                _ = try ledger.record(.scan(.intake, "beans", Int64(1 + number % 9)))
            }
        }
        let head = pantry.store.head.seq
        #expect(head > 2_300)
        #expect(try await pantry.store.verify().isEmpty)
        try pantry.store.close()
        let database = pantry.directory.data.database
        let whole = try Data(contentsOf: database)
        let changes: [(sql: String, table: String, seq: Int64)] = [
            ("DELETE FROM posting WHERE seq = 2100", "posting", 2_100),
            ("DELETE FROM posting WHERE seq = 2047", "posting", 2_047),
            ("DELETE FROM posting WHERE seq IN (2048, 2047, 700)", "posting", 700),
            (
                "\(Self.copied) stretch, item, 2048, line + 7, \(Self.rest) WHERE seq = 2049",
                "posting", 2_048
            ),
            (
                "\(Self.copied) 390, item, 100000, line, \(Self.rest) WHERE seq = 2049", "posting",
                100_000
            ),
            ("\(Self.copied) -1, item, -5, line, \(Self.rest) WHERE seq = 2049", "posting", -5),
            ("\(Self.copied) 0, item, 0, line, \(Self.rest) WHERE seq = 2049", "posting", 0),
            ("UPDATE posting SET line = line + 1 WHERE seq = 300", "posting", 300),
            ("UPDATE posting SET quantity = quantity + 1 WHERE seq = 2200", "posting", 2_200),
            ("UPDATE posting SET day = '2026-11-22' WHERE seq = 2201", "posting", 2_201),
            ("UPDATE posting SET moment = moment - 1 WHERE seq = 2202", "posting", 2_202),
            ("UPDATE posting SET count = x'00' WHERE seq = 2203", "posting", 2_203),
            ("UPDATE posting SET lot = x'00' WHERE seq IN (2204, \(head))", "posting", 2_204),
            (
                "UPDATE posting_region SET stretches = stretches | (1 << 40) WHERE subject = (SELECT item FROM posting)",
                "posting_region", 2_048
            ),
            (
                "UPDATE posting_region SET subject = x'00' WHERE subject = (SELECT item FROM posting)",
                "posting_region", 2_048
            ),
            (
                "INSERT INTO posting_region (region, subject, stretches, seq) VALUES (50, randomblob(16), 1, 7)",
                "posting_region", 7
            ),
            (
                "INSERT INTO posting_region (region, subject, stretches, seq) VALUES (-1, randomblob(16), 1, 8)",
                "posting_region", 8
            ),
            ("DELETE FROM posting_region", "posting_region", 2_048),
        ]
        for change in changes {
            try whole.write(to: database)
            try tamper(pantry.directory.data, guarded: true, change.sql)
            let findings = try Verification(of: database).findings
            #expect(findings.map(\.seq) == [change.seq], "\(change.sql)")
            #expect(
                findings.allSatisfy {
                    $0.description.hasPrefix("the table \(change.table) is not")
                },
                "\(change.sql)")
        }
    }

    @Test(arguments: [510, 511, 512] as [Int64])
    func `a database whose sums were written with each entry is brought up to date`(
        _ head: Int64
    ) async throws {
        let pantry = try await SamplePantry()
        for seq in pantry.store.head.seq..<head {
            try await pantry.record(.scan(seq % 3 == 0 ? .distribute : .intake, "beans", 1))
        }
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            DELETE FROM posting_region;
            INSERT INTO posting_region
                SELECT stretch >> 6, subject, sum(1 << (stretch & 63)), max(first) FROM (
                    SELECT stretch, item AS subject, min(seq) AS first FROM posting GROUP BY stretch, item
                    UNION ALL SELECT stretch, place, min(seq) FROM posting GROUP BY stretch, place
                ) GROUP BY stretch >> 6, subject;
            \(beforeSumsAmongBalances)
            INSERT INTO place_stock SELECT place, item, sum(quantity), max(seq) FROM balance
                WHERE place NOT IN (SELECT place FROM place_stock) GROUP BY place, item;
            DELETE FROM grdb_migrations WHERE identifier = '13 fewer sums';
            """)
        #expect(try await pantry.findings().isEmpty)
    }

    @Test func `each change of lots, balances and totals is found`() async throws {
        let pantry = try await SamplePantry()
        var entries: [Int64] = []
        for number in ["e\u{301}1", "L2", "L3"] {
            var scan = Scan.scan(.intake, "beans", 5).bestBy("2027-03")
            scan.facts.lotNumber = number
            entries.append(try await pantry.recorded(scan).seq)
        }
        try pantry.store.close()
        let database = pantry.directory.data.database
        let whole = try Data(contentsOf: database)
        let (first, last) = (entries[0], entries[2])
        let changes: [(sql: String, table: String, seq: Int64)] = [
            ("DELETE FROM lot WHERE seq = \(last)", "lot", last),
            ("UPDATE lot SET number = '\u{E9}1' WHERE seq = \(first)", "lot", first),
            ("UPDATE lot SET date = NULL WHERE seq = \(first)", "lot", first),
            ("UPDATE lot SET id = x'00' WHERE seq = \(last)", "lot", last),
            (
                "INSERT INTO lot SELECT randomblob(16), item, date_kind, date, number, programme, 2 FROM lot LIMIT 1",
                "lot", 2
            ),
            ("DELETE FROM balance WHERE seq = \(last)", "balance", last),
            ("UPDATE balance SET quantity = quantity + 1 WHERE seq = \(last)", "balance", last),
            ("UPDATE balance SET held = 0 WHERE seq = \(first)", "balance", first),
            ("UPDATE balance SET last_day = '~' WHERE seq = \(last)", "balance", last),
            ("UPDATE balance SET quantity = 0 WHERE lot = x''", "balance", last),
            ("DELETE FROM balance WHERE lot = x''", "balance", last),
            ("UPDATE day_total SET discarded = 1", "day_total", last),
            (
                "INSERT INTO day_total SELECT '2020-01-01', item, 1, 0, 0, 0, 3 FROM day_total",
                "day_total", 3
            ),
        ]
        for change in changes {
            try whole.write(to: database)
            #expect(try Verification(of: database).findings.isEmpty)
            try tamper(pantry.directory.data, guarded: true, change.sql)
            let findings = try Verification(of: database).findings
            #expect(findings.map(\.seq) == [change.seq], "\(change.sql)")
            #expect(
                findings.first?.description.hasPrefix("the table \(change.table) is not") == true,
                "\(change.sql)")
        }
    }

    @Test func `moments that a person's word put right are compared as they are then`() async throws
    {
        let pantry = try await SamplePantry()
        pantry.clock.advance(seconds: 100 * 86_400)
        try await pantry.recorded(.scan(.intake, "beans", 9))
        pantry.clock.advance(seconds: -90 * 86_400)
        try await pantry.store.write { try $0.confirmClock() }
        try await pantry.recorded(.scan(.intake, "beans", 2))
        let (words, latest) = try await pantry.store.read { queries in
            (
                try ClockWord.all(queries.db),
                try Int64.fetchOne(queries.db, sql: "SELECT moment FROM posting ORDER BY seq") ?? 0
            )
        }
        let word = try #require(words.first)
        #expect(words.count == 1 && latest == word.at)
        #expect(try await pantry.store.verify().isEmpty)
        try pantry.store.close()
        let database = pantry.directory.data.database
        let whole = try Data(contentsOf: database)
        for (sql, table, seq) in [
            ("UPDATE clock_word SET at = at - 1", "clock_word", word.seq),
            ("DELETE FROM clock_word", "clock_word", word.seq),
            (
                "UPDATE posting SET moment = moment + 1 WHERE seq < \(word.seq)", "posting",
                word.seq - 1
            ),
        ] {
            try whole.write(to: database)
            try tamper(pantry.directory.data, guarded: true, sql)
            let findings = try Verification(of: database).findings
            #expect(findings.map(\.seq) == [seq], "\(sql)")
            #expect(findings.first?.description.contains("the table \(table) ") == true, "\(sql)")
        }
    }
}

import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct VerificationTests {
    @Test func `a journal with entries of every kind is found whole, again and again`() async throws
    {
        let pantry = try await SamplePantry.fullAndClosed()
        #expect(try await pantry.findings().isEmpty)
        #expect(try await pantry.findings().isEmpty)
        let store = try SamplePantry.open(pantry.directory.data)
        let kinds = try await store.read { Set(try $0.journal(after: 0, limit: 100).map(\.kind)) }
        #expect(kinds.count == EntryKinds.all.count)
        try store.close()
    }

    @Test(arguments: [
        "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), 'e', 'E') AS BLOB) WHERE seq = 8",
        "UPDATE journal SET recorded_at = recorded_at + 1 WHERE seq = 8",
        "UPDATE journal SET hash = zeroblob(32) WHERE seq = 8",
        "UPDATE journal SET kind = 'movemenT' WHERE seq = 8",
        "UPDATE journal SET epoch = 2 WHERE seq = 8",
        "UPDATE journal SET id = zeroblob(16) WHERE seq = 8",
        "DELETE FROM journal WHERE seq = 7",
        "UPDATE journal SET body = CAST('{}' AS BLOB) WHERE seq IN (8, 10)",
    ])
    func `the first entry that is not what was recorded is named`(_ sql: String) async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        try tamper(pantry.directory.data, sql)
        let findings = try await pantry.findings()
        #expect(findings.map(\.seq) == [8])
    }

    @Test func `a change whose hash was made to fit is found in the next entry`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let store = try SamplePantry.open(pantry.directory.data)
        let entry = try #require(try await store.read { try $0.entry(8) })
        let hub = store.hub
        try store.close()
        let body = Data(String(decoding: entry.body, as: UTF8.self).replacing("9", with: "8").utf8)
        let hash = Chain.hash(
            hub: hub, epoch: 1, seq: 8, id: entry.id, kind: entry.kind,
            recordedAt: entry.recordedAt,
            previous: entry.previous, body: body)
        try tamper(
            pantry.directory.data,
            "UPDATE journal SET body = x'\(body.hexadecimal)', hash = x'\(hash.hexadecimal)' WHERE seq = 8"
        )
        #expect(try await pantry.findings().map(\.seq) == [9])
    }

    @Test(arguments: Schema.projectionTables)
    func `a projection that was changed is found, and the entry it comes from`(_ table: String)
        async throws
    {
        let pantry = try await SamplePantry.fullAndClosed()
        let first = try DatabaseQueue(path: pantry.directory.data.database.path)
        let (seq, key) = try await first.read { db in
            // The stretch of a posting follows from its `seq`, and the database holds it to that; a region is a number.
            let key = try #require(
                db.primaryKey(table).columns.first { !["stretch", "region"].contains($0) })
            return (try Int64.fetchOne(db, sql: "SELECT min(seq) FROM \(table)"), key)
        }
        try first.close()
        let changes = [
            "DELETE FROM \(table) WHERE seq = \(seq ?? 0)",
            "UPDATE \(table) SET seq = seq + 1 WHERE seq = \(seq ?? 0)",
            "UPDATE \(table) SET \(key) = \(key) || 'x' WHERE seq = \(seq ?? 0)",
        ]
        let whole = try Data(contentsOf: pantry.directory.data.database)
        for change in changes {
            let sql = change.replacing(
                "\(key) || 'x'",
                with: key == "seq"
                    ? "seq + 7"
                    : ["key", "day", "code"].contains(key) ? "\(key) || 'x'" : "randomblob(16)")
            try whole.write(to: pantry.directory.data.database)
            try tamper(
                pantry.directory.data, guarded: true,
                "UPDATE OR IGNORE \(table) SET seq = seq; \(sql)")
            #expect(try await pantry.findings().first?.seq == seq, "\(sql)")
        }
    }

    @Test func `a journal that lost its end is found by what it added up to`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        try tamper(
            pantry.directory.data, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
        #expect(try await !pantry.findings().isEmpty)
    }

    @Test(arguments: [
        "UPDATE journal SET body = body", "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal",
        "INSERT INTO journal SELECT seq + 2, epoch, randomblob(16), kind, recorded_at, hash, body FROM journal ORDER BY seq DESC LIMIT 1",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
    ])
    func `the database itself refuses to change the journal`(_ sql: String) async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        #expect(throws: DatabaseError.self) {
            try tamper(pantry.directory.data, guarded: true, sql)
        }
        #expect(try await pantry.findings().isEmpty)
    }

    @Test(arguments: ["journal_is_dense", "journal_is_not_changed", "journal_is_not_deleted"])
    func `a guard of the journal that is gone or does nothing is found`(_ name: String)
        async throws
    {
        let pantry = try await SamplePantry.fullAndClosed()
        for sql in [
            "DROP TRIGGER \(name)",
            "CREATE TRIGGER \(name) BEFORE INSERT ON journal WHEN 0 BEGIN SELECT 1; END",
        ] {
            try tamper(pantry.directory.data, guarded: true, sql)
            #expect(
                try await pantry.findings().map(\.description)
                    == ["the database has lost the journal's guard \(name)"])
        }
    }

    @Test func `a day that was signed with another key than the hub's is found`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 3))
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true, "UPDATE hub SET signing_key = randomblob(32)")
        let store = try SamplePantry.open(pantry.directory.data)
        let day = try #require(CivilDate("2026-11-21"))
        _ = try await store.write { try $0.closeDay(day, entryID: fresh()) }
        let last = try await store.read { try $0.head() }
        let findings = try await store.verify()
        #expect(findings.map(\.seq) == [last])
        #expect(
            findings.map(\.description) == [
                "the account of 2026-11-21 is not the one that was signed"
            ])
        try store.close()
    }

    @Test func `days are found as they were signed, with what earlier ones left, closed or not`()
        async throws
    {
        let pantry = try await SamplePantry()
        for (day, isClosed) in [
            ("2026-11-17", true), ("2026-11-18", false), ("2026-11-19", false),
            ("2026-11-20", true), ("2026-11-21", true),
        ] {
            try await pantry.recorded(
                .scan(.intake, "beans", 5) { $0.say(at: "\(day)T10:00:00-05:00") })
            try await pantry.recorded(
                .scan(.distribute, "rice", 70) { $0.say(at: "\(day)T11:00:00-05:00") })
            guard isClosed, let day = CivilDate(day) else { continue }
            _ = try await pantry.store.write { try $0.closeDay(day, entryID: fresh()) }
        }
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a hub in doubt is verified before it serves`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let directory = pantry.directory.data
        try Data().write(to: directory.doubt)
        try SamplePantry.open(directory).close()
        #expect(!FileManager.default.fileExists(atPath: directory.doubt.path))
        try Data().write(to: directory.doubt)
        try tamper(directory, "UPDATE journal SET hash = zeroblob(32) WHERE seq = 8")
        #expect(throws: VerificationFinding.self) { try SamplePantry.open(directory).close() }
        #expect(FileManager.default.fileExists(atPath: directory.doubt.path))
    }
}

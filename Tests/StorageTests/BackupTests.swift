import Foundation
import GRDB
import Journal
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct BackupTests {
    @Test func `a backup written while scanning goes on is a whole journal`() async throws {
        let pantry = try await SamplePantry()
        let file = try pantry.directory.file("backup.larder")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask { try await pantry.recorded(.scan(.intake, "beans")) }
            }
            group.addTask { try await pantry.store.backUp(to: file) }
            try await group.waitForAll()
        }
        let restored = pantry.directory.other("restored")
        let count = try Backup.restore(file, to: restored, clock: pantry.clock).entries
        let store = try SamplePantry.open(restored)
        #expect(try await store.read { try $0.head() } == count + 1)
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    @Test func `one backup restored twice gives two hubs that are told apart`() async throws {
        let pantry = try await SamplePantry()
        let secret = "a token that is revoked later"
        _ = try await pantry.store.write {
            _ = try $0.addCredential(
                secret: secret, use: .token, role: .coordinator, name: "old laptop")
            return try $0.addWebhook(
                fresh(), url: "https://example.org/", kinds: [], secret: Data(count: 24),
                allowsPrivate: false)
        }
        let file = try pantry.directory.file("backup.larder")
        try await pantry.store.backUp(to: file)
        var heads: [JournalHead] = []
        for name in ["one", "two"] {
            let restored = pantry.directory.other(name)
            _ = try Backup.restore(file, to: restored, clock: pantry.clock)
            #expect(JournalAnchor.read(restored)?.head.epoch == 2)
            let store = try SamplePantry.open(restored, clock: pantry.clock)
            heads.append(store.head)
            let now = pantry.clock.now()
            let digest = Credential.digest(of: secret)
            #expect(try await store.read { try $0.credential(digest: digest, now: now) } == nil)
            #expect(store.journalLoss == nil)
            let hook = try await store.read { try $0.subscriber($0.webhooks()[0].subscriber) }
            #expect(hook?.endedAt != nil && hook?.trouble == Backup.webhookTrouble)
            #expect(try await store.verify().isEmpty)
            try store.close()
        }
        #expect(heads[0].seq == heads[1].seq && heads[0].hash != heads[1].hash)
    }

    @Test func `a database that nobody has open is verified beside it, and held against the note`()
        async throws
    {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try pantry.store.close()
        let old = try Data(contentsOf: directory.database)
        let store = try SamplePantry.open(directory, clock: pantry.clock)
        for _ in 0..<3 { _ = try await store.write { try $0.record(.scan(.intake, "beans")) } }
        try store.close()
        let names = { try FileManager.default.contentsOfDirectory(atPath: directory.url.path) }
        let before = try names().sorted()
        let whole = try Backup.verifyUnopened(directory, clock: pantry.clock)
        #expect(whole.all.isEmpty && whole.entries == store.head.seq)
        try old.write(to: directory.database)
        for _ in 0..<2 {
            let walked = try Backup.verifyUnopened(directory, clock: pantry.clock)
            #expect(walked.findings.isEmpty && walked.entries == store.head.seq - 3)
            #expect(
                walked.loss?.description.contains("had recorded \(store.head.seq), and") == true)
        }
        #expect(try names().sorted() == before)
        #expect(try Data(contentsOf: directory.database) == old)
        // A hub that went on after a loss tells of it for as long as its pages do.
        try SamplePantry.open(directory, clock: pantry.clock).close()
        #expect(try Backup.verifyUnopened(directory, clock: pantry.clock).loss != nil)
        pantry.clock.advance(seconds: 8 * 86_400)
        #expect(try Backup.verifyUnopened(directory, clock: pantry.clock).loss == nil)
    }

    @Test func `a database that nobody has open is copied with its log, and left as it is`()
        async throws
    {
        let pantry = try await SamplePantry()
        for _ in 0..<20 { try await pantry.recorded(.scan(.intake, "beans")) }
        let head = try await pantry.store.read { try $0.head() }
        let file = try pantry.directory.file("backup.larder")
        #expect(throws: StorageFault.hubIsRunning(path: pantry.store.directory.url.path)) {
            try Backup.copyUnopened(pantry.store.directory, to: file)
        }
        // As a power cut leaves it: all that is new is in the log.
        let left = pantry.directory.other("left")
        try left.create()
        for ending in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: pantry.store.directory.database.path + ending,
                toPath: left.database.path + ending)
        }
        func names(_ folder: URL) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        }
        let before = try names(left.url)
        #expect(try Backup.copyUnopened(left, to: file) > 0)
        #expect(try names(left.url) == before)
        let restored = pantry.directory.other("restored")
        #expect(try Backup.restore(file, to: restored, clock: pantry.clock).entries == head)
        let again = try names(file.deletingLastPathComponent())
        #expect(throws: (any Error).self) { try Backup.copyUnopened(left, to: file) }
        #expect(try names(file.deletingLastPathComponent()) == again)
        #expect(!left.takesNothing)
        #expect(DataDirectory(URL(fileURLWithPath: "/proc")).takesNothing)
    }

    /// Nobody else writes to this database, so each step is the test's own: what the log holds when the copy begins, and
    /// what becomes of it before the copy is read.
    @Test(arguments: seeds)
    func `a copy is the database of its moment, whatever becomes of the log meanwhile`(
        _ seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<12 { try await copyWhileWriting(&random) }
    }

    private func copyWhileWriting(_ random: inout SeededGenerator) async throws {
        let directory = ThrowAwayDirectory()
        let pool = try DatabasePool(path: directory.file("database.sqlite").path)
        func step(_ random: inout SeededGenerator) throws {
            try pool.writeWithoutTransaction { db in
                switch Int.random(in: 0..<10, using: &random) {
                case 0: try db.checkpoint(.passive)
                // One that reads stands in the way of these; what can be done is done.
                case 1: _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(RESTART)")
                case 2: _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                case 3:
                    try db.execute(
                        sql: "DELETE FROM t WHERE n % 7 = ?",
                        arguments: [Int.random(in: 0..<7, using: &random)])
                default:
                    try db.execute(
                        sql: """
                            WITH RECURSIVE c (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < ?)
                            INSERT INTO t (text) SELECT hex(randomblob(?)) FROM c
                            """,
                        arguments: [
                            Int.random(in: 1..<200, using: &random),
                            Int.random(in: 1..<900, using: &random),
                        ])
                }
            }
        }
        try await pool.write { db in
            try db.execute(sql: "CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)")
        }
        for _ in 0..<Int.random(in: 0..<30, using: &random) { try step(&random) }
        let held = try pool.read { try Self.rows($0) }
        let copy = try DatabaseCopy(of: URL(filePath: pool.path))
        let file = try directory.file("copy")
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        for _ in 0..<Int.random(in: 0..<10, using: &random) { try step(&random) }
        var page: Int64 = 0
        while let piece = try await copy.piece(from: page) {
            try handle.write(contentsOf: piece.bytes)
            page = piece.next
            for _ in 0..<Int.random(in: 0..<5, using: &random) { try step(&random) }
        }
        try handle.close()
        #expect(try Data(contentsOf: file).count == copy.count)
        var readOnly = Configuration()
        readOnly.readonly = true
        let copied = try DatabaseQueue(path: file.path, configuration: readOnly)
        #expect(try copied.read { try Self.rows($0) } == held)
        #expect(
            try await copied.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
                == ["ok"])
        try pool.close()
    }

    private static func rows(_ db: Database) throws -> [Row] {
        try Row.fetchAll(db, sql: "SELECT n, text FROM t ORDER BY n")
    }

    @Test func `a restored journal goes on in a new epoch as the same hub`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let (file, restored) = try await backUp(pantry)
        let count = try Backup.restore(file, to: restored, clock: pantry.clock).entries
        let store = try SamplePantry.open(restored)
        #expect(store.hub == pantry.store.hub)
        let seq = try await store.write { try $0.record(.scan(.intake, "rice", 3)) }
        guard case .recorded(let scan) = seq else { throw NotRecorded(code: "rice") }
        #expect(scan.seq == count + 2)
        let entries = try await store.read { try $0.journal(after: count - 1, limit: 3) }
        #expect(entries.map(\.epoch) == [2, 3, 3])
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    @Test func `a restore never writes over a hub`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let (file, _) = try await backUp(pantry)
        let full = pantry.directory.data
        #expect(throws: StorageFault.directoryNotEmpty(path: full.url.path)) {
            try Backup.restore(file, to: full, clock: pantry.clock)
        }
        let other = pantry.directory.other("other")
        try other.create()
        try Data().write(to: other.url.appendingPathComponent("larder.sqlite-wal"))
        #expect(throws: StorageFault.directoryNotEmpty(path: other.url.path)) {
            try Backup.restore(file, to: other, clock: pantry.clock)
        }
    }

    @Test func `a damaged backup is refused and the directory stays empty`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let (file, restored) = try await backUp(pantry)
        let whole = try Data(contentsOf: file)
        let torn = [
            whole.prefix(whole.count / 2), Data("no database".utf8), Data(),
            changed(whole, "beans", "peas!"),
        ]
        for (number, bytes) in torn.enumerated() {
            let damaged = try pantry.directory.file("damaged-\(number)")
            try bytes.write(to: damaged)
            #expect(throws: (any Error).self) {
                try Backup.restore(damaged, to: restored, clock: pantry.clock)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: restored.url.path).isEmpty)
        }
        let nothing = try pantry.directory.file("nothing")
        #expect(throws: StorageFault.hubNotFound(path: nothing.path)) {
            try Backup.restore(nothing, to: restored, clock: pantry.clock)
        }
        _ = try Backup.restore(file, to: restored, clock: pantry.clock)
    }

    private func backUp(_ pantry: SamplePantry) async throws -> (file: URL, restored: DataDirectory)
    {
        let file = try pantry.directory.file("backup.larder")
        let store = try SamplePantry.open(pantry.directory.data)
        try await store.backUp(to: file)
        try store.close()
        return (file, pantry.directory.other("restored"))
    }

    private func changed(_ bytes: Data, _ old: String, _ new: String) -> Data {
        var changed = bytes
        while let range = changed.range(of: Data("\"code\":\"\(old)\"".utf8)) {
            changed.replaceSubrange(range, with: Data("\"code\":\"\(new)\"".utf8))
        }
        return changed
    }
}

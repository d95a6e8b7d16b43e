import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// No loss goes unnoticed: what is noted outside the database, and what a start makes of it.
@Suite struct AnchorTests {
    @Test func `a hub notes outside its database how far its journal goes`() async throws {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        let founded = try #require(JournalAnchor.read(directory))
        #expect(founded.hub == pantry.store.hub.description && founded.head == pantry.store.head)
        try await pantry.recorded(.scan(.intake, "beans", 3))
        try pantry.store.noteHead()
        #expect(JournalAnchor.read(directory)?.head == pantry.store.head)
        try await pantry.recorded(.scan(.intake, "beans", 4))
        try pantry.store.close()
        let last = try #require(JournalAnchor.read(directory))
        #expect(last.head == pantry.store.head && last.head.epoch == 1)
        #expect(try mode(directory.anchor) == 0o600)
        #expect(!FileManager.default.fileExists(atPath: directory.founding.path))
    }

    @Test func `a stopped hub's main file is whole without its log`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 3))
        // A reader keeps SQLite from doing it by itself when the last connection closes.
        let reader = try StoreConnection.reader(pantry.directory.data.database)
        try pantry.store.close()
        let other = pantry.directory.other("other")
        try other.create()
        for file in [\DataDirectory.database, \.anchor] {
            try FileManager.default.copyItem(
                at: pantry.directory.data[keyPath: file], to: other[keyPath: file])
        }
        try reader.close()
        let store = try SamplePantry.open(other)
        #expect(store.head == pantry.store.head && store.journalLoss == nil)
        try store.close()
    }

    @Test(arguments: [
        "larder.sqlite-wal", "larder.sqlite-shm", "larder.sqlite-journal", "journal-head",
        "journal-check", "verify-before-use", "scans-sent.ndjson", "larder.sqlite.bak",
        "journal-head.new", "last-backup", "last-backup.new",
    ])
    func `no hub is founded where a file of one is without its database`(_ name: String) throws {
        let directory = ThrowAwayDirectory().data
        try directory.create()
        try Data("left".utf8).write(to: directory.url.appendingPathComponent(name))
        #expect(throws: StorageFault.databaseMissing(path: directory.url.path, beside: name)) {
            try SamplePantry.open(directory)
        }
        try stays(directory, [name, "lock"])
    }

    @Test func `a file beside the database is replaced by several at once, whole each time`()
        async throws
    {
        let directory = ThrowAwayDirectory().data
        try directory.create()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try DataDirectory.replace(directory.anchor, with: Data("\(number)".utf8))
                }
            }
            try await group.waitForAll()
        }
        #expect(Int(try String(contentsOf: directory.anchor, encoding: .utf8)) != nil)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
                == ["journal-head"])
    }

    @Test func `no hub is founded over pictures of labels, and one is beside what was laid out`()
        throws
    {
        let directory = ThrowAwayDirectory().data
        for folder in [directory.pictures, directory.layouts] {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
        }
        let picture = directory.pictures.appendingPathComponent("1.png")
        for file in [picture, directory.layouts.appendingPathComponent("bin.yaml"), directory.lock]
        {
            try Data("left".utf8).write(to: file)
        }
        #expect(throws: StorageFault.databaseMissing(path: directory.url.path, beside: "pictures"))
        {
            try SamplePantry.open(directory)
        }
        try FileManager.default.removeItem(at: picture)
        try SamplePantry.open(directory).close()
        try FileManager.default.removeItem(at: directory.url)
    }

    @Test(arguments: [0, 50, 4_096, 20_000])
    func `a database that is cut or no database is named, and left as it is`(length: Int)
        async throws
    {
        let pantry = try await SamplePantry.fullAndClosed()
        let file = pantry.directory.data.database
        var bytes = try Data(contentsOf: file).prefix(length)
        if bytes.isEmpty { bytes = Data(repeating: 0x2A, count: 9_000) }
        try bytes.write(to: file)
        #expect(throws: StorageFault.databaseDamaged(path: file.path)) {
            try SamplePantry.open(pantry.directory.data)
        }
    }

    @Test(arguments: ["", "{}", "garbage", "null", "a seq beyond 64 bits"])
    func `a note that is gone or cannot be read is a loss that is said once`(note: String)
        async throws
    {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try pantry.store.close()
        let text = try String(contentsOf: directory.anchor, encoding: .utf8)
        if note == "null" {
            try FileManager.default.removeItem(at: directory.anchor)
        } else {
            let beyond = text.replacing(#/"seq":\d+/#, with: #""seq":99999999999999999999"#)
            try Data((note.hasPrefix("a seq") ? beyond : note).utf8).write(to: directory.anchor)
        }
        var store = try SamplePantry.open(directory, clock: pantry.clock)
        let loss = try #require(store.journalLoss)
        let held = pantry.store.head.seq
        #expect(loss.expected == nil && loss.found == held)
        #expect(store.head.epoch == 2 && store.head.seq == held + 1)
        let entry = try #require(try await store.read { try $0.entry(held + 1) })
        #expect((try entry.content() as? EpochBegun)?.reason == .noteGone)
        let walked = try await store.verification()
        #expect(walked.findings.isEmpty && walked.all.count == 1)
        #expect(walked.all[0].description.hasPrefix("entries may be gone"))
        try store.close()
        store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.head.epoch == 2 && store.journalLoss == loss, "it was noticed once")
        try store.close()
    }

    @Test func `a hub of before there were notes has none to miss`() async throws {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try pantry.store.close()
        try tamper(
            directory, guarded: true, "DELETE FROM setting WHERE name = '\(JournalAnchor.setting)'")
        try FileManager.default.removeItem(at: directory.anchor)
        for _ in 0..<2 {
            let store = try SamplePantry.open(directory, clock: pantry.clock)
            #expect(store.journalLoss == nil && store.head.epoch == 1)
            try store.close()
        }
        try FileManager.default.removeItem(at: directory.anchor)
        let store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.head.epoch == 2)
        try store.close()
    }

    @Test func `no hub is founded where a restore broke off, and the restore can be run again`()
        async throws
    {
        let pantry = try await SamplePantry()
        let (file, other) = (
            try pantry.directory.file("backup.larder"), pantry.directory.other("other")
        )
        try await pantry.store.backUp(to: file)
        try other.create()
        try Data("half".utf8).write(to: other.restoring)
        #expect(throws: StorageFault.restoreUnfinished(path: other.url.path)) {
            try SamplePantry.open(other)
        }
        try stays(other, ["lock", "restoring.sqlite"])
        _ = try Backup.restore(file, to: other, clock: pantry.clock)
        try SamplePantry.open(other).close()
    }

    @Test(arguments: [true, false])
    func `no hub is founded in a database that lost what was in it`(isEmpty: Bool) async throws {
        let pantry = try await SamplePantry()
        try pantry.store.close()
        let directory = pantry.directory.data
        try FileManager.default.removeItem(at: directory.database)
        if isEmpty {
            try Data().write(to: directory.database)
        } else {
            let queue = try DatabaseQueue(path: directory.database.path)
            try await queue.writeWithoutTransaction { db in
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            }
            try queue.close()
        }
        let before = try Data(contentsOf: directory.database)
        #expect(throws: StorageFault.databaseEmpty(path: directory.database.path)) {
            try SamplePantry.open(directory)
        }
        #expect(try Data(contentsOf: directory.database) == before)
    }

    @Test func `a founding that was broken off is done again`() throws {
        let directory = ThrowAwayDirectory().data
        try directory.create()
        for file in [directory.founding, directory.database] { try Data().write(to: file) }
        let store = try SamplePantry.open(directory)
        #expect(store.head.seq == 1)
        try store.close()
        try FileManager.default.removeItem(at: directory.url)
    }

    @Test func `an older copy of the database is noticed, and no number is used again`()
        async throws
    {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try pantry.store.close()
        let old = try Data(contentsOf: directory.database)
        let held = pantry.store.head.seq
        var store = try SamplePantry.open(directory, clock: pantry.clock)
        for _ in 0..<3 { _ = try await store.write { try $0.record(.scan(.intake, "beans")) } }
        try store.close()
        let lost = store.head
        try old.write(to: directory.database)

        store = try SamplePantry.open(directory, clock: pantry.clock)
        let loss = try #require(store.journalLoss)
        #expect(loss.expected == held + 3 && loss.found == held)
        #expect(store.head.epoch == 2 && store.head.seq == held + 1)
        let entry = try #require(try await store.read { try $0.entry(held + 1) })
        let begun = try #require(try entry.content() as? EpochBegun)
        #expect(begun.reason == .entriesGone && begun.noted == lost && begun.after.seq == held)
        for _ in 0..<3 { _ = try await store.write { try $0.record(.scan(.intake, "beans")) } }
        let epochs = try await store.read { try $0.journal(after: held, limit: 9).map(\.epoch) }
        #expect(epochs == [2, 2, 2, 2])
        let walked = try await store.verification()
        #expect(walked.findings.isEmpty && walked.all.count == 1)
        #expect(
            walked.all[0].description.hasPrefix(
                "entries are gone: this hub had recorded \(held + 3), and its data held \(held) "))
        #expect(store.journalCheck.damage == nil, "what is there is whole")
        try store.close()

        store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.journalLoss == loss && store.head.epoch == 2, "it was noticed once")
        #expect(try await store.verify().count == 1)
        pantry.clock.advance(seconds: 8 * 86_400)
        #expect(store.journalLoss == nil)
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    @Test func `frames of the log that are gone are noticed`() async throws {
        let pantry = try await SamplePantry()
        // As a hub leaves it that is killed now.
        try await pantry.recorded(.scan(.intake, "beans", 3))
        let noted = pantry.directory.data
        while JournalAnchor.read(noted)?.head != pantry.store.head { await Task.yield() }
        let other = pantry.directory.other("other")
        try other.create()
        for file in [\DataDirectory.database, \.anchor] {
            try FileManager.default.copyItem(
                at: pantry.directory.data[keyPath: file], to: other[keyPath: file])
        }
        let store = try SamplePantry.open(other, clock: pantry.clock)
        #expect(store.journalLoss?.expected == pantry.store.head.seq)
        #expect(store.journalLoss?.found == 1)
        #expect(store.head.epoch == 2)
        try store.close()
    }

    @Test func `another journal of the same length is noticed by its hash`() async throws {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try pantry.store.close()
        let old = try Data(contentsOf: directory.database)
        for round in 0..<2 {
            if round == 1 { try old.write(to: directory.database) }
            let store = try SamplePantry.open(directory, clock: pantry.clock)
            _ = try await store.write { try $0.record(.scan(.intake, "beans")) }
            try store.close()
        }
        // The first copy's one entry went with it; the second start noticed.
        let store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.head.epoch == 2)
        try store.close()
        try JournalAnchor(
            hub: store.hub.description,
            head: JournalHead(
                epoch: 2, seq: store.head.seq, hash: String(repeating: "0", count: 64))
        ).write(to: directory)
        let again = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(again.head.epoch == 3)
        try again.close()
    }

    @Test func `a directory that was made before is its owner's alone`() async throws {
        let directory = ThrowAwayDirectory().data
        try FileManager.default.createDirectory(
            at: directory.layouts, withIntermediateDirectories: true)
        let file = directory.layouts.appendingPathComponent("bin.yaml")
        let log = directory.url.appendingPathComponent("notes")
        for file in [file, log] { try Data().write(to: file) }
        for (path, mode) in [(directory.url, 0o755), (directory.layouts, 0o755), (log, 0o644)] {
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: path.path)
        }
        let store = try SamplePantry.open(directory)
        for file in [directory.url, directory.layouts, log, directory.database, directory.anchor] {
            #expect(try mode(file) & 0o077 == 0, "\(file.lastPathComponent)")
        }
        try store.close()
        try FileManager.default.removeItem(at: directory.url)
    }

    private func stays(_ directory: DataDirectory, _ names: [String]) throws {
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: directory.url.path).sorted()
                == names.sorted())
        try FileManager.default.removeItem(at: directory.url)
    }

    private func mode(_ file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

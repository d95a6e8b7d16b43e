import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct StoreTests {
    @Test func `a new hub has its floor and its edges before anyone asks`() async throws {
        let directory = ThrowAwayDirectory()
        let store = try SamplePantry.open(directory.data)
        let kinds = try await store.read { try $0.places(edges: true).map(\.kind) }
        #expect(Set(kinds) == Set(Place.Kind.founded) && kinds.count == Place.Kind.founded.count)
        #expect(try await store.read { try $0.head() } == 1)
        try store.close()
    }

    @Test func `a hub keeps its id, its zone and its stock`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans", 3))
        try pantry.store.close()
        let store = try Store(at: pantry.directory.data, timeZone: .gmt)
        #expect(store.hub == pantry.store.hub)
        #expect(store.calendar.timeZone.identifier == "America/New_York")
        guard
            case .recorded(let scan) = try await store.write({
                try $0.record(.scan(.distribute, "beans"))
            })
        else { throw NotRecorded(code: "beans") }
        #expect(scan.balance == Quantity(2))
        try store.close()
    }

    @Test func `time in the journal never goes back, though the clock does`() async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(.scan(.intake, "beans"))
        pantry.clock.advance(seconds: -3_600)
        try await pantry.recorded(.scan(.intake, "beans"))
        let entries = try await pantry.store.read { try $0.journal(after: 0, limit: 100) }
        #expect(entries.map(\.recordedAt) == entries.map(\.recordedAt).sorted())
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.hash == $1.previous })
    }

    @Test func `a second hub on the same directory says so, until the first is closed`()
        async throws
    {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        #expect(throws: StorageFault.hubIsRunning(path: directory.url.path)) {
            try SamplePantry.open(directory)
        }
        try pantry.store.close()
        try pantry.store.close()
        try SamplePantry.open(directory).close()
    }

    @Test func `a lock of another process keeps the hub out`() throws {
        let directory = ThrowAwayDirectory().data
        try directory.create()
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/flock")
        holder.arguments = [directory.lock.path, "sh", "-c", "echo held; cat"]
        let (input, output) = (Pipe(), Pipe())
        (holder.standardInput, holder.standardOutput) = (input, output)
        try holder.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        #expect(throws: StorageFault.hubIsRunning(path: directory.url.path)) {
            try SamplePantry.open(directory)
        }
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        try SamplePantry.open(directory).close()
        try FileManager.default.removeItem(at: directory.url)
    }

    @Test func `a child process that was forked while a hub ran keeps no other out`() async throws {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        let held = try #require(
            descriptors.compactMap(Int32.init).first { descriptor in
                let path = try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/self/fd/\(descriptor)")
                return path == directory.lock.path
            })
        // What a child holds between its fork and its own program.
        let inherited = dup(held)
        defer { close(inherited) }
        try pantry.store.close()
        try SamplePantry.open(directory).close()
    }

    @Test func `the writer keeps what it acknowledges, and overwrites what it erases`() throws {
        let directory = ThrowAwayDirectory()
        try directory.data.create()
        let pool = try StoreConnection.open(directory.data.database)
        let settings = try pool.writeWithoutTransaction { db in
            try ["synchronous", "mmap_size", "trusted_schema", "secure_delete"].map {
                try Int.fetchOne(db, sql: "PRAGMA \($0)")
            }
        }
        #expect(settings == [2, 0, 0, 1])
        #expect(try pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        try pool.close()
    }

    @Test func `a database of a newer Larder is left alone`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        try tamper(
            pantry.directory.data, guarded: true,
            "INSERT INTO grdb_migrations VALUES ('9 from the future')")
        #expect(throws: StorageFault.schemaIsNewer) { try SamplePantry.open(pantry.directory.data) }
    }

    @Test func `moments that an earlier Larder kept beyond the year 1 are held to it`() async throws
    {
        let pantry = try await SamplePantry()
        try await pantry.recorded(
            .scan(.intake, "beans", 2) { $0.say(at: "0001-01-01T00:00:00+01:00") })
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            beforeLooks + """
                DELETE FROM grdb_migrations WHERE identifier = '12 held moments';
                UPDATE posting SET moment = moment - 3600000000 WHERE moment = -62135596800000000
                """)
        let store = try SamplePantry.open(pantry.directory.data)
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    @Test func `a directory that cannot be made is named`() throws {
        let directory = ThrowAwayDirectory()
        let file = try directory.file("file")
        try Data().write(to: file)
        let beneath = DataDirectory(file.appendingPathComponent("hub"))
        #expect {
            try SamplePantry.open(beneath)
        } throws: {
            guard case .directoryUnusable(beneath.url.path, _)? = $0 as? StorageFault else {
                return false
            }
            return true
        }
    }

    @Test func `followers see each change in order, until the store is closed`() async throws {
        let pantry = try await SamplePantry()
        let (feed, before) = (pantry.store.follow(), pantry.store.head.seq)
        for _ in 0..<3 { try await pantry.recorded(.scan(.intake, "beans")) }
        try pantry.store.close()
        var seqs: [Int64] = []
        for await change in feed { seqs.append(change.seq) }
        // What was answered a moment before may be told yet.
        #expect(seqs.suffix(3) == [before + 1, before + 2, before + 3])
        #expect(seqs == seqs.sorted())
        for await _ in pantry.store.follow() { Issue.record("a closed store has no changes") }
    }
}

import Foundation
import GRDB
import Journal
import Stock
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// The check of the chain that goes on beside the hub.
@Suite struct JournalCheckTests {
    @Test(arguments: [true, false])
    func `a bit of an entry that was flipped is found after the start, and nothing where none was`(
        isFlipped: Bool
    ) async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let directory = pantry.directory.data
        if isFlipped {
            try flip(directory.database, in: "\"code\":\"rice\"")
        }
        let store = try SamplePantry.open(directory, clock: pantry.clock)
        let found = Mutex<[JournalDamage]>([])
        let check = Task {
            await store.checkJournal { damage in found.withLock { $0.append(damage) } }
        }
        while store.journalCheck.ended == nil { await Task.yield() }
        check.cancel()
        await check.value
        let verified = try await store.verify()
        #expect(verified.isEmpty == !isFlipped)
        #expect(store.journalCheck.damage?.seq == verified.first?.seq)
        #expect(store.journalCheck.damage?.description == verified.first?.description)
        #expect(found.withLock { $0 } == [store.journalCheck.damage].compactMap { $0 })
        try store.close()
    }

    @Test func `a check goes on where it stood when the hub stopped`() async throws {
        let pantry = try await SamplePantry()
        for _ in 0..<10 { try await pantry.recorded(.scan(.intake, "beans")) }
        var check = check(pantry, atOnce: 3)
        _ = check.checkPart()
        // A slow machine may not look at all three.
        let stood = check.record.position.seq
        #expect((1...3).contains(stood) && check.record.ended == nil)
        check = self.check(pantry, atOnce: 3)
        #expect(check.record.position.seq == stood)
        let parts = try walk(check)
        #expect(parts > Int((pantry.store.head.seq - stood) / 3) && check.record.damage == nil)
        try pantry.store.close()
    }

    @Test func `what was noted of another journal is not gone on from`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let store = try SamplePantry.open(pantry.directory.data, clock: pantry.clock)
        let first = JournalCheck(
            pantry.directory.data, hub: store.hub, clock: pantry.clock, entriesAtOnce: 12)
        _ = first.checkPart()
        let stood = first.record.position.seq
        try store.close()
        try tamper(
            pantry.directory.data,
            "UPDATE journal SET hash = zeroblob(32) WHERE seq IN (5, \(stood))")
        let again = try SamplePantry.open(pantry.directory.data, clock: pantry.clock)
        let second = JournalCheck(pantry.directory.data, hub: again.hub, clock: pantry.clock)
        #expect(stood > 0 && second.record.position.seq == stood)
        _ = try walk(second)
        #expect(second.record.damage?.seq == min(5, stood))
        try Data("{}".utf8).write(to: pantry.directory.data.check)
        let fresh = JournalCheck(pantry.directory.data, hub: again.hub, clock: pantry.clock)
        #expect(fresh.record == JournalCheckRecord(hub: again.hub))
        try again.close()
    }

    @Test func `all is looked at again each day, and damage is said until it is found whole`()
        async throws
    {
        let pantry = try await SamplePantry.fullAndClosed()
        let directory = pantry.directory.data
        let whole = try Data(contentsOf: directory.database)
        var store = try SamplePantry.open(directory, clock: pantry.clock)
        var check = check(store, pantry)
        _ = try walk(check)
        let ended = try #require(check.record.ended)
        for hours in [1.0, 18.0] {
            pantry.clock.advance(seconds: Int64(hours * 3_600))
            #expect(check.checkPart() == .seconds(60) && check.record.ended == ended)
        }
        pantry.clock.advance(seconds: 3_600)
        _ = try walk(check)
        #expect(try #require(check.record.ended) > ended && check.record.damage == nil)
        try store.close()

        try tamper(directory, "UPDATE journal SET recorded_at = recorded_at + 1 WHERE seq = 8")
        for round in 0..<2 {
            store = try SamplePantry.open(directory, clock: pantry.clock)
            check = self.check(store, pantry)
            if round == 0 { pantry.clock.advance(seconds: 86_400) }
            #expect((check.record.damage == nil) == (round == 0))
            _ = try walk(check)
            #expect(check.record.damage?.seq == 8)
            #expect(check.checkPart() == .seconds(60))
            try store.close()
        }
        try whole.write(to: directory.database)
        store = try SamplePantry.open(directory, clock: pantry.clock)
        check = self.check(store, pantry)
        #expect(check.record.damage?.seq == 8)
        _ = try walk(check)
        #expect(check.record.damage == nil)
        try store.close()
    }

    @Test func `each start looks at all, though a walk ended a moment ago`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let directory = pantry.directory.data
        var store = try SamplePantry.open(directory, clock: pantry.clock)
        var check = check(store, pantry)
        _ = try walk(check)
        try store.close()
        try tamper(directory, "UPDATE journal SET recorded_at = recorded_at + 1 WHERE seq = 8")
        store = try SamplePantry.open(directory, clock: pantry.clock)
        check = self.check(store, pantry)
        #expect(check.record.damage == nil)
        _ = try walk(check)
        #expect(check.record.damage?.seq == 8)
        #expect(check.checkPart() == .seconds(60), "and once is enough")
        try store.close()
    }

    @Test func `what a verification finds stays known until one finds nothing`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let directory = pantry.directory.data
        let whole = try Data(contentsOf: directory.database)
        try tamper(
            directory, guarded: true, "UPDATE balance SET quantity = quantity + 1 WHERE seq = 8")
        try tamper(directory, guarded: true, "UPDATE place SET name = name || '!'")
        var store = try SamplePantry.open(directory, clock: pantry.clock)
        let found = try #require(try await store.verify().first)
        #expect(store.journalCheck.damage?.description == found.description)
        _ = try walk(check(store, pantry))
        try store.close()
        store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.journalCheck.damage?.description == found.description, "the chain is whole")
        try store.close()
        try whole.write(to: directory.database)
        store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.journalCheck.damage != nil)
        #expect(try await store.verify().isEmpty)
        #expect(store.journalCheck.damage == nil)
        try store.close()
    }

    @Test func `pages that cannot be read are said, and the hub goes on`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let directory = pantry.directory.data
        let store = try SamplePantry.open(directory, clock: pantry.clock)
        try flip(directory.database, in: "\"code\":\"rice\"", wholePage: true)
        let check = check(store, pantry)
        _ = try walk(check)
        let damage = try #require(check.record.damage)
        #expect(damage.seq == nil && damage.description.contains("damaged"))
        try store.close()
    }

    @Test func `a row that no schema allows is damage, and ends nothing`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let directory = pantry.directory.data
        let strict = "hash BLOB NOT NULL CHECK (length(hash) = 32)"
        for sql in [
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '\(strict)', 'hash BLOB') WHERE name = 'journal'",
            "UPDATE journal SET hash = NULL WHERE seq = 8",
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'hash BLOB', '\(strict)') WHERE name = 'journal'",
        ] { try tamper(directory, sql) }
        let store = try SamplePantry.open(directory, clock: pantry.clock)
        let check = check(store, pantry)
        _ = try walk(check)
        #expect(check.record.damage?.description.contains("another type") == true)
        #expect(try await store.verify().first?.description == check.record.damage?.description)
        try store.close()
    }

    @Test func `a stopped check reads no more`() async throws {
        let pantry = try await SamplePantry()
        let check = check(pantry, atOnce: 3)
        check.stop()
        #expect(check.checkPart() == .seconds(60) && check.record.position.seq == 0)
        try pantry.store.close()
    }

    private func check(_ pantry: SamplePantry, atOnce: Int) -> JournalCheck {
        JournalCheck(
            pantry.directory.data, hub: pantry.store.hub, clock: pantry.clock,
            entriesAtOnce: atOnce)
    }

    private func check(_ store: Store, _ pantry: SamplePantry) -> JournalCheck {
        JournalCheck(pantry.directory.data, hub: store.hub, clock: pantry.clock)
    }

    /// Checks until a walk has ended; returns its parts.
    private func walk(_ check: JournalCheck) throws -> Int {
        let before = check.record.ended
        var parts = 0
        while check.record.ended == before {
            _ = check.checkPart()
            parts += 1
            try #require(parts < 1_000)
        }
        return parts
    }

    /// Turns a bit over behind the last place where a text begins, or in each byte of its page.
    private func flip(_ file: URL, in text: String, wholePage: Bool = false) throws {
        var content = try Data(contentsOf: file)
        let place = try #require(content.range(of: Data(text.utf8), options: .backwards)).lowerBound
        let page = place / 4_096 * 4_096
        let bytes = wholePage ? page..<page + 4_096 : place + 9..<place + 10
        for index in bytes { content[index] ^= 0x04 }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seek(toOffset: UInt64(bytes.lowerBound))
        try handle.write(contentsOf: content[bytes])
        try handle.close()
    }
}

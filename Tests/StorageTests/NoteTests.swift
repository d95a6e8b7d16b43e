import Foundation
import Journal
import Stock
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// A note of how far the journal goes that cannot be kept.
@Suite struct NoteTests {
    @Test func `what is acknowledged is noted soon, in the same file`() async throws {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        let file = FileIdentity(at: directory.anchor.path)
        for quantity: Int64 in 1...20 {
            try await pantry.recorded(.scan(.intake, "beans", quantity))
        }
        while JournalAnchor.read(directory)?.head != pantry.store.head { await Task.yield() }
        try pantry.store.noteHead()
        #expect(FileIdentity(at: directory.anchor.path) == file)
        #expect(JournalAnchor.read(directory)?.head == pantry.store.head)
        #expect(try Data(contentsOf: directory.anchor).count == 256)
    }

    @Test func `a note that someone took away is there again within a minute`() async throws {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try FileManager.default.removeItem(at: directory.anchor)
        try pantry.store.noteHead()
        #expect(JournalAnchor.read(directory)?.head == pantry.store.head)
        try await pantry.recorded(.scan(.intake, "beans", 1))
        while JournalAnchor.read(directory)?.head != pantry.store.head { await Task.yield() }
    }

    @Test func `a note never goes back, and says nothing once it is ended`() throws {
        let directory = ThrowAwayDirectory().data
        try directory.create()
        func head(_ seq: Int64) -> JournalHead {
            JournalHead(epoch: 1, seq: seq, hash: String(repeating: "0", count: 64))
        }
        let note = HeadNote(
            directory, hub: "hub", in: FilePlace(directory.url.path))
        try note.sync(head(5))
        note.keep(head(7))
        try note.sync(head(6))
        #expect(JournalAnchor.read(directory)?.head == head(7))
        note.end()
        note.keep(head(8))
        try note.sync(head(8))
        #expect(JournalAnchor.read(directory)?.head == head(7))
        // The longest that there can be fits.
        let longest = JournalHead(
            epoch: .max, seq: .max, hash: String(repeating: "0", count: 64))
        let hub = "0198c1f2-0000-7000-8000-000000000001"
        #expect(try JournalAnchor(hub: hub, head: longest).content().count == 256)
        try FileManager.default.removeItem(at: directory.url)
    }

    @Test func `a note that cannot be written is said, and begins one epoch at the most`()
        async throws
    {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try pantry.store.close()
        try FileManager.default.removeItem(at: directory.anchor)
        try FileManager.default.createDirectory(
            at: directory.anchor, withIntermediateDirectories: false)
        var loss: JournalLoss?
        for start in 1...3 {
            let failures = Mutex(0)
            let store = try Store(
                at: directory, clock: pantry.clock,
                noteFailed: { _ in failures.withLock { $0 += 1 } })
            #expect(store.head.epoch == 2 && failures.withLock { $0 } == 1, "start \(start)")
            #expect(start == 1 || store.journalLoss == loss)
            loss = store.journalLoss
            #expect(loss?.expected == nil && loss != nil)
            try store.close()
        }
        try FileManager.default.removeItem(at: directory.anchor)
        for epoch: Int64 in [2, 3] {
            let store = try SamplePantry.open(directory, clock: pantry.clock)
            #expect(store.head.epoch == epoch, "a note is missed again once there was one")
            try store.close()
            try FileManager.default.removeItem(at: directory.anchor)
        }
    }
}

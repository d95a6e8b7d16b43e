import Foundation
import Journal
import Stock
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// A note of how far the journal goes that cannot be kept.
@Suite struct NoteTests {
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

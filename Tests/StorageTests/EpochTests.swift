import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// The number of an epoch comes from a file that anyone may have written.
@Suite struct EpochTests {
    @Test(arguments: [
        (Int64.max, Int64(2)), (Int64.max - 1, Int64(2)), (Int64(UInt32.max) + 1, Int64(2)),
        (Int64(0), Int64(2)), (Int64(-1), Int64(2)), (Int64(7), Int64(8)),
    ])
    func `a note of an epoch that nobody can have begun is as good as none`(
        noted: Int64, begun: Int64
    ) async throws {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        try pantry.store.close()
        let head = JournalHead(
            epoch: noted, seq: pantry.store.head.seq + 1, hash: String(repeating: "0", count: 64))
        // Each start is one after such a note.
        for start in Int64(0)..<3 {
            try JournalAnchor(hub: pantry.store.hub.description, head: head).write(to: directory)
            let store = try SamplePantry.open(directory, clock: pantry.clock)
            #expect(store.head.epoch == begun + start && store.journalLoss != nil)
            try store.close()
        }
    }

    @Test func `the last epoch of all is no trap`() async throws {
        let pantry = try await SamplePantry()
        for _ in 0..<2 {
            try await pantry.store.write { ledger in
                let seq = ledger.head.seq
                let noted = JournalHead(
                    epoch: Int64.max - 1, seq: seq, hash: String(repeating: "0", count: 64))
                try ledger.beginEpoch(.entriesGone, noted: noted)
            }
        }
        #expect(pantry.store.head.epoch == Int64.max)
    }
}

package import API
package import Journal
package import Stock
package import Storage

extension Hub {
    /// Opens a count of a place; the same request again changes nothing.
    ///
    /// - Returns: Whether the same request had opened it before.
    package func openCount(_ id: CountID, at place: PlaceReference) async throws -> Bool {
        try await store.write { try $0.openCount(id, at: place).isReplay }
    }

    /// Notes how many of an item or lot were seen; a later line of the same takes its place.
    package func note(
        _ line: CountObservationRequest, in count: CountID, sentAt: Moment? = nil
    ) async throws -> (line: CountObservation, isReplay: Bool) {
        let line = try line.line(in: count, offset: clockOffset(sentAt))
        return try await store.write { try $0.noteCountLine(line) }
    }

    /// Posts a count's differences and closes it.
    ///
    /// - Parameters:
    ///   - count: One that is open.
    ///   - uncounted: What becomes of items that nobody counted.
    ///   - gone: Items that nobody counted and of which, as someone says, nothing is left.
    ///   - id: Names the completion; nil where its sender made no id.
    /// - Returns: What was posted, and whether the same request had completed it before.
    /// - Throws: What the ledger refuses.
    package func complete(
        count: CountID, uncounted: Uncounted, gone: [ItemID] = [], id: EntryID?
    ) async throws -> (completion: CountCompleted, isReplay: Bool) {
        let (completion, isReplay) = try await store.write { ledger in
            try ledger.completeCount(
                count, uncounted: uncounted, gone: Set(gone),
                entryID: id ?? ledger.freshEntryID())
        }
        return (completion, isReplay)
    }

    /// Throws away a count that goes on; nothing it saw counts.
    package func drop(count: CountID, id: EntryID?) async throws {
        try await store.write { try $0.dropCount(count, entryID: id ?? $0.freshEntryID()) }
    }
}

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
        _ line: CountLineRequest
    ) async throws -> (line: CountObservation, isReplay: Bool) {
        try await store.write { try $0.noteCountLine(line) }
    }

    /// Posts a count's differences and closes it.
    ///
    /// - Parameters:
    ///   - count: One that is open.
    ///   - uncounted: What becomes of items that nobody counted.
    ///   - id: Names the completion; nil where its sender made no id.
    /// - Returns: Whether the same request had completed it before.
    /// - Throws: What the ledger refuses.
    package func complete(
        count: CountID, uncounted: Uncounted, id: EntryID?
    ) async throws -> Bool {
        try await store.write {
            try $0.completeCount(
                count, uncounted: uncounted, entryID: id ?? $0.freshEntryID()
            ).isReplay
        }
    }
}

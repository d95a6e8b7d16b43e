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
    /// What nobody counted stays, unless the request says otherwise.
    ///
    /// - Returns: What was posted, and whether the same request had completed it before.
    /// - Throws: `id_unreadable`, `item_not_found`, and what else the ledger refuses; then nothing was
    ///   posted.
    package func complete(
        count: CountID, as wanted: CompletionRequest
    ) async throws -> (completion: CountCompleted, isReplay: Bool) {
        let id: EntryID = try InputParsing.id(wanted.id)
        let gone: Set<ItemID> = try InputParsing.ids(wanted.gone ?? [])
        let (completion, isReplay) = try await store.write {
            try $0.completeCount(
                count, uncounted: wanted.uncounted ?? .leave, gone: gone, entryID: id)
        }
        return (completion, isReplay)
    }

    /// Throws away a count that goes on; nothing it saw counts.
    package func drop(count: CountID, id: EntryID?) async throws {
        try await store.write { try $0.dropCount(count, entryID: id ?? $0.freshEntryID()) }
    }
}

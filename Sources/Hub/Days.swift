package import Stock
import Storage

extension Hub {
    /// Closes a day and all before it, and signs its account.
    ///
    /// - Parameters:
    ///   - day: In the hub's own time zone.
    ///   - id: Names the closing; nil where its sender made no id.
    /// - Returns: Whether it was closed before.
    /// - Throws: What the ledger refuses.
    package func close(_ day: CivilDate, id: EntryID?) async throws -> Bool {
        try await store.write {
            try $0.closeDay(day, entryID: id ?? $0.freshEntryID()).isReplay
        }
    }
}

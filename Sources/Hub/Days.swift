package import Stock
import Storage

extension Hub {
    /// Closes a day and all before it, and signs its account.
    ///
    /// - Parameter id: Names the closing; nil where its sender made no id.
    /// - Returns: Whether it was closed before.
    package func close(_ day: CivilDate, id: EntryID?) async throws -> Bool {
        try await store.write {
            try $0.closeDay(day, entryID: id ?? $0.freshEntryID()).isReplay
        }
    }
}

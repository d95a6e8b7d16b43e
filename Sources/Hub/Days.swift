package import Stock
package import Storage

// The hub's days, and the closing of them.
extension Hub {
    /// Closes a day and all before it, and signs its account.
    ///
    /// - Parameters:
    ///   - day: In the hub's own time zone.
    ///   - isClockRight: A person's word that the clock is, where it leapt or stood back.
    ///   - id: Names the closing; nil where its sender made no id.
    /// - Returns: The day as it is then, and whether it was closed before.
    /// - Throws: What the ledger refuses.
    package func close(
        _ day: CivilDate, isClockRight: Bool = false, id: EntryID?
    ) async throws -> (day: DayStatus, isReplay: Bool) {
        try await store.write { ledger in
            let isReplay = try ledger.closeDay(
                day, isClockRight: isClockRight, entryID: id ?? ledger.freshEntryID()
            ).isReplay
            return (try ledger.queries().dayStatus(day), isReplay)
        }
    }

    /// Opens the last closed day again, and those that its closing closed.
    ///
    /// - Returns: The day as it is then.
    @discardableResult
    package func reopen(_ day: CivilDate, id: EntryID?) async throws -> DayStatus {
        try await store.write { ledger in
            try ledger.reopenDay(day, entryID: id ?? ledger.freshEntryID())
            return try ledger.queries().dayStatus(day)
        }
    }
}

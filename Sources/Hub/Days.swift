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

    /// Closes a day where all is settled, or where someone who was told what is not closes it all the same.
    ///
    /// - Parameters:
    ///   - day: In the hub's own time zone.
    ///   - anyway: A person's word that what is unsettled stays so.
    ///   - isAllSent: Whether the device that asks holds no scans; of others the hub knows what they said last.
    ///   - device: The device that asks; nil for the hub's owner at its own machine.
    ///   - id: Names the closing.
    /// - Returns: Whether it is closed; not where something is unsettled and nobody was told.
    /// - Throws: What the ledger refuses.
    package func close(
        _ day: CivilDate, anyway: Bool, isAllSent: Bool, by device: ID<Credential>?, id: EntryID
    ) async throws -> Bool {
        let isAllSent = isAllSent && deviceReports.holding(but: device).isEmpty
        return try await store.write { ledger in
            let queries = try ledger.queries()
            if try !anyway && queries.closing(of: day) == nil
                && !(isAllSent && queries.openMatters().areSettled)
            {
                return false
            }
            _ = try ledger.closeDay(day, entryID: id)
            return true
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

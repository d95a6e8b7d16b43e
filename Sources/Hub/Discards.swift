package import Stock
package import Storage

extension Hub {
    /// Throws some of a lot away that is at a place; the same request again changes nothing.
    ///
    /// - Returns: What was recorded.
    /// - Throws: What ``Ledger/discard(_:entryID:)`` throws.
    @discardableResult
    package func discard(_ wanted: LotDiscard, as id: EntryID) async throws -> RecordedScan {
        let recorded = try await store.write { try $0.discard(wanted, entryID: id) }
        metrics.count(.recorded(recorded))
        return recorded
    }
}

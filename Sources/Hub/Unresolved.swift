import API
package import Stock
package import Storage

/// What someone says a code is.
package enum CodeMeaning: Sendable {
    case known(ItemID)
    case new(Item)
}

// Scans of codes that nobody knew.
extension Hub {
    /// Says what a scan of an unknown code was, and teaches the hub the code, in one transaction.
    ///
    /// - Returns: What it counts as; nil where it was nothing.
    /// - Throws: `pack_out_of_range`, and what the ledger refuses.
    package func settle(
        _ scan: EntryID, as meaning: CodeMeaning?, pack: Int64?, id: EntryID
    ) async throws -> RecordedScan? {
        if let pack, !(1...1_000_000).contains(pack) {
            throw Problem(.packOutOfRange, "A pack holds from 1 to 1,000,000.")
        }
        return try await store.write { ledger in
            switch meaning {
            case nil: return try ledger.resolve(scan, as: nil, entryID: id)
            case .known(let item):
                return try ledger.resolve(scan, as: item, learning: pack ?? 1, entryID: id)
            case .new(let item):
                _ = try ledger.makeItem(item, codes: [])
                return try ledger.resolve(scan, as: item.id, learning: pack ?? 1, entryID: id)
            }
        }
    }

    /// Settles further scans as an item; one that the item cannot have goes on waiting.
    package func settle(others: [EntryID], as item: ItemID) async throws {
        try await store.write { ledger in
            for other in others {
                _ = try ledger.attempt {
                    try ledger.resolve(other, as: item, entryID: ledger.freshEntryID())
                }
            }
        }
    }
}

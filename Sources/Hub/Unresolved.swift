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

    /// Says by an item's name what a scan of an unknown code was, and settles with it all other scans of
    /// that code, in one transaction.
    ///
    /// A scan that the item cannot have, such as a weight of what has none, goes on waiting.
    ///
    /// - Parameters:
    ///   - scan: The scan that was asked about.
    ///   - item: What it was. An item that goes by its name is meant; where there is none, this one is made
    ///     known.
    ///   - id: Names the entry that explains `scan`.
    /// - Returns: The item that was meant.
    /// - Throws: What the ledger refuses.
    package func settle(_ scan: EntryID, asNamed item: Item, id: EntryID) async throws -> ItemID {
        try await store.write { ledger in
            let known = try ledger.item(named: item.name)
            if known == nil { _ = try ledger.makeItem(item, codes: []) }
            let meant = known?.id ?? item.id
            _ = try ledger.resolve(scan, as: meant, learning: 1, entryID: id)
            try ledger.settleScans(like: scan)
            return meant
        }
    }
}

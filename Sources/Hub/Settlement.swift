import API
package import Stock
package import Storage

/// What someone says a code or a label is of.
package enum CodeMeaning: Sendable {
    /// An item by its id.
    case known(ItemID)
    /// An item as someone describes it; where its name is a known item's, that item.
    case new(Item)

    /// The item that is meant; one that is new is made known.
    ///
    /// - Throws: `id_exists_with_different_content`.
    func item(in ledger: Ledger) throws -> ItemID {
        switch self {
        case .known(let id): return id
        case .new(let item):
            if try !ledger.hasItem(item.id), let known = try ledger.item(named: item.name) {
                return known
            }
            _ = try ledger.makeItem(item, codes: [])
            return item.id
        }
    }
}

/// What became of a scan that someone explained.
package struct Settlement: Sendable {
    /// What it was; nil for nothing.
    package let item: ItemID?
    /// What it counts as; nil where it was nothing, or the count it was seen in is completed.
    package let recorded: RecordedScan?
}

// Scans of codes that nobody knew.
extension Hub {
    /// Says what a scan of an unknown code was, teaches the hub the code, and settles every other scan
    /// of it that waits, in one transaction; the same request again changes nothing.
    ///
    /// - Parameters:
    ///   - scan: The entry of the scan.
    ///   - meaning: Nil where it was nothing, such as a misread: then its code stays unknown.
    ///   - pack: Pieces or grams that the code stands for; nil for 1.
    ///   - id: Names the answer.
    /// - Returns: What the scan was, and what it counts as.
    /// - Throws: `pack_out_of_range`, and what the ledger refuses.
    package func settle(
        _ scan: EntryID, as meaning: CodeMeaning?, pack: Int64? = nil, id: EntryID
    ) async throws -> Settlement {
        let pack = try ItemRequest.pack(pack ?? 1)
        return try await store.write { ledger in
            guard let item = try meaning?.item(in: ledger) else {
                return Settlement(
                    item: nil, recorded: try ledger.resolve(scan, as: nil, entryID: id))
            }
            let recorded = try ledger.resolve(scan, as: item, learning: pack, entryID: id)
            try ledger.settleScans(like: scan, as: item)
            return Settlement(item: item, recorded: recorded)
        }
    }
}

import Journal
package import Stock

extension Ledger {
    /// Says how much of an item the hub wants at least; where that is known, nothing is written.
    ///
    /// - Parameters:
    ///   - item: One that is spoken of itself.
    ///   - minimum: Pieces or grams, above zero; nil where nobody says any more.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, ``StorageFault/itemIsJoined(item:into:)``.
    package func setMinimum(of item: ItemID, to minimum: Quantity?) throws {
        _ = try self.item(item)
        try refuseJoined(item)
        guard try Queries(db).minimums(of: [item])[item] != minimum?.value else { return }
        try append(freshEntryID(), MinimumSet(item: item, minimum: minimum))
    }
}

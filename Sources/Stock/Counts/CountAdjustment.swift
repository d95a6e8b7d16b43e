/// One lot's change that brings the ledger to what was seen; above zero where more was there than
/// known.
public struct CountAdjustment: Hashable, Sendable {
    /// A lot of the counted item.
    public let lot: LotID
    /// Never zero.
    public let difference: Quantity

    /// A change for the adjustment edge to balance.
    public init(lot: LotID, difference: Quantity) {
        (self.lot, self.difference) = (lot, difference)
    }
}

extension Holdings {
    /// How a count of an item at a place changes its lots there.
    ///
    /// Lots below zero are raised to zero first: a count is what settles a shortfall. Of what
    /// remains, too little on the shelf is taken from the lots that expire first (they are the
    /// likeliest to have gone unrecorded), and too much goes to the lot of unknown date.
    ///
    /// - Parameters:
    ///   - difference: What was seen less what the ledger held, both as of the same journal number.
    ///   - place: The place itself, without what stands in it.
    ///   - undated: The item's lot of unknown date.
    /// - Returns: Adjustments that are not zero and add up to `difference`, in the order of their lots'
    ///   ids.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func adjustments(for difference: Quantity, at place: PlaceID, undated: LotID)
        throws(StockFault)
        -> [CountAdjustment]
    {
        var changes: [LotID: Quantity] = [:]
        var left = difference
        for (spot, quantity) in balances where spot.place == place && quantity < .zero {
            changes[spot.lot] = try Quantity.zero.subtracting(quantity)
            left = try left.adding(quantity)
        }
        if left > .zero {
            changes[undated] = try (changes[undated] ?? .zero).adding(left)
        } else if left < .zero {
            let missing = try Quantity.zero.subtracting(left)
            for allocation in try allocate(
                missing, from: [place], undated: undated, shortfallPlace: place)
            {
                changes[allocation.lot] = try (changes[allocation.lot] ?? .zero).subtracting(
                    allocation.quantity)
            }
        }
        return changes.filter { $0.value != .zero }.sorted { $0.key < $1.key }
            .map { CountAdjustment(lot: $0.key, difference: $0.value) }
    }
}

/// What becomes of items that the ledger has at the place and nobody counted.
public enum Uncounted: String, Sendable, Codable {
    /// They stay as they are.
    case leave
    /// The whole place was counted: what was not seen is not there.
    case zero
}

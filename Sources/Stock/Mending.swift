/// One lot's change that brings the ledger to what was seen; above zero where more was there than
/// known.
public struct Mend: Hashable, Sendable {
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
    /// - Returns: Mends that are not zero and add up to `difference`, in the order of their lots'
    ///   ids.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func mend(_ difference: Quantity, at place: PlaceID, undated: LotID) throws(StockFault)
        -> [Mend]
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
            for taking in try take(missing, from: [place], undated: undated, shortfallPlace: place)
            {
                changes[taking.lot] = try (changes[taking.lot] ?? .zero).subtracting(
                    taking.quantity)
            }
        }
        return changes.filter { $0.value != .zero }.sorted { $0.key < $1.key }
            .map { Mend(lot: $0.key, difference: $0.value) }
    }
}

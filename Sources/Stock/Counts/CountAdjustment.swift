/// One lot's change at one place that brings the ledger to what was seen; above zero where more was
/// there than known.
public struct CountAdjustment: Hashable, Sendable {
    /// A place that the count covers.
    public let place: PlaceID
    /// A lot of the counted item.
    public let lot: LotID
    /// Never zero.
    public let difference: Quantity

    /// A change for the adjustment edge to balance.
    public init(place: PlaceID, lot: LotID, difference: Quantity) {
        (self.place, self.lot, self.difference) = (place, lot, difference)
    }
}

extension Holdings {
    /// How a count changes an item's lots, or one of them that was counted by itself.
    ///
    /// Lots that were below zero as they were seen, and are still, are raised first: a count is what settles a shortfall, and
    /// says nothing of one that came later. Of what remains, too little on the shelf is taken from the lots that expire first
    /// (they are the likeliest to have gone unrecorded), and too much goes to the lot of unknown date.
    ///
    /// - Parameters:
    ///   - difference: What was seen less what is known to have been there then.
    ///   - lot: The one that was counted by itself; nil for all of them.
    ///   - places: The counted place, first, and the boxes that stand on it.
    ///   - short: What was below zero as the pile was seen.
    ///   - undated: The item's lot of unknown date.
    /// - Returns: Adjustments that are not zero and add up to `difference`, in the order of their
    ///   places' and lots' ids.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func adjustments(
        for difference: Quantity, of lot: LotID? = nil, at places: [PlaceID],
        short: [LotAtPlace: Quantity], undated: LotID
    ) throws(StockFault) -> [CountAdjustment] {
        guard let place = places.first else { return [] }
        var changes: [LotAtPlace: Quantity] = [:]
        var left = difference
        for (spot, quantity) in balances
        where places.contains(spot.place) && quantity < .zero && spot.lot == lot ?? spot.lot {
            let missing = max(quantity, short[spot] ?? .zero)
            guard missing < .zero else { continue }
            changes[spot] = try Quantity.zero.subtracting(missing)
            left = try left.adding(missing)
        }
        if left > .zero {
            let spot = LotAtPlace(place: place, lot: lot ?? undated)
            changes[spot] = try (changes[spot] ?? .zero).adding(left)
        } else if left < .zero {
            let missing = try Quantity.zero.subtracting(left)
            for allocation in try allocate(
                missing, from: places, lot: lot, undated: undated, shortfallPlace: place)
            {
                let spot = LotAtPlace(place: allocation.place, lot: allocation.lot)
                changes[spot] = try (changes[spot] ?? .zero).subtracting(allocation.quantity)
            }
        }
        return changes.filter { $0.value != .zero }.sorted { $0.key < $1.key }
            .map { CountAdjustment(place: $0.key.place, lot: $0.key.lot, difference: $0.value) }
    }
}

extension Holdings {
    /// The lots of some lines of which nothing ever came or went once those lines are known: what there is of them, counts
    /// said.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func lotsUnknown(
        without lines: [MovementLine], _ places: PlaceTree
    ) throws(StockFault) -> Set<LotID> {
        let effect = try change(by: lines)
        let edges = places.edges.filter { $0 != places.founded(.adjustment) }
        return Set(lines.map(\.lot)).filter { lot in
            edges.allSatisfy { edge in
                let changed = effect.balances.first { $0.spot == LotAtPlace(place: edge, lot: lot) }
                return (changed?.after ?? balance(lot, at: edge)) == .zero
            }
        }
    }
}

/// All of one item: its lots, and how much of each is where.
///
/// The sum of a lot's balances over all places, the world's edges included, is always zero.
public struct Holdings: Sendable {
    /// A lot at a place.
    public struct Spot: Hashable, Sendable {
        /// In storage, or an edge of the world.
        public let place: PlaceID
        /// One of the item that these holdings are of.
        public let lot: LotID

        /// One lot at one place, whether or not any of it is there.
        public init(place: PlaceID, lot: LotID) {
            self.place = place
            self.lot = lot
        }
    }

    /// All lots anyone has spoken of, those that are used up among them.
    public private(set) var lots: [LotID: Lot] = [:]
    /// Zero where it is missing; below zero for a shortfall, and at the source.
    public private(set) var balances: [Spot: Quantity] = [:]
    /// The sum over all lots at each place.
    private var totals: [PlaceID: Int128] = [:]

    /// An item nobody has moved yet.
    public init() {}

    /// Makes a lot known; a lot that is known already stays as it is.
    public mutating func know(_ lot: Lot) {
        if lots[lot.id] == nil { lots[lot.id] = lot }
    }

    /// Sets a balance as it was stored.
    public mutating func set(_ quantity: Quantity, at spot: Spot) {
        let before = balances.updateValue(quantity, forKey: spot) ?? .zero
        totals[spot.place, default: 0] += Int128(quantity.value) - Int128(before.value)
    }

    /// Zero for a lot or place that nothing is known of.
    public func balance(_ lot: LotID, at place: PlaceID) -> Quantity {
        balances[Spot(place: place, lot: lot)] ?? .zero
    }

    /// The item's balance over all lots at some places, each named once.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func total(at places: some Sequence<PlaceID>) throws(StockFault) -> Quantity {
        guard let sum = Int64(exactly: places.reduce(0) { $0 + (totals[$1] ?? 0) }) else {
            throw .quantityOutOfRange
        }
        return Quantity(sum)
    }

    /// Moves the quantities of all lines, or of none.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange`` where a balance, or the item's sum at a place,
    ///   would be beyond 64 bits.
    public mutating func apply(_ lines: some Sequence<Line>) throws(StockFault) {
        var after: [Spot: Quantity] = [:]
        for line in lines {
            let source = Spot(place: line.from, lot: line.lot)
            let target = Spot(place: line.to, lot: line.lot)
            after[source] = try (after[source] ?? balances[source] ?? .zero).subtracting(
                line.quantity)
            after[target] = try (after[target] ?? balances[target] ?? .zero).adding(line.quantity)
        }
        var sums: [PlaceID: Int128] = [:]
        for (spot, quantity) in after {
            let change = Int128(quantity.value) - Int128(balances[spot]?.value ?? 0)
            sums[spot.place] = (sums[spot.place] ?? totals[spot.place] ?? 0) + change
        }
        for sum in sums.values where Int64(exactly: sum) == nil { throw .quantityOutOfRange }
        balances.merge(after) { _, new in new }
        totals.merge(sums) { _, new in new }
    }
}

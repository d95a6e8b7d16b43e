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

    /// The balances and sums that some lines leave, at the spots and places they name.
    public struct Change: Sendable {
        /// Each balance as it is then.
        public fileprivate(set) var balances: [Spot: Quantity] = [:]
        fileprivate var totals: [PlaceID: Int128] = [:]

        /// Nothing changes.
        public init() {}
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

    /// The item's balance over all lots at some places, each named once; as it is, or as it will be
    /// after a change.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func total(
        at places: some Sequence<PlaceID>, after change: Change = Change()
    ) throws(StockFault) -> Quantity {
        guard let sum = Int64(exactly: places.reduce(0) { $0 + total(at: $1, after: change) })
        else { throw .quantityOutOfRange }
        return Quantity(sum)
    }

    /// What some lines make of these holdings, which stay as they are.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange`` where a balance, or the item's sum at a place,
    ///   would be beyond 64 bits.
    public func change(by lines: some Sequence<Line>) throws(StockFault) -> Change {
        var change = Change()
        for line in lines {
            let source = Spot(place: line.from, lot: line.lot)
            let target = Spot(place: line.to, lot: line.lot)
            change.balances[source] = try balance(source, after: change).subtracting(line.quantity)
            change.balances[target] = try balance(target, after: change).adding(line.quantity)
        }
        for (spot, quantity) in change.balances {
            let added = Int128(quantity.value) - Int128(balances[spot]?.value ?? 0)
            change.totals[spot.place] = total(at: spot.place, after: change) + added
        }
        for sum in change.totals.values where Int64(exactly: sum) == nil {
            throw .quantityOutOfRange
        }
        return change
    }

    /// Makes a change that was worked out of these holdings as they are.
    public mutating func apply(_ change: Change) {
        balances.merge(change.balances) { _, new in new }
        totals.merge(change.totals) { _, new in new }
    }

    /// Moves the quantities of all lines, or of none.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``, as ``change(by:)``.
    public mutating func apply(_ lines: some Sequence<Line>) throws(StockFault) {
        apply(try change(by: lines))
    }

    private func balance(_ spot: Spot, after change: Change) -> Quantity {
        change.balances[spot] ?? balances[spot] ?? .zero
    }

    private func total(at place: PlaceID, after change: Change) -> Int128 {
        change.totals[place] ?? totals[place] ?? 0
    }
}

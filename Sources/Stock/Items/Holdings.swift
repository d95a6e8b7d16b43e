/// A lot at a place.
public struct LotAtPlace: Hashable, Sendable {
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

/// All of one item: its lots, and how much of each is where.
///
/// The sum of a lot's balances over all places, the world's edges included, is always zero.
public struct Holdings: Sendable {
    /// What some lines make of the balances and sums that they name.
    public struct Effect: Sendable {
        /// Each balance as it is and as it is then, in the order of place and lot.
        public fileprivate(set) var balances:
            [(spot: LotAtPlace, before: Quantity, after: Quantity)] = []

        /// Nothing changes.
        public init() {}
    }

    /// All lots anyone has spoken of, those that are used up among them; of an item of very many, those that are known.
    public private(set) var lots: [LotID: Lot] = [:]
    /// Zero where it is missing; below zero for a shortfall, and at the source.
    public private(set) var balances: [LotAtPlace: Quantity] = [:]
    /// The sum over all lots at each place.
    private var totals: [PlaceID: Int128] = [:]
    /// Whether all lots and balances are known; else each is made known before it is asked for.
    public let isWhole: Bool

    /// An item nobody has moved yet.
    public init() { isWhole = true }

    /// An item of which only its sums at places are known so far.
    public init(totals: [PlaceID: Quantity]) {
        isWhole = false
        self.totals = totals.mapValues { Int128($0.value) }
    }

    /// Makes a lot known; a lot that is known already stays as it is.
    public mutating func register(_ lot: Lot) {
        if lots[lot.id] == nil { lots[lot.id] = lot }
    }

    /// Sets a balance as it was stored.
    public mutating func set(_ quantity: Quantity, at spot: LotAtPlace) {
        let before = balances.updateValue(quantity, forKey: spot) ?? .zero
        totals[spot.place, default: 0] += Int128(quantity.value) - Int128(before.value)
    }

    /// Adds to a balance, or takes away below zero.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package mutating func add(_ quantity: Quantity, at spot: LotAtPlace) throws(StockFault) {
        set(try balance(spot.lot, at: spot.place).adding(quantity), at: spot)
    }

    /// Makes a balance known that the sums hold already; one that is known stays as it is.
    public mutating func register(_ quantity: Quantity, at spot: LotAtPlace) {
        if balances[spot] == nil { balances[spot] = quantity }
    }

    /// Zero for a lot or place that nothing is known of.
    public func balance(_ lot: LotID, at place: PlaceID) -> Quantity {
        balances[LotAtPlace(place: place, lot: lot)] ?? .zero
    }

    /// The item's balance over all lots at some places, each named once; as it is, or as it will be
    /// after a change.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func total(
        at places: some Collection<PlaceID>, after change: Effect = Effect()
    ) throws(StockFault) -> Quantity {
        var sum = places.reduce(0) { $0 + (totals[$1] ?? 0) }
        for (spot, before, after) in change.balances where places.contains(spot.place) {
            sum += Int128(after.value) - Int128(before.value)
        }
        guard let sum = Int64(exactly: sum) else { throw .quantityOutOfRange }
        return Quantity(sum)
    }

    /// The balance of one lot, or of all, at some places, each named once.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func total(of lot: LotID?, at places: [PlaceID]) throws(StockFault) -> Quantity {
        guard let lot else { return try total(at: places) }
        var sum = Quantity.zero
        for place in places { sum = try sum.adding(balance(lot, at: place)) }
        return sum
    }

    /// What some lines make of these holdings, which stay as they are.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange`` where a balance, or the item's sum at a place,
    ///   would be beyond 64 bits.
    public func change(by lines: some Collection<MovementLine>) throws(StockFault) -> Effect {
        var moves: [(spot: LotAtPlace, added: Int128)] = []
        moves.reserveCapacity(2 * lines.count)
        for line in lines {
            let quantity = Int128(line.quantity.value)
            moves.append((LotAtPlace(place: line.from, lot: line.lot), -quantity))
            moves.append((LotAtPlace(place: line.to, lot: line.lot), quantity))
        }
        moves.sort { $0.spot < $1.spot }
        var change = Effect()
        var next = moves.startIndex
        while next < moves.endIndex {
            let spot = moves[next].spot
            let before = balances[spot] ?? .zero
            var after = Int128(before.value)
            while next < moves.endIndex, moves[next].spot == spot {
                after += moves[next].added
                next += 1
            }
            guard let after = Int64(exactly: after) else { throw .quantityOutOfRange }
            change.balances.append((spot, before, Quantity(after)))
        }
        var checked: PlaceID?
        for place in change.balances.lazy.map(\.spot.place) where place != checked {
            _ = try total(at: CollectionOfOne(place), after: change)
            checked = place
        }
        return change
    }

    /// Makes a change that was worked out of these holdings as they are.
    public mutating func apply(_ change: Effect) {
        for (spot, _, after) in change.balances { set(after, at: spot) }
    }
}

extension LotAtPlace: Comparable {
    /// In the order of the places' ids, and at one place of the lots'.
    public static func < (a: Self, b: Self) -> Bool { (a.place, a.lot) < (b.place, b.lot) }
}

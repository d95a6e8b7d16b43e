/// All of one item: its lots, and how much of each is where.
///
/// The sum of a lot's balances over all places, the world's edges included, is always zero.
public struct Holdings: Sendable {
    /// A lot at a place.
    public struct Spot: Hashable, Sendable {
        public let place: PlaceID
        public let lot: LotID

        public init(place: PlaceID, lot: LotID) {
            self.place = place
            self.lot = lot
        }
    }

    public private(set) var lots: [LotID: Lot] = [:]
    public private(set) var balances: [Spot: Quantity] = [:]

    public init() {}

    /// Makes a lot known; a lot that is known already stays as it is.
    public mutating func know(_ lot: Lot) {
        if lots[lot.id] == nil { lots[lot.id] = lot }
    }

    /// Sets a balance as it was stored.
    public mutating func set(_ quantity: Quantity, at spot: Spot) { balances[spot] = quantity }

    public func balance(_ lot: LotID, at place: PlaceID) -> Quantity {
        balances[Spot(place: place, lot: lot)] ?? .zero
    }

    /// The item's balance over all lots at some places.
    public func total(at places: some Sequence<PlaceID>) throws(StockFault) -> Quantity {
        let places = Set(places)
        var sum = Quantity.zero
        for (spot, quantity) in balances where places.contains(spot.place) { sum = try sum.adding(quantity) }
        return sum
    }

    /// Moves the quantities of all lines, or, where one of them is beyond 64 bits, none.
    public mutating func apply(_ lines: some Sequence<Line>) throws(StockFault) {
        var after = balances
        for line in lines {
            let source = Spot(place: line.from, lot: line.lot)
            let target = Spot(place: line.to, lot: line.lot)
            after[source] = try (after[source] ?? .zero).subtracting(line.quantity)
            after[target] = try (after[target] ?? .zero).adding(line.quantity)
        }
        balances = after
    }
}

/// Part of a hand-out: so much of one lot from one place.
public struct Allocation: Hashable, Sendable {
    /// A storage place; the one that bears the shortfall may hold less than is taken.
    public let place: PlaceID
    /// The lot that goes out.
    public let lot: LotID
    /// Above zero.
    public let quantity: Quantity
}

extension Holdings {
    /// Which lots a hand-out takes: what expires first goes first, lots without a date last.
    ///
    /// Of equal dates, what stands at the place itself goes before what is in the boxes and bins there.
    ///
    /// What came since the moment of the hand-out is taken only where what was there is not enough: then it was there, and
    /// was noted late, or the times are off.
    ///
    /// It never comes short of what was wished: what the ledger does not know of is taken from
    /// `lot` where one was scanned, else from the item's lot of unknown date, and leaves a
    /// shortfall at `shortfallPlace`.
    ///
    /// - Parameters:
    ///   - wish: Above zero.
    ///   - places: Storage places it may be taken from.
    ///   - later: How much came to each place since the moment that it is taken at; zero where it is missing.
    ///   - lot: The one lot to take, where its own label was scanned.
    ///   - undated: The item's lot of unknown date.
    ///   - shortfallPlace: The place whose balance goes below zero where the ledger knows too
    ///     little.
    /// - Returns: Allocations in the order of their dates, equal dates at `shortfallPlace` first and then in the order of
    ///   lot and place ids, and last the one that leaves a shortfall; they add up to `wish`.
    /// - Throws: ``StockFault/quantityNotPositive``, ``StockFault/quantityOutOfRange``.
    public func allocate(
        _ wish: Quantity, from places: some Sequence<PlaceID>,
        without later: [LotAtPlace: Quantity] = [:], lot: LotID? = nil, undated: LotID,
        shortfallPlace: PlaceID
    ) throws(StockFault) -> [Allocation] {
        guard wish > .zero else { throw .quantityNotPositive }
        let places = Set(places)
        let candidates = balances.lazy.filter { spot, quantity in
            quantity > .zero && places.contains(spot.place) && (lot == nil || spot.lot == lot)
        }
        let spots = candidates.sorted(by: { goesBefore($0.key, $1.key, at: shortfallPlace) })
        var parts: [LotAtPlace: Quantity] = [:]
        var left = wish
        for isOfThen in later.isEmpty ? [false] : [true, false] {
            for (spot, quantity) in spots where left > .zero {
                let known = isOfThen ? later[spot] ?? .zero : parts[spot] ?? .zero
                let part = min(left, max(.zero, try quantity.subtracting(known)))
                parts[spot] = try (parts[spot] ?? .zero).adding(part)
                left = try left.subtracting(part)
            }
        }
        var allocations = spots.compactMap { spot, _ -> Allocation? in
            guard let part = parts[spot], part > .zero else { return nil }
            return Allocation(place: spot.place, lot: spot.lot, quantity: part)
        }
        guard left > .zero else { return allocations }
        let short = LotAtPlace(place: shortfallPlace, lot: lot ?? undated)
        if let index = allocations.firstIndex(where: {
            $0.place == short.place && $0.lot == short.lot
        }) {
            left = try left.adding(allocations.remove(at: index).quantity)
        }
        allocations.append(Allocation(place: short.place, lot: short.lot, quantity: left))
        return allocations
    }

    private func goesBefore(_ a: LotAtPlace, _ b: LotAtPlace, at place: PlaceID) -> Bool {
        let first = lots[a.lot]?.key.dateLabel?.lastDay
        let second = lots[b.lot]?.key.dateLabel?.lastDay
        if first != second {
            guard let first else { return false }
            guard let second else { return true }
            return first < second
        }
        if (a.place == place) != (b.place == place) { return a.place == place }
        return (a.lot, a.place) < (b.lot, b.place)
    }
}

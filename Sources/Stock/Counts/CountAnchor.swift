/// A pile as a count found it.
public protocol CountedPile {
    /// Pieces or grams.
    var seen: Quantity { get }
    /// When its counting began, and when it ended.
    var moments: ClosedRange<Moment> { get }
}

extension CountedPile {
    /// Nobody saw it from the count's beginning to its end; what was looked at and found empty has one moment.
    public var isGone: Bool { seen == .zero && moments.lowerBound < moments.upperBound }
    /// The moment that the figure holds for.
    ///
    /// That nobody saw a thing says only that it was among what the count found missing as it began: whoever saw it
    /// later knows better, and what came in later was never missing.
    public var moment: Moment { isGone ? moments.lowerBound : moments.upperBound }
}

extension ClosedRange<Moment> {
    /// From the earlier beginning of two counts of a pile to the later end.
    public func spanning(_ other: ClosedRange<Moment>) -> ClosedRange<Moment> {
        Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }
}

/// What a completed count saw of an item, or of one of its lots: from its moment on the ledger holds this
/// much and what happened since.
public struct CountAnchor: CountedPile, Hashable, Sendable {
    /// The count that saw it.
    public let count: CountID
    /// Nil where the item was counted whatever its dates, but for lots the same count saw by themselves.
    public let lot: LotID?
    /// Pieces or grams over all the places that the count covers.
    public let seen: Quantity
    /// When its counting began, and when it ended.
    public let moments: ClosedRange<Moment>
    /// The place that was counted, first, and the boxes that stood on it.
    public let places: [PlaceID]

    /// A figure of a count.
    public init(
        count: CountID, lot: LotID?, seen: Quantity, moments: ClosedRange<Moment>,
        places: [PlaceID]
    ) {
        (self.count, self.lot, self.seen) = (count, lot, seen)
        (self.moments, self.places) = (moments, places)
    }
}

extension CountAnchor {
    /// The same figure with one more place that it is of.
    public func covering(_ place: PlaceID) -> CountAnchor {
        CountAnchor(count: count, lot: lot, seen: seen, moments: moments, places: places + [place])
    }
}

extension [CountAnchor] {
    /// One figure for each count and lot: items that were counted apart, and are one by now, were seen together.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func merged() throws(StockFault) -> [CountAnchor] {
        var merged: [CountAnchor] = []
        for anchor in self {
            guard
                let known = merged.firstIndex(where: {
                    $0.count == anchor.count && $0.lot == anchor.lot
                })
            else {
                merged.append(anchor)
                continue
            }
            let (a, b) = (merged[known], anchor)
            merged[known] = CountAnchor(
                count: a.count, lot: a.lot, seen: try a.seen.adding(b.seen),
                moments: a.moments.spanning(b.moments),
                places: a.places)
        }
        return merged
    }

    /// Those that bear on a pile of another count: all that saw some of it later, of the earlier ones the latest that saw
    /// more places, and the latest that saw just these or fewer.
    ///
    /// - Parameters:
    ///   - pile: What the other count saw.
    ///   - lot: The lot that it is of; nil for the item whatever its dates.
    ///   - places: Where it was.
    /// - Returns: The earlier ones first.
    public func bearing(
        on pile: some CountedPile, of lot: LotID?, at places: [PlaceID]
    ) -> [CountAnchor] {
        let shared = filter {
            !Set($0.places).isDisjoint(with: places)
                && (lot == nil || $0.lot == nil || $0.lot == lot)
        }.sorted { ($0.moment, $0.count) < ($1.moment, $1.count) }
        let earlier = shared.filter { $0.moment <= pile.moment }
        return [
            earlier.last { !Set($0.places).isSubset(of: places) },
            earlier.last { Set($0.places).isSubset(of: places) },
        ].compactMap { $0 } + shared.filter { $0.moment > pile.moment }
    }

    /// Counts that saw some of the places of others, and more or less beside, from a moment on: what they left to those, they
    /// may have to say themselves once it is otherwise.
    public func sharing(with others: Set<CountID>, since moment: Moment) -> Set<CountID> {
        let seen = filter { others.contains($0.count) }
        return Set(
            filter { anchor in
                anchor.moment >= moment
                    && seen.contains { other in
                        let (places, its) = (Set(anchor.places), Set(other.places))
                        return other.count != anchor.count && places != its
                            && !places.isDisjoint(with: its)
                    }
            }.map(\.count))
    }

    /// The latest figure that speaks of a lot at a place; the anchors are of one item.
    public func latest(of lot: LotID, at place: PlaceID) -> CountAnchor? {
        filter { anchor in
            guard anchor.places.contains(place) else { return false }
            if let own = anchor.lot { return own == lot }
            return !contains { $0.count == anchor.count && $0.lot == lot }
        }
        .max { ($0.moment, $0.count) < ($1.moment, $1.count) }
    }
}

/// What a count's adjustments of an item add up to, by lot and place.
public struct CountAdjustments: Hashable, Sendable {
    /// Sums that are not zero; above zero where more was there than known.
    public private(set) var sums: [LotAtPlace: Quantity] = [:]
    /// The lots that they are of.
    public private(set) var lots: [LotID: Lot] = [:]

    /// None.
    public init() {}

    /// Adds what one entry adjusted.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public mutating func add(
        _ quantity: Quantity, of lot: Lot, at place: PlaceID
    ) throws(StockFault) {
        let spot = LotAtPlace(place: place, lot: lot.id)
        let sum = try (sums[spot] ?? .zero).adding(quantity)
        sums[spot] = sum == .zero ? nil : sum
        lots[lot.id] = lot
    }
}

extension [LotAtPlace: Quantity] {
    /// Of these changes, those at some places that go the way of a difference, as much of each as makes it up.
    ///
    /// - Returns: Parts, in the order of places and lots, that add up to `difference` or less.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func parts(
        of difference: Quantity, where isMeant: (PlaceID) -> Bool
    ) throws(StockFault) -> [(spot: LotAtPlace, part: Quantity)] {
        try parts(of: difference, atMost: { _ in Quantity(.max) }, where: isMeant)
    }

    /// The same, of what is more no more than `limit` says.
    func parts(
        of difference: Quantity, atMost limit: (LotAtPlace) -> Quantity,
        where isMeant: (PlaceID) -> Bool
    ) throws(StockFault) -> [(spot: LotAtPlace, part: Quantity)] {
        var (left, parts) = (difference, [(spot: LotAtPlace, part: Quantity)]())
        for (spot, sum) in sorted(by: { $0.key < $1.key })
        where isMeant(spot.place) && left != .zero && (sum > .zero) == (left > .zero) {
            let part =
                left > .zero ? Swift.min(left, sum, limit(spot)) : Swift.max(left, sum)
            guard part != .zero else { continue }
            parts.append((spot, part))
            left = try left.subtracting(part)
        }
        return parts
    }
}

/// What keeps counted figures true when a fact comes in that happened before they were seen.
///
/// The counter saw the shelf as the fact had left it. So the fact is recorded, and beside it an adjustment, as of
/// the count's moment, that leaves the counted figure as it was. What happened while a pile was being counted is
/// not among it: whether the figure holds beside it is for ``CountVerdict`` to say.
public struct CountCorrection: Sendable {
    /// Lines to or from the adjustment edge, each with its count and moment; empty where no count had seen it.
    public private(set) var lines: [MovementLine] = []

    /// Works out the adjustments of one item.
    ///
    /// What an adjustment stood for of a count that had seen the fact's places is taken back first, the earliest count's at
    /// first: it may have been this very fact. Of what was found no more goes back than is still there. The rest is of the lot
    /// that the fact moved.
    ///
    /// - Parameters:
    ///   - moved: The fact's own lines of the item.
    ///   - moment: When it happened.
    ///   - item: The item of the lines.
    ///   - anchors: All figures of completed counts of the item.
    ///   - adjusted: What each count's adjustments add up to by now, by lot and place.
    ///   - stock: All there is of the item.
    ///   - adjustment: The edge that differences come from and go to.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public init(
        of moved: [MovementLine], at moment: Moment, item: ItemID, anchors: [CountAnchor],
        adjusted: [CountID: CountAdjustments], in stock: Holdings, adjustment: PlaceID
    ) throws(StockFault) {
        var changes: [CountAnchor: [LotAtPlace: Quantity]] = [:]
        for line in moved {
            for (place, change) in [
                (line.from, try Quantity.zero.subtracting(line.quantity)), (line.to, line.quantity),
            ] {
                guard let anchor = anchors.latest(of: line.lot, at: place),
                    moment <= anchor.moments.lowerBound
                else { continue }
                let spot = LotAtPlace(place: place, lot: line.lot)
                changes[anchor, default: [:]][spot] =
                    try (changes[anchor]?[spot] ?? .zero).adding(change)
            }
        }
        for (anchor, spots) in changes.sorted(by: { $0.key.count < $1.key.count }) {
            var left = Quantity.zero
            for change in spots.values { left = try left.adding(change) }
            guard left != .zero else { continue }
            var taken: [LotAtPlace: Quantity] = [:]
            for seen in anchors.known(spots.keys, at: moment, before: anchor) + [anchor] {
                let posted = (adjusted[seen.count]?.sums ?? [:])
                    .filter { anchors.isSpoken(of: $0.key.lot, by: seen) }
                var back: [LotAtPlace: Quantity] = [:]
                let (known, gone) = (anchor, taken)
                func isSeen(_ place: PlaceID) -> Bool {
                    known.places.contains(place) && seen.places.contains(place)
                }
                func stillThere(_ spot: LotAtPlace) -> Quantity {
                    let now = stock.balance(spot.lot, at: spot.place).value
                    return Swift.max(.zero, Quantity(now &- (gone[spot]?.value ?? 0)))
                }
                let parts = try posted.parts(of: left, atMost: stillThere, where: isSeen)
                for (spot, part) in parts {
                    back[spot] = part
                    taken[spot] = try (taken[spot] ?? .zero).adding(part)
                    left = try left.subtracting(part)
                }
                if seen == anchor {
                    for (spot, part) in try spots.parts(of: left, where: anchor.places.contains) {
                        back[spot] = try (back[spot] ?? .zero).adding(part)
                        left = try left.subtracting(part)
                    }
                }
                for (spot, change) in back.sorted(by: { $0.key < $1.key }) where change != .zero {
                    lines.append(
                        try MovementLine(
                            changing: spot, of: item, by: try Quantity.zero.subtracting(change),
                            over: adjustment, count: seen.count, at: seen.moment))
                }
            }
        }
    }
}

extension CountCorrection {
    /// Lets what takes back a date that nothing else tells of be of no date.
    ///
    /// Where it did not come in after all, a count that saw the item whatever its dates did not see that date.
    ///
    /// - Parameters:
    ///   - back: Lines that take back what did not happen.
    ///   - anchors: The figures that the adjustments keep true; lots that were counted by themselves were seen.
    ///   - stock: All there is of the item.
    ///   - places: The tree as it is now.
    ///   - undated: The item's lot of unknown date.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package mutating func forgetDates(
        of back: [MovementLine], seenBy anchors: [CountAnchor], in stock: Holdings,
        _ places: PlaceTree, undated: LotID
    ) throws(StockFault) {
        guard !back.isEmpty else { return }
        let unknown = try stock.lotsUnknown(without: back, places)
            .subtracting(anchors.compactMap(\.lot))
        for (index, line) in lines.enumerated()
        where unknown.contains(line.lot) && line.from == places.founded(.adjustment) {
            lines[index] = try line.of(undated, of: line.item, line.quantity)
        }
    }
}

extension [CountAnchor] {
    /// The figures of other counts, the earliest first, that had seen what happened at a moment at some places.
    fileprivate func known(
        _ spots: some Collection<LotAtPlace>, at moment: Moment, before anchor: CountAnchor
    ) -> [CountAnchor] {
        filter { other in
            other.count != anchor.count && moment <= other.moments.lowerBound
                && spots.contains {
                    other.places.contains($0.place) && isSpoken(of: $0.lot, by: other)
                }
        }.sorted { ($0.moment, $0.count) < ($1.moment, $1.count) }
    }

    /// Whether a figure is what its count says of a lot.
    fileprivate func isSpoken(of lot: LotID, by figure: CountAnchor) -> Bool {
        if let own = figure.lot { return own == lot }
        return !contains { $0.count == figure.count && $0.lot == lot }
    }
}

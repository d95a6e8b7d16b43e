/// What a count found of one item, or of one of its lots, beside what the ledger held.
public struct CountFigure: CountedPile, Hashable, Sendable {
    /// Nil where the item was counted whatever its dates.
    public let lot: LotID?
    /// All that was seen.
    public let seen: Quantity
    /// What the ledger knows by now to have been there at that moment.
    public let expected: Quantity
    /// The part of `expected` that is in lots which were counted by themselves; zero for a lot.
    public let countedByLot: Quantity
    /// When its counting began, and when it ended.
    public let moments: ClosedRange<Moment>
    /// The counted place, first, and the boxes that stood on it.
    public let places: [PlaceID]
    /// What the ledger knows by now to have been below zero at these places at that moment.
    public let short: [LotAtPlace: Quantity]
    /// Completed counts that saw some of the same at some of the same places, earlier or later.
    public let others: [OverlappingCount]

    /// A line of a count sheet.
    public init(
        lot: LotID?, seen: Quantity, expected: Quantity, countedByLot: Quantity = .zero,
        moments: ClosedRange<Moment>, places: [PlaceID], short: [LotAtPlace: Quantity] = [:],
        others: [OverlappingCount] = []
    ) {
        (self.lot, self.seen, self.expected) = (lot, seen, expected)
        (self.countedByLot, self.moments, self.places) = (countedByLot, moments, places)
        (self.short, self.others) = (short, others)
    }

    /// Whether a later count of just these places is the better word; it holds as long as that one has a say.
    public var isOverruled: Bool {
        others.contains {
            $0.isLater(than: self) && $0.covers(figure: self)
                && Set($0.anchor.places) == Set(places)
        }
    }

    /// A figure by what is known to have been there at its moment.
    ///
    /// - Parameters:
    ///   - pile: What was seen, and when.
    ///   - lot: Nil where the item was counted whatever its dates.
    ///   - lots: Lots of the item that the count saw by themselves.
    ///   - places: The counted place, first, and the boxes that stood on it.
    ///   - short: What was below zero there.
    ///   - others: Other counts that saw some of the same.
    ///   - there: What of a lot, or of the item whatever its dates, was there.
    /// - Throws: What `there` throws, ``StockFault/quantityOutOfRange``.
    public init(
        _ pile: some CountedPile, of lot: LotID?, beside lots: [LotID], at places: [PlaceID],
        short: [LotAtPlace: Quantity] = [:], others: [OverlappingCount] = [],
        there: (LotID?) throws -> Quantity
    ) throws {
        self.init(
            lot: lot, seen: pile.seen, expected: try there(lot),
            countedByLot: lot == nil
                ? try lots.reduce(Quantity.zero) { try $0.adding(there($1)) } : .zero,
            moments: pile.moments, places: places, short: short, others: others)
    }

    /// What the ledger held of just what the figure is of: lots that were counted by themselves are no part of it.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func known() throws(StockFault) -> Quantity {
        try expected.subtracting(countedByLot)
    }

    /// What was seen less what the ledger held.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func difference() throws(StockFault) -> Quantity { try seen.subtracting(known()) }
}

/// What a completed count saw and posted of an item that another count saw too, of the same place or of a part of it, as
/// a shelf with a box on it and the box.
public struct OverlappingCount: Hashable, Sendable {
    /// What it saw.
    public let anchor: CountAnchor
    /// What it posted of the item.
    public let adjusted: CountAdjustments

    /// A count that shares a place with another.
    public init(_ anchor: CountAnchor, adjusted: CountAdjustments) {
        (self.anchor, self.adjusted) = (anchor, adjusted)
    }

    func isLater(than figure: CountFigure) -> Bool { anchor.moment > figure.moment }

    /// Whether it saw all that a figure is of, as far as lots go.
    func covers(figure: CountFigure) -> Bool { anchor.lot == nil || anchor.lot == figure.lot }

    func isWider(than places: [PlaceID]) -> Bool {
        Set(anchor.places).isStrictSuperset(of: places)
    }
}

/// One item in a count that is completed.
public struct CountedItem: Sendable {
    /// The item as it is now.
    public let item: Item
    /// All there is of it now.
    public let stock: Holdings
    /// What was seen, lots before the item itself.
    public let figures: [CountFigure]
    /// What the count posted of it before.
    public let posted: CountAdjustments

    /// An item that was seen, or that nobody saw and that is gone.
    public init(
        item: Item, stock: Holdings, figures: [CountFigure],
        posted: CountAdjustments = CountAdjustments()
    ) {
        (self.item, self.stock, self.figures, self.posted) = (item, stock, figures, posted)
    }
}

extension CountedItem {
    /// What the count posted at places that it was not of, as is told by now: a box had left before it was seen, or had
    /// never stood there.
    fileprivate var strayed: [(LotAtPlace, Quantity)] {
        let covered = Set(figures.flatMap(\.places))
        guard !covered.isEmpty else { return [] }
        return posted.sums.filter { !covered.contains($0.key.place) }.sorted { $0.key < $1.key }
    }
}

/// What completing a count writes down: lines to or from the adjustment edge.
public struct CountPlan: Hashable, Sendable {
    /// Lots first spoken of here: an item's lot of unknown date, where the count needs one.
    public private(set) var lots: [Lot] = []
    /// One for each lot and place that differs, as of the moment that it was seen; none where the shelf agreed.
    public private(set) var lines: [MovementLine] = []
    private let adjustment: PlaceID

    /// Settles each item's differences.
    ///
    /// A difference is what was seen less what is known to have been there at that moment, so what
    /// was handed out since stays handed out. Lots that were counted by themselves are settled by
    /// themselves; the item's own figure is of all its others.
    ///
    /// Where another count saw some of the same, both stay true: what that one posted later is not posted again; what
    /// differs in a part of what it saw is the other way round in the rest of it, wholly where that one is the later
    /// word, and as far as it posted a like difference there where it is the earlier: it could not tell where that was.
    ///
    /// - Parameters:
    ///   - count: The count that they belong to.
    ///   - adjustment: The edge that differences come from and go to.
    ///   - items: Those that were seen, and those that are gone.
    ///   - lot: The lot of a key, under the id that follows from it.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public init(
        _ count: CountID, adjustment: PlaceID, items: [CountedItem],
        lot: (LotKey) -> Lot
    ) throws(StockFault) {
        self.adjustment = adjustment
        for counted in items {
            var stock = counted.stock
            for figure in counted.figures where !figure.isOverruled {
                let undated = lot(counted.item.lot())
                var (difference, open) = try figure.unexplained()
                var changes: [CountAdjustment] = []
                // What was posted before may have been just this.
                let opposite = try Quantity.zero.subtracting(difference)
                for (spot, part) in try counted.posted.sums.parts(
                    of: opposite, where: open.contains)
                where spot.lot == figure.lot ?? spot.lot {
                    let back = try Quantity.zero.subtracting(part)
                    changes.append(
                        CountAdjustment(place: spot.place, lot: spot.lot, difference: back))
                    difference = try difference.subtracting(back)
                    stock.set(
                        try stock.balance(spot.lot, at: spot.place).adding(back), at: spot)
                }
                changes += try stock.adjustments(
                    for: difference, of: figure.lot, at: open, short: figure.short,
                    undated: undated.id)
                if let own = figure.lot {
                    for place in figure.places {
                        stock.set(.zero, at: LotAtPlace(place: place, lot: own))
                    }
                } else if stock.lots[undated.id] == nil,
                    changes.contains(where: { $0.lot == undated.id })
                {
                    lots.append(undated)
                }
                for change in changes {
                    try settle(change, of: counted.item.id, count, figure.moment)
                }
                for (change, anchor) in try figure.compensations(of: changes) {
                    try settle(change, of: counted.item.id, anchor.count, anchor.moment)
                }
            }
            for (spot, sum) in counted.strayed {
                let back = CountAdjustment(
                    place: spot.place, lot: spot.lot, difference: try Quantity.zero.subtracting(sum)
                )
                try settle(back, of: counted.item.id, count, counted.figures[0].moment)
            }
        }
    }

    private mutating func settle(
        _ change: CountAdjustment, of item: ItemID, _ count: CountID, _ moment: Moment
    ) throws(StockFault) {
        lines.append(
            try MovementLine(
                changing: LotAtPlace(place: change.place, lot: change.lot), of: item,
                by: change.difference, over: adjustment, count: count, at: moment))
    }
}

extension CountFigure {
    /// The difference without what later counts of a part of it posted, and the places that none of them is the better
    /// word on; all places where they are on each.
    fileprivate func unexplained() throws(StockFault) -> (difference: Quantity, open: [PlaceID]) {
        var left = try difference()
        var open = places
        for other in others where other.isLater(than: self) {
            let parts = try other.adjusted.sums.parts(of: left) {
                places.contains($0) && other.anchor.places.contains($0)
            }
            for (_, part) in parts { left = try left.subtracting(part) }
            if other.covers(figure: self), !other.isWider(than: places) {
                open.removeAll { other.anchor.places.contains($0) }
            }
        }
        return (left, open.isEmpty ? places : open)
    }

    /// Whether another count said after a wider one, and before this, what there is at just these places.
    private func isTold(since wider: OverlappingCount) -> Bool {
        others.contains {
            !$0.isLater(than: self) && $0.anchor.moment > wider.anchor.moment
                && $0.covers(figure: self) && Set($0.anchor.places).isSubset(of: places)
        }
    }

    /// What keeps the figures of wider counts true beside some changes of this one.
    fileprivate func compensations(
        of changes: [CountAdjustment]
    ) throws(StockFault) -> [(CountAdjustment, CountAnchor)] {
        let wider = others.filter { $0.covers(figure: self) && $0.isWider(than: places) }
            .max { ($0.anchor.moment, $0.anchor.count) < ($1.anchor.moment, $1.anchor.count) }
            .flatMap { isTold(since: $0) ? nil : $0 }
        guard let wider else { return [] }
        let rest = wider.anchor.places.filter { !places.contains($0) }
        let back: [(spot: LotAtPlace, part: Quantity)]
        if wider.isLater(than: self) {
            back = changes.map { (LotAtPlace(place: rest[0], lot: $0.lot), $0.difference) }
        } else {
            var sum = Quantity.zero
            for change in changes { sum = try sum.adding(change.difference) }
            back = try wider.adjusted.sums.parts(of: sum, where: rest.contains)
        }
        var made: [(CountAdjustment, CountAnchor)] = []
        for (spot, part) in back {
            let difference = try Quantity.zero.subtracting(part)
            made.append(
                (
                    CountAdjustment(place: spot.place, lot: spot.lot, difference: difference),
                    wider.anchor
                ))
        }
        return made
    }
}

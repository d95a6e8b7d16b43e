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

    /// A line of a count sheet.
    public init(
        lot: LotID?, seen: Quantity, expected: Quantity, countedByLot: Quantity = .zero,
        moments: ClosedRange<Moment>
    ) {
        (self.lot, self.seen, self.expected) = (lot, seen, expected)
        (self.countedByLot, self.moments) = (countedByLot, moments)
    }

    /// What was seen less what the ledger held of the same lots.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func difference() throws(StockFault) -> Quantity {
        try seen.subtracting(expected).adding(countedByLot)
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

    /// An item that was seen, or that nobody saw and that is gone.
    public init(item: Item, stock: Holdings, figures: [CountFigure]) {
        (self.item, self.stock, self.figures) = (item, stock, figures)
    }
}

/// What completing a count writes down: lines to or from the adjustment edge.
public struct CountPlan: Hashable, Sendable {
    /// Lots first spoken of here: an item's lot of unknown date, where the count needs one.
    public private(set) var lots: [Lot] = []
    /// One for each lot and place that differs, as of the moment that it was seen; none where the shelf agreed.
    public private(set) var lines: [MovementLine] = []
    private let count: CountID
    private let adjustment: PlaceID

    /// Settles each item's differences.
    ///
    /// A difference is what was seen less what is known to have been there at that moment, so what
    /// was handed out since stays handed out. Lots that were counted by themselves are settled by
    /// themselves; the item's own figure is of all its others.
    ///
    /// - Parameters:
    ///   - count: The count that they belong to.
    ///   - places: The counted place, first, and the boxes that stand on it.
    ///   - adjustment: The edge that differences come from and go to.
    ///   - items: Those that were seen, and those that are gone.
    ///   - lot: The lot of a key, under the id that follows from it.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public init(
        _ count: CountID, at places: [PlaceID], adjustment: PlaceID, items: [CountedItem],
        lot: (LotKey) -> Lot
    ) throws(StockFault) {
        (self.count, self.adjustment) = (count, adjustment)
        for counted in items {
            var stock = counted.stock
            for figure in counted.figures {
                let undated = lot(counted.item.lot())
                let changes = try stock.adjustments(
                    for: figure.difference(), of: figure.lot, at: places, undated: undated.id)
                if let own = figure.lot {
                    for place in places {
                        stock.set(.zero, at: LotAtPlace(place: place, lot: own))
                    }
                } else if stock.lots[undated.id] == nil,
                    changes.contains(where: { $0.lot == undated.id })
                {
                    lots.append(undated)
                }
                for change in changes {
                    try settle(change, of: counted.item.id, figure.moment)
                }
            }
        }
    }

    private mutating func settle(
        _ change: CountAdjustment, of item: ItemID, _ moment: Moment
    ) throws(StockFault) {
        let found = change.difference > .zero
        lines.append(
            try MovementLine(
                item: item, lot: change.lot, from: found ? adjustment : change.place,
                to: found ? change.place : adjustment,
                quantity: found
                    ? change.difference : try Quantity.zero.subtracting(change.difference),
                count: count, at: moment))
    }
}

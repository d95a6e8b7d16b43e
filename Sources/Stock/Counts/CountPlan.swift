/// What a count found of one item, or of one of its lots, beside what the ledger held.
public struct CountFigure: Hashable, Sendable {
    /// Nil where the item was counted whatever its dates.
    public let lot: LotID?
    /// All that was seen.
    public let seen: Quantity
    /// What the ledger held when it was seen.
    public let expected: Quantity
    /// The part of `expected` that is in lots which were counted by themselves; zero for a lot.
    public let countedByLot: Quantity

    /// A line of a count sheet.
    public init(
        lot: LotID?, seen: Quantity, expected: Quantity, countedByLot: Quantity = .zero
    ) {
        (self.lot, self.seen, self.expected) = (lot, seen, expected)
        self.countedByLot = countedByLot
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
    /// What was seen, lots before the item itself; none where nobody counted the item.
    public let figures: [CountFigure]

    /// An item that was seen, or that the ledger has at the place.
    public init(item: Item, stock: Holdings, figures: [CountFigure]) {
        (self.item, self.stock, self.figures) = (item, stock, figures)
    }
}

/// What completing a count writes down: lines to or from the adjustment edge.
public struct CountPlan: Hashable, Sendable {
    /// Lots first spoken of here: an item's lot of unknown date, where the count needs one.
    public private(set) var lots: [Lot] = []
    /// One for each lot that differs; none where the shelf agreed.
    public private(set) var lines: [MovementLine] = []
    private let place: PlaceID
    private let adjustment: PlaceID

    /// Settles each item's differences.
    ///
    /// A difference is what was seen less what the ledger held at the same journal number, so what
    /// was handed out since stays handed out. Lots that were counted by themselves are settled by
    /// themselves; the item's own figure is of all its others.
    ///
    /// - Parameters:
    ///   - place: The place itself, without what stands in it.
    ///   - adjustment: The edge that differences come from and go to.
    ///   - items: Those that were seen, and for ``Uncounted/zero`` those that the ledger has there.
    ///   - uncounted: What becomes of an item that has no figure of its own.
    ///   - lot: The lot of a key, under the id that follows from it.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public init(
        at place: PlaceID, adjustment: PlaceID, items: [CountedItem], uncounted: Uncounted,
        lot: (LotKey) -> Lot
    ) throws(StockFault) {
        (self.place, self.adjustment) = (place, adjustment)
        for counted in items {
            var stock = counted.stock
            for figure in counted.figures {
                guard let lot = figure.lot else { continue }
                try settle(lot, of: counted.item.id, figure.difference())
                stock.set(.zero, at: LotAtPlace(place: place, lot: lot))
            }
            let difference: Quantity
            if let figure = counted.figures.first(where: { $0.lot == nil }) {
                difference = try figure.difference()
            } else if uncounted == .zero {
                difference = try Quantity.zero.subtracting(try stock.total(at: [place]))
            } else {
                continue
            }
            let undated = lot(counted.item.lot())
            for change in try stock.adjustments(for: difference, at: place, undated: undated.id) {
                if change.lot == undated.id, stock.lots[undated.id] == nil { lots.append(undated) }
                try settle(change.lot, of: counted.item.id, change.difference)
            }
        }
    }

    private mutating func settle(
        _ lot: LotID, of item: ItemID, _ difference: Quantity
    ) throws(StockFault) {
        guard difference != .zero else { return }
        let found = difference > .zero
        lines.append(
            try MovementLine(
                item: item, lot: lot, from: found ? adjustment : place,
                to: found ? place : adjustment,
                quantity: found ? difference : try Quantity.zero.subtracting(difference)))
    }
}

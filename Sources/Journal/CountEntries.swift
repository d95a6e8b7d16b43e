public import Stock

/// A count of a place begins.
public struct CountOpened: EntryKind {
    package static let kind = "countOpened"

    /// The place itself; what stands in it is counted by itself.
    public let place: PlaceID

    package init(
        place: PlaceID
    ) {
        self.place = place
    }
}

/// What was seen of an item, or of one of its lots, at the count's place.
public struct CountObservation: EntryKind {
    package static let kind = "countLine"

    /// The count it belongs to.
    public let count: CountID
    /// Nil where a line says the whole.
    public let scan: ScanFacts?
    /// What was seen, or the item of the lot that was seen.
    public let item: ItemID
    /// Nil where the item was counted whatever its dates.
    public let lot: LotID?
    /// What this scan added; nil where a line says the whole.
    public let added: Quantity?
    /// All that was seen so far of this item or lot in this count, this line included.
    public let seen: Quantity
    /// The journal number the observation holds for.
    public let asOf: Int64
    /// What the ledger held at that number.
    public let expected: Quantity

    package init(
        count: CountID,
        scan: ScanFacts?,
        item: ItemID,
        lot: LotID?,
        added: Quantity?,
        seen: Quantity,
        asOf: Int64,
        expected: Quantity
    ) {
        self.count = count
        self.scan = scan
        self.item = item
        self.lot = lot
        self.added = added
        self.seen = seen
        self.asOf = asOf
        self.expected = expected
    }

    package var facts: ScanFacts? { scan }
}

/// A count's differences, as lines to or from the adjustment edge.
public struct CountCompleted: EntryKind {
    package static let kind = "countCompleted"

    /// The count that ends here.
    public let count: CountID
    /// What became of items nobody saw.
    public let uncounted: Uncounted
    /// Lots first spoken of here: an item's lot of unknown date, where the count needs one.
    public let lots: [Lot]
    /// One for each lot that differs; none where the shelf agreed.
    public let lines: [MovementLine]
    /// The open day the differences count for.
    public let day: CivilDate

    package init(
        count: CountID,
        uncounted: Uncounted,
        lots: [Lot],
        lines: [MovementLine],
        day: CivilDate
    ) {
        self.count = count
        self.uncounted = uncounted
        self.lots = lots
        self.lines = lines
        self.day = day
    }
}

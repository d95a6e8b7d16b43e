/// Lines that move stock, and what the volunteer was told of them.
public struct Movement: Codable, Sendable, Hashable {
    /// Nil for a movement that undoes another.
    public var scan: ScanFacts?
    /// The movement that this one undoes.
    public var reverses: EntryID?
    /// Lots first spoken of here.
    public var lots: [Lot]
    /// Each from one place to another; none where an empty box went.
    public var lines: [MovementLine]
    /// When it happened; nil where that was when it was recorded.
    public var happenedAt: Moment?
    /// The open day it counts for.
    public var day: CivilDate
    /// The scanned item; nil where a whole box went.
    public var item: ItemID?
    /// Where the item was put or taken; for several places the one that was asked for.
    public var place: PlaceID
    /// The item's balance at that place just after.
    public var balance: Quantity
    /// What the volunteer was told; a replay tells the same.
    public var warnings: [Warning]
    /// What it was of, where ``item`` is one with others only since it happened; nil where it was of all of that.
    public var part: ItemID?

    package init(
        scan: ScanFacts? = nil, reverses: EntryID? = nil, lots: [Lot] = [],
        lines: [MovementLine] = [], happenedAt: Moment? = nil, day: CivilDate, item: ItemID? = nil,
        place: PlaceID,
        balance: Quantity = .zero, warnings: [Warning] = [], part: ItemID? = nil
    ) {
        self.scan = scan
        self.reverses = reverses
        self.lots = lots
        self.lines = lines
        self.happenedAt = happenedAt
        self.day = day
        self.item = item
        self.place = place
        self.balance = balance
        self.warnings = warnings
        self.part = part
    }
}

extension Movement {
    /// Whether all that a box held went out with it, when its own label was scanned.
    public var isOfWholeBox: Bool {
        item == nil && (scan?.mode == .distribute || scan?.mode == .discard)
    }

    /// How much a line adds to what is said of the movement: less than nothing where a whole box went, and the line brings
    /// back what was short in it.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func quantity(
        of line: MovementLine, in places: PlaceTree
    ) throws(StockFault) -> Quantity {
        let isInward = places.storage.contains(line.to)
        return try item == nil && isInward == (reverses == nil)
            ? Quantity.zero.subtracting(line.quantity) : line.quantity
    }

    /// The movement back: the same lines the other way, on an open day.
    ///
    /// It says that this movement never happened, so it happened when this one did; what kept a count true, or a box that
    /// had gone empty, is worked out anew, not turned round.
    ///
    /// - Parameters:
    ///   - id: The entry of this movement.
    ///   - moment: When this movement happened.
    ///   - day: The open day that the movement back counts for.
    ///   - stock: What there is of ``item`` now; nil where a whole box went.
    ///   - places: The tree as it is now.
    /// - Returns: Nil where this movement takes another back, which is not taken back itself.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func reversal(
        of id: EntryID, at moment: Moment, on day: CivilDate, stock: Holdings?, places: PlaceTree
    ) throws(StockFault) -> Movement? {
        guard reverses == nil else { return nil }
        var back = Movement(
            reverses: id, lines: lines.filter(\.isOwn).map(\.reversed),
            happenedAt: moment, day: day, item: item, place: place, balance: balance)
        if let stock {
            back.balance = try stock.total(
                at: places.within(place), after: stock.change(by: back.lines))
        }
        return back
    }
}

public import Stock

/// A count of a place begins.
public struct CountOpened: EntryKind {
    package static let kind = "countOpened"

    /// The place itself.
    public let place: PlaceID
    /// Boxes that stand on it and are counted with it; nil in entries that did not say.
    public let boxes: [PlaceID]?
    /// When it began; nil where that was when it was recorded.
    public let happenedAt: Moment?

    package init(place: PlaceID, boxes: [PlaceID]? = nil, happenedAt: Moment? = nil) {
        (self.place, self.boxes, self.happenedAt) = (place, boxes, happenedAt)
    }

    package var subjects: EntrySubjects { EntrySubjects(places: [place]) }
}

/// What was seen of an item, or of one of its lots, at the count's place.
public struct CountObservation: EntryKind {
    package static let kind = "countLine"

    /// The count it belongs to.
    public let count: CountID
    /// What the sender said; of a line that says the whole only where it named a code, and nil in older entries.
    public let scan: ScanFacts?
    /// What was seen, or the item of the lot that was seen.
    public let item: ItemID
    /// Nil where the item was counted whatever its dates.
    public let lot: LotID?
    /// What this scan added; nil where a line says the whole.
    public let added: Quantity?
    /// All that is known by then to have been seen of this item or lot in this count, this line included.
    public let seen: Quantity
    /// The journal's last number when it was seen.
    public let asOf: Int64
    /// What was known, when it was recorded, to have been there at that moment.
    public let expected: Quantity
    /// When it was seen; nil where that was when it was recorded.
    public let happenedAt: Moment?
    /// What its code was looked up by; nil where no code was said, and in entries that did not say.
    public let key: String?
    /// What was looked at, where `item` is one with others only since then; nil where it was all of `item`.
    public let part: ItemID?

    /// A line that someone wrote down of an item is set right by another.
    package var undo: UndoAction? { scan == nil ? nil : .unsee(self) }

    package init(
        count: CountID,
        scan: ScanFacts?,
        item: ItemID,
        lot: LotID?,
        added: Quantity?,
        seen: Quantity,
        asOf: Int64,
        expected: Quantity,
        happenedAt: Moment? = nil,
        key: String? = nil,
        part: ItemID? = nil
    ) {
        self.count = count
        self.scan = scan
        self.item = item
        self.lot = lot
        self.added = added
        self.seen = seen
        self.asOf = asOf
        self.expected = expected
        self.happenedAt = happenedAt
        self.key = key
        self.part = part
    }

    package var facts: ScanFacts? { scan }
    package var subjects: EntrySubjects { EntrySubjects(items: [item], count: count) }
}

/// What a count saw of an item, or of one of its lots.
public struct CountedFigure: CountedPile, Codable, Hashable, Sendable {
    /// The item, or the item of the lot.
    public let item: ItemID
    /// Nil where the item was counted whatever its dates.
    public let lot: LotID?
    /// Pieces or grams, over the place and the boxes that are counted with it.
    public let seen: Quantity
    /// When its counting began.
    public let from: Moment
    /// When it ended.
    public let to: Moment
    /// What was seen, where `item` is one with others only since then, and the count says nothing of those; nil where it was
    /// all of `item`.
    public let part: ItemID?
    /// From the one to the other.
    public var moments: ClosedRange<Moment> { from...max(from, to) }

    package init(
        item: ItemID, lot: LotID?, seen: Quantity, from: Moment, to: Moment, part: ItemID? = nil
    ) {
        (self.item, self.lot, self.seen, self.from, self.to) = (item, lot, seen, from, to)
        self.part = part
    }
}

/// A count's differences, as lines to or from the adjustment edge.
///
/// A second entry of the same count is of what was held open: an unknown code that was seen, and is explained.
public struct CountCompleted: EntryKind {
    package static let kind = "countCompleted"

    /// The count that ends here.
    public let count: CountID
    /// What became of items nobody saw.
    public let uncounted: Uncounted
    /// Lots first spoken of here: an item's lot of unknown date, where the count needs one.
    public let lots: [Lot]
    /// One for each lot that differs, and what goes by that with boxes that went since; none where the shelf agreed.
    public let lines: [MovementLine]
    /// The open day the differences count for.
    public let day: CivilDate
    package var countsFor: CivilDate? { day }
    /// What was seen, each differing or not; nil in entries that did not say.
    public let figures: [CountedFigure]?
    /// Items that moved while they were being counted: they stay as they are until they are counted anew.
    public let recount: [ItemID]?
    /// Scans of the count whose code nobody knew yet.
    public let unexplained: [EntryID]?
    /// Items of which someone said that nothing is left, though something of them was seen: they are gone where that is
    /// taken back.
    public let gone: [ItemID]?

    package init(
        count: CountID, uncounted: Uncounted, lots: [Lot], lines: [MovementLine], day: CivilDate,
        figures: [CountedFigure]? = nil, recount: [ItemID]? = nil, unexplained: [EntryID]? = nil,
        gone: [ItemID]? = nil
    ) {
        (self.count, self.uncounted, self.lots, self.lines) = (count, uncounted, lots, lines)
        (self.day, self.figures, self.recount) = (day, figures, recount)
        (self.unexplained, self.gone) = (unexplained, gone)
    }

    package var linesAre: LineOrigin { .counts }
    package var lineWord: String? { ScanMode.count.rawValue }
    package var subjects: EntrySubjects { EntrySubjects(count: count) }
    package var undo: UndoAction? { .takeBackCount(count) }
}

extension CountCompleted {
    /// The lines of this count's own differences; the others keep the figures of counts true that saw some of the same.
    package var ownLines: [MovementLine] { lines.filter { $0.count(else: count) == count } }

    /// What was seen, each with the count's own difference of it.
    ///
    /// - Parameter adjustment: The edge that differences come from and go to.
    /// - Returns: Zero for what agreed; above zero where more was there than known.
    /// - Throws: `StockFault.quantityOutOfRange`.
    package func differences(
        over adjustment: PlaceID
    ) throws(StockFault) -> [(figure: CountedFigure, difference: Quantity)] {
        let figures = figures ?? []
        let byLot = Set(figures.compactMap(\.lot))
        var sums: [ItemID: [LotID?: Quantity]] = [:]
        for line in ownLines {
            let lot = byLot.contains(line.lot) ? line.lot : nil
            let sum = sums[line.item]?[lot] ?? .zero
            sums[line.item, default: [:]][lot] =
                line.from == adjustment
                ? try sum.adding(line.quantity) : try sum.subtracting(line.quantity)
        }
        return figures.map { ($0, sums[$0.item]?[$0.lot] ?? .zero) }
    }
}

/// As is told after a count was completed, an item of it moved while it was being counted, or was seen in part: the count has
/// no say about it, and it is to be counted again.
public struct RecountAsked: EntryKind {
    package static let kind = "recountAsked"

    /// A count that was completed.
    public let count: CountID
    /// The item, which stays as it is until it is counted anew.
    public let item: ItemID
    /// Lots first spoken of here.
    public let lots: [Lot]
    /// What the count had posted of the item, the other way; none where it had posted nothing.
    public let lines: [MovementLine]
    /// The open day they count for.
    public let day: CivilDate
    package var countsFor: CivilDate? { day }

    package init(
        count: CountID, item: ItemID, lots: [Lot], lines: [MovementLine], day: CivilDate
    ) {
        (self.count, self.item, self.lots, self.lines) = (count, item, lots, lines)
        self.day = day
    }

    package var linesAre: LineOrigin { .counts }
    package var subjects: EntrySubjects { EntrySubjects(items: [item], count: count) }
}

/// A completed count counts no more: its differences go back, lots and dates with them.
public struct CountTakenBack: EntryKind {
    package static let kind = "countTakenBack"

    /// A count that was completed.
    public let count: CountID
    /// Lots first spoken of here.
    public let lots: [Lot]
    /// Its adjustments the other way; what earlier counts ask for then has entries of its own.
    public let lines: [MovementLine]
    /// The open day they count for.
    public let day: CivilDate
    package var countsFor: CivilDate? { day }

    package init(count: CountID, lots: [Lot], lines: [MovementLine], day: CivilDate) {
        (self.count, self.lots, self.lines, self.day) = (count, lots, lines, day)
    }

    package var linesAre: LineOrigin { .counts }
    package var subjects: EntrySubjects { EntrySubjects(count: count) }
}

/// A scan of a count was explained wrongly, or was none: it is no part of what was seen of that item.
public struct CountLineTakenBack: EntryKind {
    package static let kind = "countLineTakenBack"

    /// The count that it was seen in.
    public let count: CountID
    /// The entry that said what the scan was; the scan's own where its code was known.
    public let explanation: EntryID
    /// The item that it was, or was said to be.
    public let item: ItemID
    /// Nil where the item was counted whatever its dates.
    public let lot: LotID?
    /// What was seen of the item or lot besides; nil for nothing: it was not counted then.
    public let seen: Quantity?
    /// Lots first spoken of here.
    public let lots: [Lot]
    /// What a completed count posted of an item that it did not count, the other way; else none.
    public let lines: [MovementLine]
    /// The open day they count for.
    public let day: CivilDate
    package var countsFor: CivilDate? { day }

    package init(
        of line: CountObservation, explanation: EntryID, seen: Quantity?, lots: [Lot],
        lines: [MovementLine], day: CivilDate
    ) {
        (count, self.explanation) = (line.count, explanation)
        (item, lot, self.seen) = (line.item, line.lot, seen)
        (self.lots, self.lines, self.day) = (lots, lines, day)
    }

    package var linesAre: LineOrigin { .counts }
    package var subjects: EntrySubjects { EntrySubjects(items: [item], count: count) }
}

/// A count that had begun is thrown away; nothing it saw counts.
public struct CountDropped: EntryKind {
    package static let kind = "countDropped"

    /// A count that was open.
    public let count: CountID

    package init(count: CountID) { self.count = count }

    package var subjects: EntrySubjects { EntrySubjects(count: count) }
}

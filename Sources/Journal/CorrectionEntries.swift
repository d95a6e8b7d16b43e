public import Stock

/// Two items that were the same are one from here on.
///
/// What was recorded before stays where it is, under the item that it named.
public struct ItemsJoined: EntryKind {
    package static let kind = "itemsJoined"

    /// The one that is not spoken of any more.
    public let item: ItemID
    /// The one that both are.
    public let into: ItemID
    /// What a scan of a code that goes over is looked up by; labels of lots are among them.
    public let codes: [String]
    /// Each lot of `item` that had stock or a label, and the lot of `into` that it is now.
    public let lots: [LotShift]
    /// Two for each balance: out of the one lot to the adjustment edge, and from there into the other.
    public let lines: [MovementLine]
    /// The open day the lines count for.
    public let day: CivilDate
    package var nameChange: NameChange? { .joined }
    package var countsFor: CivilDate? { day }

    package init(
        item: ItemID, into: ItemID, codes: [String], lots: [LotShift], lines: [MovementLine],
        day: CivilDate
    ) {
        (self.item, self.into, self.codes) = (item, into, codes)
        (self.lots, self.lines, self.day) = (lots, lines, day)
    }

    package var itemMeant: ItemID? { into }
    package var subjects: EntrySubjects { EntrySubjects(items: [item, into]) }
    package var undo: UndoAction? { .part(self) }
}

/// Items that were joined are two again.
public struct ItemsParted: EntryKind {
    package static let kind = "itemsParted"

    /// The entry that joined them.
    public let join: EntryID
    /// The one that is spoken of again.
    public let item: ItemID
    /// The one that it was joined with.
    public let into: ItemID
    /// The codes that go back: those that still stood for what the join made of them.
    public let codes: [String]
    /// As in the entry that joined them.
    public let lots: [LotShift]
    /// Lines back of what the first has by its own facts.
    ///
    /// That is what the join moved, and what was told since of the time before, or taken back. What went meanwhile of goods
    /// that are there no more does not go back.
    public let lines: [MovementLine]
    /// The open day the lines count for.
    public let day: CivilDate
    package var nameChange: NameChange? { .parted }
    package var countsFor: CivilDate? { day }
    /// Counts in which something was seen while they were one; nil for none, and in entries that did not say.
    ///
    /// Scans of the codes that go back were of `item`. Of what someone said to be all there is, nobody knows how much is of
    /// which.
    public let counts: [CountID]?
    /// Lots of `item` that are first spoken of here; nil for none.
    public let spoken: [Lot]?
    /// What was the first's by its own facts and had gone meanwhile, as lines that the entry does not post; what went with a box
    /// as of when the box went.
    ///
    /// As much of it goes back as what took it is taken back. Nil for none, and in entries that did not say.
    public let missing: [MovementLine]?

    package init(
        join: EntryID, of joined: ItemsJoined, codes: [String], lines: [MovementLine],
        day: CivilDate, counts: [CountID], spoken: [Lot] = [], missing: [MovementLine] = []
    ) {
        (self.join, item, into, lots) = (join, joined.item, joined.into, joined.lots)
        (self.codes, self.lines, self.day) = (codes, lines, day)
        self.counts = counts.isEmpty ? nil : counts
        self.spoken = spoken.isEmpty ? nil : spoken
        self.missing = missing.isEmpty ? nil : missing
    }

    package var subjects: EntrySubjects { EntrySubjects(items: [item, into]) }
}

/// A lot's label was misread: all there is of it is of another lot of its item.
public struct LotCorrected: EntryKind {
    package static let kind = "lotCorrected"

    /// The wrong lot, and the right one that it is from here on.
    public let lots: [LotShift]
    /// The label codes of the wrong lot, which are the right one's from here on.
    public let codes: [String]
    /// Two for each balance, as in ``ItemsJoined``.
    public let lines: [MovementLine]
    /// The open day the lines count for.
    public let day: CivilDate
    package var nameChange: NameChange? { .lots(lots) }
    package var countsFor: CivilDate? { day }

    package init(lots: [LotShift], codes: [String], lines: [MovementLine], day: CivilDate) {
        (self.lots, self.codes, self.lines, self.day) = (lots, codes, lines, day)
    }

    package var subjects: EntrySubjects { EntrySubjects(items: lots.map(\.to.key.item)) }
}

/// An item is kept in another measure from here on, and what there is of it was converted.
public struct ItemConverted: EntryKind {
    package static let kind = "itemConverted"

    /// All of it, as it is then.
    public let item: Item
    /// The measure, and the weight of a piece that it was converted by.
    public let conversion: MeasureConversion
    /// All its codes, with the packs that they stand for then.
    public let codes: [PackCode]
    /// To or from the adjustment edge, so that each balance is what it was in the new measure.
    public let lines: [MovementLine]
    /// The open day the lines count for.
    public let day: CivilDate
    package var nameChange: NameChange? { .converted }
    package var countsFor: CivilDate? { day }

    package init(
        item: Item, conversion: MeasureConversion, codes: [PackCode], lines: [MovementLine],
        day: CivilDate
    ) {
        (self.item, self.conversion, self.codes) = (item, conversion, codes)
        (self.lines, self.day) = (lines, day)
    }
}

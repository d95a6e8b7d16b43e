public import Stock

/// Entries that count for another day than the one that they were put on.
public struct DayShift: Codable, Hashable, Sendable {
    /// Which entries, in their order, and the day that each counts for from here on.
    public let entries: [EntryDay]
    /// What goes over with them, of each item from each day to each.
    public let totals: [DayTotalShift]
    /// Which of their lines count for a day of their own, and for which; nil for none, and in entries that did not say.
    public let lines: [LineDay]?

    package init(entries: [EntryDay], totals: [DayTotalShift], lines: [LineDay] = []) {
        (self.entries, self.totals) = (entries, totals)
        self.lines = lines.isEmpty ? nil : lines
    }
}

/// The day that one line of an entry counts for, where that is not the day of the entry.
public struct LineDay: Codable, Hashable, Sendable {
    /// The entry's number.
    public let seq: Int64
    /// Counted from 0 within the entry.
    public let line: Int64
    /// In the hub's own time zone.
    public let day: CivilDate

    package init(seq: Int64, line: Int64, day: CivilDate) {
        (self.seq, self.line, self.day) = (seq, line, day)
    }
}

/// The day that an entry counts for.
public struct EntryDay: Codable, Hashable, Sendable {
    /// Its number.
    public let seq: Int64
    /// In the hub's own time zone.
    public let day: CivilDate

    package init(seq: Int64, day: CivilDate) { (self.seq, self.day) = (seq, day) }
}

/// What of an item's totals is not of one day but of another.
public struct DayTotalShift: Codable, Hashable, Sendable {
    /// It moved.
    public let item: ItemID
    /// The day that it was put on.
    public let from: CivilDate
    /// The day that it counts for.
    public let to: CivilDate
    /// Pieces or grams, as those that follow.
    public let taken: Quantity
    /// Handed out.
    public let distributed: Quantity
    /// Thrown away.
    public let discarded: Quantity
    /// Found or missed by counts.
    public let adjusted: Quantity

    package init(item: ItemID, from: CivilDate, to: CivilDate, _ totals: DayTotals) {
        (self.item, self.from, self.to) = (item, from, to)
        (taken, distributed) = (totals.taken, totals.distributed)
        (discarded, adjusted) = (totals.discarded, totals.adjusted)
    }

    /// All of it but where it goes.
    package var totals: DayTotals {
        var totals = DayTotals()
        (totals.taken, totals.distributed) = (taken, distributed)
        (totals.discarded, totals.adjusted) = (discarded, adjusted)
        return totals
    }
}

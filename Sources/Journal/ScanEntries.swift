public import Stock

/// A scan of a code nobody knows yet, or of what nobody can tell the amount of.
public struct UnresolvedScan: EntryKind {
    package static let kind = "scanUnresolved"

    /// Kept whole, to be recorded once someone says what it was.
    public let scan: ScanFacts
    /// What an item learns the code by.
    public let key: String
    /// The day it counts for, if that is still open when it is explained.
    public let day: CivilDate
    package var countsFor: CivilDate? { day }
    package var dayMoment: Moment? { happenedAt }
    /// When it happened; nil where that was when it was recorded.
    public let happenedAt: Moment?
    /// What its sender was told; nil for nothing.
    public let warnings: [Warning]?
    /// The item that its sender named; nil where none was named, and in entries that did not say.
    public let item: ItemID?

    package init(
        scan: ScanFacts, key: String, day: CivilDate, happenedAt: Moment? = nil,
        warnings: [Warning]? = nil, item: ItemID? = nil
    ) {
        (self.scan, self.key, self.day, self.happenedAt) = (scan, key, day, happenedAt)
        (self.warnings, self.item) = (warnings, item)
    }

    package var facts: ScanFacts? { scan }
    package var undo: UndoAction? { .dismiss }
}

/// Someone said what an unresolved scan was.
public struct ScanResolved: EntryKind {
    package static let kind = "scanResolved"

    /// The entry of the scan.
    public let scan: EntryID
    /// What it was; nil where it was nothing, such as a misread.
    public let item: ItemID?
    /// The movement it stands for; nil where it was nothing, or was seen in a count.
    public let movement: Movement?

    package init(
        scan: EntryID,
        item: ItemID?,
        movement: Movement?
    ) {
        self.scan = scan
        self.item = item
        self.movement = movement
    }

    package var movementTold: Movement? { movement }
    package var itemMeant: ItemID? { item }
    package var subjects: EntrySubjects { EntrySubjects(items: [item]) }
    package var undo: UndoAction? { .reopen(self) }
}

public import Stock

/// Why the store did not do what was asked, in order of precedence.
public enum StorageFault: Error, Hashable, Sendable {
    // Of the whole store.
    /// The data directory cannot be made, read or written.
    case directoryUnusable(path: String, reason: String)
    /// Another process has the data directory.
    case hubIsRunning(path: String)
    /// There is no hub in the data directory.
    case hubNotFound(path: String)
    /// The data directory is not empty, and something would be written over.
    case directoryNotEmpty(path: String)
    /// There was a hub in the data directory: a file of it is there, and its database is not.
    case databaseMissing(path: String, beside: String)
    /// The database is there, and nothing of a hub is in it any more.
    case databaseEmpty(path: String)
    /// The database is there, and SQLite cannot read it.
    case databaseDamaged(path: String)
    /// A restore into the data directory did not come to its end.
    case restoreUnfinished(path: String)
    /// The database does not keep what it says it keeps: `synchronous` reads back as something
    /// other than FULL (2).
    case durabilityRefused(synchronous: Int)
    /// The database was made by a newer Larder.
    case schemaIsNewer
    /// The disk did not take what was written; nothing more is acknowledged until the hub is
    /// started again.
    case diskFailed
    /// The database or its log was moved, deleted or replaced while the hub has it open; nothing is acknowledged until
    /// it stands in its place again.
    case databaseReplaced
    /// There is no room on the disk; reading goes on, and scanning resumes when there is room.
    case diskFull
    /// More scans wait than the hub takes at once; the sender keeps its scan and sends it again.
    case tooManyWaiting
    /// The hub is stopping.
    case stopping

    // Of one request.
    /// The id names an entry that says something else.
    case idExistsWithDifferentContent(EntryID)
    /// No place has that id or label code.
    case placeNotFound(String)
    /// No item or lot has that id, or any of the codes.
    case itemNotFound(String)
    /// No scan that counts named that donation.
    case donationNotFound(String)
    /// The journal has no entry of that id.
    case entryNotFound(String)
    /// No count of that id was opened, or none was named.
    case countNotFound(String)
    /// No scan of an unknown code has that id.
    case unresolvedNotFound(String)
    /// No print job has that id, or it ended so long ago that it was forgotten.
    case jobNotFound(String)
    /// No batch of print jobs has that id, or all its jobs were forgotten.
    case batchNotFound(String)
    /// No printer of that name is configured.
    case printerNotFound(String)
    /// No place, lot or item has that code.
    case labelCodeUnknown(String)
    /// A movement was undone before.
    case alreadyReversed(EntryID)
    /// The entry moves nothing that could be undone.
    case notReversible(EntryID)
    /// Someone has said already what the scan was.
    case alreadyResolved(EntryID)
    /// The count is completed.
    case countIsCompleted
    /// It was thrown away, or taken back after it was completed.
    case countIsDropped
    /// The code stands for another item.
    case codeBelongsToAnotherItem(code: String, item: ItemID)
    /// The item was joined with another, whose id is given.
    case itemIsJoined(item: ItemID, into: ItemID)
    /// An item cannot be joined with itself.
    case itemsAreTheSame
    /// Two items that are kept in different measures, of which there is stock, cannot be one.
    case measuresDiffer
    /// There is stock of the item, in the measure that it is kept in.
    case measureInUse(String)
    /// The label code is in use.
    case labelCodeTaken(String)
    /// The label code stands for something else, or another binding of it is the last.
    case labelCodeBound(String)
    /// A label of the hub's stands for one, never for a pack.
    case labelIsNoPack(String)
    /// The label code stands for nothing yet.
    case labelCodeUnbound(String)
    /// The label was replaced by another, whose code is given.
    case labelCodeReplaced(by: String)
    /// A roll has 1 to ``Ledger/rollLimit`` codes.
    case rollLengthOutOfRange(Int)
    /// The code names a place where an item was meant.
    case codeNamesAPlace(String)
    /// The code is a donation's label where an item or place was meant, or another code for one.
    case codeNamesADonation
    /// A place cannot stand inside itself.
    case placeInsideItself
    /// A place that holds something, or is short of something, is not retired.
    case placeNotEmpty(String)
    /// An edge of the world or the floor cannot be moved, and stock is not scanned into it.
    case placeIsAnEdge(String)
    /// The day is closed, or a later one is.
    case dayIsClosed(CivilDate)
    /// The day lies ahead.
    case dayNotBegun(CivilDate)
    /// The day is not closed, so it cannot be opened again.
    case dayIsOpen(CivilDate)
    /// A later day is closed, which has to be opened again first.
    case laterDayIsClosed(CivilDate)
    /// The clock leapt or stood back, and nobody has said that it is right.
    case clockDoubtful
    /// A day was closed, so the time zone stays.
    case zoneIsFixed
    /// A printer of that name is there.
    case printerExists(String)

    /// Whether nothing can be recorded now, whatever it is.
    package var isOfWholeStore: Bool {
        self == .diskFailed || self == .databaseReplaced || self == .diskFull
            || self == .tooManyWaiting || self == .stopping
    }
}

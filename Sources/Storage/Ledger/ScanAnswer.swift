import Journal
public import Stock

/// What became of a scan.
public enum ScanAnswer: Sendable {
    /// It is in the journal, with whatever the ledger did not expect.
    case recorded(RecordedScan)
    /// The code is unknown; the scan is kept until someone says what it was.
    ///
    /// `label` is the code of a label of the hub's that was blank; nil for any other code.
    case unresolved(seq: Int64, id: EntryID, label: String?, warnings: [Warning], isReplay: Bool)
    /// The scan asked and changed nothing.
    case lookedUp(LookUp)
}

/// A scan in the ledger, as its sender is told of it.
public struct RecordedScan: Sendable {
    /// The entry's number.
    public let seq: Int64
    /// The id that the sender gave it.
    public let id: EntryID
    /// Nil where the scan was of a whole box or another place.
    public let item: Item?
    /// How much of each lot.
    public let lots: [LotID: Quantity]
    /// Where it was put, taken or counted; a place that was scanned, itself.
    public let place: Place
    /// Over all lots, and over all items of a whole box; what this scan added, in a count.
    public let quantity: Quantity
    /// The item's at that place, with all that stands in it, just after; what was seen so far, in a
    /// count.
    public let balance: Quantity
    /// What the volunteer is told; none of it stopped anything.
    public private(set) var warnings: [Warning]
    /// Whether the same request had been recorded before.
    public let isReplay: Bool
    /// Of an explanation that was taken back: the scans that wait again for someone to say what they
    /// were.
    public private(set) var reopened: [EntryID] = []

    /// The same, with the scans that wait again.
    func waiting(again scans: [EntryID]) -> RecordedScan {
        var answer = self
        answer.reopened = scans
        return answer
    }

    /// The same, with more that the sender is told.
    func warning(of more: [Warning]) -> RecordedScan {
        var answer = self
        answer.warnings += more
        return answer
    }
}

extension RecordedScan {
    /// The same, as the answer to what was sent under another id.
    package func answering(_ id: EntryID) -> RecordedScan {
        RecordedScan(
            seq: seq, id: id, item: item, lots: lots, place: place, quantity: quantity,
            balance: balance, warnings: warnings, isReplay: isReplay)
    }
}

/// The answer to a scan that only asks; nothing but its id is set where the code is unknown.
public struct LookUp: Sendable {
    /// The id that the sender gave it.
    public var id: EntryID?
    /// The item of the code or of the lot.
    public let item: Item?
    /// Nil unless a lot's own label was scanned.
    public let lot: Lot?
    /// Nil unless a place's own label was scanned.
    public let place: Place?
    /// The item's balance at the place that was asked for, else in all storage.
    public let balance: Quantity?
    /// The code of a label that stands for nothing yet; nil unless one was scanned.
    public var blank: String?
    /// Nil unless a donation's own label was scanned.
    public var donation: DonationID?
}

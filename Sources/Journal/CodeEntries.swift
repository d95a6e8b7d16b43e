public import Stock

/// A code stands for an item from here on, whatever it stood for; or for nothing any more.
///
/// The codes that an item began with are in ``ItemDefined``, those of labels in ``LabelBound``.
public struct CodeGiven: EntryKind {
    package static let kind = "codeGiven"

    /// As it was given.
    public let code: String
    /// What a scan is looked up by.
    public let key: String
    /// At least 1; how much it stood for, where it stands for nothing any more.
    public let pack: Int64
    /// What it stands for; nil where nobody knows the code any more.
    public let item: ItemID?
    /// What it stood for until here; nil where nobody knew it.
    public let from: ItemID?
    /// The scan by whose explanation the hub learned it; nil where someone gave or took the code by
    /// itself.
    public let scan: EntryID?
    /// The item that someone named, where that is ``item`` only since it was joined; nil where it is that one.
    public let named: ItemID?
    /// The entry by which someone had given or taken the code, which this one takes back; nil for any other.
    public let reverses: EntryID?

    package init(
        _ code: PackCode, item: ItemID?, from: ItemID? = nil, scan: EntryID? = nil,
        named: ItemID? = nil, reverses: EntryID? = nil
    ) {
        (self.code, key, pack) = (code.code, code.key, code.pack)
        (self.item, self.from, self.scan) = (item, from, scan)
        self.named = named == item ? nil : named
        self.reverses = reverses
    }

    /// What the hub learned by an explanation is taken back with that.
    package var undo: UndoAction? { scan == nil && reverses == nil ? .giveBack(self) : nil }
    package var itemMeant: ItemID? { item }
    package var subjects: EntrySubjects { EntrySubjects(items: [item, from]) }
}

/// Scans that someone had explained wait again for someone to say what they were.
public struct ScansReopened: EntryKind {
    package static let kind = "scansReopened"

    /// The entries of the scans, at least one.
    public let scans: [EntryID]

    package init(scans: [EntryID]) { self.scans = scans }
}

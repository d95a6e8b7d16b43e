public import Stock

/// An item as it is from here on, with the codes learned for it here.
public struct ItemDefined: EntryKind {
    package static let kind = "itemDefined"

    /// All of it, not only what changed.
    public let item: Item
    /// Those that are new or stand for another pack; none where the item alone changed.
    public let codes: [PackCode]

    package init(
        item: Item,
        codes: [PackCode]
    ) {
        self.item = item
        self.codes = codes
    }
}

/// A code, and how many pieces or grams of its item one scan of it stands for.
public struct PackCode: Codable, Sendable, Hashable {
    /// As it was given.
    public let code: String
    /// What a scan is looked up by: the code in its one normal form.
    public let key: String
    /// At least 1.
    public let pack: Int64

    /// A code as `Barcodes` read it.
    public init(code: String, key: String, pack: Int64) {
        (self.code, self.key, self.pack) = (code, key, pack)
    }
}

/// The hub wants to have at least so much of an item from here on, or says so no longer.
public struct MinimumSet: EntryKind {
    package static let kind = "minimumSet"

    /// One that is spoken of itself.
    public let item: ItemID
    /// Pieces or grams, as the item is kept then, at least 1; nil where nobody says how much any more.
    public let minimum: Quantity?

    package init(item: ItemID, minimum: Quantity?) { (self.item, self.minimum) = (item, minimum) }

    package var subjects: EntrySubjects { EntrySubjects(items: [item]) }
}

/// An item has another picture from here on, or none any more.
public struct PictureSet: EntryKind {
    package static let kind = "pictureSet"

    /// One that is spoken of itself; where a picture is taken away, one that was joined with it, too.
    public let item: ItemID
    /// SHA-256 of the PNG, in hexadecimal; nil where it was taken away.
    ///
    /// The bytes stand beside the journal, where they can be erased.
    public let picture: String?

    package init(item: ItemID, picture: String?) { (self.item, self.picture) = (item, picture) }

    package var subjects: EntrySubjects { EntrySubjects(items: [item]) }
}

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

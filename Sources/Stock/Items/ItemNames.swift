extension Item {
    /// What two names have in common that mean the same item: upper and lower case are one.
    public static func key(ofName name: String) -> String { name.lowercased() }
}

/// Which item a name means.
public struct ItemNames: Sendable {
    private var items: [String: Set<ItemID>] = [:]
    private var keys: [ItemID: String] = [:]

    /// No item has a name yet.
    public init() {}

    /// How many items there are.
    public var count: Int { keys.count }

    /// An item goes by a name from here on, and by no other.
    public mutating func name(_ item: ItemID, _ name: String) {
        let key = Item.key(ofName: name)
        if let old = keys.updateValue(key, forKey: item) {
            items[old]?.remove(item)
            if items[old]?.isEmpty == true { items[old] = nil }
        }
        items[key, default: []].insert(item)
    }

    /// The item that a name means, whatever its case; of several the one that was made first, by id.
    public func item(named name: String) -> ItemID? { items[Item.key(ofName: name)]?.min() }
}

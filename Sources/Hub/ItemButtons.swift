package import Stock
package import Storage

/// The items that the scanning pages have buttons for, so that food without a code is one tap.
package struct ItemButtons: Sendable {
    /// Buttons at the most; one more takes the place of the one that was chosen longest ago.
    package static let limit = 12
    /// Those offered where nobody has chosen any.
    static let offered = 6
    fileprivate static let key = "buttons"

    /// In the order in which they were chosen, else those used most first.
    package let items: [Item]
    /// Whether a coordinator chose them.
    package let areChosen: Bool

    /// As of a snapshot; in place of an item that was joined with another stands that one.
    package init(_ queries: Queries) throws {
        var items: [Item] = []
        for id in try Self.chosen(queries) {
            guard let known = try queries.item(id) else { continue }
            let item = try known.joinedInto.flatMap { try queries.item($0)?.item } ?? known.item
            if !items.contains(where: { $0.id == item.id }) { items.append(item) }
        }
        areChosen = !items.isEmpty
        self.items =
            items.isEmpty ? try queries.itemsWithoutCode(limit: Self.offered) : items
    }

    fileprivate static func chosen(_ queries: Queries) throws -> [ItemID] {
        try (queries.setting(key) ?? "").split(separator: " ").compactMap { ItemID(String($0)) }
    }
}

extension Hub {
    /// Gives an item a button on the scanning pages, or takes it away.
    ///
    /// - Returns: The item.
    /// - Throws: `item_not_found`.
    @discardableResult
    package func setButton(_ reference: ItemReference, isShown: Bool) async throws -> Item {
        try await store.write { ledger in
            let item: Item
            switch reference {
            case .id(let id): item = try ledger.current(id)
            case .name(let name):
                guard let id = try ledger.item(named: name) else {
                    throw StorageFault.itemNotFound(String(name.prefix(200)))
                }
                item = try ledger.current(id)
            }
            try ledger.setButton(item.id, isShown: isShown)
            return item
        }
    }
}

extension Ledger {
    /// Gives an item a button on the scanning pages, or takes it away; the last chosen goes last.
    func setButton(_ item: ItemID, isShown: Bool) throws {
        var chosen = try ItemButtons.chosen(try queries()).filter {
            try hasItem($0) && current($0).id != item
        }
        if isShown { chosen.append(item) }
        let kept = chosen.suffix(ItemButtons.limit).map(\.description)
        try set(ItemButtons.key, to: kept.joined(separator: " "))
    }
}

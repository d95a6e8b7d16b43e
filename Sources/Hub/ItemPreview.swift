import Journal
package import Stock
package import Storage

/// What is to be put right of an item.
package enum ItemCorrection: Sendable {
    /// What is known of it.
    case facts(ItemPatch)
    /// One of its codes is another item's; where that is nil, nobody's.
    case code(CodeInput, to: ItemReference?)
    /// It is one with another.
    case join(into: ItemReference)
}

/// What putting something right would do, for someone to look at first; nothing of it is recorded.
package struct ItemPreview: Sendable {
    /// An item, and what there is of it in storage.
    package struct State: Sendable {
        package let known: ItemWithCodes
        /// Pieces or grams.
        package let onHand: Int64

        package var item: Item { known.item }
    }

    /// The item that was asked about, as it is and as it would be.
    package let before, after: State
    /// The other one, which a code or all of the item goes to, likewise.
    package let other: (before: State, after: State)?
    /// The item that a code stood for, where that is neither the one asked about nor the one it goes to.
    package let from: Item?
    /// Scans that wait for someone to say what they were, and that would count then.
    package let counted: CountedScans
    /// Scans that were recorded by the code as it is, and stay so until they are put right.
    package let earlier: Int
}

extension Hub {
    /// What putting something right would do as of now, beside the writer.
    ///
    /// - Throws: What doing it would throw.
    package func preview(
        _ correction: ItemCorrection, of id: ItemID
    ) async throws -> ItemPreview {
        try await store.preview { ledger in
            let id = try ledger.current(id).id
            let before = try ledger.standing(of: id)
            let reference: ItemReference? =
                switch correction {
                case .facts: nil
                case .code(_, let other): other
                case .join(let other): other
                }
            let other = try reference.flatMap { try ledger.itemNow($0) }
            let otherBefore = try other.map { try ledger.standing(of: $0) }
            var earlier = 0
            var from: Item?
            let entry = ledger.freshEntryID()
            let (given, counted) = try ledger.countingScans { () -> GivenCode? in
                switch correction {
                case .facts(let patch): _ = try ledger.change(id, by: patch)
                case .join(let into): _ = try ledger.joinItems(id, into: into, entryID: entry)
                case .code(let code, let item):
                    return try ledger.giveCode(
                        code.code, keys: code.keys, to: item, entryID: entry)
                }
                return nil
            }
            if case .code(let code, _) = correction, let given, let known = given.from {
                if known != given.item?.item.id {
                    earlier = try ledger.queries().earlierScans(of: code.code.code, as: known)
                        .scans.count
                    from = known == id ? nil : try ledger.item(known)
                } else {
                    earlier =
                        try ledger.queries().earlierScans(ofPacks: [code.code], as: known)?
                        .scans.count ?? 0
                }
            }
            let otherAfter = try other.map { try ledger.standing(of: $0) }
            return ItemPreview(
                before: before, after: try ledger.standing(of: id),
                other: otherBefore.flatMap { before in otherAfter.map { (before, $0) } },
                from: from, counted: counted, earlier: earlier)
        }
    }
}

extension Ledger {
    /// An item with its codes, and what there is of it.
    fileprivate func standing(of id: ItemID) throws -> ItemPreview.State {
        .init(known: try itemWithCodes(id), onHand: try queries().onHand(id))
    }

    /// The item that is meant by now; nil where no item goes by that name.
    fileprivate func itemNow(_ reference: ItemReference) throws -> ItemID? {
        switch reference {
        case .id(let id): try current(id).id
        case .name(let name): try item(named: name).map { try current($0).id }
        }
    }
}

package import API
import Barcodes
package import Journal
package import Stock
package import Storage

extension Hub {
    /// Makes an item known, with codes; the same request again changes nothing.
    ///
    /// - Returns: The item, whether it had been made before, the items whose names mean the same, and the scans that waited for
    ///   its codes.
    package func make(
        _ item: Item, codes: [PackCode]
    ) async throws -> (
        item: ItemWithCodes, isReplay: Bool, similar: [ItemID], counted: CountedScans
    ) {
        try await store.write { ledger in
            let isReplay = try ledger.make(item, codes: codes)
            let similar = try ledger.items(named: item.name).filter { $0 != item.id }
            let counted = try ledger.scansCounted(
                of: codes.map(\.key), by: item.id.named(JournalEntry.self))
            return (try ledger.itemWithCodes(item.id), isReplay, similar, counted)
        }
    }

    /// Makes an item known unless another goes by its name, and gives it a button where that is wanted; the same request
    /// again changes nothing.
    ///
    /// - Returns: The item, or the other that goes by the name, and the scans that waited for its codes.
    package func makeUnlessNamed(
        _ item: Item, codes: [PackCode], withButton: Bool
    ) async throws -> (item: Item, isOther: Bool, counted: CountedScans) {
        try await store.write { ledger in
            if try !ledger.hasItem(item.id), let other = try ledger.item(named: item.name) {
                return (try ledger.current(other), true, CountedScans())
            }
            let (_, counted) = try ledger.countingScans { try ledger.make(item, codes: codes) }
            if withButton { try ledger.setButton(item.id, isShown: true) }
            return (try ledger.current(item.id), false, counted)
        }
    }

    /// Gives a known item new facts and further codes.
    ///
    /// - Returns: The item as it is then, the scans that were recorded by other packs of its codes, which stand, and those that
    ///   waited for this.
    /// - Throws: `item_not_found`, and what the ledger refuses.
    package func change(
        _ item: Item, codes: [PackCode]
    ) async throws -> (item: ItemWithCodes, earlier: EarlierScans?, counted: CountedScans) {
        try await store.write { ledger in
            guard try ledger.hasItem(item.id) else {
                throw StorageFault.itemNotFound(item.id.description)
            }
            try ledger.refuseJoined(item.id)
            try ledger.refuseNumber(item.name, of: item.id)
            try ledger.refuseLabels(among: codes, of: item.id)
            let repacked = try ledger.ofOtherPacks(codes, of: item.id)
            let (_, counted) = try ledger.countingScans {
                try ledger.mergeItem(item, codes: codes)
            }
            return (
                try ledger.itemWithCodes(item.id),
                try ledger.queries().earlierScans(ofPacks: repacked, as: item.id), counted
            )
        }
    }
}

// Mistakes about facts, mended.
extension Hub {
    /// Changes what is named of an item; another measure, where there is stock, by the weight of a piece.
    ///
    /// - Returns: The item as it is then, by how many grams whole pieces weigh more than what there was, where grams do not come
    ///   out even, and the scans that waited for this.
    /// - Throws: `item_not_found`, `item_is_joined`, `measure_in_use`.
    @discardableResult
    package func change(
        _ id: ItemID, by patch: ItemPatch
    ) async throws -> (item: ItemWithCodes, roundedGrams: Int64?, counted: CountedScans) {
        try await store.write { ledger in
            let rounded = try ledger.gramsRounded(of: id, by: patch)
            let (item, counted) = try ledger.countingScans { try ledger.change(id, by: patch) }
            return (item, rounded, counted)
        }
    }

    /// Gives a code to an item, whatever it stood for, or takes it from all where `item` is nil; scans
    /// of it that wait then count.
    ///
    /// - Parameters:
    ///   - code: What is given.
    ///   - item: What it stands for from now on.
    ///   - id: Names the entry.
    ///   - tellsEarlier: Whether the scans are wanted that were recorded while it stood for another item or pack.
    /// - Returns: What it stands for, those scans, nil where it stood for no other, and the scans that waited for it.
    /// - Throws: What the ledger refuses.
    package func give(
        _ code: CodeInput, to item: ItemReference?, as id: EntryID, tellsEarlier: Bool = true
    ) async throws -> (given: GivenCode, earlier: EarlierScans?, counted: CountedScans) {
        try await store.write { ledger in
            let given = try ledger.giveCode(code.code, keys: code.keys, to: item, entryID: id)
            let counted = try ledger.scansCounted(of: code.keys, by: id)
            let queries = try ledger.queries()
            // A code that nobody knew for a while stood for something before, too.
            guard tellsEarlier,
                let from = try given.from ?? queries.itemBeforeUnknown(of: code.keys)
            else { return (given, nil, counted) }
            // What it stands for by now it may have stood for before, as more or less of it.
            let earlier = try queries.earlierScans(
                of: code.code.code,
                as: [try ledger.current(from).id] + [given.item?.item.id].compactMap { $0 })
            // Where it stands for the same item still, it may have been for more or less of it.
            let isMeant =
                given.from != nil && from != given.item?.item.id || !earlier.scans.isEmpty
            return (given, isMeant ? earlier : nil, counted)
        }
    }

    /// Takes scans back that were recorded while their code stood for another item, and records each as what its code
    /// stands for by now; where nobody knows it, the scan waits for someone to say what it was.
    ///
    /// Each is done by itself; the same request again changes nothing.
    ///
    /// - Returns: How many are recorded anew, and what kept the others as they were.
    /// - Throws: A fault of the whole store.
    package func recordAgain(
        _ scans: [EntryID], as id: EntryID
    ) async throws -> (done: Int, refused: [Problem]) {
        let outcomes = try await each(of: scans[...]) { ledger, scan in
            try ledger.recordAgain(
                scan, as: EntryID(hashOf: "larder-record-again-v1\n\(id)\n\(scan)")
            ) { text in
                let read = try InputParsing.scanned(text)
                return (read.keys, read.keyToLearn)
            }
        }
        let refused = outcomes.compactMap { outcome -> Problem? in
            if case .failure(let fault) = outcome { Problem(fault) } else { nil }
        }
        return (outcomes.count - refused.count, refused)
    }

    /// Makes two items that are the same one; the reversal of the entry parts them.
    ///
    /// - Throws: `item_not_found`, `item_is_joined`, `items_are_the_same`, `measures_differ`,
    ///   `id_exists_with_different_content`.
    package func join(
        _ item: ItemID, into other: ItemReference, as id: EntryID
    ) async throws -> (item: ItemWithCodes, isReplay: Bool, counted: CountedScans) {
        try await store.write { ledger in
            let (joined, counted) = try ledger.countingScans {
                try ledger.joinItems(item, into: other, entryID: id)
            }
            return (try ledger.itemWithCodes(joined.item), joined.isReplay, counted)
        }
    }

    /// Puts right what was misread on a lot's package, wherever the lot is.
    ///
    /// - Returns: The lot as it is now, whose id follows from its facts.
    /// - Throws: `item_not_found`.
    package func correct(_ lot: LotID, by patch: LotPatch) async throws -> Lot {
        try await store.write { ledger in
            try ledger.correctLot(
                lot,
                { (patch.date.applied(to: $0.dateLabel), patch.number.applied(to: $0.number)) },
                entryID: ledger.freshEntryID())
        }
    }
}

extension Ledger {
    /// What rounding to whole pieces would make of the weight of all there is; nil where nothing is rounded.
    func gramsRounded(of id: ItemID, by patch: ItemPatch) throws -> Int64? {
        guard let gramsPerPiece = patch.gramsPerPiece, patch.facts.contains(.measure(.each)),
            try item(id).measure == .gram
        else { return nil }
        return try gramsRounded(of: id, gramsPerPiece: gramsPerPiece)
    }

    /// Makes an item known, unless its name or a code of it cannot be one.
    @discardableResult
    fileprivate func make(_ item: Item, codes: [PackCode]) throws -> Bool {
        try refuseNumber(item.name, of: item.id)
        try refuseLabels(among: codes, of: item.id)
        return try makeItem(item, codes: codes)
    }

    /// Changes what is named of an item.
    func change(_ id: ItemID, by patch: ItemPatch) throws -> ItemWithCodes {
        var changed = try item(id)
        for fact in patch.facts { fact.apply(to: &changed) }
        try refuseNumber(changed.name, of: id)
        _ = try changeItem(changed, gramsPerPiece: patch.gramsPerPiece)
        // A weight that is named beside a conversion holds as it would if this were sent again.
        changed = try item(id)
        for fact in patch.facts { fact.apply(to: &changed) }
        _ = try mergeItem(changed, codes: [])
        switch patch.minimum {
        case .none: break
        case .cleared: try setMinimum(of: id, to: nil)
        case .value(let minimum): try setMinimum(of: id, to: Quantity(minimum))
        }
        return try itemWithCodes(id)
    }

    /// An item with its codes, as this transaction leaves it.
    ///
    /// - Throws: `item_not_found`.
    func itemWithCodes(_ id: ItemID) throws -> ItemWithCodes {
        guard let known = try queries().item(id) else {
            throw StorageFault.itemNotFound(id.description)
        }
        return known
    }

    /// Those of some codes that stand for an item in another pack, or did before nobody knew them.
    func ofOtherPacks(_ codes: [PackCode], of item: ItemID) throws -> [PackCode] {
        try codes.filter { code in
            guard let known = try self.item(coded: code.key) else {
                return try hadOtherPacks(code, of: item)
            }
            return known.id == item && known.pack != code.pack
        }
    }
}

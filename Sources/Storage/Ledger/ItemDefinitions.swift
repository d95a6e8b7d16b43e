import Foundation
import GRDB
public import Journal
public import Stock

extension Ledger {
    /// Makes an item known, with codes, under the id its sender gave it; scans of the codes that wait then
    /// count.
    ///
    /// - Returns: Whether the same item had been made before.
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)``,
    ///   ``StorageFault/codeBelongsToAnotherItem(code:item:)``,
    ///   ``StorageFault/labelCodeTaken(_:)`` for the code of a blank label.
    public func makeItem(_ item: Item, codes: [PackCode]) throws -> Bool {
        let entryID = item.id.named(JournalEntry.self)
        let body = ItemDefined(item: item, codes: codes)
        if let known = try entry(entryID) {
            guard known.body as? ItemDefined == body else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return true
        }
        try refuseForeignCodes(codes, of: item.id)
        try append(entryID, body)
        for code in codes { try settleScans(of: code.key) }
        return false
    }

    /// Gives a known item new facts or further codes, or makes it known; what is known already
    /// changes nothing, and scans of the codes that wait then count.
    ///
    /// Where the item was joined with another, that one gets the codes and keeps its facts. Where the measure changes, packs
    /// and the weight are of the new one; codes that are not named are converted, and with `convertsStock` all there is too, by
    /// the item's weight of a piece.
    ///
    /// - Throws: ``StorageFault/measureInUse(_:)`` for another measure of an item that there is stock
    ///   of, ``StorageFault/codeBelongsToAnotherItem(code:item:)``,
    ///   ``StorageFault/labelCodeTaken(_:)``.
    public func mergeItem(
        _ item: Item, codes: [PackCode], convertsStock: Bool = false
    ) throws -> ItemChange {
        let current = try projector.cache.current(item.id, db)
        let facts = current == item.id ? item : try self.item(current)
        let before = try projector.cache.item(current, db)
        let (change, new) = try define(facts, codes: codes, convertsStock: convertsStock)
        // By a weight, what waits for no more than that can be told too.
        let isWeighedAnew = try before.map {
            let now = try self.item(current)
            return $0.measure != now.measure || $0.unitWeightGrams != now.unitWeightGrams
        }
        if isWeighedAnew == true {
            try settleScans(of: current)
        } else {
            for code in new { try settleScans(of: code.key) }
        }
        return change
    }

    /// ``mergeItem(_:codes:)`` without the scans that wait.
    ///
    /// - Returns: What it did, and the codes that were new to the item or are of another pack.
    private func define(
        _ item: Item, codes: [PackCode], convertsStock: Bool = false
    ) throws -> (ItemChange, new: [PackCode]) {
        let known = try projector.cache.item(item.id, db)
        if let known, known.measure != item.measure, !convertsStock,
            try !holdings(of: item.id).isEmpty(in: places.storage)
        {
            throw StorageFault.measureInUse(known.name)
        }
        try refuseForeignCodes(codes, of: item.id)
        let targets = try codes.map { try projector.cache.target($0.key, db) }
        let new = zip(codes, targets).filter { $1 != .item(item.id, pack: $0.pack) }.map(\.0)
        if known == item && new.isEmpty { return (.unchanged, []) }
        let isOnlyMore = known == item && targets.contains(nil)
        if let known, known.measure != item.measure,
            let grams = item.unitWeightGrams ?? known.unitWeightGrams
        {
            try convert(item, gramsPerPiece: grams)
            // What is said with the measure is of that measure.
            let said = try codes.filter {
                try projector.cache.target($0.key, db) != .item(item.id, pack: $0.pack)
            }
            if try !said.isEmpty || projector.cache.item(item.id, db) != item {
                try append(freshEntryID(), ItemDefined(item: item, codes: said))
            }
            return (.changed, said)
        }
        try append(
            known == nil ? item.id.named(JournalEntry.self) : freshEntryID(),
            ItemDefined(item: item, codes: new))
        return (known == nil || isOnlyMore ? .new : .changed, new)
    }

    /// What ``mergeItem(_:codes:)`` did.
    public enum ItemChange: Sendable {
        /// The item, or one of the codes and nothing else, was not known before.
        case new
        /// A known item got other facts, or a known code another pack.
        case changed
        /// All of it was known; no entry was written.
        case unchanged
    }

    /// Teaches the hub that a code stands for an item; a code that stood for it in another pack
    /// gets the new one.
    ///
    /// Scans of it that wait go on waiting, for one of them is being explained just now.
    public func learn(_ code: PackCode, for id: ItemID) throws {
        _ = try define(try item(id), codes: [code])
    }

    /// The item that a file's key made, or that it was found to mean; nil where no item has the key.
    package func item(underKey key: ItemID) throws -> ItemID? {
        if try hasItem(key) { return key }
        return (try entry(key.named(JournalEntry.self))?.body as? ItemDefined)?.item.id
    }

    /// Remembers that a file's key means a known item: the item is said once more, as it is, by an entry of the key's id.
    package func remember(key: ItemID, of id: ItemID) throws {
        guard try item(underKey: key) == nil else { return }
        try append(key.named(JournalEntry.self), ItemDefined(item: try item(id), codes: []))
    }

    /// Refuses codes whose keys stand for anything but an item.
    ///
    /// - Throws: ``StorageFault/codeBelongsToAnotherItem(code:item:)``, ``StorageFault/codeNamesAPlace(_:)``,
    ///   ``StorageFault/labelCodeTaken(_:)`` for the code of a blank label.
    package func refuseForeignCodes(_ codes: [PackCode], of item: ItemID) throws {
        for code in codes {
            guard code.pack > 0 else { throw StockFault.quantityNotPositive }
            switch try projector.cache.target(code.key, db) {
            case .item(item, _): continue
            case .item(let other, _) where try projector.cache.current(item, db) == other: continue
            case nil:
                guard try Queries(db).label(code.key) == nil else {
                    throw StorageFault.labelCodeTaken(code.key)
                }
            case .item(let other, _), .lot(_, let other):
                throw StorageFault.codeBelongsToAnotherItem(code: code.code, item: other)
            case .place(let place): throw StorageFault.codeNamesAPlace(try knownPlace(place).name)
            }
        }
    }
}

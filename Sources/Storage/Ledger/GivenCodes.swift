import Foundation
import GRDB
public import Journal
public import Stock

/// A code as it stands after a request.
public struct GivenCode: Sendable {
    /// What it stands for; nil where nobody knows it any more.
    public let item: ItemWithCodes?
    /// What it stood for until then; nil where nobody knew it.
    public let from: ItemID?
    /// Pieces or grams that one scan of it stands for.
    public let pack: Int64
    /// Whether the same had been said before.
    public let isReplay: Bool
}

extension Ledger {
    /// Gives a code to an item, whatever it stood for; scans of it that wait then count.
    ///
    /// What was recorded under the item that it stood for stays; each is undone by itself. A label of
    /// the hub's is bound anew.
    ///
    /// - Parameters:
    ///   - code: The code, with the pack that it stands for.
    ///   - keys: What it may be looked up by, the likeliest first.
    ///   - reference: What it stands for from here on; nil for nothing any more.
    ///   - entryID: The new entry's; the same request again changes nothing.
    /// - Returns: The code as it stands.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, ``StorageFault/codeNamesAPlace(_:)``,
    ///   ``StorageFault/labelCodeBound(_:)`` for a lot's label, ``StorageFault/labelIsNoPack(_:)`` for more
    ///   than one in a pack of a label, ``StorageFault/codeNamesADonation``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func giveCode(
        _ code: PackCode, keys: [String], to reference: ItemReference?, entryID: EntryID
    ) throws -> GivenCode {
        let item = try reference.map { try itemID($0, asIn: entryID) }
        let named: ItemID? = if case .id(let id)? = reference { id } else { nil }
        let queries = Queries(db)
        if let label = try keys.lazy.compactMap({ try queries.label($0) }).first {
            return try bind(
                label, pack: code.pack, to: item, named: named ?? item, entryID: entryID)
        }
        let key = try keys.first { try target([$0]) != nil } ?? code.key
        if let known = try entry(entryID) {
            guard let body = known.body as? CodeGiven, body.key == key,
                try body.item.map({ try current($0).id }) == item,
                item == nil || body.pack == code.pack
            else { throw StorageFault.idExistsWithDifferentContent(entryID) }
            return try given(item, from: body.from, pack: body.pack, isReplay: true)
        }
        switch try target([key]) {
        case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
        case .lot: throw StorageFault.labelCodeBound(key)
        case .item(let known, let pack):
            return try give(
                key, code, to: item, named: named, from: known, was: pack, entryID: entryID)
        case nil:
            return try give(
                key, code, to: item, named: named, from: nil, was: code.pack, entryID: entryID)
        }
    }

    /// Whether a code ever stood for an item in another pack than it is to.
    package func hadOtherPacks(_ code: PackCode, of item: ItemID) throws -> Bool {
        try !Queries(db).packsBefore(code.pack, of: code.key, as: item).isEmpty
    }

    private func give(
        _ key: String, _ code: PackCode, to item: ItemID?, named: ItemID?, from: ItemID?,
        was pack: Int64, entryID: EntryID
    ) throws -> GivenCode {
        // What changes nothing is noted too: sent again, it changes nothing once the code stands for something else.
        let isKnown = item == from && (item == nil || pack == code.pack)
        let pack = item == nil ? pack : code.pack
        try append(
            entryID,
            CodeGiven(
                PackCode(code: code.code, key: key, pack: pack), item: item, from: from,
                named: named))
        if !isKnown { try settleScans(of: key) }
        return try given(item, from: from, pack: pack, isReplay: isKnown)
    }

    /// A label of the hub's stands for an item, or is blank again.
    private func bind(
        _ label: LabelRecord, pack: Int64, to item: ItemID?, named: ItemID?, entryID: EntryID
    ) throws -> GivenCode {
        if try Queries(db).donation(labelled: label.code) != nil {
            throw StorageFault.codeNamesADonation
        }
        var from: ItemID?
        switch try target([label.code]) {
        case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
        case .lot: throw StorageFault.labelCodeBound(label.code)
        case .item(let known, _): from = known
        case nil: break
        }
        guard item == nil || pack == 1 else { throw StorageFault.labelIsNoPack(label.code) }
        if from == item, try !isRecorded(entryID) {
            try append(
                entryID,
                LabelBound(
                    code: label.code, bearer: item.map { .item($0) },
                    named: named == item ? nil : named))
            return try given(item, from: from, pack: 1, isReplay: true)
        }
        let known = try entry(entryID)?.body as? LabelBound
        let bound = try bindLabel(
            label.code, to: named.map { .item($0) } ?? .nothing,
            corrects: known == nil ? label.binding : known?.corrects, entryID: entryID)
        return try given(item, from: from, pack: 1, isReplay: bound.isReplay)
    }

    private func given(
        _ item: ItemID?, from: ItemID?, pack: Int64, isReplay: Bool
    ) throws -> GivenCode {
        GivenCode(
            item: try item.flatMap { try Queries(db).item($0) }, from: from, pack: pack,
            isReplay: isReplay)
    }
}

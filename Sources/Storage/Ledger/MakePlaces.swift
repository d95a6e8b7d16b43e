import Foundation
import GRDB
public import Stock

extension Ledger {
    /// Makes a place under the id its sender gave it, with its label code.
    ///
    /// `freshCode` is a label code made for it; the code it has stays when the same request comes
    /// again.
    ///
    /// - Throws: ``StorageFault/placeNotFound(_:)`` or ``StorageFault/placeIsAnEdge(_:)`` for the
    ///   parent, ``StorageFault/labelCodeTaken(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func makePlace(
        _ id: PlaceID, name: String, kind: Place.Kind, parent: PlaceReference?, freshCode: String
    ) throws -> (place: Place, isReplay: Bool) {
        let parent = try parent.map { try placeID($0) }
        let entryID = id.named(JournalEntry.self)
        if let known = try entry(entryID) {
            guard case .placeMade(let made)? = known.body, made.name == name, made.kind == kind,
                made.parent == parent
            else { throw StorageFault.idExistsWithDifferentContent(entryID) }
            return (try knownPlace(id), true)
        }
        if let parent, let place = place(parent), !place.kind.isStorage {
            throw StorageFault.placeIsAnEdge(place.name)
        }
        guard try target([freshCode]) == nil else { throw StorageFault.labelCodeTaken(freshCode) }
        let place = Place(id: id, name: name, kind: kind, parent: parent, labelCode: freshCode)
        try append(entryID, .placeMade(place))
        return (place, false)
    }

    /// Gives a lot a label code, or answers with the one it has.
    ///
    /// - Throws: ``StorageFault/itemNotFound(_:)`` for a lot nobody has spoken of,
    ///   ``StorageFault/labelCodeTaken(_:)``.
    public func issueLabel(for lot: LotID, freshCode: String) throws -> String {
        let known = try String.fetchOne(
            db, sql: "SELECT key FROM code WHERE lot = ?", arguments: [lot.blob])
        if let known { return known }
        guard
            let item = try Data.fetchOne(
                db, sql: "SELECT item FROM lot WHERE id = ?", arguments: [lot.blob])
        else {
            throw StorageFault.itemNotFound(lot.description)
        }
        guard try target([freshCode]) == nil else { throw StorageFault.labelCodeTaken(freshCode) }
        try append(
            newID(JournalEntry.self),
            .labelIssued(LabelIssued(code: freshCode, lot: lot, item: try ItemID(column: item))))
        return freshCode
    }
}

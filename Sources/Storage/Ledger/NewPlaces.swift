import Foundation
import GRDB
import Journal
public import Stock

extension Ledger {
    /// All places that hold stock and are used, in the order of their ids.
    package var storagePlaces: [Place] {
        places.places.values.filter { $0.kind.isStorage && $0.retiredBy == nil }
            .sorted { $0.id.description < $1.id.description }
    }

    /// Makes a place under the id its sender gave it, with its label code.
    ///
    /// - Parameters:
    ///   - id: Made by whoever asks.
    ///   - name: 1 to 100 characters.
    ///   - kind: One of those that can be made.
    ///   - parent: What it stands in; nil where it stands by itself.
    ///   - blank: The blank label of a roll that is put on it; scans of it that wait were of this
    ///     place, and are put down as nothing.
    ///   - freshCode: A label code made for it, where there is no `blank`; the code it has stays
    ///     when the same request comes again.
    /// - Returns: The place as it stands, and whether the same request had come before.
    /// - Throws: ``StorageFault/placeNotFound(_:)`` or ``StorageFault/placeIsAnEdge(_:)`` for the
    ///   parent, ``StorageFault/labelCodeUnknown(_:)`` and ``StorageFault/labelCodeBound(_:)`` for
    ///   `blank`, ``StorageFault/labelCodeTaken(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func makePlace(
        _ id: PlaceID, name: String, kind: Place.Kind, parent: PlaceReference?,
        blank: String? = nil, freshCode: String
    ) throws -> (place: Place, isReplay: Bool) {
        let entryID = id.named(JournalEntry.self)
        let known = try entry(entryID)
        let made = (known?.body as? PlaceMade)?.place
        let parent = try parent.map {
            try placeID($0, recorded: made?.parent, at: known?.seq)
        }
        guard known == nil else {
            guard let made, made.name == name, made.kind == kind, made.parent == parent,
                blank == nil || blank == made.labelCode
            else { throw StorageFault.idExistsWithDifferentContent(entryID) }
            return (try knownPlace(id), true)
        }
        if let parent, let place = place(parent), !place.kind.isStorage {
            throw StorageFault.placeIsAnEdge(place.name)
        }
        if let blank { try refuseBound(blank) } else { try refuseTaken(freshCode) }
        let place = Place(
            id: id, name: name, kind: kind, parent: parent, labelCode: blank ?? freshCode)
        try append(entryID, PlaceMade(place: place))
        if let blank { try settleScans(of: blank) }
        return (place, false)
    }

    /// Gives a place another name, or stands it somewhere from now on; a name that it has already changes nothing.
    ///
    /// - Parameters:
    ///   - reference: A place that can be made.
    ///   - name: 1 to 100 characters; nil where it stays.
    ///   - parent: What it stands in from here on, nil within where it stands by itself; nil where it
    ///     stays.
    /// - Returns: The place as it stands.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/placeInsideItself``.
    package func changePlace(
        _ reference: PlaceReference, name: String?, parent: PlaceReference??
    ) throws -> Place {
        let place = try knownPlace(try placeID(reference))
        guard place.kind.canBeMade else { throw StorageFault.placeIsAnEdge(place.name) }
        // Also to where it is known to stand: someone says that it does now, whatever is told later of before.
        if let parent {
            try movePlace(
                place.id, to: try parent.map { try placeID($0) }, scan: nil,
                entryID: freshEntryID())
        }
        if let name, name != place.name {
            try append(freshEntryID(), PlaceRenamed(place: place.id, name: name))
        }
        return try knownPlace(place.id)
    }

    /// Refuses a label that the hub did not issue, or that stands for something.
    func refuseBound(_ code: String) throws {
        guard let label = try Queries(db).label(code) else {
            throw StorageFault.labelCodeUnknown(code)
        }
        guard label.binding == nil else { throw StorageFault.labelCodeBound(code) }
    }
}

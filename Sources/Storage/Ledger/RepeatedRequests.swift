import GRDB
import Journal
package import Stock

// What the names and label codes of a request mean that is sent again: what they meant when it was recorded, whatever goes by
// them now. Where they did not mean that, it is a request with other content.
extension Ledger {
    /// The item that a request means by a typed name.
    ///
    /// - Parameters:
    ///   - name: As it was typed.
    ///   - request: Names the entry by which it is said, which may be recorded.
    /// - Returns: The item as it is by now; nil where nobody goes by the name, nor the request's item did.
    /// - Throws: What SQLite says.
    package func item(named name: String, asIn request: EntryID) throws -> ItemID? {
        guard let known = try entry(request), let meant = known.body?.itemMeant else {
            return try item(named: name)
        }
        let now = try current(meant).id
        for item in [meant, known.body?.named].compactMap({ $0 })
        where try went(item, by: name, asOf: known.seq) {
            return now
        }
        // By a name that it got since, it is the same item.
        return try items(named: name).contains(now) ? now : item(named: name)
    }

    /// Whether an item, or one that is joined with it, went by a name when an entry was recorded.
    private func went(_ item: ItemID, by name: String, asOf seq: Int64) throws -> Bool {
        let key = Item.key(ofName: name)
        return try Queries(db).lineage(of: item).contains { part in
            Item.key(ofName: try self.item(part.item, asOf: seq).name) == key
        }
    }

    /// The item that a request names, as it is by now.
    ///
    /// - Throws: ``StorageFault/itemNotFound(_:)``, and ``StorageFault/idExistsWithDifferentContent(_:)`` where the request is
    ///   recorded and said another name.
    func itemID(_ reference: ItemReference, asIn request: EntryID) throws -> ItemID {
        switch reference {
        case .id(let id): return try current(id).id
        case .name(let name):
            if let item = try item(named: name, asIn: request) { return item }
            guard try !isRecorded(request) else {
                throw StorageFault.idExistsWithDifferentContent(request)
            }
            throw StorageFault.itemNotFound(String(name.prefix(200)))
        }
    }

    /// The place that a request names; by a label that was put right after the request was recorded, the place of that time.
    ///
    /// - Parameters:
    ///   - named: The place.
    ///   - recorded: The place that was recorded; nil where none was.
    ///   - seq: The entry's number; nil where the request is new.
    /// - Returns: The place's id.
    /// - Throws: ``StorageFault/placeNotFound(_:)``.
    func placeID(
        _ named: PlaceReference, recorded: PlaceID?, at seq: Int64?
    ) throws -> PlaceID {
        if case .code(let code) = named, let recorded, let seq,
            let label = try Queries(db).label(code), label.seq > seq,
            try Queries(db).labels(on: recorded, asOf: seq).contains(where: { $0.code == code })
        {
            return recorded
        }
        return try placeID(named)
    }
}

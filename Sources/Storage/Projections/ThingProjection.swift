import Foundation
import GRDB
import Journal
import Stock

/// A kind of entry that changes things without a movement and without a fact of theirs: what codes and labels stand for, what
/// is one item, how much there should be.
protocol ThingChange: EntryProjection {
    /// The items and places on whose pages it is told.
    var thingsChanged: EntrySubjects { get }
}

extension ThingChange {
    var thingsChanged: EntrySubjects { subjects }

    /// Notes the entry with each of them.
    func noteThings(in projector: Projector, seq: Int64) throws {
        try ThingProjection.note(self, seq, projector.db)
    }
}

extension CodeGiven: ThingChange {}
extension ItemsJoined: ThingChange {}
extension ItemsParted: ThingChange {}
extension LabelBound: ThingChange {}
extension MinimumSet: ThingChange {}
extension PictureSet: ThingChange {}
extension PlaceRetired: ThingChange {}

extension ItemDefined: ThingChange {
    /// Where it says no code, it is told as what was said anew of the item.
    var thingsChanged: EntrySubjects { EntrySubjects(items: codes.isEmpty ? [] : [item.id]) }
}

extension ItemConverted: ThingChange {
    var thingsChanged: EntrySubjects { ItemDefined(item: item, codes: codes).thingsChanged }
}

/// The table of entries that changed an item or a place, so that its page tells them however long ago they were.
enum ThingProjection {
    static let schema = """
        CREATE TABLE thing_entry (
            thing BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (thing, seq)
        ) STRICT, WITHOUT ROWID;
        """

    static func note(_ change: any ThingChange, _ seq: Int64, _ db: Database) throws {
        let changed = change.thingsChanged
        for thing in changed.items.map(\.blob) + changed.places.map(\.blob) {
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO thing_entry (thing, seq) VALUES (?, ?)"
            ).execute(arguments: [thing, seq])
        }
    }

    /// Makes the table, and puts in it what the journal says.
    ///
    /// A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
    static func fill(_ db: Database) throws {
        try db.execute(sql: schema)
        let kinds = EntryKinds.all.compactMap { $0 as? any ThingChange.Type }
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, kind, body FROM journal WHERE kind IN (\(marks(kinds.count))) ORDER BY seq
                """, arguments: .init(kinds.map { $0.kind }))
        var made: Set<ItemID> = []
        while let row = try entries.next() {
            let content = try? EntryKinds.read(row["kind"], row["body"])
            guard let change = content as? any ThingChange else { continue }
            if let item = (change as? ItemDefined)?.item.id, made.insert(item).inserted { continue }
            try note(change, row["seq"], db)
        }
    }
}

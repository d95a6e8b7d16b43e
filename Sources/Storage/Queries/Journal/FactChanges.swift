import Foundation
import GRDB
import Journal
package import Stock

/// What an entry said anew of a thing: what it was until then, and what it was from then on.
package struct FactChange<Thing: Sendable>: Sendable {
    /// The entry's number.
    package let seq: Int64
    /// By the hub's clock.
    package let recordedAt: Moment
    package let before: Thing
    package let after: Thing
}

/// A place's name, and the name of what it stands in; nil where it stands by itself.
package struct StandingPlace: Sendable, Hashable {
    package let name: String
    package let parent: String?
}

extension Queries {
    /// What was said anew of an item, the latest first.
    ///
    /// - Parameters:
    ///   - item: As it is now.
    ///   - limit: Changes at the most.
    /// - Returns: A change for each entry that said something anew.
    /// - Throws: What SQLite says.
    func changes(of item: Item, limit: Int) throws -> [FactChange<Item>] {
        let sql = """
            SELECT item_before.*, recorded_at FROM item_before JOIN journal USING (seq)
            WHERE item_before.id = ? ORDER BY seq DESC LIMIT ?
            """
        return try changes(Row.fetchAll(db, sql: sql, arguments: [item.id.blob, limit]), to: item) {
            row, _ in try Item(row: row)
        }
    }

    /// What a place was called and where it stood until it was said anew, the latest first.
    ///
    /// A move that was taken back is none.
    func changes(of place: Place, limit: Int) throws -> [FactChange<StandingPlace>] {
        let sql = """
            SELECT seq, recorded_at, place_before.name AS name, NULL AS parent, 0 AS is_move
            FROM place_before JOIN journal USING (seq) WHERE place = ?1
            UNION ALL SELECT place_move.seq, recorded_at, NULL, place.name, 1
            FROM place_move JOIN journal USING (seq) LEFT JOIN place ON place.id = place_move.before
            WHERE place_move.place = ?1 AND undone IS NULL
            ORDER BY seq DESC LIMIT ?2
            """
        let now = StandingPlace(
            name: place.name, parent: try place.parent.flatMap { try self.place($0)?.name })
        let rows = try Row.fetchAll(db, sql: sql, arguments: [place.id.blob, limit])
        return changes(rows, to: now) { row, after in
            let isMove: Bool = row["is_move"]
            return StandingPlace(
                name: isMove ? after.name : row["name"],
                parent: isMove ? row["parent"] : after.parent)
        }
    }

    /// The entries that changed a thing otherwise than by its facts: what codes and labels stand for, what is one item, how
    /// much there should be; the latest first.
    func changes(told thing: Data, limit: Int) throws -> [EntryStory] {
        let sql = """
            SELECT journal.*, before.hash AS previous FROM thing_entry JOIN journal USING (seq)
            LEFT JOIN journal AS before ON before.seq = journal.seq - 1
            WHERE thing = ? ORDER BY journal.seq DESC LIMIT ?
            """
        let entries = try Row.fetchAll(db, sql: sql, arguments: [thing, limit]).map {
            try Entry(row: $0, previous: $0["previous"] ?? Chain.start)
        }
        let bodies = try entries.map { try $0.content() }
        let subjects = bodies.map { $0?.subjects ?? EntrySubjects() }
        let items = try items(among: subjects.reduce(into: []) { $0.formUnion($1.items) })
        let places = try places(among: subjects.reduce(into: []) { $0.formUnion($1.places) })
        return zip(entries, bodies).map { entry, body in
            EntryStory(
                entry: entry, body: body, items: items, places: places, lots: [:],
                sourceName: nil, donation: nil, countedPlace: nil, isBlankLabel: false, undo: nil,
                isUndone: false)
        }
    }

    /// What rows of entries, the latest first, changed of a thing that is so `now`; each is told what followed it.
    private func changes<Thing>(
        _ rows: [Row], to now: Thing, before: (Row, Thing) throws -> Thing
    ) rethrows -> [FactChange<Thing>] {
        var after = now
        return try rows.map { row in
            let thing = try before(row, after)
            defer { after = thing }
            return FactChange(
                seq: row["seq"], recordedAt: Moment(microseconds: row["recorded_at"]),
                before: thing, after: after)
        }
    }
}

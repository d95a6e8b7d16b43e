import Foundation
import GRDB
import Journal
import Stock

// What was known of a place when an entry had been recorded.
extension Queries {
    /// What a place was called; nil where it is called so still.
    func name(of place: PlaceID, asOf seq: Int64) throws -> String? {
        let sql = "SELECT name FROM place_before WHERE place = ? AND seq > ? ORDER BY seq LIMIT 1"
        return try String.fetchOne(
            db.cachedStatement(sql: sql), arguments: [place.blob, seq])
    }

    /// Where a place was put, and when.
    func moves(of place: Place) throws -> PlaceMoves {
        let sql = "SELECT * FROM place_move WHERE place = ? ORDER BY seq"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [place.id.blob])
        guard let first = rows.first else { return PlaceMoves(from: place.parent) }
        func id(_ column: Data?) throws -> PlaceID? { try column.map { try PlaceID(column: $0) } }
        return PlaceMoves(
            from: try id(first["before"]),
            try rows.map { row in
                PlaceMove(
                    moment: Moment(microseconds: row["moment"]), seq: row["seq"],
                    parent: try id(row["parent"]), undone: row["undone"])
            })
    }

    /// Some places, and all that they ever stood in.
    func places(everAround held: Set<PlaceID>, now: PlaceTree) throws -> Set<PlaceID> {
        let sql = """
            SELECT parent FROM place_move WHERE place = ?1 AND parent IS NOT NULL
            UNION SELECT before FROM place_move WHERE place = ?1 AND before IS NOT NULL
            """
        let moved = try db.cachedStatement(sql: sql)
        var (around, open) = (held, Array(held))
        while let place = open.popLast() {
            let before = try Data.fetchAll(moved, arguments: [place.blob])
                .map { try PlaceID(column: $0) }
            for parent in before + [now[place]?.parent].compactMap({ $0 })
            where around.insert(parent).inserted { open.append(parent) }
        }
        return around
    }

    /// The code on a place's label: one that was lost or put right since counted then.
    func labelCode(_ place: Place, asOf seq: Int64) throws -> String? {
        let given = try labelsGiven(to: place.id)
        let isChanged = try given.contains { label in
            try label.seq > seq || self.label(label.code).map { $0.seq > seq } ?? false
        }
        guard isChanged else { return place.labelCode }
        // As the projection names it by one label after the other.
        return try labels(on: place.id, asOf: seq).reduce(nil) { code, label in
            code == nil || label.replaces == code ? label.code : code
        }
    }

    /// The labels that stood for a place when an entry had been recorded, in the order in which they were put on it.
    func labels(on place: PlaceID, asOf seq: Int64) throws -> [GivenLabel] {
        try labelsGiven(to: place).filter { label in
            guard label.seq <= seq else { return false }
            return try binding(of: label.code, asOf: seq).map { $0 == label.entry } ?? true
        }
    }

    /// The labels that were ever put on a place, in their order.
    private func labelsGiven(to place: PlaceID) throws -> [GivenLabel] {
        let sql = """
            SELECT seq, id, kind, body FROM journal WHERE id = ?1
            UNION ALL SELECT journal.seq, id, kind, body FROM thing_entry JOIN journal USING (seq)
            WHERE thing = ?1 AND kind = ?2 ORDER BY seq
            """
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [place.blob, LabelBound.kind])
        return try rows.compactMap { row in
            let (seq, id) = (row["seq"] as Int64, try EntryID(column: row["id"]))
            let body = try EntryKinds.read(row["kind"], row["body"])
            if let bound = body as? LabelBound, bound.place == place {
                return GivenLabel(code: bound.code, replaces: bound.replaces, entry: id, seq: seq)
            }
            let made = (body as? PlaceMade)?.place.labelCode
            return made.map { GivenLabel(code: $0, replaces: nil, entry: id, seq: seq) }
        }
    }

    /// The entry that had put a label on something when an entry had been recorded, or had made it blank.
    ///
    /// Each that put one right names that one. Nil where nobody can tell: it was blank, and put on something after that.
    private func binding(of code: String, asOf seq: Int64) throws -> EntryID? {
        guard let label = try label(code) else { return nil }
        var next =
            try label.binding.map { try entryRow("id = ?", $0.blob) }
            ?? entryRow("seq = ?", label.seq)
        while let row = next, row["seq"] as Int64 > seq {
            let body = try EntryKinds.read(row["kind"], row["body"])
            let before =
                try (body as? LabelBound)?.corrects ?? EntryID(column: row["id"]).freedLabel
            next = try entryRow("id = ?", before.blob)
        }
        return try next.map { try EntryID(column: $0["id"]) }
    }

    private func entryRow(
        _ condition: String, _ argument: some DatabaseValueConvertible
    ) throws -> Row? {
        let sql = "SELECT seq, id, kind, body FROM journal WHERE \(condition)"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [argument])
    }
}

/// A label that was put on a place.
struct GivenLabel: Hashable {
    let code: String
    /// The code of the label that was lost.
    let replaces: String?
    /// The entry that put it there.
    let entry: EntryID
    let seq: Int64
}

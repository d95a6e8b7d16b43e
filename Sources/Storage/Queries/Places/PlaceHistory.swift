import Foundation
import GRDB
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

    /// The code on a place's label: one that was lost since is readable still, and counted then.
    func labelCode(_ place: Place, asOf seq: Int64) throws -> String? {
        let sql = """
            SELECT older.code FROM label_code AS newer JOIN journal ON journal.id = newer.binding
            JOIN label_code AS older ON older.replaced_by = newer.code
            WHERE newer.code = ? AND journal.seq > ? ORDER BY older.code LIMIT 1
            """
        let statement = try db.cachedStatement(sql: sql)
        var code = place.labelCode
        for _ in 0..<100 {
            guard let newer = code,
                let older = try String.fetchOne(statement, arguments: [newer, seq])
            else { break }
            code = older
        }
        return code
    }
}

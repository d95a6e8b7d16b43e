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

    /// Where a place stood, nil within where it stood by itself; nil where it was never moved.
    func parent(of place: PlaceID, asOf seq: Int64) throws -> PlaceID?? {
        let moved = """
            SELECT parent FROM place_move WHERE place = ? AND seq <= ? ORDER BY moment DESC, seq DESC LIMIT 1
            """
        let first = "SELECT before AS parent FROM place_move WHERE place = ? ORDER BY seq LIMIT 1"
        let row =
            try Row.fetchOne(db.cachedStatement(sql: moved), arguments: [place.blob, seq])
            ?? Row.fetchOne(db.cachedStatement(sql: first), arguments: [place.blob])
        return try row.map { row in
            try (row["parent"] as Data?).map { try PlaceID(column: $0) }
        }
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

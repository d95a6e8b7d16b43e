import Foundation
import GRDB

extension Schema {
    /// Makes the table of what places were called, and fills it from the journal.
    ///
    /// A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
    static func placeNames(in db: Database) throws {
        try db.execute(sql: PlaceProjection.names)
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, kind, coalesce(json_extract(text, '$.place.id'), json_extract(text, '$.place')) AS place,
                    coalesce(json_extract(text, '$.place.name'), json_extract(text, '$.name')) AS name
                FROM (SELECT seq, kind, CAST(body AS TEXT) AS text FROM journal
                    WHERE kind IN ('placeMade', 'placeRenamed'))
                WHERE json_valid(text) ORDER BY seq
                """)
        let name = try db.makeStatement(
            sql: "INSERT INTO place_before (place, seq, name) VALUES (?, ?, ?)")
        var known: [UUID: String] = [:]
        while let row = try entries.next() {
            guard let place = id(row["place"]), let called = row["name"] as String? else {
                continue
            }
            if row["kind"] == "placeRenamed", let before = known[place] {
                // GRDB writes a UUID as its 16 bytes.
                try name.execute(arguments: [place, row["seq"] as Int64, before])
            }
            known[place] = called
        }
    }
}

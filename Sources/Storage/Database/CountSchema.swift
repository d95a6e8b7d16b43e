import Foundation
import GRDB

extension Schema {
    /// Makes the table of entries that moved no goods, and fills it from their kinds.
    static func corrections(in db: Database) throws {
        try db.execute(sql: CorrectionProjection.entries)
        try db.execute(
            sql: """
                INSERT INTO correction SELECT seq FROM journal
                WHERE kind IN ('itemsJoined', 'itemsParted', 'lotCorrected', 'itemConverted')
                UNION SELECT seq FROM item_conversion
                """)
    }

    /// Makes a row of each entry that says what was seen in a count, and fills the table from the journal.
    ///
    /// A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
    static func looks(in db: Database) throws {
        try db.execute(sql: CountProjection.looks)
        // A time has six decimals, in UTC.
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, id, kind, json_extract(text, '$.scan') AS scan, json_extract(text, '$.count') AS count, json_extract(text, '$.item') AS item,
                    json_extract(text, '$.lot') AS lot, json_extract(text, '$.asOf') AS as_of,
                    json_extract(text, '$.added') IS NULL AS is_whole,
                    coalesce(json_extract(text, '$.added'), json_extract(text, '$.seen')) AS quantity,
                    coalesce(unixepoch(substr(json_extract(text, '$.happenedAt'), 1, 19)) * 1000000
                        + CAST(substr(json_extract(text, '$.happenedAt'), 21, 6) AS INTEGER), recorded_at) AS moment,
                    json_extract(text, '$.key') AS key, json_extract(text, '$.part') AS part,
                    json_extract(text, '$.explanation') AS explanation
                FROM (SELECT seq, id, kind, recorded_at, CAST(body AS TEXT) AS text FROM journal
                    WHERE kind IN ('countLine', 'countLineTakenBack'))
                WHERE json_valid(text) ORDER BY seq
                """)
        let look = try db.makeStatement(
            sql: """
                INSERT INTO count_line (count, item, lot, seq, entry, quantity, is_whole, moment, as_of, is_explained, key, part)
                VALUES (?, ?, coalesce(?, x''), ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        // The line of an explanation is the entry after it.
        let back = try db.makeStatement(
            sql: """
                DELETE FROM count_line WHERE count = ? AND seq = (SELECT seq + 1 FROM journal WHERE id = ?)
                """)
        while let row = try entries.next() {
            guard let count = id(row["count"]) else { continue }
            guard row["kind"] == "countLine" else {
                try back.execute(arguments: [count, id(row["explanation"])])
                continue
            }
            guard let item = id(row["item"]) else { continue }
            try look.execute(arguments: [
                count, item, id(row["lot"]), row["seq"] as Int64, row["id"] as Data,
                row["quantity"] as Int64?, row["is_whole"] as Int64, row["moment"] as Int64,
                row["as_of"] as Int64?,
                try isExplained(row["scan"], before: row["seq"], in: db), row["key"] as String?,
                id(row["part"]),
            ])
        }
    }

    /// Whether the entry before a count's line said what the scan was that the line is of.
    private static func isExplained(
        _ scan: String?, before seq: Int64, in db: Database
    ) throws -> Bool {
        let sql = """
            SELECT json_extract(CAST(body AS TEXT), '$.scan') FROM journal
            WHERE seq = ? AND kind = 'scanResolved' AND json_valid(CAST(body AS TEXT))
            """
        guard let scan,
            let explained = try String.fetchOne(
                db.cachedStatement(sql: sql), arguments: [seq - 1]), let explained = id(explained)
        else { return false }
        let said = "SELECT json_extract(CAST(body AS TEXT), '$.scan') FROM journal WHERE id = ?"
        return try String.fetchOne(db.cachedStatement(sql: said), arguments: [explained]) == scan
    }

    /// What a count said of an item by itself counts no more once it has said something of the one that it was joined with.
    static let figuresOfJoinedItems = ["count_figure", "count_recount"].map { table in
        """
        WITH RECURSIVE joined (item, into_item, seq) AS (
            SELECT item, into_item, seq FROM item_join
            UNION SELECT joined.item, item_join.into_item, max(joined.seq, item_join.seq)
            FROM joined JOIN item_join ON item_join.item = joined.into_item
        )
        DELETE FROM \(table) WHERE EXISTS (
            SELECT 1 FROM joined WHERE joined.item = \(table).item AND (
                EXISTS (SELECT 1 FROM count_figure AS later
                    WHERE later.item = into_item AND later.count = \(table).count AND later.seq > joined.seq)
                OR EXISTS (SELECT 1 FROM count_recount AS later
                    WHERE later.item = into_item AND later.count = \(table).count AND later.seq > joined.seq)));
        """
    }.joined(separator: "\n")
}

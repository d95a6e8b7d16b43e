import Foundation
import GRDB

extension Schema {
    /// When things happened, beside when they were recorded, and what completed counts saw.
    ///
    /// Where an entry did not say when it happened, it happened when it was recorded.
    static let moments = """
        ALTER TABLE posting ADD COLUMN moment INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE posting ADD COLUMN count BLOB;
        CREATE INDEX posting_count ON posting (count) WHERE count IS NOT NULL;
        ALTER TABLE count_sheet ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE count_sheet ADD COLUMN boxes BLOB NOT NULL DEFAULT x'';
        ALTER TABLE count_sheet ADD COLUMN ended INTEGER;
        ALTER TABLE count_line ADD COLUMN first_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE count_line ADD COLUMN last_at INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE count_figure (
            item BLOB NOT NULL, place BLOB NOT NULL, lot BLOB NOT NULL, count BLOB NOT NULL,
            number INTEGER NOT NULL, seen INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
            seq INTEGER NOT NULL, PRIMARY KEY (item, place, lot, count)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX count_figure_count ON count_figure (count);
        CREATE INDEX count_figure_moment ON count_figure (last_at);
        ALTER TABLE day_closed ADD COLUMN signs_units INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE day_unit (
            item BLOB NOT NULL, day TEXT NOT NULL, measure TEXT NOT NULL, grams INTEGER, seq INTEGER NOT NULL,
            PRIMARY KEY (item, day)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE clock_leap (seq INTEGER PRIMARY KEY, came_from INTEGER NOT NULL) STRICT;
        CREATE TABLE clock_word (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, recorded_at INTEGER NOT NULL) STRICT;
        CREATE TABLE time_zone (seq INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        """

    /// Notes anew where the clock went on by more than eight days, since a person last said that it is right or closed a day.
    static let shorterRests = """
        DELETE FROM clock_leap;
        INSERT INTO clock_leap (seq, came_from)
            SELECT seq, before FROM (
                SELECT seq, recorded_at, lag(recorded_at) OVER (ORDER BY seq) AS before FROM journal
                WHERE seq >= coalesce(
                    (SELECT max(seq) FROM journal WHERE kind IN ('dayClosed', 'clockConfirmed')), 2)
            ) WHERE seq > 2 AND recorded_at - before > 691200000000;
        """

    /// Holds what stands beyond the years 1–9999 to them, as the entries' texts do and so the moments read from them.
    static let heldMoments: String =
        [
            ("posting", "moment"), ("place_move", "moment"), ("count_sheet", "began"),
            ("count_sheet", "ended"),
            ("count_line", "first_at"), ("count_line", "last_at"), ("count_figure", "first_at"),
            ("count_figure", "last_at"),
        ].map { table, column -> String in
            let (first, last) = ("-62135596800000000", "253402300799999999")
            return """
                UPDATE \(table) SET \(column) = min(max(\(column), \(first)), \(last))
                WHERE \(column) NOT BETWEEN \(first) AND \(last);
                """
        }.joined(separator: "\n")

    /// Makes the columns, and fills them from when entries were recorded.
    ///
    /// A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
    static func moments(in db: Database) throws {
        try db.execute(sql: moments)
        try db.execute(
            sql: """
                UPDATE posting SET moment = (SELECT recorded_at FROM journal WHERE journal.seq = posting.seq);
                UPDATE count_sheet SET began = (SELECT recorded_at FROM journal WHERE journal.seq = count_sheet.seq);
                UPDATE count_line SET last_at = (SELECT recorded_at FROM journal WHERE journal.seq = count_line.seq);
                """)
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, kind, recorded_at, json_extract(text, '$.count') AS count,
                    json_extract(text, '$.item') AS item, json_extract(text, '$.lot') AS lot,
                    json_extract(text, '$.added') AS added
                FROM (SELECT seq, kind, recorded_at, CAST(body AS TEXT) AS text FROM journal
                    WHERE kind IN ('countLine', 'countCompleted'))
                WHERE json_valid(text) ORDER BY seq
                """)
        let adjusted = try db.makeStatement(
            sql: "UPDATE posting SET count = ?1 WHERE stretch = ?2 >> 8 AND seq = ?2")
        // A line that was scanned began to be counted with its first scan.
        var began: [[UUID?]: Int64] = [:]
        while let row = try entries.next() {
            // GRDB writes a UUID as its 16 bytes.
            guard let count = id(row["count"]) else { continue }
            if row["kind"] == "countCompleted" {
                try adjusted.execute(arguments: [count, row["seq"] as Int64])
                continue
            }
            let line = [count, id(row["item"]), id(row["lot"])]
            let moment: Int64 = row["recorded_at"]
            began[line] = (row["added"] as Int64?) == nil ? moment : began[line] ?? moment
        }
        let first = try db.makeStatement(
            sql: """
                UPDATE count_line SET first_at = ? WHERE count = ? AND item = ? AND lot = coalesce(?, x'')
                """)
        for (line, moment) in began {
            try first.execute(arguments: [moment, line[0], line[1], line[2]])
        }
    }

    /// Makes the table of where places stood, and fills it from when entries were recorded; notes which moves were taken
    /// back.
    static func placeMoves(in db: Database) throws {
        try db.execute(sql: PlaceProjection.moves)
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, id, recorded_at, json_extract(text, '$.place') AS place,
                    json_extract(text, '$.parent') AS parent, json_extract(text, '$.before.parent') AS before,
                    json_extract(text, '$.reverses') AS reverses
                FROM (SELECT seq, id, recorded_at, CAST(body AS TEXT) AS text FROM journal WHERE kind = 'placeMoved')
                WHERE json_valid(text) ORDER BY seq
                """)
        let move = try db.makeStatement(
            sql:
                "INSERT INTO place_move (place, moment, seq, parent, before) VALUES (?, ?, ?, ?, ?)"
        )
        let reversal = try db.makeStatement(
            sql: """
                INSERT INTO reversal (movement, reversed_by, seq) VALUES (?, ?, ?) ON CONFLICT (movement) DO NOTHING
                """)
        while let row = try entries.next() {
            guard let place = id(row["place"]) else { continue }
            if let reversed = id(row["reverses"]) {
                try reversal.execute(arguments: [reversed, row["id"] as Data, row["seq"] as Int64])
            }
            try move.execute(arguments: [
                place, row["recorded_at"] as Int64, row["seq"] as Int64, id(row["parent"]),
                id(row["before"]),
            ])
        }
    }

    /// Makes the table of items that completed counts ask for again, and fills it from what these said.
    static func recounts(in db: Database) throws {
        try db.execute(sql: CountProjection.recounts)
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT journal.seq, kind, json_extract(text, '$.count') AS count,
                    asked.value AS item, asked.path AS path
                FROM (SELECT seq, kind, iif(json_valid(CAST(body AS TEXT)), CAST(body AS TEXT), '{}') AS text
                    FROM journal
                    WHERE kind IN ('countCompleted', 'countTakenBack', 'countLineTakenBack')) AS journal
                LEFT JOIN json_tree(text) AS asked ON asked.type = 'text' AND (asked.path = '$.recount'
                    OR asked.path LIKE '$.figures[%]' AND asked.key = 'item'
                    OR asked.path = '$' AND asked.key = 'item' AND json_extract(text, '$.seen') IS NULL)
                ORDER BY journal.seq, path LIKE '$.figures%'
                """)
        let ask = try db.makeStatement(sql: "INSERT OR REPLACE INTO count_recount VALUES (?, ?, ?)")
        let drop = try db.makeStatement(
            sql: "DELETE FROM count_recount WHERE count = ?1 AND (?2 IS NULL OR item = ?2)")
        while let row = try entries.next() {
            guard let count = id(row["count"]) else { continue }
            let item = id(row["item"])
            if row["path"] == "$.recount", let item {
                try ask.execute(arguments: [count, item, row["seq"] as Int64])
            } else if item != nil || row["kind"] == "countTakenBack" {
                try drop.execute(arguments: [count, item])
            }
        }
    }

    /// Makes the table of boxes that went out whole, and fills it from what the journal says of them.
    static func boxesOut(in db: Database) throws {
        try db.execute(sql: MovementProjection.boxes)
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, journal.id, posting_moment, json_extract(text, '$.place') AS place
                FROM (SELECT seq, id, iif(json_valid(CAST(body AS TEXT)), CAST(body AS TEXT), '{}') AS text,
                    coalesce((SELECT max(moment) FROM posting WHERE stretch = journal.seq >> 8
                        AND posting.seq = journal.seq AND count IS NULL), recorded_at) AS posting_moment
                    FROM journal WHERE kind = 'movement') AS journal
                WHERE json_extract(text, '$.item') IS NULL
                    AND json_extract(text, '$.scan.mode') IN ('distribute', 'discard')
                    AND journal.id NOT IN (SELECT movement FROM reversal)
                """)
        let note = try db.makeStatement(
            sql: "INSERT INTO box_out (entry, place, moment, seq) VALUES (?, ?, ?, ?)")
        while let row = try entries.next() {
            guard let place = id(row["place"]) else { continue }
            try note.execute(arguments: [
                row["id"] as Data, place, row["posting_moment"] as Int64, row["seq"] as Int64,
            ])
        }
    }

    static func id(_ text: String?) -> UUID? { text.flatMap { UUID(uuidString: $0) } }
}

import Foundation
import GRDB

extension Schema {
    /// Items as they were until an entry changed them, for the answer to a scan that was made before it.
    static let itemsBefore = """
        CREATE TABLE item_before (
            id BLOB NOT NULL, seq INTEGER NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL, measure TEXT NOT NULL,
            unit_weight INTEGER, shelf_life INTEGER, programme TEXT NOT NULL, PRIMARY KEY (id, seq)
        ) STRICT, WITHOUT ROWID;
        """

    /// Makes the weight of a conversion one that may be unknown, and notes those that had no weight stated.
    static func measures(in db: Database) throws {
        try db.execute(sql: CorrectionProjection.measures)
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO item_conversion
                SELECT id, seq, after, CASE WHEN coalesce(weight, unit_weight) > 0 THEN coalesce(weight, unit_weight) END
                FROM (SELECT before.id, before.seq, before.measure, before.unit_weight,
                    coalesce(next.measure, item.measure) AS after,
                    iif(next.id IS NULL, item.unit_weight, next.unit_weight) AS weight
                    FROM item_before AS before JOIN item ON item.id = before.id
                    LEFT JOIN item_before AS next ON next.id = before.id AND next.seq =
                        (SELECT min(seq) FROM item_before WHERE id = before.id AND seq > before.seq))
                WHERE measure <> after
                """)
    }

    /// Makes the table, and fills it from what the journal says of items.
    ///
    /// A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
    static func itemsBefore(in db: Database) throws {
        try db.execute(sql: itemsBefore)
        let facts = [
            "name", "category", "measure", "unitWeightGrams", "shelfLifeDays", "programme",
        ]
        let columns = facts.map { "json_extract(text, '$.item.\($0)')" }.joined(separator: ", ")
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, json_extract(text, '$.item.id') AS id, json_array(\(columns)) AS facts
                FROM (SELECT seq, CAST(body AS TEXT) AS text FROM journal
                    WHERE kind IN ('itemDefined', 'itemConverted'))
                WHERE json_valid(text) ORDER BY seq
                """)
        let values = (0..<facts.count).map { "json_extract(?3, '$[\($0)]')" }
        let before = try db.makeStatement(
            sql: "INSERT INTO item_before SELECT ?1, ?2, \(values.joined(separator: ", "))")
        var known: [UUID: String] = [:]
        while let row = try entries.next() {
            guard let text = row["id"] as String?, let id = UUID(uuidString: text) else { continue }
            let facts: String = row["facts"]
            if let old = known[id], old != facts {
                // GRDB writes a UUID as its 16 bytes.
                try before.execute(arguments: [id, row["seq"] as Int64, old])
            }
            known[id] = facts
        }
    }

    /// Makes the table, and fills it from what the journal says of codes.
    ///
    /// A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
    static func codePacks(in db: Database) throws {
        try db.execute(sql: ItemProjection.packs)
        let entries = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, kind, coalesce(json_extract(said.value, '$.key'), json_extract(text, '$.key')) AS key,
                    coalesce(json_extract(text, '$.item.id'), json_extract(text, '$.item')) AS item,
                    coalesce(json_extract(said.value, '$.pack'), json_extract(text, '$.pack')) AS pack
                FROM (SELECT seq, kind, iif(json_valid(CAST(body AS TEXT)), CAST(body AS TEXT), '{}') AS text
                    FROM journal WHERE kind IN ('itemDefined', 'itemConverted', 'codeGiven')) AS entry
                LEFT JOIN json_each(text, '$.codes') AS said ORDER BY seq
                """)
        let note = try db.makeStatement(
            sql: "INSERT OR REPLACE INTO code_pack (key, seq, item, pack) VALUES (?, ?, ?, ?)")
        while let row = try entries.next() {
            guard let key = row["key"] as String? else { continue }
            let item = id(row["item"])
            try note.execute(arguments: [
                key, row["seq"] as Int64, item, item == nil ? nil : row["pack"] as Int64?,
            ])
        }
    }

    /// Notes who said what codes stand for, and what was taken back.
    ///
    /// A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
    static func codeWords(in db: Database) throws {
        try db.execute(sql: ItemProjection.words)
        let entries = try Row.fetchAll(
            db,
            sql: """
                SELECT key, seq, id, json_extract(text, '$.reverses') AS reverses
                FROM (SELECT key, seq, id, kind, iif(json_valid(CAST(body AS TEXT)), CAST(body AS TEXT), '{}') AS text
                    FROM code_pack JOIN journal USING (seq) WHERE kind <> 'itemConverted')
                WHERE kind <> 'codeGiven' OR coalesce(json_extract(text, '$.item'), json_extract(text, '$.from'),
                    json_extract(text, '$.reverses')) IS NOT NULL
                ORDER BY seq, key
                """)
        let say = try db.makeStatement(
            sql: "UPDATE code_pack SET said = ?3 WHERE key = ?1 AND seq = ?2")
        let unsay = try db.makeStatement(sql: ItemProjection.unsay)
        for row in entries {
            let (key, seq): (String, Int64) = (row["key"], row["seq"])
            if let reversed = id(row["reverses"]) {
                try unsay.execute(arguments: [key, seq, reversed])
            } else {
                try say.execute(arguments: [key, seq, row["id"] as Data])
            }
        }
    }
}

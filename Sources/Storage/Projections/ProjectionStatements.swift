import GRDB

/// The writes of the projector, prepared once.
struct ProjectionStatements {
    let item, place, code, label, lot, balance, posting, dayTotal, dayClosed, reversal: Statement
    let unresolved, resolved, countSheet, countLine, countCompleted: Statement

    init(_ db: Database) throws {
        item = try db.makeStatement(
            sql: """
                INSERT INTO item (id, name, category, measure, unit_weight, shelf_life, programme, seq)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                category = excluded.category, measure = excluded.measure, unit_weight = excluded.unit_weight,
                shelf_life = excluded.shelf_life, programme = excluded.programme, seq = excluded.seq
                """)
        place = try db.makeStatement(
            sql: """
                INSERT INTO place (id, name, kind, parent, label_code, seq) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent,
                label_code = excluded.label_code, seq = excluded.seq
                """)
        code = try db.makeStatement(
            sql: """
                INSERT INTO code (key, code, item, lot, place, pack, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET code = excluded.code, item = excluded.item, lot = excluded.lot,
                place = excluded.place, pack = excluded.pack, seq = excluded.seq
                """)
        label = try db.makeStatement(
            sql: """
                INSERT INTO label_code (code, roll, number, binding, replaced_by, seq)
                VALUES (?, ?, ?, ?, NULL, ?) ON CONFLICT (code) DO UPDATE SET
                binding = excluded.binding, replaced_by = NULL, seq = excluded.seq
                """)
        lot = try db.makeStatement(
            sql: """
                INSERT INTO lot (id, item, date_kind, date, number, programme, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """)
        balance = try db.makeStatement(
            sql: """
                INSERT INTO balance (item, place, lot, quantity, seq) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (item, place, lot) DO UPDATE SET quantity = excluded.quantity, seq = excluded.seq
                """)
        posting = try db.makeStatement(
            sql: """
                INSERT INTO posting (stretch, item, seq, line, place, lot, other, quantity, day)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        dayTotal = try db.makeStatement(
            sql: """
                INSERT INTO day_total (day, item, taken, distributed, discarded, adjusted, seq)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, item) DO UPDATE SET taken = taken + excluded.taken,
                distributed = distributed + excluded.distributed, discarded = discarded + excluded.discarded,
                adjusted = adjusted + excluded.adjusted, seq = excluded.seq
                """)
        dayClosed = try db.makeStatement(
            sql: """
                INSERT INTO day_closed (day, up_to, account, signature, unresolved, seq) VALUES (?, ?, ?, ?, ?, ?)
                """)
        reversal = try db.makeStatement(
            sql: "INSERT INTO reversal (movement, reversed_by, seq) VALUES (?, ?, ?)")
        unresolved = try db.makeStatement(
            sql: "INSERT INTO unresolved (id, key, code, day, seq) VALUES (?, ?, ?, ?, ?)")
        resolved = try db.makeStatement(sql: "UPDATE unresolved SET resolved_by = ? WHERE id = ?")
        countSheet = try db.makeStatement(
            sql: "INSERT INTO count_sheet (id, place, seq) VALUES (?, ?, ?)")
        countLine = try db.makeStatement(
            sql: """
                INSERT INTO count_line (count, item, lot, seen, as_of, expected, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (count, item, lot) DO UPDATE SET seen = excluded.seen, as_of = excluded.as_of,
                expected = excluded.expected, seq = excluded.seq
                """)
        countCompleted = try db.makeStatement(
            sql: "UPDATE count_sheet SET completed = ? WHERE id = ?")
    }
}

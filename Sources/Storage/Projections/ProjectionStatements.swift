import GRDB

/// The writes of the projector, prepared once.
struct ProjectionStatements {
    let item, place, code, label, lot, balance, posting, dayTotal, dayClosed, reversal,
        donation: BoundStatement
    let unresolved, resolved, countSheet, countLine, countCompleted: BoundStatement

    init(_ db: Database) throws {
        item = try BoundStatement(
            db,
            """
            INSERT INTO item (id, name, category, measure, unit_weight, shelf_life, programme, seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
            category = excluded.category, measure = excluded.measure, unit_weight = excluded.unit_weight,
            shelf_life = excluded.shelf_life, programme = excluded.programme, seq = excluded.seq
            """)
        place = try BoundStatement(
            db,
            """
            INSERT INTO place (id, name, kind, parent, label_code, seq) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent,
            label_code = excluded.label_code, seq = excluded.seq
            """)
        code = try BoundStatement(
            db,
            """
            INSERT INTO code (key, code, item, lot, place, pack, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET code = excluded.code, item = excluded.item, lot = excluded.lot,
            place = excluded.place, pack = excluded.pack, seq = excluded.seq
            """)
        label = try BoundStatement(
            db,
            """
            INSERT INTO label_code (code, roll, number, binding, replaced_by, seq)
            VALUES (?, ?, ?, ?, NULL, ?) ON CONFLICT (code) DO UPDATE SET
            binding = excluded.binding, replaced_by = NULL, seq = excluded.seq
            """)
        lot = try BoundStatement(
            db,
            """
            INSERT INTO lot (id, item, date_kind, date, number, programme, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """)
        balance = try BoundStatement(
            db,
            """
            INSERT INTO balance (item, place, lot, quantity, seq) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (item, place, lot) DO UPDATE SET quantity = excluded.quantity, seq = excluded.seq
            """)
        posting = try BoundStatement(
            db,
            """
            INSERT INTO posting (stretch, item, seq, line, place, lot, other, quantity, day)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        dayTotal = try BoundStatement(
            db,
            """
            INSERT INTO day_total (day, item, taken, distributed, discarded, adjusted, seq)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, item) DO UPDATE SET taken = taken + excluded.taken,
            distributed = distributed + excluded.distributed, discarded = discarded + excluded.discarded,
            adjusted = adjusted + excluded.adjusted, seq = excluded.seq
            """)
        dayClosed = try BoundStatement(
            db,
            """
            INSERT INTO day_closed (day, up_to, account, signature, unresolved, seq) VALUES (?, ?, ?, ?, ?, ?)
            """)
        reversal = try BoundStatement(
            db, "INSERT INTO reversal (movement, reversed_by, seq) VALUES (?, ?, ?)")
        donation = try BoundStatement(
            db, "INSERT INTO donation_entry (donation, seq) VALUES (?, ?)")
        unresolved = try BoundStatement(
            db, "INSERT INTO unresolved (id, key, code, day, seq) VALUES (?, ?, ?, ?, ?)")
        resolved = try BoundStatement(
            db, "UPDATE unresolved SET resolved_by = ? WHERE id = ?")
        countSheet = try BoundStatement(
            db, "INSERT INTO count_sheet (id, place, seq) VALUES (?, ?, ?)")
        countLine = try BoundStatement(
            db,
            """
            INSERT INTO count_line (count, item, lot, seen, as_of, expected, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (count, item, lot) DO UPDATE SET seen = excluded.seen, as_of = excluded.as_of,
            expected = excluded.expected, seq = excluded.seq
            """)
        countCompleted = try BoundStatement(
            db, "UPDATE count_sheet SET completed = ? WHERE id = ?")
    }
}

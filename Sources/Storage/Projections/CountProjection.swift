import Foundation
import GRDB
import Journal
import Stock

/// The tables of counts, and of what was seen in each.
struct CountProjection {
    static let schema = """
        CREATE TABLE count_sheet (
            id BLOB PRIMARY KEY, place BLOB NOT NULL, seq INTEGER NOT NULL, completed INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE count_line (
            count BLOB NOT NULL, item BLOB NOT NULL, lot BLOB NOT NULL, seen INTEGER NOT NULL,
            as_of INTEGER NOT NULL, expected INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (count, item, lot)
        ) STRICT, WITHOUT ROWID;
        """

    let sheet, line, completed: BoundStatement

    init(_ db: Database) throws {
        sheet = try BoundStatement(db, "INSERT INTO count_sheet (id, place, seq) VALUES (?, ?, ?)")
        line = try BoundStatement(
            db,
            """
            INSERT INTO count_line (count, item, lot, seen, as_of, expected, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (count, item, lot) DO UPDATE SET seen = excluded.seen, as_of = excluded.as_of,
            expected = excluded.expected, seq = excluded.seq
            """)
        completed = try BoundStatement(db, "UPDATE count_sheet SET completed = ? WHERE id = ?")
    }
}

extension CountOpened: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.counts.sheet.run(id, place, seq)
    }
}

extension CountObservation: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.counts.line.run(
            count, item, lot?.blob ?? Data(), seen.value, asOf, expected.value, seq)
    }
}

extension CountCompleted: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, day: day, seq: seq)
        try projector.counts.completed.run(seq, count)
    }
}

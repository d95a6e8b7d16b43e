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

    /// Items that a completed count has no say about, until they are counted anew.
    static let recounts = """
        CREATE TABLE count_recount (
            count BLOB NOT NULL, item BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (count, item)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX count_line_item ON count_line (item);
        """

    let sheet, line, leftOfLine, dropLine, completed, ended: BoundStatement
    let figure, dropFigure, dropFigures, dropItem: BoundStatement
    let recount, dropRecount, dropRecounts: BoundStatement

    init(_ db: Database) throws {
        sheet = try BoundStatement(
            db, "INSERT INTO count_sheet (id, place, seq, began, boxes) VALUES (?, ?, ?, ?, ?)")
        line = try BoundStatement(
            db,
            """
            INSERT INTO count_line (count, item, lot, seen, as_of, expected, seq, first_at, last_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) ON CONFLICT (count, item, lot) DO UPDATE SET
            seen = excluded.seen, as_of = excluded.as_of, expected = excluded.expected, seq = excluded.seq,
            first_at = iif(?9, min(first_at, excluded.first_at), excluded.first_at),
            last_at = iif(?9, max(last_at, excluded.last_at), excluded.last_at)
            """)
        leftOfLine = try BoundStatement(
            db, "UPDATE count_line SET seen = ?4 WHERE count = ?1 AND item = ?2 AND lot = ?3")
        dropLine = try BoundStatement(
            db, "DELETE FROM count_line WHERE count = ? AND item = ? AND lot = ?")
        completed = try BoundStatement(
            db, "UPDATE count_sheet SET completed = ? WHERE id = ? AND completed IS NULL")
        ended = try BoundStatement(db, "UPDATE count_sheet SET ended = ? WHERE id = ?")
        figure = try BoundStatement(
            db,
            """
            INSERT INTO count_figure (item, place, lot, count, number, seen, first_at, last_at, seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (item, place, lot, count) DO UPDATE SET
            seen = excluded.seen, first_at = excluded.first_at, last_at = excluded.last_at, seq = excluded.seq
            """)
        dropFigure = try BoundStatement(
            db, "DELETE FROM count_figure WHERE count = ? AND item = ? AND lot = ?")
        dropFigures = try BoundStatement(db, "DELETE FROM count_figure WHERE count = ?")
        dropItem = try BoundStatement(db, "DELETE FROM count_figure WHERE count = ? AND item = ?")
        recount = try BoundStatement(
            db, "INSERT OR REPLACE INTO count_recount (count, item, seq) VALUES (?, ?, ?)")
        dropRecount = try BoundStatement(
            db, "DELETE FROM count_recount WHERE count = ? AND item = ?")
        dropRecounts = try BoundStatement(db, "DELETE FROM count_recount WHERE count = ?")
    }
}

extension CountOpened: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        let boxes = (boxes ?? []).reduce(into: Data()) { $0 += $1.blob }
        try projector.counts.sheet.run(
            id, place, seq, (happenedAt ?? projector.recordedAt).microseconds, boxes)
    }
}

extension CountObservation: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        let moment = happenedAt ?? projector.recordedAt
        projector.cache.noteCounted(moment)
        try projector.counts.line.run(
            count, item, lot?.blob ?? Data(), seen.value, asOf, expected.value, seq,
            moment.microseconds, added == nil ? 0 : 1)
    }
}

extension CountCompleted: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, for: count, day: day, seq: seq)
        try projector.counts.completed.run(seq, count)
        projector.cache.noteCounted(projector.recordedAt)
        for item in recount ?? [] { try projector.counts.recount.run(count, item, seq) }
        for figure in figures ?? [] {
            try projector.counts.dropRecount.run(count, figure.item)
            let places = try Queries(projector.db).places(
                of: count, for: figure, now: projector.cache.places)
            for (number, place) in places.enumerated() {
                try projector.counts.figure.run(
                    figure.item, place, figure.lot?.blob ?? Data(), count, number,
                    figure.seen.value, figure.from.microseconds, figure.to.microseconds, seq)
            }
        }
    }
}

extension RecountAsked: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, for: count, day: day, seq: seq)
        try projector.counts.dropItem.run(count, item)
        try projector.counts.recount.run(count, item, seq)
    }
}

extension CountTakenBack: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, day: day, seq: seq)
        try projector.counts.dropFigures.run(count)
        try projector.counts.dropRecounts.run(count)
        try projector.counts.ended.run(seq, count)
    }
}

extension CountLineTakenBack: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, day: day, seq: seq)
        let (counts, lot) = (projector.counts, lot?.blob ?? Data())
        if let seen {
            try counts.leftOfLine.run(count, item, lot, seen.value)
        } else {
            try counts.dropLine.run(count, item, lot)
            try counts.dropFigure.run(count, item, lot)
            try counts.dropRecount.run(count, item)
        }
    }
}

extension CountDropped: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.counts.ended.run(seq, count)
    }
}

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

    /// What each entry says was seen, in place of what that comes to: they are told by their moments, whichever came first.
    static let looks = """
        DROP TABLE count_line;
        CREATE TABLE count_line (
            count BLOB NOT NULL, item BLOB NOT NULL, lot BLOB NOT NULL, seq INTEGER NOT NULL, entry BLOB NOT NULL,
            quantity INTEGER, is_whole INTEGER NOT NULL, moment INTEGER NOT NULL, as_of INTEGER NOT NULL, key TEXT,
            part BLOB, is_explained INTEGER NOT NULL,
            PRIMARY KEY (count, item, lot, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX count_line_item ON count_line (item);
        CREATE INDEX count_line_moment ON count_line (moment);
        """

    /// What was seen, where the item of a figure is one with others only since then.
    static let parts = "ALTER TABLE count_figure ADD COLUMN part BLOB;"

    /// Holds what was seen, and when counts began, to what people have said of the clock since.
    static let byTheClock = """
        UPDATE count_line SET moment = (SELECT min(at) FROM clock_word WHERE clock_word.seq > count_line.seq)
        WHERE moment > (SELECT min(at) FROM clock_word WHERE clock_word.seq > count_line.seq);
        UPDATE count_sheet SET began = (SELECT min(at) FROM clock_word WHERE clock_word.seq > count_sheet.seq)
        WHERE began > (SELECT min(at) FROM clock_word WHERE clock_word.seq > count_sheet.seq);
        """

    let sheet, line, dropLine, completed, ended, capLines, capSheets: BoundStatement
    let dropFigure, dropFigures, dropItem: BoundStatement
    let recount, dropRecount, dropRecounts: BoundStatement

    init(_ db: Database) throws {
        sheet = try BoundStatement(
            db, "INSERT INTO count_sheet (id, place, seq, began, boxes) VALUES (?, ?, ?, ?, ?)")
        line = try BoundStatement(
            db,
            """
            INSERT INTO count_line (count, item, lot, seq, entry, quantity, is_whole, moment, as_of, key, part, is_explained)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        dropLine = try BoundStatement(db, "DELETE FROM count_line WHERE count = ? AND entry = ?")
        completed = try BoundStatement(
            db, "UPDATE count_sheet SET completed = ? WHERE id = ? AND completed IS NULL")
        ended = try BoundStatement(db, "UPDATE count_sheet SET ended = ? WHERE id = ?")
        capLines = try BoundStatement(
            db, "UPDATE count_line SET moment = ?1 WHERE moment > ?1")
        capSheets = try BoundStatement(db, "UPDATE count_sheet SET began = ?1 WHERE began > ?1")
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
        try projector.use([place], seq: seq)
        let boxes = (boxes ?? []).reduce(into: Data()) { $0 += $1.blob }
        try projector.counts.sheet.run(
            id, place, seq, (happenedAt ?? projector.recordedAt).microseconds, boxes)
    }
}

extension CountObservation: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        let moment = happenedAt ?? projector.recordedAt
        projector.cache.last.noteCounted(moment)
        try projector.counts.line.run(
            count, item, lot?.blob ?? Data(), seq, id, (added ?? seen).value,
            added == nil ? 1 : 0, moment.microseconds, asOf, key, part,
            id == projector.lastExplained ? 1 : 0)
    }
}

extension CountCompleted: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, for: count, day: day, seq: seq)
        try projector.counts.completed.run(seq, count)
        projector.cache.last.noteCounted(projector.recordedAt)
        for item in recount ?? [] { try projector.counts.recount.run(count, item, seq) }
        for figure in figures ?? [] {
            try projector.counts.dropRecount.run(count, figure.item)
            try projector.forgetParts(of: figure.item, in: count)
            let stored = StoredFigure(figure, of: count, seq: seq)
            let places = try Queries(projector.db).places(
                of: count, for: figure, now: projector.cache.places)
            try stored.write(at: places, projector.db)
        }
    }
}

extension RecountAsked: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, for: count, day: day, seq: seq)
        try projector.counts.dropItem.run(count, item)
        try projector.forgetParts(of: item, in: count)
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
        for line in [explanation.lateCount, explanation] { try counts.dropLine.run(count, line) }
        if seen == nil {
            try counts.dropFigure.run(count, item, lot)
            try counts.dropRecount.run(count, item)
            // It may have been joined with another since, of which the figure is then.
            let now = try projector.cache.current(item, projector.db)
            if now != item {
                if self.lot == nil { try counts.dropFigure.run(count, now, lot) }
                try counts.dropRecount.run(count, now)
            }
        }
    }
}

extension CountDropped: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.counts.ended.run(seq, count)
    }
}

/// A figure as it stands in its rows, one for each place that it is of.
private struct StoredFigure: CountedPile {
    let count: CountID
    let seen: Quantity
    let moments: ClosedRange<Moment>
    private let item, lot: Data
    private let part: Data?
    private let seq: Int64

    init(_ figure: CountedFigure, of count: CountID, seq: Int64) {
        (self.count, self.seq, seen) = (count, seq, figure.seen)
        moments = figure.moments
        (item, lot) = (figure.item.blob, figure.lot?.blob ?? Data())
        part = figure.part?.blob
    }

    init(row: Row) throws {
        count = try CountID(column: row["count"])
        seen = Quantity(row["seen"])
        let first = Moment(microseconds: row["first_at"])
        moments = first...max(first, Moment(microseconds: row["last_at"]))
        (item, lot, part, seq) = (row["item"], row["lot"], row["part"], row["seq"])
    }

    /// Whether a row is of the same figure.
    func isOf(_ row: Row) -> Bool {
        row["count"] == count.blob && row["item"] == item && row["lot"] == lot
    }

    /// Puts the figure at some places, and nowhere else.
    func write(at places: [PlaceID], _ db: Database) throws {
        let drop = "DELETE FROM count_figure WHERE count = ? AND item = ? AND lot = ?"
        try db.cachedStatement(sql: drop).execute(arguments: [count.blob, item, lot])
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO count_figure (count, item, lot, place, number, seen, first_at, last_at, seq, part)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (number, place) in places.enumerated() {
            try statement.execute(arguments: [
                count.blob, item, lot, place.blob, number, seen.value,
                moments.lowerBound.microseconds, moments.upperBound.microseconds, seq, part,
            ])
        }
    }
}

extension CountProjection {
    /// Holds what completed counts saw to the boxes that stood at their places then, as is told by now.
    ///
    /// - Parameters:
    ///   - moment: Figures from then on.
    ///   - place: What was moved, so that only counts of what it ever stood in are concerned; nil for all.
    ///   - places: All places as they stand now.
    ///   - db: Where the figures are.
    /// - Throws: What SQLite says.
    static func coverAnew(
        since moment: Moment, around place: PlaceID? = nil, _ places: PlaceTree, _ db: Database
    ) throws {
        let sql = """
            SELECT count_figure.*, count_sheet.place AS sheet FROM count_figure JOIN count_sheet ON id = count
            WHERE last_at >= ? ORDER BY count, item, lot, number
            """
        var rows = try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [moment.microseconds])[...]
        guard !rows.isEmpty else { return }
        let queries = Queries(db)
        let around = try place.map { try queries.places(everAround: [$0], now: places) }
        while let first = rows.first {
            let figure = try StoredFigure(row: first)
            let own = rows.prefix(while: figure.isOf)
            rows = rows.dropFirst(own.count)
            guard try around?.contains(PlaceID(column: first["sheet"])) ?? true else { continue }
            let covered = try queries.places(of: figure.count, for: figure, now: places)
            guard try own.map({ try PlaceID(column: $0["place"]) }) != covered else { continue }
            try figure.write(at: covered, db)
        }
    }

    /// For hubs that kept the boxes that were known as a count was completed.
    static func coverAll(_ db: Database) throws {
        var cache = StockCache()
        try cache.loadPlaces(db)
        try coverAnew(since: .earliest, cache.places, db)
    }
}

extension Projector {
    /// Holds what counts saw from a moment on to where boxes stood then, after a place was moved; after moments were put right,
    /// where none is named.
    func coverAnew(since moment: Moment, around place: PlaceID? = nil) throws {
        try CountProjection.coverAnew(since: moment, around: place, cache.places, db)
    }

    /// What a count says of an item is of all that are one with it by now: what it said of one of them by itself counts no
    /// more.
    fileprivate func forgetParts(of item: ItemID, in count: CountID) throws {
        for part in try Queries(db).lineage(of: item) where part.item != item {
            try counts.dropItem.run(count, part.item)
            try counts.dropRecount.run(count, part.item)
        }
    }

    /// What a count saw of one of two items before they were one, and was told since, is that one's once they are two again.
    func partFigures(
        at both: ItemID, from first: ItemID, lots: [LotID: LotID], since joined: Int64
    ) throws {
        let sql = "SELECT * FROM count_figure WHERE item = ? AND part IS NOT NULL AND seq > ?"
        for row in try Row.fetchAll(db, sql: sql, arguments: [both.blob, joined]) {
            let (lot, part): (Data, Data) = (row["lot"], row["part"])
            let its = lot.isEmpty ? lot : try lots[LotID(column: lot)]?.blob ?? lot
            try db.execute(
                sql: """
                    UPDATE count_figure SET item = ?, lot = ?, part = NULL
                    WHERE item = ? AND place = ? AND lot = ? AND count = ?
                    """,
                arguments: [
                    part == first.blob ? part : both.blob, part == first.blob ? its : lot,
                    both.blob, row["place"] as Data, lot, row["count"] as Data,
                ])
        }
    }

    /// What a count saw of two items while they were one, now that they are two again.
    ///
    /// A scan of a code that goes back was of the first, as was what was looked at before they were one. Of what someone said to be all there is of both, nobody knows how
    /// much is of which, unless it is nothing: both are to be counted again.
    ///
    /// - Parameters:
    ///   - count: The count.
    ///   - both: The item that both were.
    ///   - first: The one that was not spoken of.
    ///   - lots: The lots of `both` that were of `first`, and what they are there.
    ///   - codes: What stands for `first` again.
    ///   - joined: The entry that made them one.
    /// - Throws: A fault of the database.
    func partLooks(
        of count: CountID, at both: ItemID, from first: ItemID, lots: [LotID: LotID],
        codes: Set<String>, since joined: Int64
    ) throws {
        let sql =
            "SELECT * FROM count_line WHERE count = ? AND item = ? AND seq > ? ORDER BY lot, seq"
        for row in try Row.fetchAll(db, sql: sql, arguments: [count.blob, both.blob, joined]) {
            let (lot, seq): (Data, Int64) = (row["lot"], row["seq"])
            let its = lot.isEmpty ? lot : try lots[LotID(column: lot)]?.blob
            let which: StatementArguments = [count.blob, both.blob, lot, seq]
            let (key, part): (String?, Data?) = (row["key"], row["part"])
            if part != nil || row["is_whole"] as Int64 == 0 {
                guard part == first.blob || key.map(codes.contains) ?? false else { continue }
                try db.execute(
                    sql: """
                        UPDATE count_line SET item = ?, lot = ?, part = NULL
                        WHERE count = ? AND item = ? AND lot = ? AND seq = ?
                        """, arguments: [first.blob, its ?? lot] + which)
            } else if let its {
                try db.execute(
                    sql: """
                        UPDATE count_line SET quantity = iif(quantity = 0, 0, NULL)
                        WHERE count = ? AND item = ? AND lot = ? AND seq = ?
                        """, arguments: which)
                try db.execute(
                    sql: """
                        INSERT INTO count_line SELECT count, ?, ?, seq, entry, quantity, is_whole, moment, as_of,
                            key, part, is_explained
                        FROM count_line WHERE count = ? AND item = ? AND lot = ? AND seq = ?
                        """, arguments: [first.blob, its] + which)
            }
        }
    }
}

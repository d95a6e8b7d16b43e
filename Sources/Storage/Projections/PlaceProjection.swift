import GRDB
import Journal
import Stock

/// The table of places, the world's edges among them.
struct PlaceProjection {
    static let schema = """
        CREATE TABLE place (
            id BLOB PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, parent BLOB, label_code TEXT,
            seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
    /// Where places stood, by when they were moved.
    static let moves = """
        CREATE TABLE place_move (
            place BLOB NOT NULL, moment INTEGER NOT NULL, seq INTEGER NOT NULL, parent BLOB, before BLOB,
            PRIMARY KEY (place, moment, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX place_move_moment ON place_move (moment);
        """

    /// Which entry told of each move, and which took it back: what was taken back never happened.
    static let undoneMoves = """
        ALTER TABLE place_move ADD COLUMN entry BLOB NOT NULL DEFAULT x'';
        ALTER TABLE place_move ADD COLUMN undone INTEGER;
        """

    /// What places were called until an entry renamed them, for the answer to a scan that was made before it.
    static let names = """
        CREATE TABLE place_before (
            place BLOB NOT NULL, seq INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, seq)
        ) STRICT, WITHOUT ROWID;
        """

    /// The entry by which a place is used no more.
    static let retirement = "ALTER TABLE place ADD COLUMN retired INTEGER;"

    let place, move, undoMove, capMoves, name, retire: BoundStatement

    init(_ db: Database) throws {
        place = try BoundStatement(
            db,
            """
            INSERT INTO place (id, name, kind, parent, label_code, seq) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent,
            label_code = excluded.label_code, seq = excluded.seq
            """)
        move = try BoundStatement(
            db,
            """
            INSERT INTO place_move (place, moment, seq, parent, before, entry) VALUES (?, ?, ?, ?, ?, ?)
            """)
        undoMove = try BoundStatement(
            db, "UPDATE place_move SET undone = ? WHERE place = ? AND entry = ?")
        capMoves = try BoundStatement(
            db, "UPDATE place_move SET moment = ?1 WHERE moment > ?1")
        name = try BoundStatement(
            db, "INSERT INTO place_before (place, seq, name) VALUES (?, ?, ?)")
        retire = try BoundStatement(db, "UPDATE place SET retired = ?, seq = ? WHERE id = ?")
    }
}

extension HubFounded: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        for place in places { try projector.put(place, seq: seq) }
    }
}

extension PlaceMade: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.put(place, seq: seq)
        try projector.use([place.parent], seq: seq)
        if let code = place.labelCode { try projector.label(code, binding: id, seq: seq) }
    }
}

extension PlaceMoved: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        if let goods {
            try projector.move(lots: goods.lots, lines: goods.lines, day: goods.day, seq: seq)
        }
        try projector.use([place, parent], seq: seq)
        let moment = (happenedAt ?? projector.recordedAt).microseconds
        if let reverses {
            try projector.places.undoMove.run(seq, place, reverses)
            try projector.movements.reversal.run(reverses, id, seq)
        } else {
            try projector.places.move.run(place, moment, seq, parent, before?.parent, id)
            projector.cache.last.noteMoved(Moment(microseconds: moment))
        }
        try stand(in: projector, since: moment, seq: seq)
        try projector.coverAnew(since: Moment(microseconds: moment), around: place)
    }

    /// Puts the place where the last of its moves put it.
    private func stand(in projector: Projector, since moment: Int64, seq: Int64) throws {
        let sql = "SELECT EXISTS (SELECT 1 FROM place_move WHERE place = ? AND moment > ?)"
        let isOld = try Bool.fetchOne(
            projector.db.cachedStatement(sql: sql), arguments: [place.blob, moment])
        guard var place = projector.cache.places[place] else { return }
        let parent = try Queries(projector.db).moves(of: place).parent()
        guard isOld != true || parent != place.parent else { return }
        place.parent = parent
        try projector.put(place, seq: seq)
    }
}

extension PlaceRetired: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try noteThings(in: projector, seq: seq)
        try projector.setRetired(place, by: reverses == nil ? seq : nil, seq: seq)
    }
}

extension Projector {
    /// Puts places to use again that were retired.
    func use(_ places: [PlaceID?], seq: Int64) throws {
        guard !cache.places.retired.isEmpty else { return }
        for case let place? in places where cache.places.retired.contains(place) {
            try setRetired(place, by: nil, seq: seq)
        }
    }

    fileprivate func setRetired(_ id: PlaceID, by entry: Int64?, seq: Int64) throws {
        guard var place = cache.places[id] else { return }
        try places.retire.run(entry, seq, id)
        place.retiredBy = entry
        cache.put(place)
    }

    /// Writes a place as it is now, and what its label's code stands for.
    func put(_ place: Place, seq: Int64) throws {
        try places.place.run(
            place.id, place.name, place.kind.rawValue, place.parent, place.labelCode, seq)
        if let code = place.labelCode { try point(code, place: place.id, seq: seq) }
        cache.put(place)
    }
}

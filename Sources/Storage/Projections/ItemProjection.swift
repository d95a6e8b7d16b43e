import GRDB
import Journal
import Stock

/// The tables of items, and of the codes that stand for them.
struct ItemProjection {
    static let schema = """
        CREATE TABLE item (
            id BLOB PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, measure TEXT NOT NULL,
            unit_weight INTEGER, shelf_life INTEGER, programme TEXT NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE code (
            key TEXT PRIMARY KEY, code TEXT NOT NULL, item BLOB, lot BLOB, place BLOB,
            pack INTEGER NOT NULL CHECK (pack > 0), seq INTEGER NOT NULL,
            CHECK ((item IS NULL) <> (place IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX code_item ON code (item) WHERE item IS NOT NULL;
        """

    /// What codes stood for, from which entry on; nothing where nobody knew the code any more.
    static let packs = """
        CREATE TABLE code_pack (
            key TEXT NOT NULL, seq INTEGER NOT NULL, item BLOB, pack INTEGER, PRIMARY KEY (key, seq)
        ) STRICT, WITHOUT ROWID;
        """

    /// The entry by which someone said so, nothing where it only followed; and the entry that took that back.
    static let words = """
        ALTER TABLE code_pack ADD COLUMN said BLOB;
        ALTER TABLE code_pack ADD COLUMN undone INTEGER;
        """

    /// Takes back, with an entry `?2`, what an entry of the id `?3` said of a code `?1`, and what followed from it until the
    /// code was given anew.
    static let unsay = """
        UPDATE code_pack SET undone = ?2 WHERE key = ?1 AND undone IS NULL
            AND seq >= (SELECT seq FROM code_pack WHERE key = ?1 AND said = ?3)
            AND seq < coalesce((SELECT min(next.seq) FROM code_pack AS word JOIN code_pack AS next USING (key)
                WHERE word.key = ?1 AND word.said = ?3 AND next.seq > word.seq
                AND next.said IS NOT NULL AND next.undone IS NULL), ?2)
        """

    /// How much of items the hub wants at least, in the measure that they are kept in.
    static let minimums = """
        CREATE TABLE item_minimum (
            item BLOB PRIMARY KEY, minimum INTEGER NOT NULL CHECK (minimum > 0), measure TEXT NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Which picture each entry gave an item, or that it took it away; the last of them counts.
    static let pictures = """
        CREATE TABLE item_picture (
            item BLOB NOT NULL, seq INTEGER NOT NULL, picture TEXT, PRIMARY KEY (item, seq)
        ) STRICT, WITHOUT ROWID;

        """

    let item, before, code, pack, unsay: BoundStatement

    init(_ db: Database) throws {
        item = try BoundStatement(
            db,
            """
            INSERT INTO item (id, name, category, measure, unit_weight, shelf_life, programme, seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
            category = excluded.category, measure = excluded.measure, unit_weight = excluded.unit_weight,
            shelf_life = excluded.shelf_life, programme = excluded.programme, seq = excluded.seq
            """)
        before = try BoundStatement(
            db,
            """
            INSERT INTO item_before SELECT id, ?, name, category, measure, unit_weight, shelf_life, programme
            FROM item WHERE id = ?
            """)
        code = try BoundStatement(
            db,
            """
            INSERT INTO code (key, code, item, lot, place, pack, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET code = excluded.code, item = excluded.item, lot = excluded.lot,
            place = excluded.place, pack = excluded.pack, seq = excluded.seq
            """)
        pack = try BoundStatement(
            db,
            "INSERT OR REPLACE INTO code_pack (key, seq, item, pack, said) VALUES (?, ?, ?, ?, ?)")
        unsay = try BoundStatement(db, Self.unsay)
    }
}

extension ItemDefined: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try project(into: projector, saidBy: id, seq: seq)
    }

    /// Writes what the item is from here on; `id` is the entry by which someone said what its codes are, nil for none.
    func project(into projector: Projector, saidBy id: EntryID?, seq: Int64) throws {
        let known = try projector.cache.item(item.id, projector.db)
        if let known, known != item {
            try projector.items.before.run(seq, item.id)
            if known.measure != item.measure {
                try projector.convert(
                    item.id, to: item.measure,
                    gramsPerPiece: item.unitWeightGrams ?? known.unitWeightGrams, seq: seq)
            }
        }
        try projector.items.item.run(
            item.id, item.name, item.category, item.measure.rawValue, item.unitWeightGrams,
            item.shelfLifeDays, item.programme.rawValue, seq)
        projector.cache.put(item)
        // What made it is no change.
        if known != nil { try noteThings(in: projector, seq: seq) }
        for code in codes {
            try projector.items.code.run(
                code.key, code.code, item.id, LotID?.none, PlaceID?.none, code.pack, seq)
            try projector.items.pack.run(code.key, seq, item.id, code.pack, id)
            projector.cache.forget(code: code.key)
        }
    }
}

extension MinimumSet: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try noteThings(in: projector, seq: seq)
        guard let minimum, let known = try projector.cache.item(item, projector.db) else {
            return try projector.forgetMinimum(of: item)
        }
        try projector.db.execute(
            sql: """
                INSERT INTO item_minimum (item, minimum, measure, seq) VALUES (?, ?, ?, ?)
                ON CONFLICT (item) DO UPDATE
                SET minimum = excluded.minimum, measure = excluded.measure, seq = excluded.seq
                """, arguments: [item.blob, minimum.value, known.measure.rawValue, seq])
    }
}

extension PictureSet: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try noteThings(in: projector, seq: seq)
        try projector.db.execute(
            sql: "INSERT INTO item_picture (item, seq, picture) VALUES (?, ?, ?)",
            arguments: [item.blob, seq, picture])
    }
}

extension Projector {
    fileprivate func forgetMinimum(of item: ItemID) throws {
        try db.execute(sql: "DELETE FROM item_minimum WHERE item = ?", arguments: [item.blob])
    }

    /// An item's minimum is in another measure from here on; where nobody knows what a piece weighs, nobody knows how much
    /// it is of.
    func convertMinimum(
        of item: ItemID, to measure: Measure, gramsPerPiece: Int64?, seq: Int64
    ) throws {
        let sql = "SELECT minimum FROM item_minimum WHERE item = ? AND measure <> ?"
        guard
            let minimum = try Int64.fetchOne(
                db, sql: sql, arguments: [item.blob, measure.rawValue])
        else { return }
        guard let gramsPerPiece,
            let conversion = try? MeasureConversion(to: measure, gramsPerPiece: gramsPerPiece),
            let converted = try? conversion.convert(Quantity(minimum))
        else { return try forgetMinimum(of: item) }
        try db.execute(
            sql: "UPDATE item_minimum SET minimum = ?, measure = ?, seq = ? WHERE item = ?",
            arguments: [max(1, converted.value), measure.rawValue, seq, item.blob])
    }

    /// Makes a label's code stand for an item, one of its lots, or a place.
    func point(
        _ code: String, item: ItemID? = nil, lot: LotID? = nil, place: PlaceID? = nil, seq: Int64
    ) throws {
        try items.code.run(code, code, item, lot, place, 1, seq)
        cache.forget(code: code)
    }
}

import Foundation
import GRDB
import Journal
import Stock

/// The tables of what was mended: items that are another, lots that are another, and measures that were
/// changed by a conversion.
enum CorrectionProjection {
    static let schema = """
        CREATE TABLE item_join (
            item BLOB PRIMARY KEY, into_item BLOB NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX item_join_into ON item_join (into_item);
        CREATE TABLE lot_shift (
            lot BLOB PRIMARY KEY, into_lot BLOB NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE item_conversion (
            item BLOB NOT NULL, seq INTEGER NOT NULL, measure TEXT NOT NULL,
            grams_per_piece INTEGER NOT NULL CHECK (grams_per_piece > 0), PRIMARY KEY (item, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX unresolved_key ON unresolved (key);
        """
    /// Entries that moved no goods: what was joined, parted, put right or converted by each, or noted to be.
    static let entries = """
        CREATE TABLE correction (seq INTEGER PRIMARY KEY) STRICT;
        """
    /// A measure that was changed where there was no stock may have no weight of a piece.
    static let measures = """
        ALTER TABLE item_conversion RENAME TO weighed_conversion;
        CREATE TABLE item_conversion (
            item BLOB NOT NULL, seq INTEGER NOT NULL, measure TEXT NOT NULL,
            grams_per_piece INTEGER CHECK (grams_per_piece > 0), PRIMARY KEY (item, seq)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO item_conversion SELECT * FROM weighed_conversion;
        DROP TABLE weighed_conversion;
        """
}

extension CodeGiven: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try noteThings(in: projector, seq: seq)
        if let reverses { try projector.items.unsay.run(key, seq, reverses) }
        // What took a code from nothing says nothing.
        let isWord = reverses == nil && (item ?? from) != nil
        try projector.items.pack.run(
            key, seq, item, item == nil ? Int64?.none : pack, isWord ? id : EntryID?.none)
        guard let item else { return try projector.forget(code: key) }
        try projector.items.code.run(key, code, item, LotID?.none, PlaceID?.none, pack, seq)
        projector.cache.forget(code: key)
    }
}

extension ScansReopened: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        for scan in scans { try projector.scans.resolved.run(Int64?.none, scan) }
    }
}

extension ItemsJoined: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try noteThings(in: projector, seq: seq)
        try projector.move(lots: lots.map(\.to), lines: lines, day: day, seq: seq)
        try projector.noteCorrection(seq)
        try projector.db.execute(
            sql: "INSERT INTO item_join (item, into_item, seq) VALUES (?, ?, ?)",
            arguments: [item.blob, into.blob, seq])
        projector.cache.join(item, into: into)
        let targets = Dictionary(lots.map { ($0.from, $0.to.id) }) { first, _ in first }
        try projector.hand(codes, to: into, lots: targets, seq: seq)
    }
}

extension ItemsParted: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try noteThings(in: projector, seq: seq)
        try projector.move(lots: spoken ?? [], lines: lines, day: day, seq: seq)
        try projector.noteCorrection(seq)
        let targets = Dictionary(lots.map { ($0.to.id, $0.from) }) { first, _ in first }
        if let joined = try projector.joined(item) {
            try projector.partFigures(at: into, from: item, lots: targets, since: joined)
            for count in counts ?? [] {
                try projector.partLooks(
                    of: count, at: into, from: item, lots: targets, codes: Set(codes), since: joined
                )
            }
        }
        try projector.db.execute(
            sql: "DELETE FROM item_join WHERE item = ?", arguments: [item.blob])
        try projector.cache.part(item, projector.db)
        try projector.hand(codes, to: item, lots: targets, seq: seq)
    }
}

extension LotCorrected: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots.map(\.to), lines: lines, day: day, seq: seq)
        try projector.noteCorrection(seq)
        for lot in lots {
            try projector.shift(lot, seq: seq)
            try projector.hand(codes, to: lot.to.key.item, lots: [lot.from: lot.to.id], seq: seq)
        }
    }
}

extension ItemConverted: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: [], lines: lines, day: day, seq: seq)
        try ItemDefined(item: item, codes: codes)
            .project(into: projector, saidBy: nil, seq: seq)
        try projector.convert(
            item.id, to: conversion.measure, gramsPerPiece: conversion.gramsPerPiece, seq: seq)
    }
}

extension PlaceRenamed: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        guard var place = projector.cache.places[place] else { return }
        try projector.places.name.run(place.id, seq, place.name)
        place.name = name
        try projector.put(place, seq: seq)
    }
}

extension Projector {
    /// An entry moves no goods: it says otherwise what there is.
    fileprivate func noteCorrection(_ seq: Int64) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO correction (seq) VALUES (?)")
            .execute(arguments: [seq])
    }

    /// The entry that joined an item with another; nil where it is itself.
    fileprivate func joined(_ item: ItemID) throws -> Int64? {
        let sql = "SELECT seq FROM item_join WHERE item = ?"
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [item.blob])
    }

    /// An item is kept in another measure from here on; a piece weighs so many grams, where that is known.
    func convert(_ item: ItemID, to measure: Measure, gramsPerPiece: Int64?, seq: Int64) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO item_conversion (item, seq, measure, grams_per_piece) VALUES (?, ?, ?, ?)
                """, arguments: [item.blob, seq, measure.rawValue, gramsPerPiece])
        try convertMinimum(of: item, to: measure, gramsPerPiece: gramsPerPiece, seq: seq)
        try noteCorrection(seq)
        cache.convert(item)
    }

    /// A code stands for nothing any more.
    func forget(code key: String) throws {
        try db.execute(sql: "DELETE FROM code WHERE key = ?", arguments: [key])
        cache.forget(code: key)
    }

    /// A lot is another from here on; that one is itself again, if it was said to be another.
    fileprivate func shift(_ lot: LotShift, seq: Int64) throws {
        try db.execute(
            sql: "DELETE FROM lot_shift WHERE lot = ?", arguments: [lot.to.id.blob])
        try db.execute(
            sql: """
                INSERT INTO lot_shift (lot, into_lot, seq) VALUES (?, ?, ?)
                ON CONFLICT (lot) DO UPDATE SET into_lot = excluded.into_lot, seq = excluded.seq
                """,
            arguments: [lot.from.blob, lot.to.id.blob, seq])
    }

    /// Codes stand for another item, those of lots for the lots that these are now.
    fileprivate func hand(
        _ codes: [String], to item: ItemID, lots: [LotID: LotID], seq: Int64
    ) throws {
        for key in codes {
            let row = try Row.fetchOne(
                db, sql: "SELECT code, lot, pack FROM code WHERE key = ?", arguments: [key])
            guard let row else { continue }
            let lot = try (row["lot"] as Data?).map { try LotID(column: $0) }
            try items.code.run(
                key, row["code"] as String, item, lot.map { lots[$0] ?? $0 }, PlaceID?.none,
                row["pack"] as Int64, seq)
            cache.forget(code: key)
        }
    }
}

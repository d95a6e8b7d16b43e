import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// Hubs from before a move that is taken back was known to be: the move back was a move of its own.
struct MoveHistoryTests {
    private static let before = """
        CREATE TABLE older (
            place BLOB NOT NULL, moment INTEGER NOT NULL, seq INTEGER NOT NULL, parent BLOB, before BLOB,
            PRIMARY KEY (place, moment, seq)) STRICT, WITHOUT ROWID;
        INSERT INTO older SELECT place, moment, seq, parent, before FROM place_move;
        INSERT INTO older SELECT place, moment, undone, before, parent FROM place_move WHERE undone IS NOT NULL;
        DROP TABLE place_move;
        ALTER TABLE older RENAME TO place_move;
        CREATE INDEX place_move_moment ON place_move (moment);
        DELETE FROM grdb_migrations WHERE identifier = '15 moves taken back';
        """

    private func parent(_ store: Store) async throws -> PlaceID? {
        try await store.read { try $0.place(SamplePantry.box.id)?.parent }
    }

    /// What the older hub made of it: where it left the box, and the entry that did.
    private func reopened(
        _ pantry: SamplePantry, leaving parent: PlaceID?, by seq: Int64
    ) throws -> Store {
        try pantry.store.close()
        let id = parent.map { "x'\($0.blob.hexadecimal)'" } ?? "NULL"
        try tamper(
            pantry.directory.data, guarded: true,
            Self.before
                + "UPDATE place SET parent = \(id), seq = \(seq) WHERE label_code = 'BOX00000'")
        return try SamplePantry.open(pantry.directory.data, clock: pantry.clock)
    }

    @Test func `a box whose moves were taken back out of order stands where it stood at first`()
        async throws
    {
        let pantry = try await SamplePantry()
        let (shelf, bin) = (SamplePantry.shelf.id, SamplePantry.bin.id)
        var moves: [RecordedScan] = []
        for place in [shelf, bin] {
            moves.append(try await pantry.recorded(.scan(.move, "BOX00000", to: place)))
        }
        for move in moves.reversed() {
            _ = try await pantry.store.write { try $0.reverse(move.id, entryID: fresh()) }
        }
        #expect(try await parent(pantry.store) == nil)
        // It stayed where the first move back had put it.
        let store = try reopened(pantry, leaving: shelf, by: pantry.store.head.seq - 1)
        #expect(try await parent(store) == nil)
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    @Test func `a box of which a late move was taken back stands where it stood`()
        async throws
    {
        let pantry = try await SamplePantry()
        let (shelf, bin) = (SamplePantry.shelf.id, SamplePantry.bin.id)
        let moment = pantry.clock.now()
        try await pantry.recorded(.scan(.move, "BOX00000", to: shelf))
        let last = pantry.store.head.seq
        let late = try await pantry.recorded(.scan(.move, "BOX00000", to: bin) { $0.at = moment })
        _ = try await pantry.store.write { try $0.reverse(late.id, entryID: fresh()) }
        let store = try reopened(pantry, leaving: shelf, by: last)
        #expect(try await parent(store) == shelf)
        #expect(try await store.verify().isEmpty)
        try store.close()
    }
}

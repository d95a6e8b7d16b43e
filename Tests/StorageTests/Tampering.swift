import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// Takes the tables back that a hub has since counts are told by when each thing was seen.
let beforeLooks = """
    DROP TABLE correction; DROP TABLE count_line; DROP TABLE place_before;
    CREATE TABLE count_line (count BLOB PRIMARY KEY, first_at INTEGER, last_at INTEGER) STRICT;
    CREATE INDEX count_line_item ON count_line (count);
    DELETE FROM grdb_migrations
    WHERE identifier IN ('13 corrections', '13 looks of counts', '13 names of places');

    """

/// Takes the sums of an item at a place out of its balances, into the table that they stood in before.
let beforeSumsAmongBalances = """
    DROP VIEW place_stock; DROP VIEW item_stock; DROP INDEX balance_of_place; DROP INDEX balance_of_item;
    CREATE TABLE place_stock (
        place BLOB NOT NULL, item BLOB NOT NULL, quantity INTEGER NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (place, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX place_stock_item ON place_stock (item);
    INSERT INTO place_stock SELECT place, item, quantity, seq FROM balance WHERE lot = x'';
    DELETE FROM balance WHERE lot = x'';
    DELETE FROM grdb_migrations WHERE identifier = '15 sums among balances';

    """

/// Changes a hub's database behind its back.
///
/// - Parameters:
///   - directory: Of a hub that is closed.
///   - guarded: Whether the journal's triggers stay in force.
///   - sql: What is done to it.
/// - Throws: What SQLite says.
func tamper(_ directory: DataDirectory, guarded: Bool = false, _ sql: String) throws {
    let database = try DatabaseQueue(path: directory.database.path)
    try database.write { db in
        if !guarded {
            for trigger in ["journal_is_dense", "journal_is_not_changed", "journal_is_not_deleted"]
            {
                try db.execute(sql: "DROP TRIGGER IF EXISTS \(trigger)")
            }
        }
        try db.execute(sql: sql)
    }
    try database.close()
}

extension SamplePantry {
    /// A closed pantry with an entry of every kind; each table of the projections holds rows.
    static func fullAndClosed() async throws -> SamplePantry {
        let pantry = try await SamplePantry()
        let bin = SamplePantry.bin.id
        let taken = try await pantry.recorded(.scan(.intake, "beans", 9, at: bin).bestBy("2027-03"))
        try await pantry.recorded(.scan(.distribute, "rice", 100))
        let undone = try await pantry.recorded(.scan(.discard, "beans", 1))
        try await pantry.recorded(.scan(.move, "BOX00000", to: SamplePantry.shelf.id))
        let unknown = Scan.scan(.intake, "unknown") {
            $0.facts.donation = fresh()
            $0.source = .name("Harvest Market")
        }
        try await pantry.record(unknown)
        let nothing = Scan.scan(.intake, "unknown too")
        try await pantry.record(nothing)
        let count: CountID = fresh()
        try await pantry.store.write { ledger in
            _ = try ledger.reverse(undone.id, entryID: fresh())
            try ledger.resolve(unknown.id, as: SamplePantry.beans.id, learning: 3, entryID: fresh())
            for lot in taken.lots.keys {
                _ = try ledger.issueLabel(for: lot, freshCode: "LOT00000")
            }
            let donation = try #require(unknown.facts.donation)
            _ = try ledger.issueLabel(for: donation, freshCode: "DON00000")
            let roll = try ledger.issueLabelCodes(
                fresh(), count: 2, fresh: Self.codes(["R1", "R2"]))
            _ = try ledger.bindLabel(
                roll.codes[1], to: .item(SamplePantry.rice.id), entryID: fresh())
            _ = try ledger.openCount(count, at: .id(bin))
            _ = try ledger.noteCountLine(
                CountLineRequest(
                    id: fresh(), count: count, subject: .keys(["beans"]), quantity: Quantity(8)))
            _ = try ledger.completeCount(count, uncounted: .zero, entryID: fresh())
        }
        guard let day = CivilDate("2026-11-21") else { throw NotRecorded(code: "day") }
        try await pantry.store.write { ledger in
            try ledger.setTimeZone(.gmt, entryID: fresh())
            _ = try ledger.closeDay(day, entryID: fresh())
            try ledger.reopenDay(day, entryID: fresh())
            _ = try ledger.closeDay(day, entryID: fresh())
        }
        try await pantry.recorded(.scan(.intake, "beans", 2))
        try await pantry.store.write { ledger in
            let (again, dropped): (CountID, CountID) = (fresh(), fresh())
            for count in [again, dropped] { _ = try ledger.openCount(count, at: .id(bin)) }
            _ = try ledger.completeCount(again, uncounted: .zero, entryID: fresh())
            _ = try ledger.reverse(again.named(JournalEntry.self), entryID: fresh())
            try ledger.dropCount(dropped, entryID: fresh())
        }
        // The clock leaps twice, and once someone says that it is right.
        pantry.clock.advance(seconds: 40 * 86_400)
        try await pantry.recorded(.scan(.intake, "beans", 1))
        try await pantry.store.write { try $0.confirmDoubtfulClock() }
        pantry.clock.advance(seconds: 40 * 86_400)
        try await pantry.recorded(.scan(.intake, "beans", 1))
        try await pantry.settle(nothing.id)
        try await pantry.store.write { try $0.beginEpoch(.entriesGone) }
        try pantry.store.close()
        return pantry
    }

    /// Mistakes about facts, one of each kind, put right.
    private func settle(_ scan: EntryID) async throws {
        let beans = Self.beans.id
        let twins = ["Twin", "Other"].map {
            Item(id: fresh(), name: $0, category: "", measure: .each)
        }
        let lot = try #require(
            try await store.read { try $0.stock(item: beans, limit: 1).first?.lot })
        let (joins, dismissed): ([EntryID], EntryID) = ([fresh(), fresh()], fresh())
        try await store.write { ledger in
            for (item, join) in zip(twins, joins) {
                _ = try ledger.makeItem(item, codes: [Self.code(item.name)])
                _ = try ledger.joinItems(item.id, into: .id(beans), entryID: join)
            }
            _ = try ledger.reverse(joins[1], entryID: fresh())
            _ = try ledger.correctLot(lot.id, { _ in (nil, "L2") }, entryID: fresh())
            var rice = try ledger.item(Self.rice.id)
            rice.measure = rice.measure == .each ? .gram : .each
            _ = try ledger.changeItem(rice, gramsPerPiece: 10)
            _ = try ledger.changePlace(.id(Self.bin.id), name: "Renamed", parent: nil)
            try ledger.setMinimum(of: beans, to: Quantity(24))
            try ledger.setPicture(of: beans, to: ItemPicture([1, 2, 3]))
            try ledger.correctDonor(from: fresh(), to: .id(fresh()), entryID: fresh())
            let old: PlaceID = fresh()
            _ = try ledger.makePlace(
                old, name: "Old", kind: .box, parent: nil, freshCode: "OLDBOX00")
            _ = try ledger.retirePlace(.id(old), entryID: fresh())
            try ledger.resolve(scan, as: nil, entryID: dismissed)
            _ = try ledger.reverse(dismissed, entryID: fresh())
            let (count, seen): (CountID, EntryID) = (fresh(), fresh())
            _ = try ledger.openCount(count, at: .id(Self.bin.id))
            let unknown = Scan.scan(.count, "unknown three") { $0.facts.count = count }
            _ = try ledger.record(unknown)
            try ledger.resolve(unknown.id, as: beans, entryID: seen)
            _ = try ledger.reverse(seen, entryID: fresh())
        }
        // Beans are handed out while their pile is being counted, which is heard when the count is completed.
        let count: CountID = fresh()
        _ = try await store.write { try $0.openCount(count, at: .id(Self.bin.id)) }
        for _ in 0..<2 {
            clock.advance(seconds: 10)
            try await record(.scan(.count, "beans") { $0.facts.count = count })
        }
        _ = try await store.write {
            try $0.completeCount(count, uncounted: .leave, entryID: fresh())
        }
        let out = Moment(microseconds: clock.now().microseconds - 5_000_000)
        try await record(.scan(.distribute, "beans", 1, at: Self.bin.id) { $0.at = out })
    }

    /// What a fresh store in the same directory finds wrong.
    func findings() async throws -> [VerificationFinding] {
        let store = try Self.open(directory.data)
        defer { try? store.close() }
        return try await store.verify()
    }
}

import Foundation
import GRDB
import Stock

extension Ledger {
    /// Scans of one label that are settled with it at the most.
    private static let settledLimit = 1_000

    /// The label code among some keys that the hub issued and that stands for nothing yet.
    func blankLabel(among keys: [String]) throws -> String? {
        try keys.first { key in
            try Queries(db).label(key).map { $0.binding == nil } ?? false
        }
    }

    /// Records the scans of a label that waited until it stood for something.
    ///
    /// Where it is a place's label, the scans spoke of no stock and are put down as nothing. A scan
    /// that the item cannot have, such as a weight of what has none, goes on waiting.
    ///
    /// - Returns: How many were settled.
    func settleScans(of code: String) throws -> Int {
        let item: ItemID?
        switch try target([code]) {
        case .item(let id, _), .lot(_, let id): item = id
        case .place: item = nil
        case nil: return 0
        }
        let sql = """
            SELECT id FROM unresolved WHERE key = ? AND resolved_by IS NULL ORDER BY seq LIMIT ?
            """
        let waiting = try Data.fetchAll(db, sql: sql, arguments: [code, Self.settledLimit])
        var settled = 0
        for scan in try waiting.map({ try EntryID(column: $0) }) {
            let outcome = try attempt {
                try checkQuantity(of: scan, as: item)
                try resolve(scan, as: item, entryID: freshEntryID())
            }
            if case .success = outcome { settled += 1 }
        }
        return settled
    }

    /// Refuses, before anything is written, a quantity that the item cannot have.
    private func checkQuantity(of scan: EntryID, as id: ItemID?) throws {
        guard let id, case .scanUnresolved(let waiting)? = try entry(scan)?.body else { return }
        _ = try item(id).quantity(
            packs: waiting.scan.quantity ?? 1, pack: 1, weight: waiting.scan.weightGrams)
    }
}

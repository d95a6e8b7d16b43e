import Foundation
import GRDB
import Journal
public import Stock

/// What the pages and the API ask of the projections, all as of one moment.
public struct Queries {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// The journal's last number; 0 before the first entry.
    public func head() throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT max(seq) FROM journal") ?? 0
    }

    /// The hub's id, and the epoch its next entry belongs to.
    ///
    /// - Throws: `DatabaseError` (SQLITE_CORRUPT) where there is none.
    public func hub() throws -> (id: HubID, epoch: Int64) {
        guard let row = try Row.fetchOne(db, sql: "SELECT id, epoch FROM hub") else {
            throw corrupt("the hub has no id")
        }
        return (try HubID(column: row["id"]), row["epoch"])
    }

    /// The number of the first entry of the last epoch, or of the next where it has none yet.
    func epochFrom() throws -> Int64 {
        let epoch = try hub().epoch
        var (from, to) = (Int64(1), try head() + 1)
        // Epochs follow each other, and numbers have no gaps.
        while from < to {
            let middle = (from + to) / 2
            let there = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT epoch FROM journal WHERE seq = ?"),
                arguments: [middle])
            if there ?? 0 < epoch { from = middle + 1 } else { to = middle }
        }
        return from
    }

    /// The journal's first entry; nil where there is none yet.
    func founded() throws -> HubFounded? {
        try Data.fetchOne(db, sql: "SELECT body FROM journal WHERE seq = 1")
            .map { try EntryJSON.decode($0) }
    }

    func signingKey() throws -> Data {
        guard let key = try Data.fetchOne(db, sql: "SELECT signing_key FROM hub") else {
            throw corrupt("the hub has no signing key")
        }
        return key
    }

    /// A setting's text; nil where it was never set.
    public func setting(_ name: String) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
}

/// `?, ?, …`: a place for each of so many values in a list of SQL.
func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }

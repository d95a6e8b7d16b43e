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

extension Queries {
    /// The rows that some keys find, for any number of them: SQLite takes so many values in a statement.
    ///
    /// - Parameters:
    ///   - keys: Each once; without any, nothing is asked.
    ///   - sql: The statement, by what stands in the list of its keys.
    /// - Returns: The rows, in the order of the statement where there are no more than 5,000 keys.
    /// - Throws: What SQLite says.
    func rows<Key: DatabaseValueConvertible>(
        among keys: some Sequence<Key>, _ sql: (String) -> String
    ) throws -> [Row] {
        let (keys, limit) = (Array(keys), 5_000)
        return try stride(from: 0, to: keys.count, by: limit).flatMap { start in
            let part = Array(keys[start..<min(start + limit, keys.count)])
            return try Row.fetchAll(db, sql: sql(marks(part.count)), arguments: .init(part))
        }
    }
}

/// `?, ?, …`: a place for each of so many values in a list of SQL.
func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }

import Foundation
import GRDB
public import Journal
package import Stock

extension Entry {
    /// A row of the journal, and the hash of the entry before it.
    init(row: Row, previous: Data) throws {
        self.init(
            seq: row["seq"], epoch: row["epoch"], id: try EntryID(column: row["id"]),
            kind: row["kind"], recordedAt: Moment(microseconds: row["recorded_at"]),
            previous: previous, body: row["body"], hash: row["hash"])
    }
}

extension Queries {
    /// Entries after a number, in order.
    ///
    /// - Parameters:
    ///   - seq: The last number that is known already; 0 for the journal's beginning.
    ///   - limit: From 1 to 10,000; what is beyond is held to that.
    /// - Returns: Entries with the exact bytes that were hashed; none where `seq` is the last.
    /// - Throws: What SQLite says.
    public func journal(after seq: Int64, limit: Int) throws -> [Entry] {
        let before = try Data.fetchOne(
            db, sql: "SELECT hash FROM journal WHERE seq = ?", arguments: [seq])
        var previous = before ?? Chain.start
        let sql = "SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, seq), min(max(1, limit), 10_000)])
            .map { row in
                let entry = try Entry(row: row, previous: previous)
                previous = entry.hash
                return entry
            }
    }

    /// The entry of a number; nil where the journal has none.
    public func entry(_ seq: Int64) throws -> Entry? {
        guard seq > 0 else { return nil }
        return try journal(after: seq - 1, limit: 1).first { $0.seq == seq }
    }

    /// What the entry of an id says; nil where there is none, or of a kind that this Larder does not know.
    func body(of id: EntryID) throws -> (any EntryKind)? {
        let sql = "SELECT kind, body FROM journal WHERE id = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob])
            .flatMap { try EntryKinds.read($0["kind"], $0["body"]) }
    }

    /// Whether the journal has an entry of an id.
    package func isRecorded(_ id: EntryID) throws -> Bool { try seq(of: id) != nil }

    /// What the sender of a recorded scan said; nil where the journal has no scan of that id.
    package func scanFacts(_ id: EntryID) throws -> ScanFacts? {
        try body(of: id)?.facts
    }
}

import Foundation
import GRDB
package import Stock

/// How far one who is told of each entry has come, and what keeps it from going on.
package struct SubscriberRecord: Sendable, Hashable {
    /// Names it for good, such as `webhook:` and the webhook's id.
    package let name: String
    /// The last entry that it is done with, taken or not wanted; 0 before the first.
    package let cursor: Int64
    /// Tries in a row that failed.
    package let failures: Int
    /// What the last try that failed, or the end, was about, as the subscriber words it.
    package let trouble: String?
    /// No try before this time; nil where nothing failed.
    package let waitsUntil: Moment?
    /// The last entry that was taken, and when.
    package let delivered: Int64?
    package let deliveredAt: Moment?
    /// Set where the other side wants no more.
    package let endedAt: Moment?
}

extension Ledger {
    /// Keeps a cursor for a name; one that is there already stays where it is.
    ///
    /// - Parameters:
    ///   - name: Of the subscriber.
    ///   - after: The last entry it is not told of; nil for the journal's last.
    /// - Throws: What SQLite says.
    package func subscribe(_ name: String, after: Int64?) throws {
        try db.execute(
            sql: "INSERT INTO subscriber (name, cursor) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [name, after ?? head.seq])
    }

    /// Forgets a subscriber and its cursor.
    package func unsubscribe(_ name: String) throws {
        try db.execute(sql: "DELETE FROM subscriber WHERE name = ?", arguments: [name])
    }

    /// Moves a cursor on, never back; what failed before it is over.
    ///
    /// `delivered` is the last entry that was taken; nil where all were passed over.
    package func moveCursor(of name: String, to seq: Int64, delivered: Int64?) throws {
        try db.execute(
            sql: """
                UPDATE subscriber SET cursor = max(cursor, ?1), failures = 0, trouble = NULL,
                    waits_until = NULL, delivered = coalesce(?2, delivered),
                    delivered_at = iif(?2 IS NULL, delivered_at, ?3)
                WHERE name = ?4
                """,
            arguments: [seq, delivered, clock.now().microseconds, name])
    }

    /// Notes a try that failed, and when the next may be.
    package func noteFailure(of name: String, trouble: String, waitsUntil: Moment) throws {
        try db.execute(
            sql: """
                UPDATE subscriber SET failures = failures + 1, trouble = ?, waits_until = ?
                WHERE name = ?
                """,
            arguments: [trouble, waitsUntil.microseconds, name])
    }

    /// Notes that the other side wants no more.
    package func end(_ name: String, trouble: String) throws {
        try db.execute(
            sql: """
                UPDATE subscriber SET failures = failures + 1, trouble = ?, waits_until = NULL,
                    ended_at = ?
                WHERE name = ?
                """,
            arguments: [trouble, clock.now().microseconds, name])
    }

    /// Lets a subscriber that waits, or that was ended, try again at once.
    package func endWait(of name: String) throws {
        try db.execute(
            sql: "UPDATE subscriber SET waits_until = NULL, ended_at = NULL WHERE name = ?",
            arguments: [name])
    }
}

extension Queries {
    /// A subscriber's cursor; nil where nobody has that name.
    package func subscriber(_ name: String) throws -> SubscriberRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM subscriber WHERE name = ?", arguments: [name])
            .map { SubscriberRecord(row: $0) }
    }

    /// Entries after a cursor, of those kinds or of all where none is named; at most 100,000 are counted.
    package func entriesWaiting(after cursor: Int64, kinds: [String] = []) throws -> Int {
        let named = kinds.isEmpty ? "" : "AND kind IN (SELECT value FROM json_each(?2))"
        let sql = """
            SELECT count(*) FROM (SELECT 1 FROM journal WHERE seq > ?1 \(named) LIMIT 100000)
            """
        var arguments: StatementArguments = [cursor]
        if !kinds.isEmpty {
            arguments += [String(decoding: try JSONEncoder().encode(kinds), as: UTF8.self)]
        }
        return try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
    }
}

extension SubscriberRecord {
    fileprivate init(row: Row) {
        func moment(_ column: String) -> Moment? {
            (row[column] as Int64?).map { Moment(microseconds: $0) }
        }
        self.init(
            name: row["name"], cursor: row["cursor"], failures: row["failures"],
            trouble: row["trouble"], waitsUntil: moment("waits_until"),
            delivered: row["delivered"], deliveredAt: moment("delivered_at"),
            endedAt: moment("ended_at"))
    }
}

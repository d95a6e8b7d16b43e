import Foundation
import GRDB
import Journal
import Stock

/// Something that a walk through the journal found wrong.
public struct VerificationFinding: Error, Sendable, Hashable, CustomStringConvertible {
    /// The entry that is wrong, or the last one that wrote the projection row that is wrong; nil
    /// where none can be named.
    public let seq: Int64?
    /// One line in English, for whoever looks after the hub.
    public let description: String
}

/// The check that SQLite's own cannot make: every hash, every number, and every projection rebuilt
/// from nothing.
enum Verification {
    /// Entries read at once.
    private static let chunk = 2_000

    static func run(_ database: any DatabaseReader) throws -> [VerificationFinding] {
        do {
            return try database.read { db in
                if let broken = try brokenLink(db) { return [broken] }
                let damage = try damage(db)
                guard damage.isEmpty else { return damage }
                let differences = try differences(db)
                return try differences.isEmpty ? SignedDay.findings(db) : differences
            }
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        {
            return [
                VerificationFinding(
                    seq: nil, description: "the database is damaged: \(error.message ?? "")")
            ]
        }
    }

    /// What SQLite's own check finds, such as an index that lost an entry's id, and the guards of the
    /// journal that are gone.
    private static func damage(_ db: Database) throws -> [VerificationFinding] {
        let damage = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" }
            .map { VerificationFinding(seq: nil, description: "the database is damaged: \($0)") }
        let guards = try Schema.guards(of: db)
        let lost = try Schema.guards().filter { guards[$0.key] != $0.value }.keys.sorted()
        return damage
            + lost.map {
                VerificationFinding(
                    seq: nil, description: "the database has lost the journal's guard \($0)")
            }
    }

    /// The first entry that is not what its hash says, out of number, or earlier than the one
    /// before.
    private static func brokenLink(_ db: Database) throws -> VerificationFinding? {
        let (hub, _) = try Queries(db).hub()
        var previous = Chain.start
        var last = (seq: Int64(0), recordedAt: Moment(microseconds: .min), epoch: Int64(1))
        while case let entries = try Queries(db).journal(after: last.seq, limit: chunk),
            !entries.isEmpty
        {
            for entry in entries {
                let hash = Chain.hash(
                    hub: hub, epoch: entry.epoch, seq: entry.seq, id: entry.id, kind: entry.kind,
                    recordedAt: entry.recordedAt, previous: previous, body: entry.body)
                func finding(_ text: String) -> VerificationFinding {
                    VerificationFinding(seq: entry.seq, description: "entry \(entry.seq) \(text)")
                }
                guard entry.seq == last.seq + 1 else {
                    return finding("does not follow entry \(last.seq)")
                }
                guard hash == entry.hash else {
                    return finding("is not what was recorded: its hash does not match")
                }
                guard entry.recordedAt >= last.recordedAt else {
                    return finding("is earlier than the entry before it")
                }
                guard entry.epoch >= last.epoch else {
                    return finding("is of an earlier epoch than the entry before it")
                }
                previous = hash
                last = (entry.seq, entry.recordedAt, entry.epoch)
            }
        }
        return nil
    }

    /// Where the projections differ from those that the journal gives.
    private static func differences(_ db: Database) throws -> [VerificationFinding] {
        let scratch = try DatabaseQueue()
        return try scratch.write { rebuilt in
            for sql in Schema.projections { try rebuilt.execute(sql: sql) }
            let projector = try Projector(db: rebuilt)
            if let finding = try replay(db, into: projector) { return [finding] }
            return try Schema.projectionTables.compactMap {
                try firstDifference(in: $0, db, rebuilt)
            }
            .sorted { ($0.seq ?? .max) < ($1.seq ?? .max) }
        }
    }

    private static func replay(_ db: Database, into projector: Projector) throws
        -> VerificationFinding?
    {
        var seq: Int64 = 0
        while case let entries = try Queries(db).journal(after: seq, limit: chunk), !entries.isEmpty
        {
            for entry in entries {
                do {
                    try projector.replay(entry)
                } catch {
                    return VerificationFinding(
                        seq: entry.seq,
                        description: "entry \(entry.seq) cannot be added up: \(error)")
                }
            }
            seq += Int64(entries.count)
            try projector.flush()
        }
        return nil
    }

    private static func firstDifference(
        in table: String, _ stored: Database, _ rebuilt: Database
    ) throws -> VerificationFinding? {
        let key = try stored.primaryKey(table).columns.joined(separator: ", ")
        let sql = "SELECT * FROM \(table) ORDER BY seq, \(key)"
        let left = try Row.fetchCursor(stored, sql: sql)
        let right = try Row.fetchCursor(rebuilt, sql: sql)
        while true {
            let (a, b) = (try left.next(), try right.next())
            if a == nil && b == nil { return nil }
            if a == b { continue }
            let seq = [a, b].compactMap { $0?["seq"] as Int64? }.min()
            return VerificationFinding(
                seq: seq,
                description: "the table \(table) is not what the journal adds up to"
                    + (seq.map { " from entry \($0) on" } ?? ""))
        }
    }
}

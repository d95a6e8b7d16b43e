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

    static func unreadable(_ error: DatabaseError) -> Self {
        Self(seq: nil, description: "the database is damaged: \(error.message ?? "")")
    }
}

extension ResultCode {
    /// Whether what the database holds, or the disk beneath it, cannot be read.
    var saysDamage: Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR].contains(primaryResultCode)
    }
}

/// Where a walk along the journal's chain stands: behind an entry that was found to be what was recorded.
struct ChainPosition: Hashable {
    /// 0 before the first.
    private(set) var seq: Int64 = 0
    private var epoch: Int64 = 1
    private var recordedAt = Moment(microseconds: .min)
    private var hash = Chain.start

    /// Whether the journal still has that entry at its number.
    func stands(in db: Database) throws -> Bool {
        guard seq > 0 else { return true }
        var entries = try JournalCursor(db, after: seq - 1, hash: hash)
        return try entries.next().map { $0.seq == seq && $0.hash == hash } ?? false
    }

    /// Goes on along the chain for as long as `goesOn` says so after an entry.
    ///
    /// - Returns: The first entry that is not what its hash says, out of number, or earlier than the one before; and
    ///   whether the journal has no more.
    /// - Throws: `DatabaseError`.
    mutating func follow(
        _ db: Database, of hub: HubID, while goesOn: () -> Bool
    ) throws -> (finding: VerificationFinding?, isAtEnd: Bool) {
        var entries = try JournalCursor(db, after: seq, hash: hash)
        while let entry = try entries.next() {
            if let fault = fault(of: entry, in: hub) {
                let text = "entry \(entry.seq) \(fault)"
                return (VerificationFinding(seq: entry.seq, description: text), false)
            }
            (seq, epoch, recordedAt) = (entry.seq, entry.epoch, entry.recordedAt)
            hash = entry.hash
            guard goesOn() else { return (nil, false) }
        }
        return (nil, true)
    }

    /// What is wrong with the next entry; nil where nothing is.
    private func fault(of entry: Entry, in hub: HubID) -> String? {
        guard entry.seq == seq + 1 else { return "does not follow entry \(seq)" }
        let expected = Chain.hash(
            hub: hub, epoch: entry.epoch, seq: entry.seq, id: entry.id, kind: entry.kind,
            recordedAt: entry.recordedAt, previous: hash, body: entry.body)
        guard expected == entry.hash else {
            return "is not what was recorded: its hash does not match"
        }
        guard entry.recordedAt >= recordedAt else { return "is earlier than the entry before it" }
        return entry.epoch >= epoch ? nil : "is of an earlier epoch than the entry before it"
    }
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
        } catch let error as DatabaseError where error.resultCode.saysDamage {
            return [.unreadable(error)]
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
        var position = ChainPosition()
        return try position.follow(db, of: try Queries(db).hub().id) { true }.finding
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

extension ChainPosition: Codable {
    private enum CodingKeys: CodingKey { case seq, epoch, recordedAt, hash }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        seq = try container.decode(Int64.self, forKey: .seq)
        epoch = try container.decode(Int64.self, forKey: .epoch)
        recordedAt = Moment(microseconds: try container.decode(Int64.self, forKey: .recordedAt))
        hash = Data(hexadecimal: try container.decode(String.self, forKey: .hash))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(seq, forKey: .seq)
        try container.encode(epoch, forKey: .epoch)
        try container.encode(recordedAt.microseconds, forKey: .recordedAt)
        try container.encode(hash.hexadecimal, forKey: .hash)
    }
}

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

extension VerificationFinding {
    /// What is there may be whole in itself: what is gone stands nowhere in it.
    static func gone(_ loss: JournalLoss) -> Self {
        let text =
            if let expected = loss.expected {
                "entries are gone: this hub had recorded \(expected), and its data held \(loss.found) at \(loss.at). An older copy was put back, or the disk lost what it had kept. What came after entry \(loss.found) and was not sent again by its device has to be entered again; look at the last backup"
            } else {
                "entries may be gone: the note of how far the journal went was missing at \(loss.at), and its data held \(loss.found). Look whether the last things that were done are there"
            }
        return Self(seq: nil, description: text)
    }
}

extension ResultCode {
    /// Whether what the database holds, or the disk beneath it, cannot be read.
    var saysDamage: Bool {
        saysNoDatabase || primaryResultCode == .SQLITE_IOERR
    }
}

/// The check that SQLite's own cannot make: every hash, every number, and every projection rebuilt
/// from nothing.
package struct Verification: Sendable {
    /// Entries of the journal that was walked; 0 where that cannot be read.
    package private(set) var entries: Int64 = 0
    /// What is wrong, the first entry first: the first broken link of the chain alone, what SQLite's own check finds, where
    /// the projections differ, or the days whose accounts are not those that were signed.
    package private(set) var findings: [VerificationFinding] = []
    /// Pictures of items that are gone, or are not those that the journal names; looked at where nothing else is wrong.
    ///
    /// They keep no hub shut, and no backup from being used: what there is of an item is right without.
    package private(set) var pictures: [VerificationFinding] = []

    /// Entries that are gone, or may be, as long as that is said; the others may be whole.
    package var loss: VerificationFinding?

    /// All that is wrong.
    package var all: [VerificationFinding] { (loss.map { [$0] } ?? []) + findings + pictures }

    /// Walks through the hub's journal in a database, on connections of its own that only read.
    ///
    /// - Throws: What SQLite says that is no damage.
    init(of file: URL) throws {
        do {
            let beside = try StoreConnection.reader(file)
            let check = SideWork("larder-integrity") { try beside.read { try Self.damage($0) } }
            defer {
                beside.interrupt()
                check.wait()
            }
            try StoreConnection.reader(file).read { db in
                entries = try Queries(db).head()
                findings = try Self.findings(db) { try check.get() }
                if findings.isEmpty { pictures = try Queries(db).damagedPictures() }
            }
        } catch let error as DatabaseError where error.resultCode.saysDamage {
            findings = [.unreadable(error)]
        }
    }

    private static func findings(
        _ db: Database, _ damage: () throws -> [VerificationFinding]
    ) throws -> [VerificationFinding] {
        var replay = try Replay(db)
        if let broken = replay.broken { return [broken] }
        let damage = try damage()
        guard damage.isEmpty else { return damage }
        // Postings were compared by what the database says of its clock, which the journal has to bear out.
        if let words = try replay.otherWords() { replay = try Replay(db, words: words) }
        let differences = try replay.differences()
        return try differences.isEmpty ? SignedDay.findings(db) : differences
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
}

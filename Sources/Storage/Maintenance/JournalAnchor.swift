import Foundation
import GRDB
import Journal
package import Stock

/// How far the journal went when it was last noted, in a small file beside the database.
///
/// A database that lost its end is whole in itself, and so is an older copy that was put in its place: only something
/// outside it can tell.
struct JournalAnchor: Codable, Hashable, Sendable {
    let hub: String
    let head: JournalHead
    /// Set where there is a note to be missed; hubs were founded before there were any.
    static let setting = "journal_noted"

    /// Epochs that a note is believed: one began every day would take eleven million years.
    private static let epochs = 1...Int64(UInt32.max)

    /// What a data directory's file says; nil where there is none, or none that can be read.
    static func read(_ directory: DataDirectory) -> Self? {
        guard let bytes = try? Data(contentsOf: directory.anchor),
            let anchor = try? JSONDecoder().decode(Self.self, from: bytes),
            epochs.contains(anchor.head.epoch), anchor.head.seq >= 0
        else { return nil }
        return anchor
    }

    /// Writes it in place of the one before, whole and on the disk.
    func write(to directory: DataDirectory) throws {
        try DataDirectory.replace(directory.anchor, with: try content())
    }

    /// The file's bytes: always as many, so that one note can be written over another.
    func content() throws -> Data {
        var bytes = try EntryJSON.encode(self)
        bytes += Data(repeating: UInt8(ascii: " "), count: max(0, Self.length - 1 - bytes.count))
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// Bytes; the longest note has 200.
    private static let length = 256

    /// Whether the database's journal goes as far as this one, and to the same entry there.
    func stands(in db: Database, of hub: HubID) throws -> Bool {
        guard self.hub == hub.description else { return false }
        let hash = try Data.fetchOne(
            db, sql: "SELECT hash FROM journal WHERE seq = ?", arguments: [head.seq])
        return head.seq == 0 || hash?.hexadecimal == head.hash
    }
}

/// What was gone when the database was opened: entries that had been recorded, or the note that could tell.
package struct JournalLoss: Codable, Hashable, Sendable {
    /// The last number that had been noted outside the database; nil where the note is gone.
    package let expected: Int64?
    /// The last number that the database held.
    package let found: Int64
    /// When it was noticed.
    package let at: Moment

    /// How long every page speaks of it; seven days.
    private static let saidFor: Int64 = 7 * 86_400_000_000

    /// Whether it is spoken of still.
    func isSaid(at now: Moment) -> Bool { now.microseconds - at.microseconds < Self.saidFor }
    static let setting = "journal_loss"
}

extension Ledger {
    /// Begins another epoch where entries are gone that had been noted outside the database, or where the note is gone.
    ///
    /// A note that is gone is missed once: the next one is missed when it was written.
    func compare(with anchor: JournalAnchor?) throws {
        let loss = try Queries(db).loss(by: anchor, at: clock.now())
        if anchor != nil {
            try expectAnchor()
        } else {
            try db.execute(
                sql: "DELETE FROM setting WHERE name = ?", arguments: [JournalAnchor.setting])
        }
        guard let loss else { return }
        try beginEpoch(anchor == nil ? .noteGone : .entriesGone, noted: anchor?.head)
        try set(
            JournalLoss.setting, to: String(decoding: try EntryJSON.encode(loss), as: UTF8.self))
    }

    /// Notes how far the journal goes where no note is missed yet, so that one is from here on; where it cannot be
    /// written, it is not.
    func noteHead(in directory: DataDirectory) throws {
        guard try Queries(db).setting(JournalAnchor.setting) == nil else { return }
        guard
            (try? JournalAnchor(hub: hub.description, head: head.known).write(to: directory)) != nil
        else { return }
        _ = try transaction { try expectAnchor() }
    }

    /// From here on a missing note is a loss.
    func expectAnchor() throws {
        guard try Queries(db).setting(JournalAnchor.setting) == nil else { return }
        try set(JournalAnchor.setting, to: "1")
    }
}

extension Queries {
    /// What a note that was found beside the database, or none, says to be gone; nil where it misses nothing.
    func loss(by anchor: JournalAnchor?, at now: Moment) throws -> JournalLoss? {
        let isMissed: Bool
        if let anchor {
            isMissed = try !anchor.stands(in: db, of: hub().id)
        } else {
            isMissed = try setting(JournalAnchor.setting) != nil
        }
        return isMissed ? JournalLoss(expected: anchor?.head.seq, found: try head(), at: now) : nil
    }

    /// What was gone when the database was last found to lack entries; nil where it never did.
    func journalLoss() throws -> JournalLoss? {
        try setting(JournalLoss.setting).flatMap {
            try? JSONDecoder().decode(JournalLoss.self, from: Data($0.utf8))
        }
    }
}

import Foundation
import GRDB
import Journal
import Stock

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

    /// Goes on along the chain for as long as `goesOn` says so after an entry that is what was recorded.
    ///
    /// - Returns: The first entry that is not what its hash says, out of number, or earlier than the one before; and
    ///   whether the journal has no more.
    /// - Throws: `DatabaseError`.
    mutating func follow(
        _ db: Database, of hub: HubID, while goesOn: (Entry) -> Bool
    ) throws -> (finding: VerificationFinding?, isAtEnd: Bool) {
        var entries = try JournalCursor(db, after: seq, hash: hash)
        while let entry = try entries.next() {
            if let fault = fault(of: entry, in: hub) {
                let text = "entry \(entry.seq) \(fault)"
                return (VerificationFinding(seq: entry.seq, description: text), false)
            }
            (seq, epoch, recordedAt) = (entry.seq, entry.epoch, entry.recordedAt)
            hash = entry.hash
            guard goesOn(entry) else { return (nil, false) }
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

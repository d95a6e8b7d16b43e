import Crypto
public import Foundation
public import Stock

/// One immutable fact in the journal.
public struct Entry: Sendable, Hashable {
    /// Dense, from 1.
    public let seq: Int64
    /// 1 until a restore begins a new one.
    public let epoch: Int64
    /// Made by the sender; no two entries share one.
    public let id: EntryID
    /// A word of ``EntryKinds/all``, or one that a newer Larder wrote.
    public let kind: String
    /// Never earlier than the entry before.
    public let recordedAt: Moment
    /// SHA-256 of the entry before; 32 zeros for the first.
    public let previous: Data
    /// The exact bytes that were hashed: UTF-8 JSON.
    public let body: Data
    /// SHA-256, 32 bytes.
    public let hash: Data

    package init(
        seq: Int64,
        epoch: Int64,
        id: EntryID,
        kind: String,
        recordedAt: Moment,
        previous: Data,
        body: Data,
        hash: Data
    ) {
        self.seq = seq
        self.epoch = epoch
        self.id = id
        self.kind = kind
        self.recordedAt = recordedAt
        self.previous = previous
        self.body = body
        self.hash = hash
    }
}

/// How entries are chained.
public enum Chain {
    /// What stands before the first entry.
    public static let start = Data(count: 32)

    /// SHA-256 over all that an entry is, and over the hash of the one before.
    ///
    /// In this order: `larder-entry-v1` and a line feed, the hub's id, epoch, seq, the entry's id,
    /// the kind's length and the kind, `recordedAt`, the previous hash, the body's length and the
    /// body. Numbers and lengths are 8 bytes, big-endian.
    public static func hash(
        hub: HubID, epoch: Int64, seq: Int64, id: EntryID, kind: String, recordedAt: Moment,
        previous: Data, body: Data
    ) -> Data {
        var head = Array("larder-entry-v1\n".utf8)
        head.reserveCapacity(160)
        func append(_ number: some FixedWidthInteger) {
            let bits = UInt64(truncatingIfNeeded: number)
            for shift in stride(from: 56, through: 0, by: -8) {
                head.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
            }
        }
        append(hub.high)
        append(hub.low)
        append(epoch)
        append(seq)
        append(id.high)
        append(id.low)
        append(kind.utf8.count)
        head += kind.utf8
        append(recordedAt.microseconds)
        head += previous
        append(body.count)
        var hash = SHA256()
        hash.update(data: head)
        hash.update(data: body)
        return Data(hash.finalize())
    }
}

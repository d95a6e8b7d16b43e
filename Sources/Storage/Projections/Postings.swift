import GRDB
import Stock

/// What one line of an entry changes at a place in storage, as the table of postings holds it.
struct PostingRow: Hashable {
    let item: ItemID
    let seq: Int64
    /// Counted from 0 within the entry.
    let line: Int64
    let place: PlaceID
    let lot: LotID
    /// Where it came from or went to.
    let other: PlaceID
    /// Pieces or grams; below zero for what went.
    let quantity: Int64
    /// The open day that it counts for.
    let day: CivilDate
    /// When it happened, in microseconds since 1970.
    var moment: Int64
    /// The count that it makes true.
    let count: CountID?
}

extension PostingRow: Comparable {
    /// In the order of the table, within one stretch of the journal.
    static func < (a: Self, b: Self) -> Bool {
        (a.item, a.seq, a.line, a.place) < (b.item, b.seq, b.line, b.place)
    }
}

/// Where the projector puts postings: nothing that it writes later depends on them.
protocol PostingSink: AnyObject {
    func write(_ posting: PostingRow) throws
    /// No posting so far happened later than this, in microseconds since 1970.
    func cap(at moment: Int64) throws
    /// What was written in this transaction may be gone.
    func forget()
}

/// The tables of postings, and of the stretches of the journal in which an item or a place has some.
final class StoredPostings: PostingSink {
    private let posting, region, capPostings: BoundStatement
    /// The items and places that are known to have postings in the last stretch of the journal.
    private var noted: (stretch: Int64, subjects: Set<EntryID>) = (-1, [])

    init(_ db: Database) throws {
        posting = try BoundStatement(
            db,
            """
            INSERT INTO posting (stretch, item, seq, line, place, lot, other, quantity, day, moment, count)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        region = try BoundStatement(
            db,
            """
            INSERT INTO posting_region (region, subject, stretches, seq) VALUES (?, ?, ?, ?)
            ON CONFLICT (region, subject) DO UPDATE SET stretches = stretches | excluded.stretches, seq = excluded.seq
            WHERE stretches & excluded.stretches = 0
            """)
        capPostings = try BoundStatement(
            db, "UPDATE posting SET moment = ?1 WHERE moment > ?1")
    }

    func write(_ row: PostingRow) throws {
        try noteStretch(of: row)
        try posting.run(
            Schema.block(of: row.seq), row.item, row.seq, row.line, row.place, row.lot, row.other,
            row.quantity, row.day.description, row.moment, row.count)
    }

    func cap(at moment: Int64) throws { try capPostings.run(moment) }

    func forget() { noted = (-1, []) }

    /// Notes that an item and a place have postings in an entry's stretch of the journal.
    private func noteStretch(of row: PostingRow) throws {
        let stretch = Schema.block(of: row.seq)
        if noted.stretch != stretch { noted = (stretch, []) }
        let (number, bit) = Schema.region(of: stretch)
        for subject in [row.item.named(JournalEntry.self), row.place.named(JournalEntry.self)]
        where noted.subjects.insert(subject).inserted {
            try region.run(number, subject, bit, row.seq)
        }
    }
}

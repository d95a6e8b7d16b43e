import Foundation
import GRDB
import Journal
import Stock

/// Entries in a row, read and checked, and what the database holds of their postings.
struct JournalChunk: Sendable {
    /// An entry, and what it says.
    struct ReadEntry: Sendable {
        let entry: Entry
        /// Nil for a kind this Larder does not know.
        let content: Result<(any EntryProjection)?, any Error>
    }

    fileprivate(set) var readings: [ReadEntry] = []
    /// What stands in the stretches up to this chunk's last, and in none before it.
    fileprivate(set) var postings = StoredRows<PostingRow>()
    /// The same of the regions that this chunk ends; nil where it ends none.
    fileprivate(set) var regions: StoredRows<PostingRegion>?
}

/// In which stretches of a region of the journal an item or a place has postings, as the table holds it.
struct PostingRegion: Hashable, Sendable {
    let region: Int64
    let subject: EntryID
    /// A bit for each of 64 stretches.
    var stretches: Int64
    /// The first entry of the last stretch.
    var seq: Int64
}

/// A piece of a database that the thread that reads hands to the one that adds up.
enum ReplayPiece: Sendable {
    /// Nil behind the last.
    case entries(JournalChunk?)
    /// Behind the entries, table by table, in the order in which they are added up; nil behind a table's last rows.
    case balances(StoredRows<BalanceRow>?)
    case sums(StoredRows<PlaceStockRow>?)
    case totals(StoredRows<DayTotalRow>?)
    case lots(StoredRows<StoredLot>?)

    /// Gives a journal, each entry once it was found to be what was recorded, and then the tables of what it adds up to.
    ///
    /// - Returns: What is wrong with the first entry that is not; and what the database said where its tables could not be
    ///   read.
    /// - Throws: `DatabaseError` where the journal cannot be read.
    static func read(
        _ db: Database, _ give: (Self) -> Void
    ) throws -> (broken: VerificationFinding?, fault: (any Error)?) {
        let (broken, fault) = try JournalChunk.read(db) { give(.entries($0)) }
        guard broken == nil, fault == nil else { return (broken, fault) }
        give(.entries(nil))
        do {
            try StoredRows.read(db) { give(.balances($0)) }
            try StoredRows.read(db) { give(.sums($0)) }
            try StoredRows.read(db) { give(.totals($0)) }
            try StoredRows.read(db) { give(.lots($0)) }
        } catch { return (nil, error) }
        return (nil, nil)
    }
}

extension JournalChunk {
    /// Stretches in a chunk; they divide a region.
    private static let stretches: Int64 = 8

    /// Goes along a journal's chain to its end and gives chunk after chunk, each entry once it was found to be what was
    /// recorded.
    ///
    /// - Returns: What is wrong with the first entry that is not; and what the database said where its postings could not
    ///   be read.
    /// - Throws: `DatabaseError` where the journal cannot be read.
    static func read(
        _ db: Database, _ give: (JournalChunk) -> Void
    ) throws -> (broken: VerificationFinding?, fault: (any Error)?) {
        var position = ChainPosition()
        let beside = BesideJournal(db)
        var chunk = JournalChunk()
        let (broken, _) = try position.follow(db, of: try Queries(db).hub().id) { entry in
            chunk.readings.append(
                ReadEntry(entry: entry, content: Result { try entry.projection() }))
            let next = Schema.block(of: entry.seq + 1)
            if next != Schema.block(of: entry.seq), next % stretches == 0 {
                beside.fill(&chunk, before: next)
                give(chunk)
                chunk = JournalChunk()
            }
            return true
        }
        guard broken == nil else { return (broken, nil) }
        beside.fill(&chunk, before: nil)
        give(chunk)
        return (nil, beside.fault)
    }
}

/// Reads the tables of postings along with the journal, in the order in which they stand.
private final class BesideJournal {
    private let db: Database
    private var postings, regions: OrderedRows?
    /// What kept them from being read; then no more is.
    private(set) var fault: (any Error)?

    init(_ db: Database) {
        self.db = db
        do {
            postings = try OrderedRows(RowCursor(db, PostingRow.sql))
            regions = try OrderedRows(RowCursor(db, PostingRegion.sql))
        } catch { fault = error }
    }

    /// Adds what stands in the stretches before one, or all that is left.
    func fill(_ chunk: inout JournalChunk, before stretch: Int64?) {
        guard fault == nil else { return }
        do {
            try postings?.read(before: stretch) { chunk.postings.append($0) }
            let region = stretch.map { Schema.region(of: $0) }
            // The first stretch of a region ends the one before.
            if region.map({ $0.bit == 1 }) ?? true {
                var rows = StoredRows<PostingRegion>()
                try regions?.read(before: region?.region) { rows.append($0) }
                chunk.regions = rows
            }
        } catch { fault = error }
    }
}

/// Rows in the order of their first column, of which some were read.
private final class OrderedRows {
    private let cursor: RowCursor
    private var hasRow: Bool

    init(_ cursor: RowCursor) throws {
        self.cursor = cursor
        hasRow = try cursor.advance()
    }

    /// Gives each row whose first column is less than a number, or each that is left.
    func read(before number: Int64?, _ give: (RowCursor) -> Void) throws {
        while hasRow, number.map({ cursor.integer(0) < $0 }) ?? true {
            give(cursor)
            hasRow = try cursor.advance()
        }
    }
}

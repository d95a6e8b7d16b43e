import Foundation
import GRDB
import Journal
import Stock

/// A journal that was added up anew, from nothing, beside what the database says it adds up to.
///
/// One thread reads entries, follows their chain and decodes them; another one adds them up. Postings, which are most of
/// what a journal adds up to, are compared as they come and kept nowhere.
struct Replay {
    /// Chunks between the two threads.
    private static let chunksAhead = 2
    /// Balances that changed until they are written.
    private static let pendingLimit = 180_000
    /// For pages of stock alone; nothing that is added up is read by them.
    private static let unusedIndexes = ["balance_by_day", "balance_by_place", "balance_short"]

    /// The first entry that is not what was recorded; then nothing else is known.
    let broken: VerificationFinding?
    private let stored: Database
    private let rebuilt: DatabaseQueue
    private let words: [ClockWord]
    private let summing: Result<ReplaySums, any Error>
    /// What kept postings from being read.
    private let fault: (any Error)?

    /// Adds a journal up, where people said at `words` that the clock is right; if that is not given, when the database
    /// says they did.
    ///
    /// - Throws: `DatabaseError` where the journal cannot be read.
    init(_ db: Database, words: [ClockWord]? = nil) throws {
        // Whatever cannot be read is for SQLite's own check to name.
        let words = words ?? (try? ClockWord.all(db)) ?? []
        var configuration = Configuration()
        // Nothing is ever taken back: what cannot be added up ends it.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = OFF") }
        let rebuilt = try DatabaseQueue(configuration: configuration)
        let chunks = HandOver<JournalChunk>(limit: Self.chunksAhead)
        let work = SideWork("larder-replay") {
            defer { while chunks.take() != nil {} }
            return try rebuilt.write { try Self.sum(chunks, words, $0) }
        }
        defer { work.wait() }
        do {
            defer { chunks.end() }
            (broken, fault) = try JournalChunk.read(db) { chunks.give($0) }
        }
        (stored, self.rebuilt, self.words) = (db, rebuilt, words)
        summing = Result { try work.get() }
    }

    /// What came of adding up.
    private struct ReplaySums: Sendable {
        /// The entry that could not be added up.
        var stop: VerificationFinding?
        /// The first entry whose postings differ.
        var posting: Int64?
        /// The first entry of a stretch that an item or a place is said to have postings in, and has not, or the other way.
        var region: Int64?
    }

    private static func sum(
        _ chunks: HandOver<JournalChunk>, _ words: [ClockWord], _ db: Database
    ) throws -> ReplaySums {
        for sql in Schema.projections { try db.execute(sql: sql) }
        for index in unusedIndexes { try db.execute(sql: "DROP INDEX \(index)") }
        let postings = RebuiltPostings(words)
        let projector = try Projector(db: db, postings: postings)
        var summing = ReplaySums()
        while let chunk = chunks.take() {
            for reading in chunk.readings {
                let entry = reading.entry
                do {
                    try projector.replay(entry, reading.content.get())
                } catch {
                    summing.stop = VerificationFinding(
                        seq: entry.seq,
                        description: "entry \(entry.seq) cannot be added up: \(error)")
                    return summing
                }
            }
            summing.posting = least(summing.posting, postings.difference(from: chunk.postings))
            if let regions = chunk.regions {
                summing.region = least(summing.region, postings.difference(from: regions))
            }
            if projector.pending.count > pendingLimit { try projector.flush() }
        }
        try projector.flush()
        return summing
    }

    private static func least(_ a: Int64?, _ b: Int64?) -> Int64? {
        a.map { min($0, b ?? $0) } ?? b
    }

    /// When people said that the clock is right, by the journal, where the database says it otherwise.
    ///
    /// - Throws: What kept the journal from being added up.
    func otherWords() throws -> [ClockWord]? {
        guard try summing.get().stop == nil else { return nil }
        let found = try rebuilt.read { try ClockWord.all($0) }
        return found == words ? nil : found
    }

    /// Where the projections differ from those that the journal gives, the first entry first.
    ///
    /// - Throws: What kept the journal from being added up or the projections from being read.
    func differences() throws -> [VerificationFinding] {
        let summing = try summing.get()
        if let stop = summing.stop { return [stop] }
        if let fault { throw fault }
        return try rebuilt.read { rebuilt in
            try Schema.projectionTables.compactMap { table in
                switch table {
                case "posting": summing.posting.map { Self.finding(in: table, from: $0) }
                case "posting_region": summing.region.map { Self.finding(in: table, from: $0) }
                default: try Self.firstDifference(in: table, stored, rebuilt)
                }
            }
            .sorted { ($0.seq ?? .max) < ($1.seq ?? .max) }
        }
    }

    private static func firstDifference(
        in table: String, _ stored: Database, _ rebuilt: Database
    ) throws -> VerificationFinding? {
        let key = try stored.primaryKey(table).columns.joined(separator: ", ")
        // Rows stand in this order already; the first of those that differ is looked for only where some do.
        let rows = "SELECT * FROM \(table) ORDER BY \(key)"
        guard try !isSame(try RowCursor(stored, rows), try RowCursor(rebuilt, rows)) else {
            return nil
        }
        let sql = "SELECT * FROM \(table) ORDER BY seq, \(key)"
        let left = try Row.fetchCursor(stored, sql: sql)
        let right = try Row.fetchCursor(rebuilt, sql: sql)
        while true {
            let (a, b) = (try left.next(), try right.next())
            if a == nil && b == nil { return nil }
            if a == b { continue }
            return finding(in: table, from: [a, b].compactMap { $0?["seq"] as Int64? }.min())
        }
    }

    private static func isSame(_ a: RowCursor, _ b: RowCursor) throws -> Bool {
        while try a.advance() {
            guard try b.advance(), a.isSame(as: b) else { return false }
        }
        return try !b.advance()
    }

    private static func finding(in table: String, from seq: Int64?) -> VerificationFinding {
        VerificationFinding(
            seq: seq,
            description: "the table \(table) is not what the journal adds up to"
                + (seq.map { " from entry \($0) on" } ?? ""))
    }
}

/// A person's word that the clock is right: nothing before it happened later.
struct ClockWord: Hashable {
    /// Its entry.
    let seq: Int64
    /// Microseconds since 1970.
    let at: Int64

    static func all(_ db: Database) throws -> [Self] {
        let rows = try RowCursor(db, "SELECT seq, at FROM clock_word ORDER BY seq")
        var words: [Self] = []
        while try rows.advance() { words.append(Self(seq: rows.integer(0), at: rows.integer(1))) }
        return words
    }
}

/// Postings as the journal gives them, until they are compared.
private final class RebuiltPostings: PostingSink {
    /// The words, and the earliest moment of each and all behind it.
    private var caps: [(seq: Int64, at: Int64)]
    private var postings: [PostingRow] = []
    private var regions: [EntryID: PostingRegion] = [:]

    init(_ words: [ClockWord]) {
        var earliest = Int64.max
        caps = words.reversed().map { word in
            earliest = min(earliest, word.at)
            return (word.seq, earliest)
        }
    }

    func write(_ posting: PostingRow) {
        var posting = posting
        // The next word is the last of these.
        while let next = caps.last, next.seq <= posting.seq { caps.removeLast() }
        if let cap = caps.last { posting.moment = min(posting.moment, cap.at) }
        postings.append(posting)
        note(posting.item.named(JournalEntry.self), posting.seq)
        note(posting.place.named(JournalEntry.self), posting.seq)
    }

    /// Notes that an item or a place has a posting of an entry.
    private func note(_ subject: EntryID, _ seq: Int64) {
        let (region, bit) = Schema.region(of: Schema.block(of: seq))
        var row =
            regions[subject]
            ?? PostingRegion(region: region, subject: subject, stretches: 0, seq: seq)
        guard row.stretches & bit == 0 else { return }
        (row.stretches, row.seq) = (row.stretches | bit, seq)
        regions[subject] = row
    }

    /// A word's own entry says nothing that was not known before.
    func cap(at moment: Int64) {}

    func forget() {}

    /// The first entry whose postings since the last time are not those that are stored.
    func difference(from stored: StoredRows<PostingRow>) -> Int64? {
        defer { postings.removeAll(keepingCapacity: true) }
        postings.sort {
            (Schema.block(of: $0.seq), $0) < (Schema.block(of: $1.seq), $1)
        }
        return stored.difference(from: postings) { $0.seq }
    }

    /// The same of the regions.
    func difference(from stored: StoredRows<PostingRegion>) -> Int64? {
        defer { regions.removeAll(keepingCapacity: true) }
        return stored.difference(from: regions.values.sorted { $0.subject < $1.subject }) { $0.seq }
    }
}

extension StoredRows {
    /// The first entry of rows that are stored or rebuilt, and not both; nil where there are none.
    fileprivate func difference(from rebuilt: [Row], _ seq: (Row) -> Int64) -> Int64? {
        if rows == rebuilt, strange.isEmpty { return nil }
        let differing = Set(rows).symmetricDifference(rebuilt).map(seq) + strange
        // Rows that are all there stand out of order, or twice.
        return differing.min() ?? rows.map(seq).min()
    }
}

import Foundation
import GRDB
import Journal
import Stock

/// A journal that was added up anew, from nothing, beside what the database says it adds up to.
///
/// One thread reads entries, follows their chain and decodes them; another one adds them up. Postings, which are most of
/// what a journal adds up to, are compared as they come and kept nowhere; lots, balances and totals are compared once the
/// last entry is added up, and the few rows of all else in a database in memory.
struct Replay {
    /// Pieces between the two threads.
    private static let piecesAhead = 2
    /// Those that ``RebuiltStock`` stands for.
    private static let stockTables: Set = [
        "lot", "balance", "posting", "posting_region", "day_total",
    ]

    /// The first entry that is not what was recorded; then nothing else is known.
    let broken: VerificationFinding?
    private let stored: Database
    private let rebuilt: DatabaseQueue
    private let words: [ClockWord]
    private let summing: Result<ReplaySums, any Error>
    /// What kept the tables of stock from being read.
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
        let pieces = HandOver<ReplayPiece>(limit: Self.piecesAhead)
        let work = SideWork("larder-replay") {
            defer { while pieces.take() != nil {} }
            return try rebuilt.write { try Self.sum(pieces, words, $0) }
        }
        defer { work.wait() }
        do {
            defer { pieces.end() }
            (broken, fault) = try ReplayPiece.read(db) { pieces.give($0) }
        }
        (stored, self.rebuilt, self.words) = (db, rebuilt, words)
        summing = Result { try work.get() }
    }

    /// What came of adding up.
    private struct ReplaySums: Sendable {
        /// The entry that could not be added up.
        var stop: VerificationFinding?
        /// The first entry whose rows differ, of each table that was compared.
        var differences: [String: Int64] = [:]

        mutating func note(_ seq: Int64?, in table: String) {
            guard let seq else { return }
            differences[table] = min(seq, differences[table] ?? seq)
        }
    }

    private static func sum(
        _ pieces: HandOver<ReplayPiece>, _ words: [ClockWord], _ db: Database
    ) throws -> ReplaySums {
        for sql in Schema.projections { try db.execute(sql: sql) }
        let stock = RebuiltStock(words) { pieces.take() }
        let projector = try Projector(db: db, stock: stock)
        var summing = ReplaySums()
        while case .entries(let chunk?) = pieces.take() {
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
            summing.note(stock.difference(from: chunk.postings), in: "posting")
            if let regions = chunk.regions {
                summing.note(stock.difference(from: regions), in: "posting_region")
            }
        }
        try projector.flush()
        for (table, seq) in stock.differences() { summing.note(seq, in: table) }
        return summing
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
                guard !Self.stockTables.contains(table) else {
                    return summing.differences[table].map { Self.finding(in: table, from: $0) }
                }
                return try Self.firstDifference(in: table, stored, rebuilt)
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

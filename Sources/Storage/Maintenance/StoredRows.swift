import GRDB
import Stock

/// A row of a table that is compared with what a journal gives, in the order of that table's key.
protocol TableRow: Comparable, Hashable, Sendable {
    /// All rows in their order; the columns as ``init(_:)`` reads them.
    static var sql: String { get }
    /// Of the entry that last wrote the row.
    static var seqColumn: Int32 { get }
    /// The entry that last wrote it.
    var seq: Int64 { get }
    /// Nil where the row is none that an entry writes.
    init?(_ row: RowCursor)
}

/// Rows as the database holds them.
struct StoredRows<Row: TableRow>: Sendable {
    private(set) var rows: [Row] = []
    /// The entries of rows that no entry writes: an id or a day that is none, or a stretch that is another entry's.
    private(set) var strange: [Int64] = []

    /// Adds the row that a cursor stands on.
    mutating func append(_ cursor: RowCursor) {
        if let row = Row(cursor) {
            rows.append(row)
        } else {
            strange.append(cursor.integer(Row.seqColumn))
        }
    }

    /// The first entry of rows that are stored or rebuilt, and not both; nil where there are none.
    func difference(from rebuilt: [Row]) -> Int64? {
        if rows == rebuilt, strange.isEmpty { return nil }
        let differing = Set(rows).symmetricDifference(rebuilt).map(\.seq) + strange
        // Rows that are all there stand out of order, or twice.
        return differing.min() ?? rows.map(\.seq).min()
    }

    /// Gives a whole table, some thousand rows at a time, and nil behind the last.
    ///
    /// - Throws: `DatabaseError`.
    static func read(_ db: Database, _ give: (Self?) -> Void) throws {
        let cursor = try RowCursor(db, Row.sql)
        var piece = Self()
        while try cursor.advance() {
            piece.append(cursor)
            guard piece.rows.count == 4_096 else { continue }
            give(piece)
            piece = Self()
        }
        give(piece)
        give(nil)
    }
}

/// Goes along a table beside rebuilt rows, both in the order of the table.
struct StoredWalk<Row: TableRow> {
    private let more: () -> StoredRows<Row>?
    private var rows: [Row] = []
    private var next = 0
    private var hasMore = true
    /// The first entry of rows that are stored or rebuilt, and not both.
    private(set) var difference: Int64?

    /// - Parameter more: The rows that follow in the table, some at a time; nil behind the last.
    init(_ more: @escaping () -> StoredRows<Row>?) { self.more = more }

    /// Goes on to the next rebuilt row.
    mutating func compare(_ rebuilt: Row) {
        while let row = stored(), row < rebuilt { pass(row.seq) }
        guard let row = stored(), !(rebuilt < row) else { return note(rebuilt.seq) }
        if row != rebuilt { note(min(row.seq, rebuilt.seq)) }
        next += 1
    }

    /// There are no more rebuilt rows.
    mutating func end() {
        while let row = stored() { pass(row.seq) }
    }

    /// The next stored row; nil behind the last.
    private mutating func stored() -> Row? {
        while next == rows.count, hasMore {
            guard let piece = more() else {
                hasMore = false
                return nil
            }
            (rows, next) = (piece.rows, 0)
            for seq in piece.strange { note(seq) }
        }
        return next < rows.count ? rows[next] : nil
    }

    /// Goes by a stored row that nothing rebuilt.
    private mutating func pass(_ seq: Int64) {
        note(seq)
        next += 1
    }

    private mutating func note(_ seq: Int64) { difference = min(seq, difference ?? seq) }
}

extension PostingRow: TableRow {
    static let sql = """
        SELECT stretch, item, seq, line, place, lot, other, quantity, day, moment, count FROM posting
        ORDER BY stretch, item, seq, line, place
        """
    static let seqColumn: Int32 = 2

    init?(_ row: RowCursor) {
        guard row.integer(0) == Schema.block(of: row.integer(2)), let item: ItemID = row.id(1),
            let place: PlaceID = row.id(4), let lot: LotID = row.id(5),
            let other: PlaceID = row.id(6), let day = CivilDate(row.text(8))
        else { return nil }
        let count: CountID? = row.id(10)
        guard count != nil || row.isNull(10) else { return nil }
        self.init(
            item: item, seq: row.integer(2), line: row.integer(3), place: place, lot: lot,
            other: other, quantity: row.integer(7), day: day, moment: row.integer(9), count: count)
    }
}

extension PostingRegion: TableRow {
    static let sql =
        "SELECT region, subject, stretches, seq FROM posting_region ORDER BY region, subject"
    static let seqColumn: Int32 = 3

    init?(_ row: RowCursor) {
        guard let subject: EntryID = row.id(1) else { return nil }
        self.init(
            region: row.integer(0), subject: subject, stretches: row.integer(2),
            seq: row.integer(3))
    }

    static func < (a: Self, b: Self) -> Bool { (a.region, a.subject) < (b.region, b.subject) }
}

extension StoredLot: TableRow {
    static let sql =
        "SELECT id, item, date_kind, date, number, programme, seq FROM lot ORDER BY id"
    static let seqColumn: Int32 = 6

    init?(_ row: RowCursor) {
        guard let id: LotID = row.id(0), let item: ItemID = row.id(1) else { return nil }
        func text(_ column: Int32) -> String? { row.isNull(column) ? nil : row.text(column) }
        self.init(
            id: id, item: item, dateKind: text(2), date: text(3), number: text(4),
            programme: row.text(5), seq: row.integer(6))
    }

    static func == (a: Self, b: Self) -> Bool {
        // To the byte: two ways to write a letter are two texts.
        func isSame(_ a: String?, _ b: String?) -> Bool {
            a == b && (a ?? "").utf8.elementsEqual((b ?? "").utf8)
        }
        return (a.id, a.item, a.seq) == (b.id, b.item, b.seq) && isSame(a.dateKind, b.dateKind)
            && isSame(a.date, b.date) && isSame(a.number, b.number)
            && isSame(a.programme, b.programme)
    }

    static func < (a: Self, b: Self) -> Bool { a.id < b.id }
}

extension BalanceRow: TableRow {
    static let sql = """
        SELECT item, place, lot, quantity, seq, held, last_day FROM balance WHERE lot <> x''
        ORDER BY item, place, lot
        """
    static let seqColumn: Int32 = 4

    init?(_ row: RowCursor) {
        guard let item: ItemID = row.id(0), let place: PlaceID = row.id(1),
            let lot: LotID = row.id(2)
        else { return nil }
        self.init(
            item: item, place: place, lot: lot, quantity: row.integer(3), seq: row.integer(4),
            held: row.integer(5), lastDay: row.text(6))
    }

    static func < (a: Self, b: Self) -> Bool {
        (a.item, a.place, a.lot) < (b.item, b.place, b.lot)
    }
}

extension PlaceStockRow: TableRow {
    static let sql = "SELECT place, item, quantity, seq FROM place_stock ORDER BY place, item"
    static let seqColumn: Int32 = 3

    init?(_ row: RowCursor) {
        guard let place: PlaceID = row.id(0), let item: ItemID = row.id(1) else { return nil }
        self.init(place: place, item: item, quantity: row.integer(2), seq: row.integer(3))
    }

    static func < (a: Self, b: Self) -> Bool { (a.place, a.item) < (b.place, b.item) }
}

extension DayTotalRow: TableRow {
    static let sql = """
        SELECT day, item, taken, distributed, discarded, adjusted, seq FROM day_total ORDER BY day, item
        """
    static let seqColumn: Int32 = 6

    init?(_ row: RowCursor) {
        guard let item: ItemID = row.id(1) else { return nil }
        self.init(
            day: row.text(0), item: item, taken: row.integer(2), distributed: row.integer(3),
            discarded: row.integer(4), adjusted: row.integer(5), seq: row.integer(6))
    }

    static func < (a: Self, b: Self) -> Bool { (a.day, a.item) < (b.day, b.item) }
}

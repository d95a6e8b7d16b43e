import GRDB
import Stock

/// What one line of an entry changes at a place in storage, as the table of postings holds it.
struct PostingRow: Hashable, Sendable {
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
    /// In the order of the table, whose rows stand by stretches of the journal.
    static func < (a: Self, b: Self) -> Bool {
        let (stretch, other) = (Schema.block(of: a.seq), Schema.block(of: b.seq))
        guard stretch == other else { return stretch < other }
        return (a.item, a.seq, a.line, a.place) < (b.item, b.seq, b.line, b.place)
    }
}

/// A lot, as the table of lots holds it.
struct StoredLot: Hashable, Sendable {
    let id: LotID
    let item: ItemID
    let dateKind: String?
    let date: String?
    let number: String?
    let programme: String
    /// The entry that first spoke of it.
    let seq: Int64
}

extension StoredLot {
    init(_ lot: Lot, seq: Int64) {
        let label = lot.key.dateLabel
        self.init(
            id: lot.id, item: lot.key.item, dateKind: label?.kind.rawValue,
            date: label?.date.description, number: lot.key.number,
            programme: lot.key.programme.rawValue, seq: seq)
    }
}

/// How much of a lot is at a place or over an edge, as the table of balances holds it.
struct BalanceRow: Hashable, Sendable {
    /// Stands for the last day of a lot that has none; it comes after all days.
    static let noLastDay = "~"

    let item: ItemID
    let place: PlaceID
    let lot: LotID
    /// Pieces or grams; below zero for a shortfall, and at the source.
    let quantity: Int64
    /// The last entry that changed it.
    let seq: Int64
    /// The quantity's sign where it is in storage; 0 elsewhere.
    let held: Int64
    let lastDay: String
}

/// How much of an item is at a place in storage, as the table of stock at places holds it.
struct PlaceStockRow: Hashable, Sendable {
    let place: PlaceID
    let item: ItemID
    /// Pieces or grams; below zero for a shortfall.
    let quantity: Int64
    /// The last entry that changed it.
    let seq: Int64
}

/// What some entries add to an item's totals of a day, or all of them do.
struct DayTotalRow: Hashable, Sendable {
    let day: String
    let item: ItemID
    /// Pieces or grams, as those that follow.
    let taken: Int64
    let distributed: Int64
    let discarded: Int64
    let adjusted: Int64
    /// The last entry that changed them.
    let seq: Int64
}

/// Where the projector puts what entries move: most of what a journal adds up to.
///
/// Nothing that it puts elsewhere depends on it.
protocol StockSink {
    func write(_ posting: PostingRow) throws
    /// The last entry of a stretch of the journal was written.
    func endStretch(_ stretch: Int64) throws
    /// No posting so far happened later than this, in microseconds since 1970.
    func cap(at moment: Int64) throws
    /// A lot that was not there before.
    func write(_ lot: StoredLot) throws
    /// In the order of their table.
    func write(_ balance: BalanceRow) throws
    /// In the order of their table.
    func write(_ stock: PlaceStockRow) throws
    /// In the order of their table; they are added to what was written before.
    func write(_ totals: DayTotalRow) throws
}

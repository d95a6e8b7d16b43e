import GRDB
import Journal
import Stock

/// A kind of entry, with what it writes into the projections.
///
/// Each kind conforms beside the tables of its noun.
protocol EntryProjection: EntryKind {
    /// Writes what the entry changes.
    ///
    /// - Throws: A fault of the database or, for what cannot be added up, a ``StockFault``; then
    ///   nothing was written.
    func project(into projector: Projector, id: EntryID, seq: Int64) throws
}

extension Entry {
    /// What the entry says, with what it writes; nil for a kind this Larder does not know.
    ///
    /// - Throws: `DecodingError` where a known kind's body is not what that kind says.
    func projection() throws -> (any EntryProjection)? {
        guard let content = try content() else { return nil }
        guard let projection = content as? any EntryProjection else {
            preconditionFailure("each kind of entry has its projection")
        }
        return projection
    }
}

/// Turns entries into projections, the same way when they are recorded and when they are rebuilt.
///
/// What changes often (balances, a day's totals) is kept here while a transaction runs and written
/// once at its end by ``flush()``; what was read stays for the next transaction. A transaction that
/// fails makes it ``forget()`` everything.
final class Projector {
    let db: Database
    var cache = StockCache()
    var pending = PendingSums()
    let stock: any StockSink
    /// When the entry that is being written was recorded.
    var recordedAt = Moment(microseconds: 0)
    /// When the entry before it was; nil before the first.
    var lastRecordedAt: Moment?
    /// The moment before a leap of the clock that nobody has said is right.
    var jumpedFrom: Moment?
    /// The count line that the last explanation of a scan makes, if the scan was of a count.
    var lastExplained: EntryID?
    /// The longest rest that a person has said was right, in microseconds.
    var habit: Int64 = 0
    let items: ItemProjection
    let places: PlaceProjection
    let movements: MovementProjection
    let scans: ScanProjection
    let labels: LabelProjection
    let counts: CountProjection
    let days: DayProjection

    /// Puts what entries move into its tables, or where it is said.
    init(db: Database, stock: (any StockSink)? = nil) throws {
        self.db = db
        self.stock = try stock ?? StoredStock(db)
        items = try ItemProjection(db)
        places = try PlaceProjection(db)
        movements = try MovementProjection(db)
        scans = try ScanProjection(db)
        labels = try LabelProjection(db)
        counts = try CountProjection(db)
        days = try DayProjection(db)
    }

    /// Reads what a transaction needs from its start.
    func begin() throws {
        if !cache.hasPlaces { try cache.loadPlaces(db) }
    }

    /// Writes what an entry of the journal changes, by what it says; nothing where this Larder does not know its kind.
    func replay(_ entry: Entry, _ content: (any EntryProjection)?) throws {
        recordedAt = entry.recordedAt
        try noteLeap(to: entry.seq)
        try content?.project(into: self, id: entry.id, seq: entry.seq)
        try endStretch(with: entry.seq)
    }

    /// Notes what stands in a stretch of the journal, where an entry is its last.
    func endStretch(with seq: Int64) throws {
        if let stretch = Schema.block(endingWith: seq) { try stock.endStretch(stretch) }
    }

    /// Writes balances and totals that changed since the last flush.
    func flush() throws {
        try pending.write(to: stock, cache.places.storage) { try cache.stock(of: $0, db) }
        cache.trim()
    }

    /// Drops all that was read or not yet written.
    func forget() {
        pending = PendingSums()
        cache = StockCache()
    }
}

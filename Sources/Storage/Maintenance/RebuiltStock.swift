import Stock

/// What entries move, as the journal gives it: postings until they are compared, and all else until its end.
final class RebuiltStock: StockSink {
    /// The words, and the earliest moment of each and all behind it.
    private var caps: [(seq: Int64, at: Int64)]
    private var postings: [PostingRow] = []
    private var regions: [EntryID: PostingRegion] = [:]
    private var lots: [StoredLot] = []
    private var balances: [BalanceRow] = []
    private var sums: [PlaceStockRow] = []
    private var totals: [DayTotalRow] = []

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

    func write(_ lot: StoredLot) { lots.append(lot) }
    func write(_ balance: BalanceRow) { balances.append(balance) }
    func write(_ stock: PlaceStockRow) { sums.append(stock) }
    func write(_ totals: DayTotalRow) { self.totals.append(totals) }

    func forget() {}

    /// The first entry whose postings since the last time are not those that are stored.
    func difference(from stored: StoredRows<PostingRow>) -> Int64? {
        defer { postings.removeAll(keepingCapacity: true) }
        postings.sort {
            (Schema.block(of: $0.seq), $0) < (Schema.block(of: $1.seq), $1)
        }
        return stored.difference(from: postings)
    }

    /// The same of the regions.
    func difference(from stored: StoredRows<PostingRegion>) -> Int64? {
        defer { regions.removeAll(keepingCapacity: true) }
        return stored.difference(from: regions.values.sorted { $0.subject < $1.subject })
    }

    /// What the whole journal gave, to be compared with the tables that have a row for each thing.
    func comparisons() -> StockComparisons {
        defer { (lots, balances, sums, totals) = ([], [], [], []) }
        return StockComparisons(
            lots: RowComparison(lots.sorted()), balances: RowComparison(balances),
            sums: RowComparison(sums), totals: RowComparison(totals))
    }
}

/// Comparisons of whole tables.
struct StockComparisons {
    fileprivate var lots: RowComparison<StoredLot>
    fileprivate var balances: RowComparison<BalanceRow>
    fileprivate var sums: RowComparison<PlaceStockRow>
    fileprivate var totals: RowComparison<DayTotalRow>

    /// Goes on with the rows that follow in a table.
    mutating func compare(_ piece: ReplayPiece) {
        switch piece {
        case .entries: break
        case .lots(let rows): lots.compare(rows)
        case .balances(let rows): balances.compare(rows)
        case .sums(let rows): sums.compare(rows)
        case .totals(let rows): totals.compare(rows)
        }
    }

    /// The first entry whose rows differ in each table, once all rows were compared.
    mutating func end() -> [(table: String, seq: Int64?)] {
        lots.end()
        balances.end()
        sums.end()
        totals.end()
        return [
            ("lot", lots.difference), ("balance", balances.difference),
            ("place_stock", sums.difference), ("day_total", totals.difference),
        ]
    }
}

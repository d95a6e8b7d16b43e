import Stock

/// What entries move, as the journal gives it, held against what is stored.
///
/// Lots are kept until the journal's end; all else is let go once it is compared.
final class RebuiltStock: StockSink {
    /// The words, and the earliest moment of each and all behind it.
    private var caps: [(seq: Int64, at: Int64)]
    private var postings: [PostingRow] = []
    private var regions: [EntryID: PostingRegion] = [:]
    /// The first entry of the stretch that is gone through that has a posting of an item or a place.
    private var firsts: [EntryID: Int64] = [:]
    private var newLots: [StoredLot] = []
    private var balances: StoredWalk<BalanceRow>
    private var sums: StoredWalk<PlaceStockRow>
    private var totals: StoredWalk<DayTotalRow>
    private var lots: StoredWalk<StoredLot>

    /// - Parameters:
    ///   - words: When people said that the clock is right.
    ///   - next: Gives the piece that follows in the database; asked behind the last entries.
    init(_ words: [ClockWord], next: @escaping () -> ReplayPiece?) {
        balances = StoredWalk { if case .balances(let rows) = next() { rows } else { nil } }
        sums = StoredWalk { if case .sums(let rows) = next() { rows } else { nil } }
        totals = StoredWalk { if case .totals(let rows) = next() { rows } else { nil } }
        lots = StoredWalk { if case .lots(let rows) = next() { rows } else { nil } }
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
        for subject in [
            posting.item.named(JournalEntry.self), posting.place.named(JournalEntry.self),
        ] where firsts[subject] == nil {
            firsts[subject] = posting.seq
        }
    }

    func endStretch(_ stretch: Int64) {
        let (region, bit) = Schema.region(of: stretch)
        for (subject, seq) in firsts {
            let stretches = regions[subject]?.stretches ?? 0
            regions[subject] = PostingRegion(
                region: region, subject: subject, stretches: stretches | bit, seq: seq)
        }
        firsts.removeAll(keepingCapacity: true)
    }

    /// A word's own entry says nothing that was not known before.
    func cap(at moment: Int64) {}

    func write(_ lot: StoredLot) { newLots.append(lot) }
    func write(_ balance: BalanceRow) { balances.compare(balance) }
    func write(_ stock: PlaceStockRow) {
        balances.end()
        sums.compare(stock)
    }
    func write(_ row: DayTotalRow) {
        balances.end()
        sums.end()
        totals.compare(row)
    }

    /// The first entry whose postings since the last time are not those that are stored.
    func difference(from stored: StoredRows<PostingRow>) -> Int64? {
        defer { postings.removeAll(keepingCapacity: true) }
        postings.sort()
        return stored.difference(from: postings)
    }

    /// The same of the regions.
    func difference(from stored: StoredRows<PostingRegion>) -> Int64? {
        defer { regions.removeAll(keepingCapacity: true) }
        return stored.difference(from: regions.values.sorted())
    }

    /// The first entry whose rows differ in each table that has a row for each thing, once all was written.
    func differences() -> [(table: String, seq: Int64?)] {
        balances.end()
        sums.end()
        totals.end()
        for lot in newLots.sorted() { lots.compare(lot) }
        lots.end()
        return [
            ("balance", balances.difference), ("balance", sums.difference),
            ("day_total", totals.difference), ("lot", lots.difference),
        ]
    }
}

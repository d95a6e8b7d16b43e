import Stock

/// Balances and a day's totals that changed and are not written yet: each is written once, however
/// often it changed.
struct PendingSums {
    /// In the order of the table of balances.
    private struct ItemAtSpot: Hashable, Comparable {
        let item: ItemID
        let spot: LotAtPlace

        static func < (a: Self, b: Self) -> Bool { (a.item, a.spot) < (b.item, b.spot) }
    }

    private struct DayItem: Hashable, Comparable {
        let day: CivilDate
        let item: ItemID

        static func < (a: Self, b: Self) -> Bool { (a.day, a.item) < (b.day, b.item) }
    }

    /// By the entry that changed them last.
    private var balances: [ItemAtSpot: Int64] = [:]
    private var totals: [DayItem: (totals: DayTotals, seq: Int64)] = [:]

    /// A balance that was read before entry `seq` is out of date.
    mutating func note(_ item: ItemID, at spot: LotAtPlace, seq: Int64) {
        balances[ItemAtSpot(item: item, spot: spot)] = seq
    }

    /// What is to be added to an item's totals of a day.
    func totals(of item: ItemID, on day: CivilDate) -> DayTotals {
        totals[DayItem(day: day, item: item)]?.totals ?? DayTotals()
    }

    mutating func set(_ new: DayTotals, of item: ItemID, on day: CivilDate, seq: Int64) {
        totals[DayItem(day: day, item: item)] = (new, seq)
    }

    /// Writes them all; none is pending any more.
    ///
    /// - Parameters:
    ///   - sink: Where they are written.
    ///   - storage: The places that are in the hub's hands.
    ///   - holdings: An item's stock as it is now.
    /// - Throws: A fault of the database.
    mutating func write(
        to sink: any StockSink, _ storage: Set<PlaceID>, _ holdings: (ItemID) throws -> Holdings
    ) throws {
        var changed: [(place: PlaceID, item: ItemID, seq: Int64)] = []
        for (key, seq) in balances.sorted(by: { $0.key < $1.key }) {
            let (stock, spot) = (try holdings(key.item), key.spot)
            let quantity = stock.balance(spot.lot, at: spot.place).value
            let lastDay = stock.lots[spot.lot]?.key.dateLabel?.lastDay
            try sink.write(
                BalanceRow(
                    item: key.item, place: spot.place, lot: spot.lot, quantity: quantity, seq: seq,
                    held: storage.contains(spot.place) ? quantity.signum() : 0,
                    lastDay: lastDay?.description ?? BalanceRow.noLastDay))
            guard storage.contains(spot.place) else { continue }
            // An item's balances at one place stand side by side.
            if let last = changed.last, last.item == key.item, last.place == spot.place {
                changed[changed.count - 1].seq = max(last.seq, seq)
            } else {
                changed.append((spot.place, key.item, seq))
            }
        }
        for (place, item, seq) in changed.sorted(by: { ($0.place, $0.item) < ($1.place, $1.item) })
        {
            let quantity = try holdings(item).total(at: CollectionOfOne(place)).value
            try sink.write(PlaceStockRow(place: place, item: item, quantity: quantity, seq: seq))
        }
        for (key, (total, seq)) in totals.sorted(by: { $0.key < $1.key }) {
            try sink.write(
                DayTotalRow(
                    day: key.day.description, item: key.item, taken: total.taken.value,
                    distributed: total.distributed.value, discarded: total.discarded.value,
                    adjusted: total.adjusted.value, seq: seq))
        }
        balances.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
    }
}

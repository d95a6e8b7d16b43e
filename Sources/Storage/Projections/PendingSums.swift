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

    /// In the order of the table of stock at places.
    private struct ItemAtPlace: Hashable, Comparable {
        let item: ItemID
        let place: PlaceID

        static func < (a: Self, b: Self) -> Bool { (a.place, a.item) < (b.place, b.item) }
    }

    private struct DayItem: Hashable {
        let day: CivilDate
        let item: ItemID
    }

    /// Stands for the last day of a lot that has none; it comes after all days.
    static let noLastDay = "~"

    /// By the entry that changed them last.
    private var balances: [ItemAtSpot: Int64] = [:]
    private var sums: [ItemAtPlace: Int64] = [:]
    private var totals: [DayItem: (totals: DayTotals, seq: Int64)] = [:]

    /// Rows that are to be written, at the least.
    var count: Int { balances.count }

    /// A balance that was read before entry `seq` is out of date.
    mutating func note(_ item: ItemID, at spot: LotAtPlace, seq: Int64) {
        balances[ItemAtSpot(item: item, spot: spot)] = seq
        sums[ItemAtPlace(item: item, place: spot.place)] = seq
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
    ///   - statements: Those of balances and totals are run.
    ///   - storage: The places that are in the hub's hands.
    ///   - holdings: An item's stock as it is now.
    /// - Throws: A fault of the database.
    mutating func write(
        by statements: MovementProjection, _ storage: Set<PlaceID>,
        _ holdings: (ItemID) throws -> Holdings
    ) throws {
        for (key, seq) in balances.sorted(by: { $0.key < $1.key }) {
            let (stock, spot) = (try holdings(key.item), key.spot)
            let quantity = stock.balance(spot.lot, at: spot.place).value
            let held = storage.contains(spot.place) ? quantity.signum() : 0
            // Most balances have a row that stays on its side of zero.
            if try statements.heldBalance.changesRow(
                quantity, seq, key.item, spot.place, spot.lot, held)
            {
                continue
            }
            let lastDay = stock.lots[spot.lot]?.key.dateLabel?.lastDay
            try statements.balance.run(
                key.item, spot.place, spot.lot, quantity, seq, held,
                lastDay?.description ?? Self.noLastDay)
        }
        for (key, seq) in sums.sorted(by: { $0.key < $1.key }) {
            let sum = try holdings(key.item).total(at: CollectionOfOne(key.place))
            try statements.placeStock.run(key.place, key.item, sum.value, seq)
        }
        for (key, (total, seq)) in totals {
            try statements.dayTotal.run(
                key.day.description, key.item, total.taken.value, total.distributed.value,
                total.discarded.value, total.adjusted.value, seq)
        }
        balances.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
    }
}

import Stock

/// Balances and a day's totals that changed and are not written yet: each is written once, however
/// often it changed.
struct PendingSums {
    private struct ItemAtPlace: Hashable {
        let item: ItemID
        let spot: LotAtPlace
    }

    private struct DayItem: Hashable {
        let day: CivilDate
        let item: ItemID
    }

    /// By the entry that changed them last.
    private var balances: [ItemAtPlace: Int64] = [:]
    private var totals: [DayItem: (totals: DayTotals, seq: Int64)] = [:]

    /// A balance that was read before entry `seq` is out of date.
    mutating func note(_ item: ItemID, at spot: LotAtPlace, seq: Int64) {
        balances[ItemAtPlace(item: item, spot: spot)] = seq
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
    ///   - holdings: An item's stock as it is now.
    /// - Throws: A fault of the database.
    mutating func write(
        by statements: MovementProjection, _ holdings: (ItemID) throws -> Holdings
    ) throws {
        for (key, seq) in balances {
            let quantity = try holdings(key.item).balance(key.spot.lot, at: key.spot.place)
            try statements.balance.run(
                key.item, key.spot.place, key.spot.lot, quantity.value, seq)
        }
        for (key, (total, seq)) in totals {
            try statements.dayTotal.run(
                key.day.description, key.item, total.taken.value, total.distributed.value,
                total.discarded.value, total.adjusted.value, seq)
        }
        balances.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
    }
}

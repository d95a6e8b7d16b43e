import GRDB
package import Stock

/// What came in, was handed out and was thrown away in a week or a month, and for how many households.
package struct PeriodFlow: Sendable, Hashable {
    /// A Monday, or the first of a month.
    package let first: CivilDate
    package fileprivate(set) var taken = Sums(pieces: 0, grams: 0)
    package fileprivate(set) var distributed = Sums(pieces: 0, grams: 0)
    package fileprivate(set) var discarded = Sums(pieces: 0, grams: 0)
    package fileprivate(set) var came = HouseholdCount(households: 0, people: 0)

    /// Whether nothing came, went or was thrown away.
    package var isStill: Bool {
        [taken, distributed, discarded].allSatisfy { $0.pieces == 0 && $0.grams == 0 }
    }

    fileprivate mutating func add(_ other: PeriodFlow) {
        taken.add(other.taken.pieces, other.taken.grams)
        distributed.add(other.distributed.pieces, other.distributed.grams)
        discarded.add(other.discarded.pieces, other.discarded.grams)
    }

    fileprivate mutating func add(_ sums: DaySums) {
        taken.add(sums.pieces.taken, sums.grams.taken)
        distributed.add(sums.pieces.distributed, sums.grams.distributed)
        discarded.add(sums.pieces.discarded, sums.grams.discarded)
    }
}

/// What there is of a category.
package struct CategorySums: Sendable, Hashable {
    /// Empty for what has none.
    package let category: String
    package let sums: Sums
}

extension Queries {
    /// The last weeks, that of a day included, the earliest first; each day's figures are in the measure and weight of then.
    ///
    /// - Parameters:
    ///   - today: A day of the last week.
    ///   - count: Weeks at the most.
    /// - Returns: Each week, also those in which nothing happened.
    /// - Throws: What SQLite says.
    package func weeks(until today: CivilDate, count: Int) throws -> [PeriodFlow] {
        let monday = today.monday.daysSince1970
        let mondays = (0..<max(1, count)).reversed().map {
            CivilDate(daysSince1970: monday - 7 * $0)
        }
        return try flows(from: mondays, until: today)
    }

    /// The last months, that of a day included, in the same way.
    package func months(until today: CivilDate, count: Int) throws -> [PeriodFlow] {
        var firsts = [today.firstOfMonth]
        while firsts.count < count, let first = firsts.last {
            firsts.append(CivilDate(daysSince1970: first.daysSince1970 - 1).firstOfMonth)
        }
        return try flows(from: firsts.reversed(), until: today)
    }

    /// What moved since each of some days, the earliest first, until the next of them, or until `today`.
    private func flows(
        from firsts: [CivilDate], until today: CivilDate
    ) throws -> [PeriodFlow] {
        guard let first = firsts.first else { return [] }
        var flows = firsts.map { PeriodFlow(first: $0) }
        func add(_ day: CivilDate, _ work: (inout PeriodFlow) -> Void) {
            if let index = firsts.lastIndex(where: { $0 <= day }) { work(&flows[index]) }
        }
        for (day, came) in try householdCounts(from: first, until: today) {
            add(day) { $0.came.add(came) }
        }
        for day in try dayFlows(from: first, until: today) {
            add(day.first) { $0.add(day) }
        }
        return flows
    }

    /// What moved on each of some days on which anything did, in the measure and weight of then: a closed day's as they were
    /// signed.
    func dayFlows(from first: CivilDate, until last: CivilDate) throws -> [PeriodFlow] {
        var flows: [CivilDate: PeriodFlow] = [:]
        let days: StatementArguments = [first.description, last.description]
        for row in try Row.fetchAll(db, sql: Self.weeksSQL, arguments: days) {
            guard let day = CivilDate(row["day"] as String) else { continue }
            var flow = PeriodFlow(first: day)
            flow.taken.add(whole(row["pieces_in"]), whole(row["grams_in"]))
            flow.distributed.add(whole(row["pieces_out"]), whole(row["grams_out"]))
            flow.discarded.add(whole(row["pieces_away"]), whole(row["grams_away"]))
            flows[day] = flow
        }
        let apart = try Row.fetchAll(db, sql: Self.weeksApartSQL, arguments: days)
        let items = try items(among: Set(apart.map { try ItemID(column: $0["item"]) }))
        guard !items.isEmpty else { return Array(flows.values) }
        let units = try unitHistory(of: Set(items.keys))
        for row in apart {
            guard let day = CivilDate(row["day"] as String),
                let item = items[try ItemID(column: row["item"])]
            else { continue }
            let sums = DaySums([
                try DayAccountLine(
                    item, DayTotals(row: row), units: units.itemUnits(of: item.id, on: day), on: day
                )
            ])
            flows[day, default: PeriodFlow(first: day)].add(sums)
        }
        return Array(flows.values)
    }

    /// Weeks in which anything came, went or was thrown away, the earliest first.
    ///
    /// - Parameters:
    ///   - day: Earlier weeks are passed over; nil for the first there are.
    ///   - count: Weeks that are looked through at the most.
    /// - Returns: Them, and where those behind them begin; nil where there are none.
    /// - Throws: What SQLite says.
    package func weeksMoved(
        from day: CivilDate?, count: Int
    ) throws -> (weeks: [PeriodFlow], next: CivilDate?) {
        let sql = "SELECT min(day) FROM day_total WHERE day >= ?"
        let found = try String.fetchOne(db, sql: sql, arguments: [day?.description ?? ""])
        guard let first = found.flatMap({ CivilDate($0) })?.monday else { return ([], nil) }
        let last = CivilDate(daysSince1970: first.daysSince1970 + 7 * max(1, count) - 1)
        let weeks = try weeks(until: last, count: count).filter { $0.first >= first && !$0.isStill }
        return (weeks, last.next > last ? last.next : nil)
    }

    static let weeksSQL = """
        SELECT day, total(iif(measure = 'each', taken, 0)) AS pieces_in, total(taken * weight) AS grams_in,
            total(iif(measure = 'each', distributed, 0)) AS pieces_out, total(distributed * weight) AS grams_out,
            total(iif(measure = 'each', discarded, 0)) AS pieces_away, total(discarded * weight) AS grams_away
        FROM (
            SELECT day, item.measure, day_total.taken, day_total.distributed, day_total.discarded,
                iif(measure = 'gram', 1.0, coalesce(unit_weight, 0)) AS weight
            FROM day_total CROSS JOIN item ON item.id = day_total.item
            WHERE day BETWEEN ?1 AND ?2 AND item.id NOT IN (\(keptOtherwise))
        ) GROUP BY day
        """

    static let weeksApartSQL = """
        SELECT * FROM day_total WHERE day BETWEEN ?1 AND ?2 AND item IN (\(keptOtherwise))
        """

    /// Items that some day from `?1` on may have kept in another measure or weight than they are kept in now: those that were
    /// converted, and those that were changed since a closing signed them.
    private static let keptOtherwise = """
        SELECT item FROM item_conversion
        UNION SELECT signed.item FROM day_unit AS signed CROSS JOIN item ON item.id = signed.item
        WHERE ?1 <= (SELECT max(day) FROM day_closed)
        AND (signed.measure <> item.measure OR signed.grams IS NOT item.unit_weight)
        AND NOT EXISTS (
            SELECT 1 FROM day_unit AS later
            WHERE later.item = signed.item AND later.day > signed.day AND later.day < ?1
        )
        """

    /// What there is by category, the heaviest first.
    package func categorySums() throws -> [CategorySums] {
        try Row.fetchAll(db, sql: Self.allCategoriesSQL).map {
            CategorySums(category: $0["category"], sums: sums($0))
        }
    }

    static let allCategoriesSQL = """
        SELECT category, \(summed)
        FROM place_stock CROSS JOIN item ON item.id = place_stock.item
        GROUP BY category COLLATE NOCASE HAVING pieces <> 0 OR grams <> 0
        ORDER BY grams DESC, pieces DESC, category COLLATE NOCASE
        """
}

extension Sums {
    fileprivate mutating func add(_ pieces: Int64, _ grams: Int64) {
        self.pieces = self.pieces.adding(clamping: pieces)
        self.grams = self.grams.adding(clamping: grams)
    }
}

extension CivilDate {
    /// The Monday of its week; 1 January 1970 was a Thursday.
    fileprivate var firstOfMonth: CivilDate {
        CivilDate(daysSince1970: daysSince1970 - day + 1)
    }

    fileprivate var monday: CivilDate {
        CivilDate(daysSince1970: daysSince1970 - ((daysSince1970 + 3) % 7 + 7) % 7)
    }
}

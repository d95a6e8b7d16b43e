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
        let units = try convertedUnits()
        let converted = units.items(convertedFrom: first)
        let days: StatementArguments = [first.description, today.description]
        let rows = try Row.fetchAll(
            db, sql: Self.weeksSQL(marks: marks(converted.count)),
            arguments: days + StatementArguments(converted.map(\.blob)))
        for row in rows {
            guard let day = CivilDate(row["day"] as String) else { continue }
            add(day) { flow in
                flow.taken.add(whole(row["pieces_in"]), whole(row["grams_in"]))
                flow.distributed.add(whole(row["pieces_out"]), whole(row["grams_out"]))
                flow.discarded.add(whole(row["pieces_away"]), whole(row["grams_away"]))
            }
        }
        guard !converted.isEmpty else { return flows }
        let items = try items(among: Set(converted))
        let own = """
            SELECT * FROM day_total WHERE day BETWEEN ?1 AND ?2 AND item IN (\(marks(converted.count)))
            """
        let apart = try Row.fetchAll(
            db, sql: own, arguments: days + StatementArguments(converted.map(\.blob)))
        for row in apart {
            guard let day = CivilDate(row["day"] as String),
                let item = items[try ItemID(column: row["item"])]
            else { continue }
            let sums = DaySums([
                try DayAccountLine(
                    item, DayTotals(row: row), units: units.itemUnits(of: item.id, on: day), on: day
                )
            ])
            add(day) { flow in
                flow.taken.add(sums.pieces.taken, sums.grams.taken)
                flow.distributed.add(sums.pieces.distributed, sums.grams.distributed)
                flow.discarded.add(sums.pieces.discarded, sums.grams.discarded)
            }
        }
        return flows
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

    static func weeksSQL(marks: String) -> String {
        """
        SELECT day, total(iif(measure = 'each', taken, 0)) AS pieces_in, total(taken * weight) AS grams_in,
            total(iif(measure = 'each', distributed, 0)) AS pieces_out, total(distributed * weight) AS grams_out,
            total(iif(measure = 'each', discarded, 0)) AS pieces_away, total(discarded * weight) AS grams_away
        FROM (
            SELECT day, item.measure, day_total.taken, day_total.distributed, day_total.discarded,
                iif(measure = 'gram', 1.0, coalesce(unit_weight, 0)) AS weight
            FROM day_total CROSS JOIN item ON item.id = day_total.item
            WHERE day BETWEEN ?1 AND ?2 AND item.id NOT IN (\(marks))
        ) GROUP BY day
        """
    }

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

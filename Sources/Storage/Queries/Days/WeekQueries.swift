import GRDB
package import Stock

/// What came in, was handed out and was thrown away in a week.
package struct WeekFlow: Sendable, Hashable {
    /// A Monday.
    package let first: CivilDate
    package fileprivate(set) var taken = Sums(pieces: 0, grams: 0)
    package fileprivate(set) var distributed = Sums(pieces: 0, grams: 0)
    package fileprivate(set) var discarded = Sums(pieces: 0, grams: 0)

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
    package func weeks(until today: CivilDate, count: Int) throws -> [WeekFlow] {
        let monday = today.monday.daysSince1970
        var weeks = (0..<max(1, count)).reversed().map {
            WeekFlow(first: CivilDate(daysSince1970: monday - 7 * $0))
        }
        let first = weeks[0].first
        func add(_ day: CivilDate, _ work: (inout WeekFlow) -> Void) {
            let index = (day.daysSince1970 - first.daysSince1970) / 7
            if weeks.indices.contains(index) { work(&weeks[index]) }
        }
        let units = try convertedUnits()
        let converted = units.items(convertedFrom: first)
        let days: StatementArguments = [first.description, today.description]
        let rows = try Row.fetchAll(
            db, sql: Self.weeksSQL(marks: marks(converted.count)),
            arguments: days + StatementArguments(converted.map(\.blob)))
        for row in rows {
            guard let day = CivilDate(row["day"] as String) else { continue }
            add(day) { week in
                week.taken.add(whole(row["pieces_in"]), whole(row["grams_in"]))
                week.distributed.add(whole(row["pieces_out"]), whole(row["grams_out"]))
                week.discarded.add(whole(row["pieces_away"]), whole(row["grams_away"]))
            }
        }
        guard !converted.isEmpty else { return weeks }
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
            add(day) { week in
                week.taken.add(sums.pieces.taken, sums.grams.taken)
                week.distributed.add(sums.pieces.distributed, sums.grams.distributed)
                week.discarded.add(sums.pieces.discarded, sums.grams.discarded)
            }
        }
        return weeks
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
    ) throws -> (weeks: [WeekFlow], next: CivilDate?) {
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
            CategorySums(
                category: $0["category"],
                sums: Sums(pieces: whole($0["pieces"]), grams: whole($0["grams"])))
        }
    }

    static let allCategoriesSQL = """
        SELECT category, total(iif(measure = 'each', quantity, 0)) AS pieces,
            total(quantity * iif(measure = 'gram', 1.0, coalesce(unit_weight, 0))) AS grams
        FROM place_stock CROSS JOIN item ON item.id = place_stock.item
        GROUP BY category COLLATE NOCASE HAVING pieces <> 0 OR grams <> 0
        ORDER BY grams DESC, pieces DESC, category COLLATE NOCASE
        """
}

extension Sums {
    fileprivate mutating func add(_ pieces: Int64, _ grams: Int64) {
        self.pieces = self.pieces.addingReportingOverflow(pieces).partialValue
        self.grams = self.grams.addingReportingOverflow(grams).partialValue
    }
}

extension CivilDate {
    /// The Monday of its week; 1 January 1970 was a Thursday.
    fileprivate var monday: CivilDate {
        CivilDate(daysSince1970: daysSince1970 - ((daysSince1970 + 3) % 7 + 7) % 7)
    }
}

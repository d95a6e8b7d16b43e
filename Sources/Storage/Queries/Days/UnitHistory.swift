import Foundation
import GRDB
import Journal
package import Stock

/// How items were kept, entry by entry and day by day.
package struct UnitHistory {
    private struct Conversion {
        let seq: Int64
        /// Nil where there was no stock to convert.
        let day: CivilDate?
        /// Nil where nobody knows what a piece weighs.
        let conversion: MeasureConversion?
    }

    /// Each item's in their order.
    private let conversions: [ItemID: [Conversion]]
    /// What closings signed, by the days they closed.
    private let signed: [ItemID: [(day: CivilDate, unit: SignedUnit)]]
    /// Days that closings closed with those before them, in their order.
    private let closings: [CivilDate]
    private let queries: Queries

    fileprivate init(of items: Set<ItemID>, _ queries: Queries) throws {
        self.queries = queries
        let ids = items.map(\.blob)
        let converted = try queries.rows(among: ids) { marks in
            """
            SELECT item_conversion.item, item_conversion.seq, item_conversion.measure, kind, body,
                coalesce(grams_per_piece, unit_weight) AS grams, entry_day.day
            FROM item_conversion JOIN journal USING (seq) JOIN item ON item.id = item_conversion.item
            LEFT JOIN entry_day USING (seq)
            WHERE item_conversion.item IN (\(marks)) ORDER BY item_conversion.seq
            """
        }
        conversions = try converted.reduce(into: [:]) { found, row in
            let body: ItemConverted? =
                row["kind"] == ItemConverted.kind ? try EntryJSON.decode(row["body"]) : nil
            found[try ItemID(column: row["item"]), default: []].append(
                Conversion(
                    seq: row["seq"],
                    day: try (row["day"] as String?).map { try Self.day($0) } ?? body?.day,
                    conversion: try MeasureConversion(row: row)))
        }
        let units = try queries.rows(among: ids) {
            "SELECT item, day, measure, grams FROM day_unit WHERE item IN (\($0)) ORDER BY day"
        }
        signed = try units.reduce(into: [:]) { found, row in
            let item = try ItemID(column: row["item"])
            let unit = SignedUnit(
                item: item, measure: try decoded(row["measure"]), grams: row["grams"])
            found[item, default: []].append((try Self.day(row["day"]), unit))
        }
        closings = try String.fetchAll(
            queries.db, sql: "SELECT DISTINCT day FROM day_closed ORDER BY day"
        ).map { try Self.day($0) }
    }

    /// The items that were ever converted.
    package var items: Set<ItemID> { Set(conversions.keys) }

    /// As the closing signed an item that closed a day, its conversions, and what was booked between them that the day tells of.
    package func itemUnits(of item: ItemID, on day: CivilDate) throws -> ItemUnits {
        var units = ItemUnits(signed: signedUnit(of: item, on: day))
        var own: [Int64] = []
        for known in conversions[item] ?? [] {
            guard let itsDay = known.day, let conversion = known.conversion else { continue }
            units.conversions.append((itsDay, conversion))
            if itsDay == day {
                units.earlier.append(try queries.moved(item, on: day, before: known.seq))
            }
            if itsDay >= day { own.append(known.seq) }
        }
        if !own.isEmpty { units.late = try queries.moved(item, upTo: day, after: own) }
        return units
    }

    /// The item as it was kept when an entry was made that counts for a day.
    package func item(_ item: Item, at seq: Int64, on day: CivilDate?) -> Item {
        let later = conversions[item.id]?.first { $0.seq > seq }
        let then = later?.conversion.map { item.before($0) } ?? item
        guard let day, let unit = signedUnit(of: item.id, on: day), unit.measure == then.measure
        else { return then }
        return then.kept(as: unit)
    }

    /// What a closed day's figures of an item were signed in; nil while the day is open.
    private func signedUnit(of item: ItemID, on day: CivilDate) -> SignedUnit? {
        guard let units = signed[item], let closing = closing(of: day) else { return nil }
        return units.last { $0.day <= closing }?.unit
    }

    /// The first of the closings from a day on.
    private func closing(of day: CivilDate) -> CivilDate? {
        var (from, to) = (closings.startIndex, closings.endIndex)
        while from < to {
            let middle = (from + to) / 2
            if closings[middle] < day { from = middle + 1 } else { to = middle }
        }
        return from < closings.endIndex ? closings[from] : nil
    }

    private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else { throw corrupt("a closed day is no date") }
        return day
    }
}

extension Queries {
    /// How some items were kept, whenever.
    package func unitHistory(of items: Set<ItemID>) throws -> UnitHistory {
        try UnitHistory(of: items, self)
    }

    /// The same of all that were ever kept in another measure.
    func convertedUnits() throws -> UnitHistory {
        try unitHistory(of: convertedItems())
    }

    /// The items that were ever kept in another measure.
    func convertedItems() throws -> Set<ItemID> {
        let ids = try Data.fetchAll(
            db.cachedStatement(sql: "SELECT DISTINCT item FROM item_conversion"))
        return try Set(ids.map { try ItemID(column: $0) })
    }

    /// What moved of an item over the hub's edge by the entries before one that count for a day.
    fileprivate func moved(
        _ item: ItemID, on day: CivilDate, before seq: Int64
    ) throws -> DayTotals {
        // Whatever the time zone, nothing of a day is recorded a day before it begins.
        let begin = Moment(microseconds: Int64(day.daysSince1970 - 1) * 86_400_000_000)
        let sql = """
            SELECT other.kind, sum(quantity) AS quantity FROM posting
            JOIN place AS other ON other.id = posting.other \(DayProjection.joins)
            WHERE stretch BETWEEN ?1 AND ?2 >> 8 AND item = ?3 AND posting.seq < ?2
                AND \(DayProjection.ofPosting) = ?4
            GROUP BY other.kind
            """
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: sql),
            arguments: [
                Schema.block(of: try self.seq(at: begin)), seq, item.blob, day.description,
            ])
        return try rows.reduce(into: DayTotals()) { totals, row in
            let kind: Place.Kind = try decoded(row["kind"])
            try totals.add(Quantity(row["quantity"]), from: kind, to: .floor)
        }
    }

    /// What moved of an item over the hub's edge between each of some of its conversions and the next one, of what counts for a
    /// day or, in the opening, for those before it.
    ///
    /// What the conversions posted themselves is not among it. Nothing is booked for a day once it is closed.
    fileprivate func moved(
        _ item: ItemID, upTo day: CivilDate, after conversions: [Int64]
    ) throws -> [DayTotals] {
        var moved = conversions.map { _ in DayTotals() }
        guard let first = conversions.first else { return [] }
        let closed = "SELECT seq FROM day_closed WHERE day >= ? ORDER BY day LIMIT 1"
        let end =
            try Int64.fetchOne(db.cachedStatement(sql: closed), arguments: [day.description])
            ?? .max
        let statement = try db.cachedStatement(
            sql: """
                SELECT posting.seq, other.kind, quantity, \(DayProjection.ofPosting) AS of_day FROM posting
                JOIN place AS other ON other.id = posting.other \(DayProjection.joins)
                WHERE stretch = ?1 AND item = ?2 AND posting.seq > ?3 AND posting.seq < ?4 AND of_day <= ?5
                """)
        var stretches = try StretchesBack(self, of: item.blob, before: end)
        while let stretch = try stretches.next(), stretch >= Schema.block(of: first) {
            let rows = try Row.fetchCursor(
                statement, arguments: [stretch, item.blob, first, end, day.description])
            while let row = try rows.next() {
                let seq: Int64 = row["seq"]
                guard let index = conversions.lastIndex(where: { $0 <= seq }),
                    conversions[index] < seq
                else { continue }
                let (kind, quantity) = (
                    try decoded(row["kind"]) as Place.Kind, Quantity(row["quantity"])
                )
                if row["of_day"] as String == day.description {
                    try moved[index].add(quantity, from: kind, to: .floor)
                } else if !kind.isStorage {
                    moved[index].opening = try moved[index].opening.adding(quantity)
                }
            }
        }
        return moved
    }
}

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

    /// As the closing signed an item that closed a day, and its conversions.
    package func itemUnits(of item: ItemID, on day: CivilDate) throws -> ItemUnits {
        var units = ItemUnits(signed: signedUnit(of: item, on: day))
        for known in conversions[item] ?? [] {
            guard let itsDay = known.day, let conversion = known.conversion else { continue }
            units.conversions.append((itsDay, conversion))
            if itsDay == day {
                units.earlier.append(try queries.moved(item, on: day, before: known.seq))
            }
        }
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
}

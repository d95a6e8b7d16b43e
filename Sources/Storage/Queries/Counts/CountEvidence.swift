import Foundation
import GRDB
package import Journal
package import Stock

// What a count is held against: what is known to have happened at its places, by when it happened.
extension Queries {
    /// The place of a count, first, and the boxes that stood on it when it began; empty where none of that id was
    /// opened.
    func places(coveredBy count: CountID) throws -> [PlaceID] {
        let sql = "SELECT place || boxes FROM count_sheet WHERE id = ?"
        let ids = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [count.blob]) ?? Data()
        return try stride(from: 0, to: ids.count, by: 16).map {
            try PlaceID(column: ids.dropFirst($0).prefix(16))
        }
    }

    /// The last entry that was recorded by then; 0 where there was none.
    ///
    /// Entries are recorded one after the other, so it is found by halving.
    func seq(at moment: Moment) throws -> Int64 {
        let at = try db.cachedStatement(sql: "SELECT recorded_at FROM journal WHERE seq = ?")
        var (low, high) = (Int64(0), try head())
        while low < high {
            let middle = (low + high + 1) / 2
            let recorded = try Int64.fetchOne(at, arguments: [middle]) ?? .max
            if recorded <= moment.microseconds { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// What the balance of an item, or of one lot of it, changed by at some storage places, by what happened after
    /// a moment; what happened at the very moment is not part of it, nor are the adjustments of `count`.
    func change(
        of item: ItemID, _ lot: LotID?, at places: [PlaceID], after moment: Moment,
        withoutAdjustmentsOf count: CountID? = nil
    ) throws -> Quantity {
        let others = count.map { "count IS NOT x'\($0.blob.hexadecimal)'" } ?? "TRUE"
        let sums = try changes(
            of: item, lot, at: places, from: moment, until: nil, column: "sum(quantity)", others)
        return Quantity(sums.first?[0] ?? 0)
    }

    /// Whether goods of an item or lot came to some places, or left them, after the first moment and until the last.
    ///
    /// What was taken back never happened, and counts' adjustments move no goods.
    func moved(
        _ item: ItemID, _ lot: LotID?, at places: [PlaceID], after first: Moment, until last: Moment
    ) throws -> Bool {
        guard first < last else { return false }
        let movements = try changes(
            of: item, lot, at: places, from: first, until: last, column: "1",
            "count IS NULL GROUP BY lot, moment HAVING sum(quantity) <> 0 LIMIT 1")
        return !movements.isEmpty
    }

    private func changes(
        of item: ItemID, _ lot: LotID?, at places: [PlaceID], from first: Moment,
        until last: Moment?, column: String, _ condition: String
    ) throws -> [Row] {
        let seq = try seq(at: first)
        let marks = places.map { _ in "?" }.joined(separator: ", ")
        let sql = """
            SELECT \(column) FROM posting WHERE stretch >= ? AND item = ? AND seq > ?
            AND moment > ? AND moment <= ? AND (? IS NULL OR lot = ?) AND place IN (\(marks)) AND \(condition)
            """
        var arguments: StatementArguments = [
            Schema.block(of: seq), item.blob, seq, first.microseconds,
            last?.microseconds ?? .max, lot?.blob, lot?.blob,
        ]
        for place in places { arguments += [place.blob] }
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    /// All that completed counts saw of an item.
    func figures(of item: ItemID) throws -> [CountAnchor] {
        let sql = "SELECT * FROM count_figure WHERE item = ? ORDER BY count, lot, number"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [item.blob])
        var figures: [CountAnchor] = []
        for row in rows {
            let lot: Data = row["lot"]
            let (count, place) = (
                try CountID(column: row["count"]), try PlaceID(column: row["place"])
            )
            let own = lot.isEmpty ? nil : try LotID(column: lot)
            var places: [PlaceID] = []
            if let last = figures.last, last.count == count, last.lot == own {
                places = figures.removeLast().places
            }
            let first = Moment(microseconds: row["first_at"])
            figures.append(
                CountAnchor(
                    count: count, lot: own, seen: Quantity(row["seen"]),
                    moments: first...max(first, Moment(microseconds: row["last_at"])),
                    places: places + [place]))
        }
        return figures
    }

    /// What a count's adjustments of an item add up to, by lot and place.
    func adjustments(of item: ItemID, by count: CountID) throws -> [LotAtPlace: Quantity] {
        let sql = """
            SELECT place, lot, sum(quantity) AS quantity FROM posting INDEXED BY posting_count
            WHERE count = ? AND item = ? GROUP BY place, lot HAVING sum(quantity) <> 0
            """
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [count.blob, item.blob])
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let spot = LotAtPlace(
                    place: try PlaceID(column: row["place"]), lot: try LotID(column: row["lot"]))
                return (spot, Quantity(row["quantity"]))
            })
    }

    /// What a count's adjustments add up to, as lines, by item.
    func adjustmentLines(of count: CountID) throws -> [(item: ItemID, lines: [MovementLine])] {
        let sql = """
            SELECT item, place, other, lot, moment, sum(quantity) AS quantity
            FROM posting INDEXED BY posting_count WHERE count = ?
            GROUP BY item, place, other, lot, moment HAVING sum(quantity) <> 0 ORDER BY item, place, lot, moment
            """
        let lines = try Row.fetchAll(db, sql: sql, arguments: [count.blob]).map { row in
            let (place, other) = (
                try PlaceID(column: row["place"]), try PlaceID(column: row["other"])
            )
            let quantity: Int64 = row["quantity"]
            return try MovementLine(
                item: try ItemID(column: row["item"]), lot: try LotID(column: row["lot"]),
                from: quantity > 0 ? other : place, to: quantity > 0 ? place : other,
                quantity: Quantity(quantity > 0 ? quantity : -quantity), count: count,
                at: Moment(microseconds: row["moment"]))
        }
        return Dictionary(grouping: lines, by: \.item).sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }

    /// Scans of a count whose code nobody has explained yet.
    func unexplained(in count: CountID) throws -> [EntryID] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT unresolved.id, journal.body FROM unresolved JOIN journal ON journal.seq = unresolved.seq
                WHERE resolved_by IS NULL ORDER BY unresolved.seq
                """)
        return try rows.compactMap { row in
            let scan: UnresolvedScan = try EntryJSON.decode(row["body"])
            return scan.scan.count == count ? try EntryID(column: row["id"]) : nil
        }
    }
}

/// What completing a count came to.
package struct CountOutcome: Sendable {
    /// One lot's difference at one place.
    package struct Difference: Sendable {
        package let item: ItemID
        package let spot: LotAtPlace
        /// Above zero where more was there than the ledger knew.
        package let quantity: Quantity
    }

    /// A scan whose code nobody knows yet.
    package struct Unexplained: Sendable {
        package let id: EntryID
        package let facts: ScanFacts
    }

    package let differences: [Difference]
    package let recount: [Item]
    package let unexplained: [Unexplained]
}

extension Queries {
    /// What a completion came to, with the names it needs.
    package func outcome(of completion: CountCompleted) throws -> CountOutcome {
        let places = Set(try places(coveredBy: completion.count))
        let recount = completion.recount ?? []
        let items = try items(among: Set(recount))
        return CountOutcome(
            differences: try completion.lines.map { line in
                let isFound = places.contains(line.to)
                return CountOutcome.Difference(
                    item: line.item,
                    spot: LotAtPlace(place: isFound ? line.to : line.from, lot: line.lot),
                    quantity: isFound
                        ? line.quantity : try Quantity.zero.subtracting(line.quantity))
            },
            recount: recount.compactMap { items[$0] },
            unexplained: try (completion.unexplained ?? []).compactMap { id in
                let sql = "SELECT body FROM journal WHERE id = ?"
                let body = try Data.fetchOne(db, sql: sql, arguments: [id.blob])
                guard let body else { return nil }
                let scan: UnresolvedScan = try EntryJSON.decode(body)
                return CountOutcome.Unexplained(id: id, facts: scan.scan)
            })
    }
}

import Foundation
import GRDB
public import Journal
public import Stock

/// A figure over many items: what some stand for in pieces, and what some weigh.
public struct Sums: Sendable, Hashable {
    /// Of items kept by the piece.
    public var pieces: Int64
    /// Of items kept in grams, and of pieces whose weight is known.
    public var grams: Int64
}

/// What stands in one place, without what stands in places inside it.
public struct PlaceSummary: Sendable {
    /// In storage; the world's edges have no summary.
    public let place: Place
    /// Items with a balance that is not zero.
    public let items: Int
    /// Shortfalls count below zero.
    public let sums: Sums
}

// Figures for pages, added up by the database; what is beyond 64 bits is cut off at a double's
// precision, for they are only shown.
extension Queries {
    /// What came in and what was handed out on a day so far.
    public func flow(on day: CivilDate) throws -> (taken: Sums, distributed: Sums) {
        let sql = """
            SELECT total(iif(measure = 'each', taken, 0)) AS pieces_in, total(taken * weight) AS grams_in,
                total(iif(measure = 'each', distributed, 0)) AS pieces_out, total(distributed * weight) AS grams_out
            FROM (
                SELECT item.measure, day_total.taken, day_total.distributed,
                    iif(measure = 'gram', 1.0, coalesce(unit_weight, 0)) AS weight
                FROM day_total JOIN item ON item.id = day_total.item WHERE day = ?
            )
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [day.description]) else {
            return (Sums(pieces: 0, grams: 0), Sums(pieces: 0, grams: 0))
        }
        return (
            Sums(pieces: whole(row["pieces_in"]), grams: whole(row["grams_in"])),
            Sums(pieces: whole(row["pieces_out"]), grams: whole(row["grams_out"]))
        )
    }

    /// Storage places with what stands in each, by name.
    public func placeSummaries() throws -> [PlaceSummary] {
        let sql = """
            SELECT place.*, held.items, held.pieces, held.grams FROM place LEFT JOIN (
                SELECT balance.place AS of_place, count(DISTINCT balance.item) AS items,
                    total(iif(measure = 'each', quantity, 0)) AS pieces,
                    total(quantity * iif(measure = 'gram', 1.0, coalesce(unit_weight, 0))) AS grams
                FROM balance JOIN item ON item.id = balance.item WHERE quantity <> 0 GROUP BY balance.place
            ) AS held ON held.of_place = place.id
            WHERE place.kind IN (\(Place.Kind.storageList)) ORDER BY place.name COLLATE NOCASE, place.id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            PlaceSummary(
                place: try Place(row: row), items: row["items"] ?? 0,
                sums: Sums(pieces: whole(row["pieces"]), grams: whole(row["grams"])))
        }
    }

    /// The last day before `today` on which something happened and that nobody closed.
    public func lastOpenDay(before today: CivilDate) throws -> CivilDate? {
        let sql = """
            SELECT max(day) FROM day_total
            WHERE day < ? AND day > coalesce((SELECT max(day) FROM day_closed), '')
            """
        return try String.fetchOne(db, sql: sql, arguments: [today.description]).flatMap {
            CivilDate($0)
        }
    }

    private func whole(_ number: Double?) -> Int64 {
        Int64(exactly: (number ?? 0).rounded()) ?? .max
    }
}

extension Queries {
    /// The entry that completed a count; nil while it is open.
    public func completion(of count: CountID) throws -> (entry: Entry, body: CountCompleted)? {
        let sql = "SELECT completed FROM count_sheet WHERE id = ? AND completed IS NOT NULL"
        guard let seq = try Int64.fetchOne(db, sql: sql, arguments: [count.blob]),
            let entry = try entry(seq)
        else { return nil }
        return (entry, try EntryJSON.decode(entry.body))
    }
}

extension Queries {
    /// The entry that closed a day.
    public func closingEntry(of closing: DayClosed) throws -> Entry? {
        let sql = "SELECT seq FROM day_closed WHERE day = ?"
        let seq = try Int64.fetchOne(db, sql: sql, arguments: [closing.day.description])
        return try seq.flatMap { try entry($0) }
    }
}

import Foundation
import GRDB
import Stock

// What a count is of: its place, and the boxes that stood on it, by when it was.
extension Queries {
    /// The places as they stood at a moment, as far as is known by now; `now` are all as they stand now.
    func places(at moment: Moment, now: PlaceTree) throws -> PlaceTree {
        let later = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT place, before FROM place_move WHERE moment > ? ORDER BY moment, seq
                    """), arguments: [moment.microseconds])
        guard !later.isEmpty else { return now }
        let last = try db.cachedStatement(
            sql: """
                SELECT parent FROM place_move WHERE place = ? AND moment <= ?
                ORDER BY moment DESC, seq DESC LIMIT 1
                """)
        var (then, seen) = (now, Set<Data>())
        for row in later where seen.insert(row["place"]).inserted {
            guard var place = now[try PlaceID(column: row["place"])] else { continue }
            let before = try Row.fetchOne(
                last, arguments: [row["place"] as Data, moment.microseconds])
            let parent: Data? = if let before { before["parent"] } else { row["before"] }
            place.parent = try parent.map { try PlaceID(column: $0) }
            then.put(place)
        }
        return then
    }

    /// The place of a count, first, and the boxes that stood on it at a moment; empty where no count of that id was
    /// opened.
    func places(of count: CountID, at moment: Moment, now: PlaceTree) throws -> [PlaceID] {
        let sql = "SELECT place FROM count_sheet WHERE id = ?"
        return try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [count.blob]).map {
            let place = try PlaceID(column: $0)
            return [place] + (try places(at: moment, now: now).boxes(standingOn: place))
        } ?? []
    }

    /// The same for what a count saw: what it did not see can be missing only where it looked all the time.
    func places(of count: CountID, for pile: some CountedPile, now: PlaceTree) throws -> [PlaceID] {
        let then = try places(of: count, at: pile.moment, now: now)
        guard pile.isGone else { return then }
        let after = Set(try places(of: count, at: pile.moments.upperBound, now: now))
        return then.filter { after.contains($0) }
    }

    /// All places of a count's figures, lines and beginning: what it is about, whenever.
    func places(of count: CountID, now: PlaceTree) throws -> Set<PlaceID> {
        let sql = """
            SELECT began FROM count_sheet WHERE id = ?1 UNION SELECT moment FROM count_line WHERE count = ?1
            UNION SELECT last_at FROM count_figure WHERE count = ?1
            """
        return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [count.blob])
            .reduce(into: Set()) {
                $0.formUnion(
                    try places(of: count, at: Moment(microseconds: $1), now: now))
            }
    }
}

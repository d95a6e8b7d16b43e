import Foundation
import GRDB
import Stock

// What a count is of: its place, and the boxes that stood on it, by when it was.
extension Queries {
    /// The places as they stood at a moment, as far as is known by now; `now` are all as they stand now.
    func places(at moment: Moment, now: PlaceTree) throws -> PlaceTree {
        let moved = try Data.fetchAll(
            db.cachedStatement(sql: "SELECT DISTINCT place FROM place_move WHERE moment > ?"),
            arguments: [moment.microseconds])
        var then = now
        for id in moved {
            guard var place = now[try PlaceID(column: id)] else { continue }
            place.parent = try moves(of: place).parent(at: moment)
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

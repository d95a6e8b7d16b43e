import Foundation
import GRDB
import Journal
import Stock

extension Queries {
    /// Items that one text may name, whose stories are told together at the most.
    private static let itemLimit = 20

    /// What happened, the latest first: to all there is, or to what a text names: a code, a label, a place called just so,
    /// or the items whose names hold each of its words.
    ///
    /// - Parameters:
    ///   - text: Empty for all there is.
    ///   - keys: What `text` may stand for as a scan; empty where it is none.
    ///   - floor: What the floor is called.
    ///   - before: Entries from this number on are passed over; nil for the latest.
    ///   - limit: Lines, from 1 to 500; the last entry is told whole, also beyond that.
    /// - Returns: A line for each storage place that an entry's line touched.
    /// - Throws: What SQLite says.
    package func history(
        of text: String, keys: [String], floor: String, before: Int64?, limit: Int
    ) throws -> [StoryLine] {
        guard !text.isEmpty else { return try story(before: before, limit: limit) }
        switch keys.isEmpty ? nil : try meaning(of: keys) {
        case .place(let place)?: return try story(place: place.id, before: before, limit: limit)
        case .item(let item, _)?, .lot(_, let item)?:
            return try story(item: item.id, before: before, limit: limit)
        case nil: break
        }
        let key = Item.key(ofName: text)
        let place = try placeSummaries(matching: text, floor: floor, limit: 100).first {
            Item.key(ofName: $0.place.kind == .floor ? floor : $0.place.name) == key
        }
        if let place {
            return try story(place: place.place.id, before: before, limit: limit)
        }
        let items = try items(matching: text, limit: Self.itemLimit)
        let lines = try items.flatMap { try story(item: $0.item.id, before: before, limit: limit) }
        return Array(lines.sorted { $0.seq > $1.seq }.prefix(limit))
    }

    /// The entries that moved anything, the latest first.
    private func story(before: Int64?, limit: Int) throws -> [StoryLine] {
        let before = min(before ?? .max, try head() + 1)
        guard before > 1 else { return [] }
        let statement = try db.cachedStatement(sql: Self.storySQL(by: nil))
        var (lines, stretch) = ([StoryLine](), Schema.block(of: before - 1))
        while lines.count < limit, stretch >= 0 {
            let rows = try Row.fetchCursor(statement, arguments: [stretch, nil, before, -1])
            while let row = try rows.next() {
                // An entry is told whole: the next page begins before it.
                if lines.count >= limit, let last = lines.last, last.seq != row["seq"] { break }
                lines.append(try StoryLine(row: row))
            }
            stretch -= 1
        }
        return lines
    }
}

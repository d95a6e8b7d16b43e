import Foundation
import GRDB
import Journal
import Stock

extension Queries {
    /// Items that one text may name, whose stories are told together at the most.
    private static let itemLimit = 20
    /// Lines of one entry that are passed over at the most, where several items' stories are told.
    private static let toldLimit = 20_000

    /// What happened, the latest first: to all there is, or to what a text names: a code, a label, a place called just so,
    /// or the items whose names hold each of its words.
    ///
    /// - Parameters:
    ///   - text: Empty for all there is.
    ///   - keys: What `text` may stand for as a scan; empty where it is none.
    ///   - floor: What the floor is called.
    ///   - from: Where it begins; nil for the latest.
    ///   - limit: Lines.
    ///   - endsWhole: Whether the last entry is told to its end, also beyond the limit.
    /// - Returns: A line for each storage place that an entry's line touched.
    /// - Throws: What SQLite says.
    package func history(
        of text: String, keys: [String], floor: String, from: StoryPosition?, limit: Int,
        endsWhole: Bool = false
    ) throws -> [StoryLine] {
        func told(item: ItemID? = nil, place: PlaceID? = nil) throws -> [StoryLine] {
            try story(item: item, place: place, from: from, limit: limit, endsWhole: endsWhole)
        }
        guard !text.isEmpty else {
            return try allStory(from: from, limit: limit, endsWhole: endsWhole)
        }
        switch keys.isEmpty ? nil : try meaning(of: keys) {
        case .place(let place)?: return try told(place: place.id)
        case .item(let item, _)?, .lot(_, let item)?: return try told(item: item.id)
        case nil: break
        }
        let key = Item.key(ofName: text)
        let place = try placeSummaries(matching: text, floor: floor, limit: 100).first {
            Item.key(ofName: $0.place.kind == .floor ? floor : $0.place.name) == key
        }
        if let place { return try told(place: place.place.id) }
        return try story(
            ofEach: items(matching: text, limit: Self.itemLimit).map(\.item.id), from: from,
            limit: limit, endsWhole: endsWhole)
    }

    /// The stories of some items together.
    private func story(
        ofEach items: [ItemID], from: StoryPosition?, limit: Int, endsWhole: Bool
    ) throws -> [StoryLine] {
        // How many lines of its first entry were told is known of all items together.
        let whole = from.map { StoryPosition(before: $0.seq + 1) }
        let most = limit + min(from?.told ?? 0, Self.toldLimit)
        let lines = try items.flatMap {
            try story(item: $0, from: whole, limit: most, endsWhole: endsWhole)
        }
        let latestFirst = lines.enumerated().sorted {
            ($1.element.seq, $0.offset) < ($0.element.seq, $1.offset)
        }
        return StoryPosition.page(
            latestFirst.map(\.element), from: from, limit: limit, endsWhole: endsWhole)
    }

    /// The entries that moved anything, the latest first.
    private func allStory(
        from: StoryPosition?, limit: Int, endsWhole: Bool
    ) throws -> [StoryLine] {
        var page = StoryPosition.Page(from: from, limit: limit, endsWhole: endsWhole)
        let last = min(from?.seq ?? .max, try head())
        guard last > 0 else { return [] }
        let statement = try db.cachedStatement(sql: Self.storySQL(by: nil))
        var stretch = Schema.block(of: last)
        while page.lines.count < limit, stretch >= 0 {
            let rows = try Row.fetchCursor(statement, arguments: [stretch, nil, last])
            while page.isOpen, let row = try rows.next() {
                guard page.take(try StoryLine(row: row)) else { break }
            }
            stretch -= 1
        }
        return try named(page.lines)
    }
}

import Foundation
import GRDB
import Journal
public import Stock

/// One entry behind a number: what it did to an item's balance at a place.
public struct StoryLine: Sendable {
    /// The entry's number.
    public let seq: Int64
    /// By the hub's clock.
    public let recordedAt: Moment
    /// The item that `lot` is of.
    public let item: ItemID
    /// As it is now.
    public let itemName: String
    /// What its quantity is in.
    public let measure: Measure
    /// The lot that moved.
    public let lot: LotID
    /// The storage place whose balance it changed.
    public let place: PlaceID
    /// As it is now.
    public let placeName: String
    /// The floor is called so in each language.
    public let placeKind: Place.Kind
    /// Where it came from or went to.
    public let otherName: String
    /// Tells a hand-out from a loss, an intake from a move.
    public let otherKind: Place.Kind
    /// Pieces or grams; below zero where they left the place.
    public let quantity: Int64
}

extension Queries {
    /// The entries behind an item's or a place's balances, the latest first.
    ///
    /// - Parameters:
    ///   - item: The item whose story it is, at all places.
    ///   - place: Where `item` is nil, the place whose story it is.
    ///   - before: Entries from this number on are passed over; nil for the latest.
    ///   - limit: Lines, from 1 to 500; what is beyond is held to that.
    /// - Returns: A line for each storage place that an entry's line touched.
    /// - Throws: What SQLite says.
    public func story(item: ItemID? = nil, place: PlaceID? = nil, before: Int64? = nil, limit: Int)
        throws -> [StoryLine]
    {
        let limit = min(max(1, limit), 500)
        let before = try min(before ?? .max, head() + 1)
        let statement = try storyStatement(by: item == nil ? "place" : "item")
        var lines: [StoryLine] = []
        var stretch = Schema.block(of: before)
        while stretch >= 0, lines.count < limit {
            let rows = try Row.fetchCursor(
                statement,
                arguments: [stretch, item?.blob ?? place?.blob, before, limit - lines.count])
            while let row = try rows.next() { lines.append(try StoryLine(row: row)) }
            stretch -= 1
        }
        return lines
    }

    /// The lines of one stretch of the journal.
    private func storyStatement(by column: String) throws -> Statement {
        try db.cachedStatement(
            sql: """
                SELECT posting.*, journal.recorded_at, item.name AS item_name, item.measure,
                    here.name AS place_name, here.kind AS place_kind, there.name AS other_name, there.kind AS other_kind
                FROM posting JOIN journal ON journal.seq = posting.seq JOIN item ON item.id = posting.item
                JOIN place AS here ON here.id = posting.place JOIN place AS there ON there.id = posting.other
                WHERE posting.stretch = ?1 AND posting.\(column) = ?2 AND posting.seq < ?3
                ORDER BY posting.seq DESC, line LIMIT ?4
                """)
    }
}

extension StoryLine {
    fileprivate init(row: Row) throws {
        self.init(
            seq: row["seq"], recordedAt: Moment(microseconds: row["recorded_at"]),
            item: try ItemID(column: row["item"]), itemName: row["item_name"],
            measure: try decoded(row["measure"]),
            lot: try LotID(column: row["lot"]), place: try PlaceID(column: row["place"]),
            placeName: row["place_name"], placeKind: try decoded(row["place_kind"]),
            otherName: row["other_name"],
            otherKind: try decoded(row["other_kind"]), quantity: row["quantity"])
    }
}

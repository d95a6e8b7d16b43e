import Foundation
import GRDB
public import Stock

/// One entry behind a number: what it did to an item's balance at a place.
public struct StoryLine: Sendable {
    public let seq: Int64
    public let recordedAt: Moment
    public let item: ItemID
    public let itemName: String
    public let lot: LotID
    public let place: PlaceID
    public let placeName: String
    /// Where it came from or went to.
    public let otherName: String
    public let otherKind: Place.Kind
    /// Signed.
    public let quantity: Int64
}

extension Queries {
    /// The entries behind an item's or a place's balances, the latest first.
    ///
    /// - Parameters:
    ///   - before: Entries from this number on are passed over; nil for the latest.
    ///   - limit: From 1 to 500.
    public func story(item: ItemID? = nil, place: PlaceID? = nil, before: Int64? = nil, limit: Int)
        throws -> [StoryLine]
    {
        let sql = """
            SELECT posting.*, journal.recorded_at, item.name AS item_name, here.name AS place_name,
                there.name AS other_name, there.kind AS other_kind
            FROM posting JOIN journal ON journal.seq = posting.seq JOIN item ON item.id = posting.item
            JOIN place AS here ON here.id = posting.place JOIN place AS there ON there.id = posting.other
            WHERE \(item == nil ? "posting.place = ?1" : "posting.item = ?1") AND posting.seq < ?2
            ORDER BY posting.seq DESC, line LIMIT ?3
            """
        let arguments: StatementArguments = [
            item?.blob ?? place?.blob, before ?? .max, min(max(1, limit), 500),
        ]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            StoryLine(
                seq: row["seq"], recordedAt: Moment(microseconds: row["recorded_at"]),
                item: try ItemID(column: row["item"]), itemName: row["item_name"],
                lot: try LotID(column: row["lot"]), place: try PlaceID(column: row["place"]),
                placeName: row["place_name"], otherName: row["other_name"],
                otherKind: try word(row["other_kind"]),
                quantity: row["quantity"])
        }
    }

    public func entry(_ seq: Int64) throws -> Entry? {
        try journal(after: seq - 1, limit: 1).first { $0.seq == seq }
    }
}

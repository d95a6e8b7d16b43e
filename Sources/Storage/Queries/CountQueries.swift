import Foundation
import GRDB
import Journal
public import Stock

/// A count and what was seen in it.
public struct CountSheet: Sendable {
    /// The last observation of an item, or of one of its lots.
    public struct Line: Sendable {
        /// What was seen.
        public let item: Item
        /// Nil where the item was counted whatever its dates.
        public let lot: LotID?
        /// Pieces or grams.
        public let seen: Int64
        /// What the ledger held at journal number `asOf`.
        public let expected: Int64
        /// The journal number the observation holds for.
        public let asOf: Int64
        /// `seen` − `expected`; a line whose difference is beyond 64 bits was never noted.
        public var difference: Int64 { seen &- expected }
    }

    /// Names the count; made by whoever opened it.
    public let id: CountID
    /// The counted place, without what stands in it.
    public let place: Place
    /// Whether its differences are in the journal.
    public let isCompleted: Bool
    /// The latest observation first.
    public let lines: [Line]
}

extension Queries {
    /// Nil where no count of that id was opened.
    public func count(_ id: CountID) throws -> CountSheet? {
        let head = try Row.fetchOne(
            db, sql: "SELECT * FROM count_sheet WHERE id = ?", arguments: [id.blob])
        guard let head, let place = try place(try PlaceID(column: head["place"])) else {
            return nil
        }
        let sql = """
            SELECT item.*, count_line.lot, seen, expected, as_of FROM count_line JOIN item ON item.id = count_line.item
            WHERE count = ? ORDER BY count_line.seq DESC
            """
        let lines = try Row.fetchAll(db, sql: sql, arguments: [id.blob]).map { row in
            let lot: Data = row["lot"]
            return CountSheet.Line(
                item: try Item(row: row), lot: lot.isEmpty ? nil : try LotID(column: lot),
                seen: row["seen"],
                expected: row["expected"], asOf: row["as_of"])
        }
        return CountSheet(
            id: id, place: place, isCompleted: row(head, has: "completed"), lines: lines)
    }

    /// Counts that are not completed, the latest first; at most 100.
    public func openCounts() throws -> [CountID] {
        try Data.fetchAll(
            db,
            sql: "SELECT id FROM count_sheet WHERE completed IS NULL ORDER BY seq DESC LIMIT 100"
        )
        .map { try CountID(column: $0) }
    }

    private func row(_ row: Row, has column: String) -> Bool { (row[column] as Int64?) != nil }
}

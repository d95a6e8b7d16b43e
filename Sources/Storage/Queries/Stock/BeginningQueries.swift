import Foundation
import GRDB

/// How far a hub has come with its beginning.
package struct HubBeginning: Sendable, Hashable {
    package let hasItems: Bool
    /// Beside the floor.
    package let hasPlaces: Bool
    /// One that prints on paper.
    package let hasPrinter: Bool
    /// Whether a label was ever asked for.
    package let hasLabel: Bool
    /// Browsers that have joined.
    package let browsers: Int
    /// A day was closed: nobody needs to be led any more.
    package let isLongPast: Bool
}

extension Queries {
    /// How far the hub has come with its beginning.
    package func beginning() throws -> HubBeginning {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM item) AS items,
                EXISTS (SELECT 1 FROM place WHERE kind IN ('room', 'shelf', 'bin', 'box')) AS places,
                EXISTS (SELECT 1 FROM printer WHERE device <> ?) AS printers,
                EXISTS (SELECT 1 FROM print_job) AS labels,
                (SELECT count(*) FROM credential WHERE use = 'session') AS browsers
            """
        let row = try Row.fetchOne(db, sql: sql, arguments: [PrinterRecord.pictures.device])
        return HubBeginning(
            hasItems: row?["items"] ?? false, hasPlaces: row?["places"] ?? false,
            hasPrinter: row?["printers"] ?? false, hasLabel: row?["labels"] ?? false,
            browsers: row?["browsers"] ?? 0,
            isLongPast: try lastClosedDay() != nil)
    }
}

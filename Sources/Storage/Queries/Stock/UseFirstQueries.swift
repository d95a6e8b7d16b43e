import Foundation
import GRDB
package import Stock

/// A balance above zero of a lot that has a last day.
package struct DatedStock: Sendable {
    package let row: StockRow
    /// The last day before the lot is past its date.
    package let lastDay: CivilDate
}

/// A row of the list of what to use first.
package struct UseFirstPosition: Sendable {
    let lastDay: CivilDate
    let item: ItemID
    let lot: LotID
    let place: PlaceID

    /// The row of these, whether it still is there or not.
    package init(lastDay: CivilDate, item: ItemID, lot: LotID, place: PlaceID) {
        (self.lastDay, self.item, self.lot, self.place) = (lastDay, item, lot, place)
    }
}

extension Queries {
    /// Balances in storage above zero of lots that have a last day, by that day, item, lot and place.
    ///
    /// - Parameters:
    ///   - last: The latest last day of them; nil for all.
    ///   - behind: The row that the page begins behind; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    package func useFirst(
        until last: CivilDate? = nil, behind: UseFirstPosition? = nil, limit: Int
    ) throws -> [DatedStock] {
        let arguments: StatementArguments = [
            last?.description ?? BalanceRow.noLastDay, behind?.lastDay.description,
            behind?.item.blob, behind?.lot.blob, behind?.place.blob, min(max(1, limit), 1_000),
        ]
        let sql = Self.useFirstSQL(isBehind: behind != nil)
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            guard let lastDay = CivilDate(row["last_day"] as String) else {
                throw corrupt("a balance's last day is no date")
            }
            return DatedStock(row: try StockRow(row: row), lastDay: lastDay)
        }
    }

    static func useFirstSQL(isBehind: Bool) -> String {
        let behind = """
            AND last_day >= ?2
                AND (last_day, balance.item, balance.lot, balance.place) > (?2, ?3, ?4, ?5)
            """
        return """
            SELECT balance.item AS item, item.name AS item_name, item.measure AS measure,
                balance.place AS place, place.name AS place_name, place.kind AS place_kind, balance.quantity AS quantity,
                lot.id AS id, lot.date_kind AS date_kind, lot.date AS date, lot.number AS number,
                lot.programme AS programme, last_day
            FROM balance INDEXED BY balance_by_last_day CROSS JOIN item ON item.id = balance.item
            CROSS JOIN lot ON lot.id = balance.lot CROSS JOIN place ON place.id = balance.place
            WHERE held > 0 AND last_day < '~' AND last_day <= ?1 \(isBehind ? behind : "")
            ORDER BY last_day, balance.item, balance.lot, balance.place LIMIT ?6
            """
    }

    /// What a place itself holds of a lot; nil where neither was ever spoken of.
    package func holding(of lot: LotID, at place: PlaceID) throws -> StockRow? {
        let sql = """
            SELECT lot.item AS item, item.name AS item_name, item.measure AS measure,
                place.id AS place, place.name AS place_name, place.kind AS place_kind,
                coalesce((SELECT quantity FROM balance WHERE balance.item = lot.item
                    AND balance.place = place.id AND balance.lot = lot.id), 0) AS quantity,
                lot.id AS id, lot.date_kind AS date_kind, lot.date AS date, lot.number AS number,
                lot.programme AS programme
            FROM lot CROSS JOIN item ON item.id = lot.item CROSS JOIN place ON place.id = ?2 WHERE lot.id = ?1
            """
        return try Row.fetchOne(db, sql: sql, arguments: [lot.blob, place.blob]).map {
            try StockRow(row: $0)
        }
    }
}

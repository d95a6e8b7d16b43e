import GRDB
import Journal
package import Stock

/// A count as a list, to write on paper or to fill in: a row for each item that may be seen.
package struct CountList: Sendable {
    /// An item, whatever its dates.
    package struct Row: Sendable {
        package let item: Item
        /// Its lots there by their last day, those that ran out since the count began included.
        package let lots: [Lot]
        /// The item's own code for one of it; nil where it has none.
        package let code: String?
        /// What was seen so far, without lots that were counted by themselves; nil where nobody looked.
        package let seen: Int64?
        /// What was seen of lots that were counted by themselves; nil where none was.
        package let seenApart: Int64?
    }

    package let place: Place
    /// Whether the count goes on.
    package let state: CountSheet.State
    /// Boxes that are counted with the place.
    package let boxes: [Place]
    /// One page, by name.
    package let rows: [Row]
    /// How many more items come behind these.
    package let more: Int
}

extension Queries {
    /// What a count's list has.
    ///
    /// An item that ran out, moved away or was seen since the count began stays: a sheet that was printed then has it.
    ///
    /// - Parameters:
    ///   - id: The count.
    ///   - behind: The item that the page begins behind; nil for the first page.
    ///   - limit: Items at the most.
    /// - Returns: All of it as of one moment.
    /// - Throws: ``StorageFault/countNotFound(_:)``, or what SQLite says.
    package func countList(
        _ id: CountID, behind: NamePosition<Item>? = nil, limit: Int
    ) throws -> CountList {
        guard let sheet = try count(id) else { throw StorageFault.countNotFound(id.description) }
        let lots = try lotsToCount(in: sheet)
        func seen(_ lines: [CountSheet.Line]) -> [ItemID: Int64] {
            Dictionary(lines.map { ($0.item.id, $0.seen) }) { $0 &+ $1 }
        }
        let whole = seen(sheet.lines.filter { $0.lot == nil })
        let apart = seen(sheet.lines.filter { $0.lot != nil })
        func order(_ name: String, _ id: ItemID) -> (String, ItemID) {
            (Item.key(ofName: name), id)
        }
        let last = behind.map { order($0.name, $0.id) }
        let items = try items(among: Set(lots.keys).union(sheet.lines.map(\.item.id))).values
            .filter { item in last.map { order(item.name, item.id) > $0 } ?? true }
            .sorted { order($0.name, $0.id) < order($1.name, $1.id) }
        let shown = items.prefix(limit)
        let codes = try codesOfOne(shown.map(\.id))
        return CountList(
            place: sheet.place, state: sheet.state,
            boxes: try places(among: Set(sheet.boxes)).values.sorted { $0.name < $1.name },
            rows: shown.map {
                CountList.Row(
                    item: $0, lots: lots[$0.id] ?? [], code: codes[$0.id], seen: whole[$0.id],
                    seenApart: apart[$0.id])
            }, more: items.count - shown.count)
    }

    /// Lots that a count's places hold, or have held since it began.
    private func lotsToCount(in sheet: CountSheet) throws -> [ItemID: [Lot]] {
        let sql = "SELECT seq FROM count_sheet WHERE id = ?"
        let opened = try Int64.fetchOne(db, sql: sql, arguments: [sheet.id.blob]) ?? 0
        let rows = try rows(among: [sheet.place.id.blob] + sheet.boxes.map(\.blob)) {
            """
            SELECT DISTINCT lot.*, last_day FROM balance JOIN lot ON lot.id = balance.lot
            WHERE place IN (\($0)) AND (held <> 0 OR balance.seq > \(opened)) ORDER BY last_day, lot.id
            """
        }
        return Dictionary(grouping: try rows.map { try Lot(row: $0) }, by: \.key.item)
    }

    /// The first code that each of some items was given for one of it.
    private func codesOfOne(_ items: [ItemID]) throws -> [ItemID: String] {
        let rows = try rows(among: items.map(\.blob)) {
            """
            SELECT item, code FROM code WHERE item IN (\($0)) AND lot IS NULL AND pack = 1
            ORDER BY seq, key
            """
        }
        return try Dictionary(rows.map { (try ItemID(column: $0["item"]), $0["code"]) }) {
            first, _ in first
        }
    }
}

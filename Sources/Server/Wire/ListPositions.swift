package import API
import Hub
package import Hummingbird
package import Stock
package import Storage

// Where a page of a list begins, from the key of its cursor and to it: the API's lists and the pages' are
// read on alike.

extension Request {
    /// The row that a page of a list sorted by name begins behind; nil for the first page, and for what `after` was before there were cursors.
    ///
    /// - Throws: `query_unreadable`.
    package func position<Subject>(after list: Cursor.List) throws -> NamePosition<Subject>? {
        guard let key = try after(list), key.count > 1 || !list.hadIDs else { return nil }
        guard key.count == 2, let id = ID<Subject>(key[1]) else { throw Problem.cursorForeign }
        return NamePosition(name: key[0], id: id)
    }

    /// The id that `after` was before there were cursors; nil for the first page, and for a cursor.
    ///
    /// - Throws: `query_unreadable`.
    func id<Subject>(after list: Cursor.List) throws -> ID<Subject>? {
        guard let key = try after(list), key.count == 1 else { return nil }
        guard let id = ID<Subject>(key[0]) else { throw Problem.positionUnreadable }
        return id
    }

    /// The place that a page of their outline begins behind.
    ///
    /// - Throws: `query_unreadable`.
    package func placePosition() throws -> PlaceID? {
        guard let key = try after(.places) else { return nil }
        guard key.count == 1, let id = PlaceID(key[0]) else { throw Problem.cursorForeign }
        return id
    }

    /// The same of the items by category.
    ///
    /// - Throws: `query_unreadable`.
    package func categoryPosition() throws -> CategoryPosition? {
        guard let key = try after(.items) else { return nil }
        guard key.count == 3, let id = ItemID(key[2]) else { throw Problem.cursorForeign }
        return CategoryPosition(category: key[0], name: key[1], id: id)
    }

    /// The same of the list of balances.
    ///
    /// - Throws: `query_unreadable`.
    package func stockPosition() throws -> StockPosition? {
        guard let key = try after(.stock), key.count > 1 else { return nil }
        guard key.count == 5, let item = ItemID(key[1]), let lot = LotID(key[3]),
            let place = PlaceID(key[4])
        else { throw Problem.cursorForeign }
        let lastDay = CivilDate(key[2])
        guard lastDay != nil || key[2].isEmpty else { throw Problem.cursorForeign }
        return StockPosition(
            itemName: key[0], item: item, lastDay: lastDay, lot: lot, place: place)
    }

    /// The same of the list of what to use first.
    ///
    /// - Throws: `query_unreadable`.
    package func useFirstPosition() throws -> UseFirstPosition? {
        guard let key = try after(.useFirst) else { return nil }
        guard key.count == 4, let lastDay = CivilDate(key[0]), let item = ItemID(key[1]),
            let lot = LotID(key[2]), let place = PlaceID(key[3])
        else { throw Problem.cursorForeign }
        return UseFirstPosition(lastDay: lastDay, item: item, lot: lot, place: place)
    }

    /// The same of the list of shortfalls.
    ///
    /// - Throws: `query_unreadable`.
    package func shortfallPosition() throws -> ShortfallPosition? {
        guard let key = try after(.shortfalls) else { return nil }
        guard key.count == 3, let seq = InputParsing.whole(key[0]), let lot = LotID(key[1]),
            let place = PlaceID(key[2])
        else { throw Problem.cursorForeign }
        return ShortfallPosition(seq: seq, lot: lot, place: place)
    }

    /// The device that a page of their list begins behind.
    ///
    /// - Throws: `query_unreadable`.
    package func device() throws -> ID<Credential>? {
        guard let key = try after(.devices) else { return nil }
        guard key.count == 1, let id = ID<Credential>(key[0]) else { throw Problem.cursorForeign }
        return id
    }
}

extension Cursor {
    /// Behind a row of a list that is sorted by name.
    package init<Subject>(_ list: List, behind name: String, _ id: ID<Subject>) {
        self.init(list, [name, id.description])
    }

    /// Behind a place of the outline of all.
    package init(behind place: Place) { self.init(.places, [place.id.description]) }

    /// Behind an item of the list by category.
    package init(byCategory item: Item) {
        self.init(.items, [item.category, item.name, item.id.description])
    }

    /// Behind a balance; the last day of a lot that has none is empty.
    package init(behind row: StockRow) {
        self.init(
            .stock,
            [
                row.itemName, row.item.description,
                row.lot.key.dateLabel?.lastDay?.description ?? "", row.lot.id.description,
                row.place.description,
            ])
    }

    package init(behind found: DatedStock) {
        self.init(
            .useFirst,
            [
                found.lastDay.description, found.row.item.description,
                found.row.lot.id.description, found.row.place.description,
            ])
    }

    /// Behind a scan that waits for what its code is, of which there need not be one.
    package init(behindOpenScan seq: Int64) { self.init(.unresolved, [String(seq)]) }

    package init(behind row: Shortfall) {
        self.init(.shortfalls, [String(row.seq), row.lot.description, row.place.description])
    }
}

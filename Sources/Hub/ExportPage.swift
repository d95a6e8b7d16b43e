import Journal
import Stock
import Storage

/// The last row written, and what each item's last row closed with.
struct DaysSoFar: Sendable {
    var last: DayRow?
    var closings: [ItemID: DayTotals] = [:]
}

/// Up to 1,000 rows and the lines they make; what they name is read together, one query a kind.
struct ExportPage {
    let queries: Queries
    private(set) var lines = CSVWriter()
    private let limit = 1_000

    init(queries: Queries) { self.queries = queries }

    mutating func addItems(after id: ItemID?) throws -> ItemID?? {
        let page = try queries.itemsByID(after: id, limit: limit)
        for known in page {
            let item = known.item
            let codes: [PackCode?] = known.codes.isEmpty ? [nil] : known.codes
            for code in codes {
                lines.append([
                    item.id.description, item.name, item.category, item.measure.rawValue,
                    text(item.unitWeightGrams), code?.code, text(code?.pack),
                    text(item.shelfLifeDays), item.programme.rawValue,
                ])
            }
        }
        return page.count < limit ? nil : .some(page.last?.item.id)
    }

    mutating func addStock(after key: BalanceKey?) throws -> BalanceKey?? {
        let page = try queries.balances(after: key, limit: limit)
        let items = try queries.items(among: Set(page.map(\.0.item)))
        let lots = try queries.lots(among: Set(page.map(\.0.lot)))
        let places = try queries.places(among: Set(page.map(\.0.place)))
        for (key, quantity) in page {
            lines.append(
                fields(
                    try items.known(key.item), try lots.known(key.lot), key.place,
                    try places.known(key.place).name, quantity))
        }
        return page.count < limit ? nil : .some(page.last?.0)
    }

    /// The columns of the stock.
    private func fields(
        _ item: Item, _ lot: Lot, _ place: PlaceID, _ placeName: String, _ quantity: Int64
    ) -> [String?] {
        fields(item, lot)
            + [place.description, placeName, text(quantity), text(item.grams(of: quantity))]
    }

    /// The columns of an item's lot.
    private func fields(_ item: Item, _ lot: Lot) -> [String?] {
        [
            item.id.description, item.name, item.category, item.measure.rawValue,
            lot.id.description, lot.key.dateLabel?.kind.rawValue,
            lot.key.dateLabel?.date.description, lot.key.number, lot.key.programme.rawValue,
        ]
    }

    mutating func addUseFirst(after behind: UseFirstPosition?) throws -> UseFirstPosition?? {
        let page = try queries.useFirst(behind: behind, limit: limit)
        let items = try queries.items(among: Set(page.map(\.row.item)))
        for found in page {
            let row = found.row
            lines.append(
                [found.lastDay.description]
                    + fields(
                        try items.known(row.item), row.lot, row.place, row.placeName, row.quantity))
        }
        let last = page.last.map {
            UseFirstPosition(
                lastDay: $0.lastDay, item: $0.row.item, lot: $0.row.lot.id, place: $0.row.place)
        }
        return page.count < limit ? nil : .some(last)
    }

    mutating func addDonations(
        after behind: SourceDonationPosition?
    ) throws -> SourceDonationPosition?? {
        let page = try queries.donations(behind: behind, limit: limit)
        for given in page {
            for row in given.lots where row.quantity != 0 {
                lines.append(
                    [
                        given.source.description, given.donation.description, text(given.seq),
                        given.recordedAt.description,
                    ] + fields(row.item, row.lot)
                        + [text(row.quantity), text(row.grams)])
            }
        }
        let last = page.last.map {
            SourceDonationPosition(source: $0.source, donation: $0.donation)
        }
        return page.count < limit ? nil : .some(last)
    }

    mutating func addLow(after behind: NamePosition<Item>?) throws -> NamePosition<Item>?? {
        let page = try queries.lowItems(behind: behind, limit: limit)
        for low in page {
            lines.append([
                low.item.id.description, low.item.name, low.item.category,
                low.item.measure.rawValue, text(low.quantity), text(low.minimum), text(low.missing),
            ])
        }
        let last = page.last.map { NamePosition<Item>(name: $0.item.name, id: $0.item.id) }
        return page.count < limit ? nil : .some(last)
    }

    mutating func addMovements(after seq: Int64) throws -> Int64? {
        let page = try queries.journal(after: seq, limit: limit)
        let said = try page.map { try $0.content() }
        let moved = said.flatMap { $0?.lines ?? [] }
        let items = try queries.items(among: Set(moved.map(\.item)))
        let lots = try queries.lots(among: Set(moved.map(\.lot)))
        let places = try queries.places(among: Set(moved.flatMap { [$0.from, $0.to] }))
        let history = try queries.unitHistory(of: Set(items.keys))
        let days = try queries.daysOfEntries((page.first?.seq ?? 0)...(page.last?.seq ?? 0))
        for (entry, said) in zip(page, said) {
            guard let said else { continue }
            for (number, line) in said.lines.enumerated() {
                let day = days.day(of: line, number, in: said, at: entry.seq)
                let item = history.item(try items.known(line.item), at: entry.seq, on: day)
                let lot = try lots.known(line.lot)
                lines.append([
                    text(entry.seq), entry.recordedAt.description, day?.description,
                    said.lineWord, item.id.description, item.name, lot.id.description,
                    lot.key.dateLabel?.kind.rawValue, lot.key.dateLabel?.date.description,
                    line.from.description, try places.known(line.from).name, line.to.description,
                    try places.known(line.to).name, text(line.quantity.value),
                    text(item.grams(of: line.quantity.value)), said.facts?.reason,
                    said.facts?.station,
                ])
            }
        }
        return page.count < limit ? nil : page.last?.seq
    }

    mutating func addEntries(after seq: Int64) throws -> Int64? {
        let page = try queries.journal(after: seq, limit: limit)
        for entry in page {
            lines.append([
                text(entry.seq), text(entry.epoch), entry.id.description, entry.kind,
                entry.recordedAt.description, entry.previous.hexadecimal, entry.hash.hexadecimal,
                String(decoding: entry.body, as: UTF8.self),
            ])
        }
        return page.count < limit ? nil : page.last?.seq
    }

    mutating func addWeeks(from day: CivilDate?) throws -> CivilDate?? {
        let page = try queries.weeksMoved(from: day, count: limit / 4)
        for week in page.weeks {
            let sums = [week.taken, week.distributed, week.discarded]
            lines.append(
                [week.first.description] + sums.flatMap { [text($0.pieces), text($0.grams)] })
        }
        return page.next.map { .some($0) }
    }

    mutating func addDays(after days: DaysSoFar) throws -> DaysSoFar? {
        var days = days
        let page = try queries.dayRows(after: days.last, limit: limit)
        let items = try queries.items(among: Set(page.map(\.item)))
        let history = try queries.unitHistory(of: Set(items.keys))
        for row in page {
            let line = try DayAccountLine(
                items.known(row.item), row.totals.following(days.closings[row.item]),
                units: try history.itemUnits(of: row.item, on: row.day), on: row.day)
            days.closings[row.item] = try line.booked.carriedOver()
            lines.append(
                [
                    row.day.description, line.item.id.description, line.item.name,
                    line.item.measure.rawValue,
                ] + line.figures.all.map { text($0) })
        }
        days.last = page.last
        return page.count < limit ? nil : days
    }

    private func text(_ number: (some BinaryInteger)?) -> String? { number.map { "\($0)" } }
}

extension Dictionary {
    /// - Throws: `entry_not_found` where nothing is known of it.
    fileprivate func known<Subject>(_ id: ID<Subject>) throws -> Value where Key == ID<Subject> {
        guard let value = self[id] else { throw StorageFault.entryNotFound(id.description) }
        return value
    }
}

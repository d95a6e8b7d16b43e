import Foundation
import GRDB
import Journal
import Stock

// What a count is held against: what is known to have happened at its places, by when it happened.
extension Queries {
    /// The last entry that was recorded by then; 0 where there was none.
    ///
    /// Entries are recorded one after the other, so it is found by halving.
    func seq(at moment: Moment) throws -> Int64 {
        let at = try db.cachedStatement(sql: "SELECT recorded_at FROM journal WHERE seq = ?")
        var (low, high) = (Int64(0), try head())
        while low < high {
            let middle = (low + high + 1) / 2
            let recorded = try Int64.fetchOne(at, arguments: [middle]) ?? .max
            if recorded <= moment.microseconds { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// What the balance of an item, or of one lot of it, changed by at some storage places, by what happened after
    /// a moment; what happened at the very moment is not part of it, nor are the adjustments of `count`.
    ///
    /// The item and the lot are those of now, and so are the numbers: what was joined, put right or converted since
    /// counts as if it always had been so.
    func change(
        of item: ItemID, _ lot: LotID?, at places: [PlaceID], after moment: Moment,
        withoutAdjustmentsOf count: CountID? = nil
    ) throws -> Quantity {
        try postings(of: item, lot, at: places, after: moment)
            .filter { count == nil || $0.count != count }
            .reduce(Quantity.zero) { try $0.adding($1.quantity) }
    }

    /// What came to some places of an item or lot, or left them, after a moment; counts' adjustments move no goods.
    func goods(
        of item: ItemID, _ lot: LotID?, at places: [PlaceID], after moment: Moment
    ) throws -> [StockChange] {
        try postings(of: item, lot, at: places, after: moment).filter { $0.count == nil }.map {
            StockChange(
                spot: LotAtPlace(place: $0.place, lot: $0.lot), moment: $0.moment,
                quantity: $0.quantity)
        }
    }

    /// What is known by now to have been of an item at some storage places at a moment, among all there is of it.
    func stock(
        _ now: Holdings, of item: ItemID, at places: [PlaceID], when moment: Moment
    ) throws -> Holdings {
        var then = now
        for posting in try postings(of: item, nil, at: places, after: moment) {
            let spot = LotAtPlace(place: posting.place, lot: posting.lot)
            then.set(
                try then.balance(spot.lot, at: spot.place).subtracting(posting.quantity), at: spot)
        }
        return then
    }

    /// Items of which anything came to some places, or left them, after a moment, under the ids of that time.
    func itemsPosted(at places: [PlaceID], after moment: Moment) throws -> Set<ItemID> {
        let statement = try db.cachedStatement(
            sql: """
                SELECT DISTINCT item FROM posting WHERE stretch = ? AND place = ? AND moment > ?
                """)
        let first = Schema.block(of: try seq(at: moment))
        var items: Set<ItemID> = []
        for place in places {
            var stretches = try StretchesBack(self, of: place.blob)
            while let stretch = try stretches.next(), stretch >= first {
                for item in try Data.fetchAll(
                    statement, arguments: [stretch, place.blob, moment.microseconds])
                {
                    items.insert(try ItemID(column: item))
                }
            }
        }
        for went in try wentUnposted(since: try seq(at: moment))
        where went.moment > moment && places.contains(went.spot.place) { items.insert(went.item) }
        return items
    }

    /// What came to a place, or left it, of a lot as it is by now.
    private struct Posting {
        let place: PlaceID
        let lot: LotID
        let moment: Moment
        /// Below zero for what left.
        let quantity: Quantity
        let count: CountID?
    }

    private func postings(
        of item: ItemID, _ lot: LotID?, at places: [PlaceID], after moment: Moment
    ) throws -> [Posting] {
        let first = try seq(at: moment)
        let corrections = try corrections(since: first)
        let sql = """
            SELECT seq, item, place, lot, moment, quantity, count FROM posting
            WHERE stretch >= ? AND item = ? AND seq > ? AND seq < ? AND moment > ?
            AND (? IS NULL OR lot = ?) AND place IN (\(marks(places.count)))
            """
        let statement = try db.cachedStatement(sql: sql)
        let wanted = corrections.isEmpty ? lot : nil
        var found: [Posting] = []
        for part in corrections.isEmpty
            ? [JoinedPart(item: item, until: .max)] : try lineage(of: item)
        {
            var arguments: StatementArguments = [
                Schema.block(of: first), part.item.blob, first, part.until, moment.microseconds,
                wanted?.blob, wanted?.blob,
            ]
            for place in places { arguments += [place.blob] }
            for row in try Row.fetchAll(statement, arguments: arguments)
            where !corrections.contains(row["seq"]) {
                let amount =
                    corrections.isEmpty ? nil : try amountNow(row, Quantity(row["quantity"]))
                guard wanted != nil || lot == nil || amount?.lot?.id == lot else { continue }
                found.append(
                    Posting(
                        place: try PlaceID(column: row["place"]),
                        lot: try amount?.lot?.id ?? LotID(column: row["lot"]),
                        moment: Moment(microseconds: row["moment"]),
                        quantity: amount?.quantity ?? Quantity(row["quantity"]),
                        count: try (row["count"] as Data?).map { try CountID(column: $0) }))
            }
        }
        guard !corrections.isEmpty else { return found }
        for went in try wentUnposted(since: first) + postedAsOther(item, since: first)
        where went.item == item && went.moment > moment && places.contains(went.spot.place)
            && lot ?? went.spot.lot == went.spot.lot
        {
            found.append(
                Posting(
                    place: went.spot.place, lot: went.spot.lot, moment: went.moment,
                    quantity: went.quantity, count: nil))
        }
        return found
    }

    /// So much of the item and lot that a row names, as it is by now; a row without a lot is of the item.
    ///
    /// Where a count saw one of two items alone before they were one, what it adjusted while they were is of that one again
    /// once they are two.
    private func amountNow(
        _ row: Row, _ quantity: Quantity, seenIn count: CountID? = nil
    ) throws -> ItemAmount {
        let (blob, seq): (Data, Int64) = (row["lot"], row["seq"])
        var item = try ItemID(column: row["item"])
        var lot = blob.isEmpty ? nil : try self.lot(try LotID(column: blob))
        if let count, try hasCorrections(since: seq) {
            for (_, parted, join) in try partings(since: seq) where parted.into == item {
                guard join < seq, try isSeen(parted.item, in: count, before: join),
                    try !isSeen(item, in: count, before: join)
                else { continue }
                (item, lot) = (parted.item, lot.map { Lot($0.key.of(parted.item)) })
            }
        }
        return try now(ItemAmount(item: item, lot: lot, quantity: quantity), since: seq)
    }

    /// When the counting that a row tells of began, and when it ended.
    private func moments(_ row: Row) -> ClosedRange<Moment> {
        let first = Moment(microseconds: row["first_at"])
        return first...max(first, Moment(microseconds: row["last_at"]))
    }

    /// All that completed counts saw of an item, and of those that are one with it by now; where a part is named, of those
    /// counts alone that saw it too.
    func figures(of item: ItemID, seeing half: ItemID? = nil) throws -> [CountAnchor] {
        let sql = """
            SELECT * FROM count_figure WHERE item = ? AND seq < ? ORDER BY count, lot, number
            """
        let statement = try db.cachedStatement(sql: sql)
        var figures: [CountAnchor] = []
        for part in try lineage(of: item) {
            let rows = try Row.fetchAll(statement, arguments: [part.item.blob, part.until])
            var last: Row?
            for row in rows
            where try half.map({
                let seen = try (row["part"] as Data?).map { try ItemID(column: $0) } ?? part.item
                return try became($0, seen, before: row["seq"])
            }) ?? true {
                let place = try PlaceID(column: row["place"])
                if let last, last["count"] == row["count"] as Data,
                    last["lot"] == row["lot"] as Data
                {
                    figures.append(figures.removeLast().covering(place))
                } else {
                    let amount = try amountNow(row, Quantity(row["seen"]))
                    guard amount.isKnown else { continue }
                    figures.append(
                        CountAnchor(
                            count: try CountID(column: row["count"]), lot: amount.lot?.id,
                            seen: amount.quantity,
                            moments: moments(row), places: [place]))
                }
                last = row
            }
        }
        return try figures.merged()
    }

    /// What a count's adjustments of an item add up to by now, by lot and place, and the lots.
    func adjustments(
        of item: ItemID, by count: CountID, seeing half: ItemID? = nil
    ) throws -> CountAdjustments {
        let sql = """
            SELECT seq, item, place, lot, sum(quantity) AS quantity FROM posting INDEXED BY posting_count
            WHERE count = ? AND item = ? AND seq < ? GROUP BY seq, place, lot
            """
        let statement = try db.cachedStatement(sql: sql)
        var sums = CountAdjustments()
        for part in try lineage(of: item) {
            for row in try Row.fetchAll(
                statement, arguments: [count.blob, part.item.blob, part.until])
            where try half.map({ try became($0, part.item, before: row["seq"]) }) ?? true {
                let amount = try amountNow(row, Quantity(row["quantity"]))
                guard let lot = amount.lot else { continue }
                try sums.add(amount.quantity, of: lot, at: try PlaceID(column: row["place"]))
            }
        }
        return sums
    }

    /// What a count's adjustments add up to, as lines of the items and lots of now, by item.
    func adjustmentLines(
        of count: CountID
    ) throws -> [(item: ItemID, lines: [MovementLine], lots: [Lot])] {
        struct Edge: Hashable {
            let item: ItemID
            let lot: Lot
            let place, other: PlaceID
            let moment: Int64
        }
        let sql = """
            SELECT seq, item, place, other, lot, moment, sum(quantity) AS quantity
            FROM posting INDEXED BY posting_count WHERE count = ? GROUP BY seq, item, place, other, lot, moment
            """
        var sums: [Edge: Quantity] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: [count.blob]) {
            let amount = try amountNow(row, Quantity(row["quantity"]), seenIn: count)
            guard let lot = amount.lot else { continue }
            let edge = Edge(
                item: amount.item, lot: lot, place: try PlaceID(column: row["place"]),
                other: try PlaceID(column: row["other"]), moment: row["moment"])
            sums[edge] = try (sums[edge] ?? .zero).adding(amount.quantity)
        }
        let edges = sums.filter { $0.value != .zero }.sorted {
            ($0.key.place, $0.key.lot.id, $0.key.moment) < (
                $1.key.place, $1.key.lot.id, $1.key.moment
            )
        }
        return try Dictionary(grouping: edges, by: \.key.item).sorted { $0.key < $1.key }
            .map { item, edges in
                let lines = try edges.map { edge, sum in
                    try MovementLine(
                        changing: LotAtPlace(place: edge.place, lot: edge.lot.id), of: item,
                        by: sum, over: edge.other, count: count,
                        at: Moment(microseconds: edge.moment))
                }
                return (item, lines, edges.map(\.key.lot))
            }
    }

    /// Items of now whose measure changed since a count adjusted them, and of which nobody knows what a piece weighs.
    func unweighedAdjustments(of count: CountID) throws -> Set<ItemID> {
        let sql = """
            SELECT seq, item, lot, sum(quantity) AS quantity FROM posting INDEXED BY posting_count
            WHERE count = ? GROUP BY seq, item, lot
            """
        var unknown: Set<ItemID> = []
        for row in try Row.fetchAll(db, sql: sql, arguments: [count.blob])
        where row["quantity"] as Int64 != 0 {
            let amount = try amountNow(row, Quantity(row["quantity"]))
            if !amount.isKnown { unknown.insert(amount.item) }
        }
        return unknown
    }

    /// Scans of a count whose code nobody has explained yet.
    func unexplained(in count: CountID) throws -> [EntryID] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT unresolved.id, journal.body FROM unresolved JOIN journal ON journal.seq = unresolved.seq
                WHERE resolved_by IS NULL AND instr(journal.body, ?) > 0 ORDER BY unresolved.seq
                """, arguments: [count.description])
        return try rows.compactMap { row in
            let scan: UnresolvedScan = try EntryJSON.decode(row["body"])
            return scan.scan.count == count ? try EntryID(column: row["id"]) : nil
        }
    }
}

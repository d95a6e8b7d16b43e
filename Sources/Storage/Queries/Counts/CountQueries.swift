import Foundation
import GRDB
public import Journal
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
        /// What is known by now to have been there at that moment; what the count itself posted is no part of it.
        public let expected: Int64
        /// The journal's last number when it was seen.
        public let asOf: Int64
        /// When it was seen.
        public let at: Moment
        /// `seen` − `expected`; a line whose difference is beyond 64 bits was never noted.
        public var difference: Int64 { seen &- expected }
    }

    /// Whether a count goes on, its differences are in the journal, or it was taken back or thrown away.
    public enum State: String, Sendable, CaseIterable { case open, completed, dropped }

    /// Names the count; made by whoever opened it.
    public let id: CountID
    /// The counted place.
    public let place: Place
    /// Whether its differences are in the journal.
    public var isCompleted: Bool { state == .completed }
    /// What became of it.
    public let state: State
    /// Boxes that stand on the place and are counted with it; of a count that has ended, all that did.
    public let boxes: [PlaceID]
    /// What stands in the place and is counted by itself: bins, and boxes in them.
    public let notCovered: [PlaceID]
    /// The latest observation first; without those of which nobody knows by now how much was seen.
    public let lines: [Line]
    /// Items that a completed count has no say about: they moved while they were being counted, or were seen in part.
    public let recount: [Item]
}

/// A count that goes on.
package struct OpenCount: Sendable {
    /// Names the count; made by whoever opened it.
    package let id: CountID
    /// The counted place, without what stands in it.
    package let place: Place
}

/// The page where a count begins or goes on.
package struct CountChoices: Sendable {
    /// All storage places by name.
    package let places: [Place]
    /// The latest first.
    package let open: [OpenCount]
    /// Places with a shortfall, the latest first.
    package let short: [PlaceID]
}

/// A count's page: what was seen so far while it goes on, what differed once it is completed.
package struct CountStory: Sendable {
    /// A completed count's outcome.
    package struct Completion: Sendable {
        package let seq: Int64
        package let recordedAt: Moment
        /// What the ledger had there of items that nobody counted.
        package let gone: [(item: Item, quantity: Int64)]
        /// What moved while it was counted, and codes that nobody knew.
        package let outcome: CountOutcome
    }

    package let sheet: CountSheet
    /// Nil while the count goes on.
    package let completion: Completion?
    /// The boxes that are counted with the place.
    package let boxes: [Place]
    /// What stands in the place and is not counted with it.
    package let notCovered: [Place]
    package let categories: [String]
    /// What the last form recorded.
    package let last: EntryStory?
}

extension Queries {
    /// What the page where counts begin tells; `limit` is of each list.
    package func countChoices(limit: Int) throws -> CountChoices {
        var short: [PlaceID] = []
        for row in try shortfalls() where !short.contains(row.place) && short.count < limit {
            short.append(row.place)
        }
        return CountChoices(
            places: try places(), open: try countsOfPlaces(limit: limit), short: short)
    }

    /// Counts that go on, the latest first, each with its place.
    package func countsOfPlaces(limit: Int) throws -> [OpenCount] {
        let sql = """
            SELECT count_sheet.id AS count, place.* FROM count_sheet
            JOIN place ON place.id = count_sheet.place
            WHERE completed IS NULL AND ended IS NULL ORDER BY count_sheet.seq DESC LIMIT ?
            """
        return try Row.fetchAll(db, sql: sql, arguments: [limit]).map {
            OpenCount(id: try CountID(column: $0["count"]), place: try Place(row: $0))
        }
    }

    /// What a count's page tells.
    ///
    /// - Parameters:
    ///   - id: The count.
    ///   - last: The entry that the page's form made just now.
    ///   - limit: Places that are counted by themselves, at the most.
    /// - Returns: All of it as of one moment.
    /// - Throws: ``StorageFault/countNotFound(_:)``, or what SQLite says.
    package func countStory(_ id: CountID, last: Int64?, limit: Int) throws -> CountStory {
        guard let sheet = try count(id) else {
            throw StorageFault.countNotFound(id.description)
        }
        guard sheet.state == .open else {
            let completion = try completion(of: id).map { entry, body in
                let outcome = try outcome(of: body, recount: try recounts(of: id))
                return CountStory.Completion(
                    seq: entry.seq, recordedAt: entry.recordedAt,
                    gone: try unseen(outcome, sheet), outcome: outcome)
            }
            return CountStory(
                sheet: sheet, completion: completion, boxes: [], notCovered: [], categories: [],
                last: nil)
        }
        return CountStory(
            sheet: sheet, completion: nil,
            boxes: try places(among: Set(sheet.boxes)).values.sorted { $0.name < $1.name },
            notCovered: try places(among: Set(sheet.notCovered.prefix(limit))).values
                .sorted { $0.name < $1.name },
            categories: try categories(), last: try last.flatMap { try entryStory($0, lines: 1) })
    }

    /// Items that nobody counted and the ledger had there.
    private func unseen(
        _ outcome: CountOutcome, _ sheet: CountSheet
    ) throws -> [(item: Item, quantity: Int64)] {
        let counted = Set((sheet.lines.map(\.item) + outcome.recount).map(\.id))
        var missing: [ItemID: Int64] = [:]
        for difference in outcome.differences where !counted.contains(difference.item) {
            missing[difference.item, default: 0] &-= difference.quantity.value
        }
        let items = try items(among: Set(missing.keys))
        return missing.compactMap { id, quantity in items[id].map { ($0, quantity) } }
            .sorted { $0.item.name < $1.item.name }
    }
}

extension Queries {
    /// Nil where no count of that id was opened.
    public func count(_ id: CountID) throws -> CountSheet? {
        try count(id, now: PlaceTree(try places(edges: true)))
    }

    /// The same by the places of now.
    func count(_ id: CountID, now: PlaceTree) throws -> CountSheet? {
        let head = try Row.fetchOne(
            db, sql: "SELECT * FROM count_sheet WHERE id = ?", arguments: [id.blob])
        guard let head, let place = try place(try PlaceID(column: head["place"])) else {
            return nil
        }
        let lines = try sheetLines(of: id, now: now) { $0.isKnown }
        let state = CountSheet.State(row: head)
        let covered =
            state == .open
            ? Set([place.id] + now.boxes(standingOn: place.id)) : try places(of: id, now: now)
        return CountSheet(
            id: id, place: place, state: state, boxes: covered.subtracting([place.id]).sorted(),
            notCovered: now.within(place.id).filter { !covered.contains($0) }, lines: lines,
            recount: try items(among: Set(recounts(of: id))).values
                .sorted { ($0.name, $0.id) < ($1.name, $1.id) })
    }

    /// Those of a count's lines that are wanted, the latest first.
    func sheetLines(
        of id: CountID, now: PlaceTree, where isWanted: (CountedLine) -> Bool
    ) throws -> [CountSheet.Line] {
        let seen = try lines(of: id)
        let wanted = seen.filter(isWanted).sorted { $0.seq > $1.seq }
        let items = try items(among: Set(wanted.map(\.item)))
        return try wanted.compactMap { line -> CountSheet.Line? in
            guard let item = items[line.item] else { return nil }
            let places = try places(of: id, for: line, now: now)
            let figure = try CountFigure(
                line, of: line.lot, beside: seen.lots(of: line.item), at: places
            ) {
                try expected(item.id, $0, at: places, when: line.moment, by: id)
            }
            return CountSheet.Line(
                item: item, lot: line.lot, seen: line.seen.value,
                expected: try figure.known().value, asOf: line.asOf, at: line.moment)
        }
    }

    /// What became of a count; nil where none of that id was opened.
    func state(ofCount id: CountID) throws -> CountSheet.State? {
        let sql = "SELECT completed, ended FROM count_sheet WHERE id = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob])
            .map { CountSheet.State(row: $0) }
    }

    /// What is known by now to have been of an item or lot at some places at a moment, by what there is `now`.
    ///
    /// All that `count` posted of it is part of it, whatever moment that was as of.
    func balance(
        _ now: Quantity, of item: ItemID, _ lot: LotID?, at places: [PlaceID], when moment: Moment,
        in count: CountID?
    ) throws -> Quantity {
        try now.subtracting(
            change(of: item, lot, at: places, after: moment, withoutAdjustmentsOf: count))
    }

    /// What is known by now to have been at a count's places at a moment, without what the count itself posted.
    private func expected(
        _ item: ItemID, _ lot: LotID?, at places: [PlaceID], when moment: Moment,
        by count: CountID
    ) throws -> Quantity {
        var arguments: StatementArguments = [item.blob, lot?.blob, lot?.blob]
        for place in places { arguments += [place.blob] }
        let now = try Int64.fetchOne(
            db,
            sql: """
                SELECT sum(quantity) FROM balance
                WHERE item = ? AND iif(? IS NULL, lot = x'', lot = ?) AND place IN (\(marks(places.count)))
                """, arguments: arguments)
        let own = try adjustments(of: item, by: count)
            .sums.filter { lot == nil || $0.key.lot == lot }.values
            .reduce(Quantity.zero) { try $0.adding($1) }
        return try balance(
            Quantity(now ?? 0), of: item, lot, at: places, when: moment, in: count
        ).subtracting(own)
    }

    /// Where a count is; nil where none of that id was opened.
    func place(ofCount id: CountID) throws -> Place? {
        let sql = """
            SELECT place.* FROM count_sheet JOIN place ON place.id = count_sheet.place
            WHERE count_sheet.id = ?
            """
        return try Row.fetchOne(db, sql: sql, arguments: [id.blob]).map { try Place(row: $0) }
    }

    /// Counts that are not completed, the latest first; at most 100.
    public func openCounts() throws -> [CountID] {
        try Data.fetchAll(
            db,
            sql: """
                SELECT id FROM count_sheet WHERE completed IS NULL AND ended IS NULL
                ORDER BY seq DESC LIMIT 100
                """
        )
        .map { try CountID(column: $0) }
    }
}

extension CountSheet.State {
    /// A row of `count_sheet`.
    fileprivate init(row: Row) {
        self =
            row["ended"] as Int64? != nil
            ? .dropped : row["completed"] as Int64? != nil ? .completed : .open
    }
}

extension Queries {
    /// The entry that completed a count; nil while it is open.
    public func completion(of count: CountID) throws -> (entry: Entry, body: CountCompleted)? {
        let sql = "SELECT completed FROM count_sheet WHERE id = ? AND completed IS NOT NULL"
        guard let seq = try Int64.fetchOne(db, sql: sql, arguments: [count.blob]),
            let entry = try entry(seq)
        else { return nil }
        return (entry, try EntryJSON.decode(entry.body))
    }
}

import Foundation
import GRDB
package import Journal
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
    /// Why stock only goes by another name from here on; nil where it came or went.
    package internal(set) var nameChange: NameChange?
    /// What the lot was until here, where a package was put right.
    package internal(set) var lotBefore: Lot?
}

/// A scan that moved an item or saw it in a count, and was not taken back.
package struct StandingScan: Sendable {
    /// The entry's, by which it is taken back.
    package let id: EntryID
    /// The entry's number.
    package let seq: Int64
    /// What its sender said.
    package let facts: ScanFacts
    /// Pieces or grams, as the item is kept by now.
    package let quantity: Quantity
    /// When it happened, by the hub's clock.
    package let at: Moment
    /// The item that it is recorded as, as it is by now.
    package let item: ItemID
    /// The lots that it took away, as it was recorded.
    package var lotsTaken: Set<LotID> = []
}

/// Items that were parted again.
package struct PartedPair: Sendable {
    package let item: ItemID
    /// What stands for the item again, also what the other got meanwhile from people who named the item.
    package let codes: [String]
    /// The other one.
    package let into: ItemID
    /// The lots of the other one, as which goods of the item went that did not go back.
    package let lots: Set<LotID>
    /// The entries while both were one.
    package let entries: Range<Int64>
}

extension Queries {
    /// The entries behind an item's or a place's balances, the latest first.
    ///
    /// - Parameters:
    ///   - item: The item whose story it is, at all places.
    ///   - lot: Only what moved this lot of the item; nil for all.
    ///   - place: Where `item` is nil, the place whose story it is.
    ///   - from: Where it begins; nil for the latest.
    ///   - limit: Lines.
    ///   - endsWhole: Whether the last entry is told to its end, also beyond the limit.
    /// - Returns: A line for each storage place that an entry's line touched.
    /// - Throws: What SQLite says.
    package func story(
        item: ItemID? = nil, lot: LotID? = nil, place: PlaceID? = nil, from: StoryPosition? = nil,
        limit: Int, endsWhole: Bool = false
    ) throws -> [StoryLine] {
        guard let subject = item?.blob ?? place?.blob else { return [] }
        var page = StoryPosition.Page(from: from, limit: limit, endsWhole: endsWhole)
        let statement = try db.cachedStatement(
            sql: Self.storySQL(by: item == nil ? "place" : "item", ofLot: lot != nil))
        var stretches = try StretchesBack(
            self, of: subject, before: from.map { $0.seq + 1 } ?? .max)
        while page.lines.count < page.limit, let stretch = try stretches.next() {
            let rows = try Row.fetchCursor(
                statement,
                arguments: [stretch, subject, from?.seq ?? .max] + (lot.map { [$0.blob] } ?? []))
            while page.isOpen, let row = try rows.next() {
                guard page.take(try StoryLine(row: row)) else { break }
            }
        }
        return try named(page.lines)
    }

    /// Scans of an item that were not taken back, the latest first, among the last entries that moved it and the last
    /// that saw it in a count.
    ///
    /// - Parameters:
    ///   - item: The item.
    ///   - limit: Entries that are looked through, from 1 to 10,000.
    /// - Returns: The scans, and whether the item moved before those entries too.
    /// - Throws: What SQLite says.
    package func standingScans(
        of item: ItemID, among limit: Int
    ) throws -> (scans: [StandingScan], isMore: Bool) {
        let limit = min(max(1, limit), 10_000)
        let sql = """
            SELECT DISTINCT posting.seq, id, recorded_at, kind, body FROM posting JOIN journal USING (seq)
            WHERE stretch = ? AND item = ? AND posting.seq < ? AND id NOT IN (SELECT movement FROM reversal)
            ORDER BY posting.seq DESC LIMIT ?
            """
        let statement = try db.cachedStatement(sql: sql)
        var (scans, isMore) = ([StandingScan](), false)
        // What was scanned of one before both were one stands under its id.
        for part in try lineage(of: item) {
            var looked = 0
            var stretches = try StretchesBack(self, of: part.item.blob)
            while looked <= limit, let stretch = try stretches.next() {
                let rows = try Row.fetchCursor(
                    statement,
                    arguments: [stretch, part.item.blob, part.until, limit + 1 - looked])
                while let row = try rows.next() {
                    looked += 1
                    guard looked <= limit else { break }
                    let scan = try StandingScan(row: row, of: part.item, as: item, self)
                    if let scan { scans.append(scan) }
                }
            }
            let seen = try countScans(of: part.item, as: item, among: limit)
            scans += seen.scans
            isMore = isMore || looked > limit || seen.isMore
        }
        return (scans.sorted { $0.seq > $1.seq }, isMore)
    }

    /// Scans, and lines by code, that saw an item in counts which were not taken back or thrown away.
    private func countScans(
        of item: ItemID, as now: ItemID, among limit: Int
    ) throws -> (scans: [StandingScan], isMore: Bool) {
        let sql = """
            SELECT journal.seq, journal.id, recorded_at, body FROM count_line
            JOIN journal ON journal.seq = count_line.seq JOIN count_sheet ON count_sheet.id = count
            WHERE item = ? AND (is_whole = 0 OR key IS NOT NULL) AND ended IS NULL ORDER BY journal.seq DESC LIMIT ?
            """
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [item.blob, limit + 1])
        let scans = try rows.prefix(limit).compactMap { row -> StandingScan? in
            let line: CountObservation = try EntryJSON.decode(row["body"])
            guard let facts = line.scan else { return nil }
            var (id, seq) = (try EntryID(column: row["id"]), row["seq"] as Int64)
            // What was said of a scan is taken back by what said it, which is the entry before.
            if let said = try entry(seq - 1), said.id.lateCount == id {
                (id, seq) = (said.id, said.seq)
            }
            let seen = ItemAmount(item: item, lot: nil, quantity: line.added ?? line.seen)
            return StandingScan(
                id: id, seq: seq, facts: facts,
                quantity: try self.now(seen, since: row["seq"]).quantity,
                at: try held(
                    line.happenedAt ?? Moment(microseconds: row["recorded_at"]), since: seq),
                item: now)
        }
        return (scans, rows.count > limit)
    }

    /// The items that an entry parted; nil where it parted none.
    package func itemsParted(by id: EntryID) throws -> PartedPair? {
        guard let parted = try body(of: id) as? ItemsParted,
            let from = try seq(of: parted.join), let until = try seq(of: id)
        else { return nil }
        let named = try codes(of: parted.into, named: parted.item, since: from, until: until)
        let gone = try lots(among: Set((parted.missing ?? []).map(\.lot)))
        return PartedPair(
            item: parted.item, codes: parted.codes + named, into: parted.into,
            lots: Set(gone.values.map { Lot($0.key.of(parted.into)).id }), entries: from..<until)
    }

    /// The lines of one stretch of the journal.
    static func storySQL(by column: String?, ofLot: Bool = false) -> String {
        """
        SELECT posting.*, journal.recorded_at, item.name AS item_name,
            coalesce((SELECT iif(measure = 'gram', 'each', 'gram') FROM item_conversion
                WHERE item_conversion.item = posting.item AND item_conversion.seq > posting.seq
                ORDER BY seq LIMIT 1), item.measure) AS measure,
            here.name AS place_name, here.kind AS place_kind, there.name AS other_name, there.kind AS other_kind
        FROM posting JOIN journal ON journal.seq = posting.seq JOIN item ON item.id = posting.item
        JOIN place AS here ON here.id = posting.place JOIN place AS there ON there.id = posting.other
        WHERE posting.stretch = ?1 AND \(column.map { "posting.\($0) = ?2" } ?? "?2 IS NULL") AND posting.seq <= ?3
            \(ofLot ? "AND posting.lot = ?4" : "")
        ORDER BY posting.seq DESC, line, posting.place
        """
    }
}

/// The stretches of the journal in which an item or a place has postings, the last first.
struct StretchesBack {
    static let sql = "SELECT stretches FROM posting_region WHERE region = ? AND subject = ?"

    private let statement: Statement
    private let subject: Data
    /// The region that is looked at, and the bits of it that are left.
    private var region: Int64
    private var left: UInt64

    /// Those that hold entries before a number; the journal's last stretch is one whatever it holds, for that is noted
    /// once it is full.
    init(_ queries: Queries, of subject: Data, before seq: Int64 = .max) throws {
        (statement, self.subject) = (try queries.db.cachedStatement(sql: Self.sql), subject)
        let head = try queries.head()
        let stretch = Schema.block(of: min(max(1, seq) - 1, head))
        let (region, bit) = Schema.region(of: stretch)
        self.region = region
        left = 0
        let upTo = UInt64(bitPattern: bit)
        left = try bits() & (upTo | (upTo - 1))
        if stretch == Schema.block(of: head) { left |= upTo }
    }

    /// - Returns: Nil behind the first.
    mutating func next() throws -> Int64? {
        while left == 0 {
            guard region > 0 else { return nil }
            region -= 1
            left = try bits()
        }
        let highest = Int64(63 - left.leadingZeroBitCount)
        left &= ~(1 << UInt64(highest))
        return region << 6 | highest
    }

    private func bits() throws -> UInt64 {
        UInt64(
            bitPattern: try Int64.fetchOne(statement, arguments: [region, subject]) ?? 0)
    }
}

extension StandingScan {
    /// Nil for an entry that is no scan of the item itself.
    fileprivate init?(row: Row, of item: ItemID, as now: ItemID, _ queries: Queries) throws {
        let body = try EntryKinds.read(row["kind"], row["body"])
        guard let movement = body?.reversible, let facts = movement.scan, movement.item == item,
            try movement.part.map({ try queries.became($0, item, before: .max) }) ?? true
        else { return nil }
        var quantity = Quantity.zero
        for line in movement.lines where line.isOwn {
            quantity = try quantity.adding(line.quantity)
        }
        let moved = ItemAmount(item: item, lot: nil, quantity: quantity)
        self.init(
            id: try EntryID(column: row["id"]), seq: row["seq"], facts: facts,
            quantity: try queries.now(moved, since: row["seq"]).quantity,
            at: try queries.held(
                movement.happenedAt ?? Moment(microseconds: row["recorded_at"]), since: row["seq"]),
            item: now)
        if facts.mode == .distribute || facts.mode == .discard {
            lotsTaken = Set(movement.lines.map(\.lot))
        }
    }
}

extension StoryLine {
    init(row: Row) throws {
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

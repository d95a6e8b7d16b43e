import Foundation
import GRDB
public import Journal
public import Stock

/// A scan that waits for someone to say what it was.
public struct OpenScan: Sendable {
    /// The entry's number.
    public let seq: Int64
    /// The id that its sender gave it; an explanation names it.
    public let id: EntryID
    /// By the hub's clock.
    public let recordedAt: Moment
    /// All its sender said.
    public let scan: UnresolvedScan
    /// When it happened, by the hub's clock, whatever the sender's showed, and as it was put right since.
    public let at: Moment
}

extension OpenScan {
    fileprivate init(row: Row, _ queries: Queries) throws {
        let recordedAt = Moment(microseconds: row["recorded_at"])
        let scan: UnresolvedScan = try EntryJSON.decode(row["body"])
        self.init(
            seq: row["seq"], id: try EntryID(column: row["id"]), recordedAt: recordedAt, scan: scan,
            at: try queries.held(scan.happenedAt ?? recordedAt, since: row["seq"]))
    }
}

/// What a code on a label or package stands for.
public enum CodeReferentDetails: Sendable {
    /// So many pieces or grams of an item.
    case item(Item, pack: Int64)
    /// One lot, by the label the hub issued for it.
    case lot(Lot, of: Item)
    /// A place, by the label on it.
    case place(Place)
}

/// A code that nobody knows, by its first scan.
package struct OpenCode: Sendable {
    package let first: OpenScan
    /// Scans of it that wait.
    package let times: Int
    /// Where the first was scanned, as far as its sender said.
    package let place: Place?
    /// Whether it is a label of the hub's that is on nothing yet.
    package let isLabel: Bool
    /// The item that the first named in place of a code.
    package let named: Item?
}

/// The page of codes that nobody knows.
package struct OpenCodes: Sendable {
    package let codes: [OpenCode]
    /// Whether more codes follow the last.
    package let hasMore: Bool
    package let categories: [String]
}

/// A scanning page: where to, from whom, and what was scanned last.
package struct ScanDesk: Sendable {
    package let places: [Place]
    package let sources: [SourceRecord]
    package let categories: [String]
    /// What the last form recorded.
    package let last: EntryStory?
    /// All days up to this one are closed; nil while none is.
    package let lastClosed: CivilDate?
}

extension Queries {
    /// What a scanning page tells; `last` is the entry that its form made just now.
    package func scanDesk(last: Int64?) throws -> ScanDesk {
        ScanDesk(
            places: try places(), sources: try sources(limit: 500), categories: try categories(),
            last: try last.flatMap { try entryStory($0, lines: 1) },
            lastClosed: try lastClosedDay())
    }

    /// Codes that nobody has explained yet, the oldest first, each once.
    ///
    /// - Parameters:
    ///   - seq: The first scan of the last code of the page before; 0 for the first page.
    ///   - limit: Codes on a page.
    /// - Returns: One page.
    /// - Throws: What SQLite says, or `DecodingError` for an entry that is damaged.
    package func openCodes(after seq: Int64, limit: Int) throws -> OpenCodes {
        // A code stands on the page of its first scan, whatever pages its later scans would fall on.
        let sql = """
            SELECT journal.seq, journal.id, recorded_at, body, times FROM (
                SELECT min(seq) AS first, count(*) AS times FROM unresolved
                WHERE resolved_by IS NULL GROUP BY key HAVING first > ? ORDER BY first LIMIT ?
            ) JOIN journal ON journal.seq = first ORDER BY first
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: [seq, limit + 1])
        let shown = try rows.prefix(limit).map {
            (try OpenScan(row: $0, self), times: $0["times"] as Int)
        }
        let places = try places(among: Set(shown.compactMap(\.0.scan.scan.place)))
        let labels = try labelCodes(among: shown.map(\.0.scan.key))
        let named = try items(among: Set(shown.compactMap(\.0.scan.item)))
        let codes = shown.map { scan, times in
            OpenCode(
                first: scan, times: times, place: scan.scan.scan.place.flatMap { places[$0] },
                isLabel: labels.contains(scan.scan.key),
                named: scan.scan.item.flatMap { named[$0] })
        }
        return OpenCodes(codes: codes, hasMore: rows.count > limit, categories: try categories())
    }

    /// What the first known of some keys stands for; nil where none is known.
    public func meaning(of keys: [String]) throws -> CodeReferentDetails? {
        let known = try meanings(of: Set(keys))
        return keys.lazy.compactMap { known[$0] }.first
    }

    /// Whether a key stands for an item, or for a lot of it.
    func stands(_ key: String, for item: ItemID) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM code WHERE key = ? AND item = ?)"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [key, item.blob]) ?? false
    }

    /// What each of some keys stands for; those that nobody knows are left out.
    package func meanings(of keys: Set<String>) throws -> [String: CodeReferentDetails] {
        let known = try rows(among: keys) {
            "SELECT key, item, lot, place, pack FROM code WHERE key IN (\($0))"
        }.map { (key: $0["key"] as String, referent: try CodeReferent(row: $0)) }
        var (ids, lotIDs, placeIDs) = (Set<ItemID>(), Set<LotID>(), Set<PlaceID>())
        for (_, referent) in known {
            switch referent {
            case .item(let id, _): ids.insert(id)
            case .place(let id): placeIDs.insert(id)
            case .lot(let id, let item):
                lotIDs.insert(id)
                ids.insert(item)
            }
        }
        let (items, lots) = (try items(among: ids), try lots(among: lotIDs))
        let places = try places(among: placeIDs)
        return Dictionary(
            uniqueKeysWithValues: known.compactMap { key, referent in
                let details: CodeReferentDetails? =
                    switch referent {
                    case .item(let id, let pack): items[id].map { .item($0, pack: pack) }
                    case .place(let id): places[id].map { .place($0) }
                    case .lot(let id, let of):
                        lots[id].flatMap { lot in items[of].map { .lot(lot, of: $0) } }
                    }
                return details.map { (key, $0) }
            })
    }

    /// Scans that nobody has explained yet, the oldest first.
    ///
    /// - Parameters:
    ///   - seq: The journal number of the last one of the page before; 0 for the first page.
    ///   - day: The day that they belong to; nil for any.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says, or `DecodingError` for an entry that is damaged.
    public func unresolved(
        after seq: Int64 = 0, on day: CivilDate? = nil, limit: Int
    ) throws -> [OpenScan] {
        let sql = """
            SELECT unresolved.seq, unresolved.id, recorded_at, body FROM unresolved
            JOIN journal ON journal.seq = unresolved.seq
            LEFT JOIN entry_day ON entry_day.seq = unresolved.seq
            WHERE resolved_by IS NULL AND unresolved.seq > ?1
                AND (?2 IS NULL OR coalesce(entry_day.day, unresolved.day) = ?2)
            ORDER BY unresolved.seq LIMIT ?3
            """
        let arguments: StatementArguments = [seq, day?.description, min(max(1, limit), 1_000)]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map {
            try OpenScan(row: $0, self)
        }
    }

    /// How many scans of a code nobody has explained yet.
    package func openUnresolvedCount(of key: String) throws -> Int {
        let sql = "SELECT count(*) FROM unresolved WHERE resolved_by IS NULL AND key = ?"
        return try Int.fetchOne(db, sql: sql, arguments: [key]) ?? 0
    }

    /// How many scans nobody has explained yet.
    public func openUnresolvedCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM unresolved WHERE resolved_by IS NULL") ?? 0
    }
}

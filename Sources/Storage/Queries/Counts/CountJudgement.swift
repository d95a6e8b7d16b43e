import Foundation
import GRDB
import Journal
import Stock

// Which completed counts may say otherwise by what is known now.
extension Queries {
    /// Counts that were completed and had a look at one of some places at a moment or later.
    func counts(seen moment: Moment, at places: Set<PlaceID>) throws -> [CountID] {
        let sql = """
            SELECT id FROM count_sheet WHERE completed IS NOT NULL AND ended IS NULL AND (completed > ?1
                OR EXISTS (SELECT 1 FROM count_line WHERE count = id AND moment >= ?2)
                OR EXISTS (SELECT 1 FROM count_figure WHERE count = id AND last_at >= ?2))
            AND place IN (\(marks(places.count))) ORDER BY seq
            """
        var arguments: StatementArguments = [try seq(at: moment), moment.microseconds]
        for place in places { arguments += [place.blob] }
        return try Data.fetchAll(db, sql: sql, arguments: arguments).map { try CountID(column: $0) }
    }

    /// Completed counts of which a pile of an item was under way at a moment, or of which someone said, then or later, that
    /// nothing is left of it.
    ///
    /// Where parts are named, a pile of another part alone, from before both were one, is none of theirs.
    func counts(
        of item: ItemID, goingOnAt moment: Moment, seeing halves: Set<ItemID> = []
    ) throws -> [CountID] {
        let sql = """
            SELECT id, max(count_line.seq) AS told FROM count_sheet JOIN count_line ON count = id
            WHERE item = ?1 AND completed IS NOT NULL AND ended IS NULL
            GROUP BY id HAVING min(moment) < ?2 AND max(moment) >= ?2
            """
        let seen = try lineage(of: item).flatMap { part in
            try Row.fetchAll(
                db.cachedStatement(sql: sql), arguments: [part.item.blob, moment.microseconds]
            ).filter { row in
                try halves.isEmpty
                    || halves.contains { try became($0, part.item, before: row["told"]) }
            }.map { try CountID(column: $0["id"]) }
        }
        let others = try counts(of: item, by: uncountedWords(completedSince: moment))
        return Set(seen).sorted() + others.filter { !seen.contains($0) }
    }

    /// Completed counts that said something of an item, the latest first, and others that may have found nothing of it.
    func counts(of item: ItemID, orOfAll others: [CountID]) throws -> [CountID] {
        let sql = """
            SELECT count, max(last_at) AS last_at FROM (
                SELECT count, moment AS last_at FROM count_line WHERE item = ?1
                UNION ALL SELECT count, last_at FROM count_figure WHERE item = ?1)
            JOIN count_sheet ON id = count WHERE completed IS NOT NULL AND ended IS NULL GROUP BY count
            """
        let seen = try lineage(of: item).flatMap { part in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [part.item.blob])
        }
        var found: [CountID] = []
        for row in seen.sorted(by: { $0["last_at"] as Int64 > $1["last_at"] }) {
            let count = try CountID(column: row["count"])
            if !found.contains(count) { found.append(count) }
        }
        return found + others.filter { !found.contains($0) }
    }

    /// What was said at the ends of counts that were completed at a moment or later of what was not seen in them, where that
    /// is more than nothing.
    func uncountedWords(completedSince moment: Moment) throws -> [UncountedWord] {
        let sql = """
            SELECT body FROM count_sheet JOIN journal ON journal.seq = completed
            WHERE completed > ? AND ended IS NULL ORDER BY completed
            """
        let first = max(0, try seq(at: Moment(microseconds: moment.microseconds &- 1)))
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [first]).compactMap {
            let completed: CountCompleted = try EntryJSON.decode($0["body"])
            let rule = UncountedRule(completed.uncounted, gone: Set(completed.gone ?? []))
            return rule.isOfAll || !rule.gone.isEmpty ? (completed.count, rule) : nil
        }
    }

    /// A count, and what was said at its end; items under the ids of then.
    typealias UncountedWord = (count: CountID, rule: UncountedRule)

    /// The counts of which someone said that nothing is left of an item.
    func counts(of item: ItemID, by words: [UncountedWord]) throws -> [CountID] {
        let parts = try words.isEmpty ? [] : lineage(of: item).map(\.item)
        return words.filter { word in parts.contains { word.rule.isGone($0) } }.map(\.count)
    }

    /// Counts, open or completed, in which something of an item was seen or settled since an entry.
    func counts(seeing item: ItemID, since seq: Int64) throws -> [CountID] {
        let sql = """
            SELECT id FROM count_sheet WHERE ended IS NULL AND id IN (
                SELECT count FROM count_line WHERE item = ?1 AND seq > ?2
                UNION SELECT count FROM count_figure WHERE item = ?1 AND seq > ?2) ORDER BY id
            """
        return try Data.fetchAll(
            db.cachedStatement(sql: sql), arguments: [item.blob, seq]
        ).map { try CountID(column: $0) }
    }

    /// Items of which completed counts have figures of some places from a moment on, under the ids of then.
    func items(countedAt places: Set<PlaceID>, since moment: Moment) throws -> Set<ItemID> {
        let sql = """
            SELECT DISTINCT item FROM count_figure WHERE last_at >= ? AND place IN (\(marks(places.count)))
            """
        var arguments: StatementArguments = [moment.microseconds]
        for place in places { arguments += [place.blob] }
        return Set(
            try Data.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
                .map { try ItemID(column: $0) })
    }

    /// Whether a count saw an item, or what was one with it then, before an entry, whenever that was told.
    func isSeen(_ item: ItemID, in count: CountID, before seq: Int64) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM count_line WHERE count = ?1 AND coalesce(part, item) = ?2
                    AND min(seq, as_of) < ?3)
                OR EXISTS (SELECT 1 FROM count_figure WHERE count = ?1 AND item = ?2 AND seq < ?3)
            """
        let statement = try db.cachedStatement(sql: sql)
        return try lineage(of: item).contains { part in
            try became(part.item, item, before: seq)
                && Bool.fetchOne(statement, arguments: [count.blob, part.item.blob, seq]) == true
        }
    }

    /// Items that a completed count has a figure of, under the ids of then.
    func items(counted count: CountID) throws -> Set<ItemID> {
        let sql = "SELECT DISTINCT item FROM count_figure WHERE count = ?"
        return Set(
            try Data.fetchAll(db.cachedStatement(sql: sql), arguments: [count.blob])
                .map { try ItemID(column: $0) })
    }

    /// Items that a completed count has no say about, and that are to be counted again, as they are by now.
    func recounts(of count: CountID) throws -> [ItemID] {
        let sql = "SELECT item, seq FROM count_recount WHERE count = ? ORDER BY item"
        var items: [ItemID] = []
        for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [count.blob]) {
            let asked = ItemAmount(
                item: try ItemID(column: row["item"]), lot: nil, quantity: .zero)
            let item = try now(asked, since: row["seq"]).item
            if !items.contains(item) { items.append(item) }
        }
        return items
    }

    /// Whether there was some of an item, under its own id, at some places before an entry, as far as is known without
    /// what a count said itself.
    func had(
        _ item: ItemID, at places: [PlaceID], before seq: Int64, without count: CountID
    ) throws -> Bool {
        let sql = """
            SELECT sum(quantity) FROM posting WHERE item = ? AND seq < ? AND count IS NOT ?
            AND place IN (\(marks(places.count)))
            """
        var arguments: StatementArguments = [item.blob, seq, count.blob]
        for place in places { arguments += [place.blob] }
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0 != 0
    }
}

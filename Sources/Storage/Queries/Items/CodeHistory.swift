import Foundation
import GRDB
import Journal
package import Stock

// What codes stood for, and who said so.
extension Queries {
    /// The last entry by which someone said what a code stands for, and which was not taken back; nil where none did.
    ///
    /// Joins, partings and conversions only follow what was said. A label of the hub's has its binding for that.
    func word(
        on key: String, before seq: Int64 = .max
    ) throws -> (seq: Int64, id: EntryID, item: ItemID?)? {
        let sql = """
            SELECT seq, said, item FROM code_pack WHERE key = ? AND seq < ? AND said IS NOT NULL AND undone IS NULL
            ORDER BY seq DESC LIMIT 1
            """
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key, seq])
            .map { row in
                let item = try (row["item"] as Data?).map { try ItemID(column: $0) }
                return (row["seq"], try EntryID(column: row["said"]), item)
            }
    }

    /// The next entry after one by which someone said what a code stands for; nil where none did.
    func wordNext(on key: String, after seq: Int64) throws -> Int64? {
        let sql = """
            SELECT min(seq) FROM code_pack WHERE key = ? AND seq > ? AND said IS NOT NULL AND undone IS NULL
            """
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [key, seq])
    }

    /// What a code stood for by what was said before an entry, as that is by now; nil where nobody knew it.
    func standing(_ key: String, before seq: Int64) throws -> (item: ItemID, pack: Int64)? {
        let sql = """
            SELECT seq, pack FROM code_pack WHERE key = ? AND seq < ? AND undone IS NULL ORDER BY seq DESC LIMIT 1
            """
        guard let word = try word(on: key, before: seq),
            let item = try body(of: word.id)?.named ?? word.item,
            let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key, seq]),
            let pack = row["pack"] as Int64?
        else { return nil }
        let known: Int64 = row["seq"]
        var then = item
        while let joined = try successor(of: then, nil, since: 0), joined.seq <= known {
            then = joined.item
        }
        return try packNow(pack, of: then, since: known)
    }

    /// A pack of an item that the entry `seq` spoke of, in the measure that the item is kept in before the entry `last`;
    /// the same number where nobody knows what a piece weighs.
    private func packNow(
        _ pack: Int64, of item: ItemID, since seq: Int64, until last: Int64 = .max
    ) throws -> (item: ItemID, pack: Int64) {
        let now = try now(
            ItemAmount(item: item, lot: nil, quantity: Quantity(pack)), since: seq, until: last)
        return (now.item, now.isKnown ? max(1, now.quantity.value) : pack)
    }

    /// What a code stood for when an entry had been recorded, by the entries that named it until then and that nobody took
    /// back since; nil where none did.
    func pack(of key: String, asOf seq: Int64) throws -> (item: ItemID, pack: Int64)? {
        let sql = """
            SELECT seq, item, pack, undone FROM code_pack WHERE key = ? AND seq <= ? ORDER BY seq DESC
            """
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [key, seq])
        var isUndone = false
        while let row = try rows.next() {
            guard row["undone"] as Int64? == nil else {
                isUndone = true
                continue
            }
            guard let blob = row["item"] as Data?, let pack = row["pack"] as Int64? else {
                return nil
            }
            let item = try ItemID(column: blob)
            guard isUndone else { return (item, pack) }
            // While the code stood for something else, no conversion named it.
            return try packNow(pack, of: item, since: row["seq"], until: seq + 1)
        }
        return nil
    }

    /// Whether what a code stands for was said more than once.
    func isPackChanged(of key: String) throws -> Bool {
        let sql = "SELECT count(*) > 1 FROM code_pack WHERE key = ?"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [key]) ?? false
    }

    /// What a code stood for of an item, or of what is one with it by now, since its measure last changed, but for what it
    /// stands for now.
    package func packsBefore(
        _ pack: Int64, of key: String, as item: ItemID
    ) throws -> Set<Int64> {
        let sql = """
            SELECT DISTINCT pack FROM code_pack WHERE key = ?1 AND item = ?2 AND pack <> ?3
                AND seq >= coalesce((SELECT max(seq) FROM item_conversion WHERE item = ?2), 0)
            """
        return try lineage(of: item).reduce(into: []) { packs, part in
            packs.formUnion(
                try Int64.fetchAll(
                    db.cachedStatement(sql: sql), arguments: [key, part.item.blob, pack]))
        }
    }

    /// The last entry that changed the measure of an item, or of what is one with it by now; 0 where none did.
    func lastConversion(of item: ItemID) throws -> Int64 {
        let sql = "SELECT max(seq) FROM item_conversion WHERE item = ?"
        return try lineage(of: item).reduce(0) { last, part in
            max(
                last,
                try Int64.fetchOne(
                    db.cachedStatement(sql: sql), arguments: [part.item.blob]) ?? 0)
        }
    }

    /// The item that a code stood for before nobody knew it last; nil where nobody ever did, or it never was unknown again.
    package func itemBeforeUnknown(of keys: [String]) throws -> ItemID? {
        let sql = """
            SELECT item FROM code_pack WHERE key = ?1 AND item IS NOT NULL
                AND seq < (SELECT max(seq) FROM code_pack WHERE key = ?1 AND item IS NULL)
            ORDER BY seq DESC LIMIT 1
            """
        for key in keys {
            let item = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [key])
            if let item { return try ItemID(column: item) }
        }
        return nil
    }

    /// What a code stood for of an item before it was said to be another pack of it; nil where it does not stand for the
    /// item.
    ///
    /// - Parameters:
    ///   - keys: What the code may be looked up by.
    ///   - item: The item.
    /// - Returns: The pack of now, those of before, and the entry since which they are in the item's measure.
    /// - Throws: What SQLite says.
    package func packsBefore(
        of keys: [String], as item: ItemID
    ) throws -> (now: Int64, packs: Set<Int64>, since: Int64)? {
        for key in keys {
            switch try meaning(of: [key]) {
            case .item(let known, let pack) where known.id == item:
                return (
                    pack, try packsBefore(pack, of: key, as: item), try lastConversion(of: item)
                )
            case .item, .lot, .place: return nil
            case nil: continue
            }
        }
        return nil
    }

    /// The codes of an item that it got since an entry from people who named another one.
    func codes(
        of item: ItemID, named: ItemID, since seq: Int64, until last: Int64 = .max
    ) throws -> [String] {
        let sql = "SELECT key FROM code WHERE item = ? AND seq > ? ORDER BY key"
        return try String.fetchAll(db, sql: sql, arguments: [item.blob, seq]).filter { key in
            guard let said = try saying(of: key), said.seq > seq, said.seq < last else {
                return false
            }
            return said.body?.named == named
        }
    }

    /// The item that was named when a code was given to what that one is by now; nil where it was given to itself.
    func itemNamed(for key: String) throws -> ItemID? { try saying(of: key)?.body?.named }

    /// The entry by which someone said what a code or a label stands for; nil where nobody knows it.
    private func saying(of key: String) throws -> (seq: Int64, body: (any EntryKind)?)? {
        guard let id = try word(on: key)?.id ?? label(key)?.binding, let seq = try seq(of: id)
        else { return nil }
        return (seq, try body(of: id))
    }

    /// The codes of an explanation that was taken back, or of the scan that was, or that was given by mistake, each with the
    /// items that it stood for meanwhile, as they are by now.
    ///
    /// - Returns: None where nothing was said of a code.
    /// - Throws: What SQLite says.
    package func codesTakenBack(with id: EntryID) throws -> [WrongCode] {
        try codeTakenBack(with: id) + codesUnlearned(with: id)
    }

    private func codeTakenBack(with id: EntryID) throws -> [WrongCode] {
        if let given = try body(of: id) as? CodeGiven, let seq = try seq(of: id) {
            return try wrong(given.key, [given.item, given.named], since: seq)
        }
        let waited = try explanation(of: id)
        guard let resolved = try waited?.body ?? body(of: id) as? ScanResolved,
            let item = resolved.item, let seq = try waited?.seq ?? seq(of: id),
            let scan = try body(of: resolved.scan) as? UnresolvedScan
        else { return [] }
        // What the hub learned by it stands before it.
        let taught = try entry(seq - 1)?.content()
        let isOfScan =
            (taught as? CodeGiven)?.scan == resolved.scan
            || (taught as? LabelBound)?.code == scan.key
        return try wrong(scan.key, [item, isOfScan ? taught?.named : nil], since: seq)
    }

    /// The explanation whose line in a count an entry took back; nil for any other entry.
    package func explanation(takenBackBy id: EntryID) throws -> EntryID? {
        guard let line = try body(of: id) as? CountLineTakenBack,
            try body(of: line.explanation) is ScanResolved
        else { return nil }
        return line.explanation
    }

    /// Codes that came with the item that an explanation or a binding named, and stand for what they were taught as no more.
    package func codesUnlearned(with id: EntryID) throws -> [WrongCode] {
        let said = try explanation(of: id)?.id ?? id
        return try codesTaught(by: said).flatMap { taught in
            try wrong(taught.given.key, [taught.given.item], since: taught.seq)
                .filter { !$0.isRight }
        }
    }

    /// What a code stood for since an entry that said one of some items, as these are by now.
    private func wrong(
        _ key: String, _ items: [ItemID?], since seq: Int64
    ) throws -> [WrongCode] {
        let hosts = try hosts(of: items.compactMap { $0 }, since: seq).map(\.item)
        return try current(hosts).map {
            WrongCode(key: key, item: $0, isRight: try stands(key, for: $0))
        }
    }

    /// What some items were since an entry, themselves first, also where they were parted again; each with the entry since
    /// which.
    func hosts(of items: [ItemID], since seq: Int64) throws -> [(item: ItemID, since: Int64)] {
        var hosts = items.map { (item: $0, since: Int64(0)) }
        let sql = """
            SELECT seq, body FROM correction JOIN journal USING (seq) WHERE seq > ? AND kind = ? ORDER BY seq
            """
        for row in try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [seq, ItemsJoined.kind])
        {
            let join: ItemsJoined = try EntryJSON.decode(row["body"])
            if hosts.contains(where: { $0.item == join.item }),
                !hosts.contains(where: { $0.item == join.into })
            {
                hosts.append((join.into, row["seq"]))
            }
        }
        return hosts
    }

    /// The number of an entry; nil where the journal has none of that id.
    func seq(of id: EntryID) throws -> Int64? {
        let sql = "SELECT seq FROM journal WHERE id = ?"
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob])
    }
}

/// A code, and an item that it stood for by mistake.
package struct WrongCode: Sendable {
    package let key: String
    package let item: ItemID
    /// Whether it stands for the item still, or again; it may have been of another pack meanwhile.
    package let isRight: Bool

    package init(key: String, item: ItemID, isRight: Bool = false) {
        (self.key, self.item, self.isRight) = (key, item, isRight)
    }
}

import Foundation
import GRDB
import Journal
public import Stock

/// A scan that waited until its label stood for something.
public struct SettledScan: Sendable {
    /// The entry of the scan.
    public let scan: EntryID
    /// What it counts as; nil where it was of no stock, as the scan of a place's label.
    public let recorded: RecordedScan?
}

/// A scan that waited, and counts since something was said of its code or its item.
package struct CountedScan: Sendable {
    package let scan: StandingScan
    /// Whether it said no weight of what is kept by weight: its pieces count as grams.
    package let lacksWeight: Bool
}

/// Those of one deed.
package struct CountedScans: Sendable {
    /// The first hundred, in their order.
    package fileprivate(set) var scans: [CountedScan] = []
    package fileprivate(set) var count = 0
    package fileprivate(set) var withoutWeight = 0

    /// Scans that are named at the most.
    package static let limit = 100

    /// None.
    package init() {}
}

extension Ledger {
    /// Does `work`, and says which scans that waited count by it.
    package func countingScans<Outcome>(
        _ work: () throws -> Outcome
    ) throws -> (Outcome, CountedScans) {
        let since = head.seq
        let outcome = try work()
        let sql = "SELECT id, seq, kind, body FROM journal WHERE seq > ? AND kind = ? ORDER BY seq"
        return (outcome, try counted(sql, [since, ScanResolved.kind]))
    }

    /// The scans of some codes that count since an entry; none where it is not known.
    package func scansCounted(of keys: [String], by entryID: EntryID) throws -> CountedScans {
        guard let seq = try entry(entryID)?.seq else { return CountedScans() }
        let sql = """
            SELECT journal.id, journal.seq, kind, body FROM unresolved
            JOIN journal ON journal.seq = resolved_by
            WHERE resolved_by > ? AND key IN (\(marks(keys.count))) ORDER BY resolved_by
            """
        return try counted(sql, [seq] + StatementArguments(keys))
    }

    private func counted(_ sql: String, _ arguments: StatementArguments) throws -> CountedScans {
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        return try rows.reduce(into: CountedScans()) { found, row in
            guard
                let said = try EntryKinds.read(row["kind"], row["body"]) as? ScanResolved,
                let item = said.item
            else { return }
            let isNamed = found.scans.count < CountedScans.limit
            guard isNamed || said.movement == nil else {
                found.count += 1
                let lacksWeight = said.movement?.warnings.contains(.weightMissing) == true
                found.withoutWeight += lacksWeight ? 1 : 0
                return
            }
            let (id, seq) = (try EntryID(column: row["id"]), row["seq"] as Int64)
            guard let waited = try entry(said.scan), let scan = waited.body as? UnresolvedScan,
                let recorded = try said.movement.map({
                    try answer($0, seq: seq, id: id, isReplay: false)
                }) ?? countedLate(id)
            else { return }
            let lacksWeight = try current(item).lacksWeight(scan.scan, recorded.quantity)
            found.count += 1
            found.withoutWeight += lacksWeight ? 1 : 0
            guard isNamed else { return }
            let standing = StandingScan(
                id: id, seq: seq, facts: scan.scan, quantity: recorded.quantity,
                at: try happenedAt(scan.happenedAt, in: waited.seq), item: item)
            found.scans.append(CountedScan(scan: standing, lacksWeight: lacksWeight))
        }
    }

    /// The label code among some keys that the hub issued and that stands for nothing yet.
    func blankLabel(among keys: [String]) throws -> String? {
        try keys.first { key in
            try Queries(db).label(key).map { $0.binding == nil } ?? false
        }
    }

    /// Records the scans of a code that waited until it stood for something.
    ///
    /// Where it is a place's label, the scans spoke of no stock and are put down as nothing. A scan
    /// that the item cannot have, such as a weight of what has none, goes on waiting.
    func settleScans(of code: String) throws {
        let item: ItemID?
        switch try target([code]) {
        case .item(let id, _), .lot(_, let id): item = id
        case .place: item = nil
        case nil: return
        }
        // Whoever said what the code is may have named what is one with that item by now.
        let named = try item.flatMap { _ in try Queries(db).itemNamed(for: code) } ?? item
        let sql = "SELECT id FROM unresolved WHERE key = ? AND resolved_by IS NULL ORDER BY seq"
        for scan in try Data.fetchAll(db, sql: sql, arguments: [code]) {
            try settle(try EntryID(column: scan), as: named)
        }
    }

    /// Records the scans of an item that waited until it was known how much they are of: those of its codes, and those that
    /// named it.
    func settleScans(of item: ItemID) throws {
        for code in try codes(of: item) { try settleScans(of: code.key) }
        let sql = """
            SELECT unresolved.id FROM unresolved JOIN journal ON journal.seq = unresolved.seq
            WHERE resolved_by IS NULL AND instr(body, ?) > 0 ORDER BY unresolved.seq
            """
        for part in try Queries(db).lineage(of: item).map(\.item) {
            for scan in try Data.fetchAll(db, sql: sql, arguments: [part.description]) {
                let id = try EntryID(column: scan)
                guard (try entry(id)?.body as? UnresolvedScan)?.item == part else { continue }
                try settle(id, as: part)
            }
        }
    }

    /// Records a scan that waits, of the item that it named, where it did; one that the item cannot have goes on waiting.
    private func settle(_ scan: EntryID, as meant: ItemID?) throws {
        _ = try attempt {
            guard let waiting = try entry(scan)?.body as? UnresolvedScan else { return }
            let item = waiting.item ?? meant
            if let item {
                _ = try current(item).quantity(
                    packs: waiting.scan.quantity ?? 1, pack: 1, weight: waiting.scan.weightGrams)
            }
            try resolve(scan, as: item, entryID: freshEntryID())
        }
    }

    /// Records the other scans of a scan's code that wait, where the code stands for `item` by now: one
    /// answer is enough for a code, however often it was scanned.
    package func settleScans(like scan: EntryID, as item: ItemID) throws {
        guard let waiting = try entry(scan)?.body as? UnresolvedScan else { return }
        let item = try current(item).id
        switch try target([waiting.key]) {
        case .item(item, _), .lot(_, item): try settleScans(of: waiting.key)
        case .item, .lot, .place, nil: return
        }
    }

    /// Scans of a label that were settled after a binding's number, the first first.
    func settledScans(of code: String, since seq: Int64) throws -> [SettledScan] {
        let sql = """
            SELECT unresolved.id AS scan, journal.id, journal.seq, journal.kind, journal.body
            FROM unresolved JOIN journal ON journal.seq = resolved_by
            WHERE key = ? AND resolved_by > ? ORDER BY resolved_by
            """
        return try Row.fetchAll(db, sql: sql, arguments: [code, seq]).map { row in
            let scan = try EntryID(column: row["scan"])
            let id = try EntryID(column: row["id"])
            guard let resolved = try EntryKinds.read(row["kind"], row["body"]) as? ScanResolved
            else { return SettledScan(scan: scan, recorded: nil) }
            guard let movement = resolved.movement else {
                return SettledScan(scan: scan, recorded: try countedLate(id))
            }
            return SettledScan(
                scan: scan,
                recorded: try answer(movement, seq: row["seq"], id: id, isReplay: true))
        }
    }

    /// What a scan of an unknown code has come to.
    ///
    /// - Returns: The scan itself while it waits; what it counts as, under the id of what was said of it; nil where it was
    ///   nothing, or was taken back since.
    /// - Throws: ``StorageFault/unresolvedNotFound(_:)``.
    package func outcome(ofUnknown id: EntryID) throws -> ScanAnswer? {
        guard let known = try entry(id), let scan = known.body as? UnresolvedScan else {
            throw StorageFault.unresolvedNotFound(id.description)
        }
        let queries = Queries(db)
        guard let said = try queries.explanation(of: id) else {
            return .unresolved(
                seq: known.seq, id: id, label: try queries.label(scan.key)?.code,
                warnings: scan.warnings ?? [], isReplay: true)
        }
        guard try !isReversed(said.id) else { return nil }
        let recorded =
            try said.body.movement.map {
                try answer($0, seq: said.seq, id: said.id, isReplay: true)
            } ?? countedLate(said.id)?.answering(said.id)
        return recorded.map { .recorded($0) }
    }

    /// The key of a scan of a code that was unknown; nil for any other entry.
    package func unresolvedKey(of scan: EntryID) throws -> String? {
        (try entry(scan)?.body as? UnresolvedScan)?.key
    }

    /// Whether an entry of that id is in the journal.
    package func isRecorded(_ id: EntryID) throws -> Bool { try entry(id) != nil }

    /// Refuses an explanation that was recorded before and taught its code another pack.
    ///
    /// The hub learns a code by the entry just before the explanation's; what learned none said nothing
    /// of a pack.
    ///
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func refuse(
        _ pack: Int64, otherThanTaughtBy explanation: EntryID, of scan: EntryID
    ) throws {
        guard let known = try entry(explanation), known.body is ScanResolved,
            let given = try Queries(db).entry(known.seq - 1)?.content() as? CodeGiven,
            given.scan == scan
        else { return }
        guard given.pack == pack else {
            throw StorageFault.idExistsWithDifferentContent(explanation)
        }
    }
}

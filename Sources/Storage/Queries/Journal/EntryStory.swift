import GRDB
package import Journal
package import Stock

/// An entry, and all that its words speak of.
package struct EntryStory: Sendable {
    package let entry: Entry
    /// Nil for a kind of entry that this Larder does not know.
    package let body: (any EntryKind)?
    package let items: [ItemID: Item]
    package let places: [PlaceID: Place]
    package let lots: [LotID: Lot]
    /// Who gave; nil where no one said, or the name was erased.
    package let sourceName: String?
    /// The donation that its scan names and that a page tells of.
    package let donation: DonationID?
    /// Where its count is.
    package let countedPlace: Place?
    /// Whether the unknown code that it kept is a label of the hub's that is on nothing yet.
    package let isBlankLabel: Bool
    /// What undoing it does; nil where there is nothing to undo.
    package let undo: UndoAction?
    /// Whether it was undone already.
    package let isUndone: Bool

    /// Whether a person can undo it now.
    package var canBeUndone: Bool { undo != nil && !isUndone }
}

/// What a list of entries says of one beside its lines.
package struct EntryStatus: Sendable {
    /// What its sender said; nil where it is no scan.
    package let facts: ScanFacts?
    /// Whether a person can undo it now.
    package let canBeUndone: Bool
    /// Whether it was undone already.
    package let isUndone: Bool
}

extension Queries {
    /// How some entries stand now; those that this Larder does not know, or the journal has not, are left out.
    ///
    /// All are read by one query, and what moved goods, as most of them did, needs no other.
    package func statuses(of entries: Set<Int64>) throws -> [Int64: EntryStatus] {
        let rows = try rows(among: entries) { Self.statusesSQL(marks: $0) }
        return try rows.reduce(into: [:]) { statuses, row in
            guard let body = try EntryKinds.read(row["kind"], row["body"]) else { return }
            let id = try EntryID(column: row["id"])
            let undo = try undo(of: id, body)
            let isUndone =
                switch undo {
                case nil: false
                case .moveBack, .standBack: row["is_reversed"] as Bool
                case let action?: try isUndone(id, action)
                }
            statuses[row["seq"]] = EntryStatus(
                facts: body.facts, canBeUndone: undo != nil && !isUndone, isUndone: isUndone)
        }
    }

    static func statusesSQL(marks: String) -> String {
        """
        SELECT seq, id, kind, body,
            EXISTS (SELECT 1 FROM reversal WHERE movement = journal.id) AS is_reversed
        FROM journal WHERE seq IN (\(marks))
        """
    }

    /// An entry with what its words speak of; nil where the journal has no such number.
    ///
    /// - Parameters:
    ///   - seq: The entry's number.
    ///   - first: Lines that are passed over.
    ///   - lines: Lines behind those whose items, places and lots are told, at the most.
    /// - Returns: All of it as of one moment.
    /// - Throws: What SQLite says, or `DecodingError` for an entry that is damaged.
    package func entryStory(_ seq: Int64, behind first: Int = 0, lines: Int) throws -> EntryStory? {
        guard let entry = try entry(seq) else { return nil }
        let body = try entry.content()
        let named = body.map { EntrySubjects($0, behind: first, lines: lines) } ?? EntrySubjects()
        let scan = body?.facts
        let said = scan?.source ?? (body as? DonorCorrected)?.source
        let undo = try undo(of: entry.id, body)
        let isBlankLabel = try (body as? UnresolvedScan).map { try label($0.key) != nil } ?? false
        var items = try items(among: named.items)
        if try hasCorrections(since: seq) {
            // Its figures are in the measure of then.
            let units = try unitHistory(of: named.items)
            items = items.mapValues { units.item($0, at: seq, on: nil) }
        }
        return EntryStory(
            entry: entry, body: body, items: items,
            places: try places(among: named.places), lots: try lots(among: named.lots),
            sourceName: try said.flatMap { said in
                try sourceName(
                    donor(said, of: scan?.donation ?? entry.id.named(Donation.self)))
            },
            donation: try scan?.donation.flatMap { try donation($0)?.id },
            countedPlace: try named.count.flatMap { try place(ofCount: $0) },
            isBlankLabel: isBlankLabel, undo: undo,
            isUndone: try undo.map { try isUndone(entry.id, $0) } ?? false)
    }
}

extension Queries {
    /// What undoing an entry does, as things stand; nil where there is nothing to undo.
    ///
    /// A count is named by what opened it, too.
    func undo(of id: EntryID, _ body: (any EntryKind)?) throws -> UndoAction? {
        switch body {
        case is CountOpened:
            let count = id.named(Count.self)
            return try completion(of: count) == nil ? nil : .takeBackCount(count)
        case let line as CountObservation:
            // What someone said that a scan was is taken back where it was said.
            return try isExplained(line, id) == true ? nil : line.undo
        default: return body?.undo
        }
    }

    /// Whether what undoing an entry takes back was taken back before.
    func isUndone(_ id: EntryID, _ action: UndoAction) throws -> Bool {
        switch action {
        case .moveBack, .standBack: return try isReversed(id)
        case .dismiss:
            guard let said = try explanation(of: id) else { return false }
            return try said.body.item == nil || isReversed(said.id)
        case .reopen(let resolved):
            return try isReversed(id) || explanation(of: resolved.scan)?.id != id
        case .part:
            let sql = """
                SELECT count(*) = 0 FROM item_join JOIN journal ON journal.seq = item_join.seq
                WHERE journal.id = ?
                """
            return try Bool.fetchOne(db, sql: sql, arguments: [id.blob]) ?? false
        case .takeBackCount(let count):
            let sql = "SELECT ended IS NOT NULL FROM count_sheet WHERE id = ?"
            return try Bool.fetchOne(db, sql: sql, arguments: [count.blob]) ?? false
        case .useAgain:
            // It may have been put to use by a scan, and retired anew by another entry.
            let sql = """
                SELECT count(*) = 0 FROM place JOIN journal ON journal.seq = place.retired
                WHERE journal.id = ?
                """
            return try Bool.fetchOne(db, sql: sql, arguments: [id.blob]) ?? false
        case .giveBack(let given):
            // Or it was given anew.
            return try word(on: given.key)?.id != id
        case .unsee(let line): return try isExplained(line, id) == nil
        }
    }

    /// Whether a line of a count is of a scan that was explained; nil where it is no part of the count any more.
    private func isExplained(_ line: CountObservation, _ id: EntryID) throws -> Bool? {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT is_explained FROM count_line WHERE count = ? AND entry = ?"),
            arguments: [line.count.blob, id.blob])
    }

    /// Whether a movement, or the move of a place, was taken back.
    func isReversed(_ id: EntryID) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) > 0 FROM reversal WHERE movement = ?"),
            arguments: [id.blob])
            ?? false
    }

    /// The entry that said what a scan was; nil while the scan waits.
    func explanation(of scan: EntryID) throws -> (id: EntryID, seq: Int64, body: ScanResolved)? {
        let sql = """
            SELECT journal.id, journal.seq, kind, body FROM unresolved JOIN journal ON journal.seq = resolved_by
            WHERE unresolved.id = ?
            """
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [scan.blob])
        guard let row, let body = try EntryKinds.read(row["kind"], row["body"]) as? ScanResolved
        else { return nil }
        return (try EntryID(column: row["id"]), row["seq"], body)
    }
}

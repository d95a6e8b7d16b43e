import Foundation
import GRDB
import Journal
public import Stock

// What someone said that a scan of an unknown code was, and how it is taken back.
extension Ledger {
    /// The hub learns a code by what someone said of a scan; a blank label is bound.
    ///
    /// - Throws: ``StorageFault/labelIsNoPack(_:)``.
    func learn(
        _ scan: UnresolvedScan, _ scanID: EntryID, pack: Int64, as item: ItemID, named: ItemID?,
        by: EntryID
    ) throws {
        if let label = try blankLabel(among: [scan.key]) {
            guard pack == 1 else { throw StorageFault.labelIsNoPack(label) }
            try append(
                explainedLabelID(by),
                LabelBound(
                    code: scan.key, bearer: .item(item), named: named == item ? nil : named))
        } else {
            let code = PackCode(code: scan.scan.code, key: scan.key, pack: pack)
            try append(freshEntryID(), CodeGiven(code, item: item, scan: scanID, named: named))
        }
    }

    /// Takes back what someone said of a scan: the movement goes the other way, or the count saw it no more, and codes
    /// that the hub learned by it and that nobody gave anew since are unknown again.
    ///
    /// Scans that were settled with it then are taken back too: they wait again, or are of what the code was given to since.
    ///
    /// - Parameters:
    ///   - id: The explanation.
    ///   - resolved: What it says.
    ///   - waits: Whether the scan itself waits again, unless its code still stands for the item; else
    ///     it is taken back with what was said of it.
    ///   - unlearning: Otherwise the scan alone is taken back, and waits or is what its code stands for.
    ///   - entryID: The new entry's.
    /// - Returns: The movement back; nil where the scan stood for none.
    /// - Throws: ``StorageFault/alreadyReversed(_:)``, ``StockFault/unitWeightUnknown``.
    func reverse(
        explanation id: EntryID, _ resolved: ScanResolved, waits: Bool, unlearning: Bool = true,
        entryID: EntryID
    ) throws -> RecordedScan? {
        guard let seq = try entry(id)?.seq,
            let scan = try entry(resolved.scan)?.body as? UnresolvedScan
        else { throw StorageFault.alreadyReversed(id) }
        guard let item = resolved.item else {
            try reopen([resolved.scan], by: entryID)
            switch try target([scan.key]) {
            case .item, .lot: try settleScans(of: scan.key)
            // The label of a place says nothing of stock: whoever undid that nothing says what was meant.
            case .place, nil: break
            }
            return nil
        }
        let lesson = try lesson(of: resolved.scan, scan.key, explanation: id, seq)
        let lessons =
            try unlearning ? [lesson].compactMap { $0 } + lessons(taughtBy: id) : []
        let said = try lessons.flatMap { try settled(by: $0) }
            .filter { $0.scan != resolved.scan }
        let others = try standing(said, as: [item, lesson?.named], since: seq)
        for (said, seq) in [(resolved, seq)] + others.map({ ($0.body, $0.seq) }) {
            if let movement = said.movement { try refuseUnweighed(movement, since: seq) }
        }
        for lesson in lessons { try unlearn(lesson) }
        let meant = try current(lesson?.named ?? resolved.movement?.part ?? item).id
        let waits = try waits && (!unlearning || !Queries(db).stands(scan.key, for: meant))
        let answer = try takeBack(resolved, id, since: seq, waits: waits, entryID: entryID)
        var reopened: [EntryID] = []
        for other in others {
            _ = try takeBack(
                other.body, other.id, since: other.seq, waits: true, entryID: freshEntryID())
            reopened.append(other.scan)
        }
        if waits { reopened.append(resolved.scan) }
        if !reopened.isEmpty {
            try reopen(reopened, by: reopenedID(entryID))
            for key in Set([scan.key] + lessons.map(\.code.key)).sorted() {
                try settleScans(of: key)
            }
        }
        return answer?.waiting(again: reopened)
    }

    /// Takes back what was recorded of a scan when someone said what it was.
    ///
    /// - Returns: The movement back; nil where the scan was seen in a count.
    private func takeBack(
        _ said: ScanResolved, _ id: EntryID, since seq: Int64, waits: Bool, entryID: EntryID
    ) throws -> RecordedScan? {
        if let movement = said.movement {
            return try takeBack(movement, of: id, since: seq, entryID: entryID)
        }
        let nothing = ScanResolved(scan: said.scan, item: nil, movement: nil)
        if try !takeBack(line: id.lateCount, explanation: id, entryID: entryID) {
            try append(entryID, nothing)
        } else if !waits {
            try append(freshEntryID(), nothing)
        }
        return nil
    }

    /// Takes back that someone gave a code to an item, or took it from one: it stands for what it stood for before, and scans
    /// that were settled by that wait again, or are of what it stands for then.
    func takeBack(
        _ given: CodeGiven, of id: EntryID, since seq: Int64, entryID: EntryID
    ) throws {
        let settled = given.item == given.from ? [] : try settled(given.key, since: seq)
        let others = try standing(settled, as: [given.item, given.named], since: seq)
        for other in others {
            if let movement = other.body.movement {
                try refuseUnweighed(movement, since: other.seq)
            }
        }
        var from: ItemID?
        if case .item(let item, _)? = try target([given.key]) { from = item }
        let before = try Queries(db).standing(given.key, before: seq)
        try append(
            entryID,
            CodeGiven(
                PackCode(code: given.code, key: given.key, pack: before?.pack ?? given.pack),
                item: before?.item, from: from, reverses: id))
        for other in others {
            _ = try takeBack(
                other.body, other.id, since: other.seq, waits: true, entryID: freshEntryID())
        }
        if !others.isEmpty {
            try reopen(others.map(\.scan), by: reopenedID(entryID))
        }
        try settleScans(of: given.key)
    }

    /// The scans that wait again since an explanation was taken back by an entry.
    func reopened(by entryID: EntryID) throws -> [EntryID] {
        (try entry(reopenedID(entryID))?.body as? ScansReopened)?.scans ?? []
    }

    /// What was said of the scans of a code that the hub had learned, until the code was given anew.
    private func settled(
        by lesson: Lesson
    ) throws -> [(scan: EntryID, id: EntryID, seq: Int64, body: ScanResolved)] {
        let all = try settled(lesson.code.key, since: lesson.seq)
        guard !lesson.isLabel, !lesson.stands,
            let next = try Queries(db).wordNext(on: lesson.code.key, after: lesson.seq)
        else { return all }
        return all.filter { $0.seq < next }
    }

    /// Those of some explanations that were not taken back, and said what a code stood for since an entry: one of some items,
    /// or what that was joined with since.
    private func standing(
        _ said: [(scan: EntryID, id: EntryID, seq: Int64, body: ScanResolved)],
        as items: [ItemID?], since seq: Int64
    ) throws -> [(scan: EntryID, id: EntryID, seq: Int64, body: ScanResolved)] {
        guard !said.isEmpty else { return [] }
        let hosts = try Queries(db).hosts(of: items.compactMap { $0 }, since: seq)
        return try said.filter { said in
            try hosts.contains { $0.item == said.body.item && $0.since < said.seq }
                && !isReversed(said.id)
        }
    }

    /// Scans wait again for someone to say what they were.
    func reopen(_ scans: [EntryID], by entryID: EntryID) throws {
        try append(entryID, ScansReopened(scans: scans))
        let counts = try scans.compactMap {
            (try entry($0)?.body as? UnresolvedScan)?.countSeen
        }
        for (count, scans) in Dictionary(grouping: counts, by: \.self).sorted(by: {
            $0.key < $1.key
        }) {
            try judgeUncounted(in: count, waiting: scans.count, after: entryID)
        }
    }

    /// What was said of the scans of a code since an entry.
    func settled(
        _ key: String, since seq: Int64
    ) throws -> [(scan: EntryID, id: EntryID, seq: Int64, body: ScanResolved)] {
        let sql = """
            SELECT unresolved.id AS scan, journal.id, journal.seq, kind, body FROM unresolved
            JOIN journal ON journal.seq = resolved_by
            WHERE key = ? AND resolved_by > ? ORDER BY resolved_by
            """
        return try Row.fetchAll(db, sql: sql, arguments: [key, seq]).compactMap { row in
            guard let body = try EntryKinds.read(row["kind"], row["body"]) as? ScanResolved
            else { return nil }
            return (
                try EntryID(column: row["scan"]), try EntryID(column: row["id"]), row["seq"], body
            )
        }
    }

    func reopenedID(_ reversal: EntryID) -> EntryID {
        EntryID(hashOf: "larder-reopened-v1\n\(reversal)")
    }
}

/// What taking something back came to.
public struct UndoOutcome: Sendable {
    /// What is otherwise now.
    public enum Effect: Sendable {
        /// A movement the other way.
        case recorded(RecordedScan)
        /// A scan of an unknown code was put down as nothing.
        case dismissed
        /// A scan that was put down as nothing waits again.
        case reopened
        /// Items that were joined are two again.
        case parted
        /// A completed count counts no more, a place stands again where it stood, or a code for what it stood for.
        case undone
    }

    /// What it came to when it was first asked for.
    public let effect: Effect
    /// Whether the same request had come before.
    public let isReplay: Bool

    /// The movement the other way; nil where there was none.
    public var recorded: RecordedScan? {
        guard case .recorded(let scan) = effect else { return nil }
        return scan
    }

    /// How many scans wait again for someone to say what they were.
    package var waiting: Int {
        switch effect {
        case .recorded(let scan): scan.reopened.count
        case .reopened: 1
        case .dismissed, .parted, .undone: 0
        }
    }
}

extension Ledger {
    /// Undoes as ``reverse(_:entryID:)`` does, and says what that came to.
    public func undo(_ movement: EntryID, entryID: EntryID) throws -> UndoOutcome {
        let isReplay = try isRecorded(entryID)
        let recorded = try reverse(movement, entryID: entryID)
        return UndoOutcome(
            effect: try recorded.map { .recorded($0) } ?? effect(of: entryID), isReplay: isReplay)
    }

    /// What came of an entry that took something back without a movement.
    private func effect(of entryID: EntryID) throws -> UndoOutcome.Effect {
        switch try entry(entryID)?.body {
        case is ItemsParted: .parted
        case is ScansReopened: .reopened
        case is CountTakenBack, is PlaceMoved, is PlaceRetired: .undone
        case is CodeGiven: try reopened(by: entryID).isEmpty ? .undone : .reopened
        case let line as CountLineTakenBack
        where try self.entry(line.explanation)?.body is CountObservation: .undone
        default: try reopened(by: entryID).isEmpty ? .dismissed : .reopened
        }
    }
}

extension Ledger {
    /// Takes a recorded scan back and records it as what its code stands for by now, with all else that it said.
    ///
    /// One whose code was explained waits again, or is settled by what its code stands for. The same request again changes
    /// nothing.
    ///
    /// - Parameters:
    ///   - id: The entry of the scan, or of what was said that it was.
    ///   - entryID: The entry's that takes it back; the new scan's id is derived from it.
    ///   - read: What a scanner's text is looked up by, and what an item learns it by.
    /// - Throws: ``StorageFault/notReversible(_:)`` for an entry that is no scan, and what undoing and recording throw.
    package func recordAgain(
        _ id: EntryID, as entryID: EntryID,
        read: (String) throws -> (keys: [String], keyToLearn: String)
    ) throws {
        guard try !isRecorded(entryID) else { return }
        guard let known = try entry(id) else { throw StorageFault.entryNotFound(id.description) }
        let (movement, seen) = (known.body as? Movement, known.body as? CountObservation)
        guard movement?.scan ?? seen?.scan != nil || known.body is ScanResolved else {
            throw StorageFault.notReversible(id)
        }
        _ = try reverse(id, unlearning: false, entryID: entryID)
        guard let facts = movement?.scan ?? seen?.scan else { return }
        let (keys, keyToLearn) = try read(facts.code)
        if let seen, seen.added == nil, try target(keys) != nil {
            var line = CountLineRequest(
                id: EntryID(hashOf: "larder-recorded-again-v1\n\(entryID)"), count: seen.count,
                subject: .keys(keys), quantity: Quantity(facts.quantity ?? 1),
                weightGrams: facts.weightGrams,
                at: try happenedAt(seen.happenedAt, in: known.seq), code: facts.code)
            line.isOfPackNow = true
            _ = try noteCountLine(line)
            return
        }
        // Nobody knows what none of it was none of.
        guard facts.quantity != 0 else { return }
        var scan = Scan(
            id: EntryID(hashOf: "larder-recorded-again-v1\n\(entryID)"), facts: facts, keys: keys,
            keyToLearn: keyToLearn)
        (scan.place, scan.to) = (facts.place.map { .id($0) }, facts.to.map { .id($0) })
        scan.source = facts.source.map { .id($0) }
        scan.isRecordedAgain = true
        scan.at = try happenedAt(movement?.happenedAt ?? seen?.happenedAt, in: known.seq)
        scan.day = try movement.map { try day(of: known.seq, said: $0.day) }
        _ = try record(scan)
    }
}

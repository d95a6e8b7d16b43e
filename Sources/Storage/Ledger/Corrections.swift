import Foundation
import GRDB
import Journal
public import Stock

extension Ledger {
    /// Undoes a movement by another that goes the other way; the first stays as it is.
    ///
    /// A code that was given or taken stands for what it stood for before. Undoing a scan that nobody has explained yet says that it was nothing. A completed count counts no
    /// more, and a place that was moved stands where the last of its other moves put it.
    ///
    /// - Returns: The movement that undoes; nil where a scan was put down as nothing, or a count or the move of a
    ///   place was taken back.
    /// - Throws: ``StorageFault/entryNotFound(_:)``, ``StorageFault/notReversible(_:)``,
    ///   ``StorageFault/alreadyReversed(_:)``, ``StorageFault/placeInsideItself``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``, and ``StockFault/unitWeightUnknown`` for what is of before a
    ///   change of measure and cannot be told in the measure of now.
    public func reverse(_ movementID: EntryID, entryID: EntryID) throws -> RecordedScan? {
        try reverse(movementID, unlearning: true, entryID: entryID)
    }

    /// The same; without `unlearning`, an explained scan waits again or is what its code stands for, which stays what it is.
    func reverse(
        _ movementID: EntryID, unlearning: Bool, entryID: EntryID
    ) throws -> RecordedScan? {
        if let known = try entry(entryID) {
            switch known.body {
            case let body as Reversal:
                guard let undone = body.movement.reverses,
                    try undone == movementID || undone == resolution(of: movementID)
                else { throw StorageFault.idExistsWithDifferentContent(entryID) }
                return try answer(body.movement, seq: known.seq, id: entryID, isReplay: true)
                    .waiting(again: reopened(by: entryID))
            case let body as ScanResolved
            where try body.item == nil
                && (body.scan == movementID || body.scan == scan(explainedBy: movementID)):
                return nil
            case let body as CountLineTakenBack
            where try body.explanation == movementID
                || scan(explainedBy: body.explanation) == movementID:
                return nil
            case let body as ScansReopened:
                guard let dismissed = try entry(movementID)?.body as? ScanResolved,
                    body.scans == [dismissed.scan]
                else { throw StorageFault.idExistsWithDifferentContent(entryID) }
                return nil
            case let body as ItemsParted where body.join == movementID: return nil
            case let body as CountTakenBack where try completedCount(movementID) == body.count:
                return nil
            case let body as PlaceMoved where body.reverses == movementID: return nil
            case let body as PlaceRetired where body.reverses == movementID: return nil
            case let body as CodeGiven where body.reverses == movementID: return nil
            default: throw StorageFault.idExistsWithDifferentContent(entryID)
            }
        }
        guard let known = try entry(movementID) else {
            throw StorageFault.entryNotFound(movementID.description)
        }
        let queries = Queries(db)
        guard let action = try queries.undo(of: movementID, known.body) else {
            throw StorageFault.notReversible(movementID)
        }
        if try queries.isUndone(movementID, action) || isReversed(movementID) {
            throw StorageFault.alreadyReversed(movementID)
        }
        if !unlearning, case .reopen(let resolved) = action {
            return try reverse(
                explanation: movementID, resolved, waits: true, unlearning: false, entryID: entryID)
        }
        return try apply(action, movementID, since: known.seq, entryID: entryID)
    }

    private func apply(
        _ action: UndoAction, _ id: EntryID, since seq: Int64, entryID: EntryID
    ) throws -> RecordedScan? {
        switch action {
        case .moveBack(let movement):
            return try takeBack(movement, of: id, since: seq, entryID: entryID)
        case .dismiss:
            if let said = try Queries(db).explanation(of: id) {
                return try reverse(
                    explanation: said.id, said.body, waits: false, entryID: entryID)
            }
            try resolve(id, as: nil, entryID: entryID)
        case .reopen(let resolved):
            return try reverse(explanation: id, resolved, waits: true, entryID: entryID)
        case .part(let joined): try part(joined, id, entryID: entryID)
        case .takeBackCount(let count): try takeBack(count, entryID: entryID)
        case .unsee:
            guard try takeBack(line: id, explanation: id, entryID: entryID) else {
                throw StorageFault.notReversible(id)
            }
        case .standBack(let moved):
            try takeBack(moved, of: id, since: seq, entryID: entryID)
        case .useAgain(let retired): try takeBack(retired, of: id, entryID: entryID)
        case .giveBack(let given): try takeBack(given, of: id, since: seq, entryID: entryID)
        }
        return nil
    }

    /// Records the movement back of one that was not taken back before.
    func takeBack(
        _ undone: Movement, of movementID: EntryID, since seq: Int64, entryID: EntryID
    ) throws -> RecordedScan {
        try refuseUnweighed(undone, since: seq)
        let recorded = undone
        let (undone, lots, parts) = try asItIsNow(undone, since: seq)
        let happenedAt = try happenedAt(undone.happenedAt, in: seq)
        let day = try openDay(for: self.day(of: seq, said: undone.day)).day
        guard
            var body = try undone.reversal(
                of: movementID, at: happenedAt, on: day,
                stock: try undone.item.map { try stock(of: $0, changedBy: undone.lines) },
                places: places)
        else { throw StorageFault.notReversible(movementID) }
        body.lots = lots
        var partsBack = zip(undone.lines, parts).filter { $0.0.isOwn }.map(\.1)
        if undone.isOfWholeBox {
            let late = try wentLater(
                with: BoxOut(
                    entry: movementID, seq: seq, place: undone.place, moment: happenedAt))
            body.lines += late.map(\.line.reversed)
            body.lots += try unspoken(late.map(\.lot)).filter { !body.lots.contains($0) }
            partsBack += late.map(\.part)
        }
        partsBack += try giveBack(&body, what: recorded, took: seq)
        let (back, seq) = try append(body, as: entryID, of: partsBack) { Reversal($0) }
        if let facts = recorded.scan { duplicateScans.forget(facts) }
        return try answer(back, seq: seq, id: entryID, isReplay: false)
    }

    /// Refuses a movement that was recorded as the entry `seq` where nobody knows how much it was of by now.
    ///
    /// - Throws: ``StockFault/unitWeightUnknown``.
    func refuseUnweighed(_ movement: Movement, since seq: Int64) throws {
        let queries = Queries(db)
        let isWeighed = try movement.lines.allSatisfy { line in
            try !line.isOwn
                || queries.now(
                    ItemAmount(
                        item: line.item, lot: try queries.lot(line.lot), quantity: line.quantity),
                    since: seq
                ).isKnown
        }
        guard isWeighed else { throw StockFault.unitWeightUnknown }
    }

    /// Undoes the entry of a number, as ``undo(_:entryID:)`` undoes that of an id.
    package func undo(seq: Int64, entryID: EntryID) throws -> UndoOutcome {
        guard let entry = try Queries(db).entry(seq) else {
            throw StorageFault.entryNotFound(String(seq))
        }
        return try undo(entry.id, entryID: entryID)
    }

    /// Says what a scan of an unknown code was; it then counts for the day it was scanned on, if
    /// that is open.
    ///
    /// - Parameters:
    ///   - scanID: The entry of the scan.
    ///   - item: What it was; nil for nothing.
    ///   - pack: Where given, the item learns the code as a pack of so many, unless it is known by
    ///     now; a blank label of the hub's is bound to the item.
    ///   - amount: How much it was, in pieces or grams, where that is not what the scan says.
    ///   - entryID: The new entry's; the same request again is answered as before.
    /// - Returns: The movement or count line it stands for; nil where it was nothing, or the count
    ///   it was seen in is completed.
    /// - Throws: ``StorageFault/unresolvedNotFound(_:)``, ``StorageFault/alreadyResolved(_:)``,
    ///   ``StorageFault/itemNotFound(_:)``, ``StorageFault/idExistsWithDifferentContent(_:)``, or a
    ///   `StockFault` for a quantity that the item cannot have.
    @discardableResult
    public func resolve(
        _ scanID: EntryID, as item: ItemID?, learning pack: Int64? = nil,
        amount: Quantity? = nil, entryID: EntryID
    ) throws -> RecordedScan? {
        let named = item
        let item = try item.map { try current($0).id }
        if let known = try entry(entryID) {
            guard let body = known.body as? ScanResolved, body.scan == scanID,
                try body.item.map({ try current($0).id }) == item
            else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            let answered =
                try body.movement.map {
                    try answer($0, seq: known.seq, id: entryID, isReplay: true)
                } ?? countedLate(entryID)
            guard amount == nil || answered.map({ $0.quantity == amount }) ?? true else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return answered
        }
        guard let known = try entry(scanID), let scan = known.body as? UnresolvedScan else {
            throw StorageFault.unresolvedNotFound(scanID.description)
        }
        let happenedAt = try happenedAt(scan.happenedAt, in: known.seq)
        guard try isUnresolved(scanID) else { throw StorageFault.alreadyResolved(scanID) }
        if let item, let pack, scan.item == nil, try target([scan.key]) == nil {
            try learn(scan, scanID, pack: pack, as: item, named: named, by: entryID)
        }
        guard let item, scan.scan.mode != .count else {
            try append(
                entryID, ScanResolved(scan: scanID, item: item, movement: nil))
            let counted = try item.flatMap {
                try countLate(
                    scan, at: happenedAt, as: $0, named: named, amount: amount, entryID: entryID)
            }
            try judgeUncounted(in: scan.countSeen, waiting: 0, after: entryID)
            return counted
        }
        let meant = try target(scan, as: item)
        let part = try named.flatMap { try self.part(of: .item($0), at: happenedAt) }
        guard try amount != nil || !isUnmeasured(meant, scan.scan, at: happenedAt, part: part)
        else {
            throw StockFault.unitWeightUnknown
        }
        let (day, late) = try openDay(for: self.day(of: known.seq, said: scan.day))
        var movement = try plan(
            meant, scan.scan, at: happenedAt, day: day, amount: amount, part: part)
        if late { movement.warnings.append(.dayClosed) }
        let (recorded, seq) = try append(movement, as: entryID) {
            ScanResolved(scan: scanID, item: item, movement: $0)
        }
        return try answer(recorded, seq: seq, id: entryID, isReplay: false)
    }

    /// The scan that an entry said what it was.
    private func scan(explainedBy id: EntryID) throws -> EntryID? {
        (try entry(id)?.body as? ScanResolved)?.scan
    }

    func isReversed(_ id: EntryID) throws -> Bool { try Queries(db).isReversed(id) }

    private func target(_ scan: UnresolvedScan, as item: ItemID) throws -> CodeReferent {
        // Who named an item scanned none of its codes.
        switch try scan.item == nil ? target([scan.key]) : nil {
        case .item(item, let pack): return .item(item, pack: pack)
        case .lot(let lot, item: item): return .lot(lot, item: item)
        case .item, .lot, .place, nil: return .item(item, pack: 1)
        }
    }

    /// A scan in a count is counted once it is known, unless the count was taken back or thrown away.
    private func countLate(
        _ scan: UnresolvedScan, at moment: Moment, as item: ItemID, named: ItemID?,
        amount: Quantity?, entryID: EntryID
    ) throws -> RecordedScan? {
        guard let count = scan.scan.count, try state(of: count) != .dropped else { return nil }
        return try observe(
            try target(scan, as: item), by: scan.key, scan.scan, at: moment, amount: amount,
            named: named, id: entryID.lateCount)
    }

    /// The count that an entry completed, or that it opened and another one completed.
    private func completedCount(_ id: EntryID) throws -> CountID? {
        let count = (try entry(id)?.body as? CountCompleted)?.count ?? id.named(Count.self)
        return try Queries(db).completion(of: count) == nil ? nil : count
    }

    /// What ``countLate(_:at:as:amount:entryID:)`` noted for a resolution; nil where the count was completed
    /// by then.
    func countedLate(_ resolution: EntryID) throws -> RecordedScan? {
        let id = resolution.lateCount
        guard let known = try entry(id), let line = known.body as? CountObservation else {
            return nil
        }
        return try answer(line, seq: known.seq, id: id, isReplay: true)
    }

    /// The entry that said what a scan was; nil while the scan waits.
    func resolution(of scanID: EntryID) throws -> EntryID? {
        try Queries(db).explanation(of: scanID)?.id
    }

    private func isUnresolved(_ id: EntryID) throws -> Bool {
        let sql = "SELECT count(*) > 0 FROM unresolved WHERE id = ? AND resolved_by IS NULL"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [id.blob]) ?? false
    }
}

import Foundation
import GRDB
import Journal
public import Stock

/// What a sender says a label is put on.
public enum LabelTarget: Sendable, Hashable {
    /// A room, shelf, bin, box or the floor.
    case place(PlaceReference)
    /// A lot that was spoken of before.
    case lot(LotID)
    /// An item's lot, which may be new, by what is printed on it; of the item's own programme where
    /// none is said.
    case lotOf(ItemID, dated: DateLabel? = nil, number: String? = nil, programme: Programme? = nil)
    /// An item, whatever its lot.
    case item(ItemID)
    /// Nothing any more.
    case nothing
}

/// A label as it stands after a request.
public struct BoundLabel: Sendable {
    /// The label's code.
    public let code: String
    /// Scans of the code that waited for this and are settled, the first first.
    public let settled: [SettledScan]
    /// Whether the same had been said before.
    public let isReplay: Bool
}

extension Ledger {
    /// Says what a label of a roll is put on; scans of it that wait then count, as those of any code
    /// that was unknown.
    ///
    /// - Parameters:
    ///   - code: A code that the hub issued.
    ///   - target: What bears the label.
    ///   - corrects: The binding that is put right; nil for a label that is blank. Movements that
    ///     were recorded under the wrong binding stay; each is undone by itself. Scans that were nothing as those of a place
    ///     wait again. Codes that came with the wrong item are unlearned.
    ///   - entryID: The new entry's; the same request again is answered as before.
    /// - Returns: The label as it stands; a replay where the code stands for that already.
    /// - Throws: ``StorageFault/labelCodeUnknown(_:)``, ``StorageFault/labelCodeBound(_:)`` where it
    ///   stands for something that `corrects` does not name, ``StorageFault/labelCodeUnbound(_:)``
    ///   where there is nothing to put right, ``StorageFault/placeNotFound(_:)``,
    ///   ``StorageFault/placeIsAnEdge(_:)``, ``StorageFault/itemNotFound(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func bindLabel(
        _ code: String, to target: LabelTarget, corrects: EntryID? = nil, entryID: EntryID
    ) throws -> BoundLabel {
        if let known = try entry(entryID) {
            guard let said = known.body as? LabelBound, said.code == code,
                said.corrects == corrects, said.replaces == nil,
                try isMeant(target, by: said, known.seq)
            else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return try answer(code, since: known.seq, isReplay: true)
        }
        let bearer = try bearer(target)
        guard let label = try Queries(db).label(code) else {
            throw StorageFault.labelCodeUnknown(code)
        }
        var current = bearer
        if case .lot(let lot)? = bearer, try Queries(db).lot(lot.id) != nil {
            current = .lot(try currentLot(lot.id))
        }
        let isNew = try decided(of: code) {
            try state(of: label).binds(to: current, correcting: corrects)
        }
        guard isNew else { return try answer(code, since: label.seq, isReplay: true) }
        let lost = try scansLost(to: label)
        let wrong = try corrects.map { try lessons(taughtBy: $0) } ?? []
        let body = LabelBound(
            code: code, bearer: current, corrects: corrects, named: try named(by: target))
        let entry = try append(entryID, body)
        for lesson in wrong {
            guard case .item(let item, _)? = try self.target([lesson.code.key]),
                lesson.stands && item != body.itemMeant
            else { continue }
            try unlearn(lesson)
        }
        if !lost.isEmpty { try reopen(lost, by: reopenedID(entryID)) }
        try settleScans(of: code)
        return try answer(code, since: entry.seq, isReplay: false)
    }

    /// Takes a label off what it was put on by mistake, for a place that a request makes with it.
    ///
    /// - Parameters:
    ///   - code: The label's.
    ///   - corrects: The binding that is put right; nil for a label that is blank.
    ///   - request: Makes the place; where it is recorded, nothing is taken off once more.
    /// - Throws: As ``bindLabel(_:to:corrects:entryID:)``.
    package func freeLabel(
        _ code: String, from corrects: EntryID?, for request: EntryID
    ) throws {
        let entryID = request.freedLabel
        guard try !isRecorded(request) else {
            guard (try entry(entryID)?.body as? LabelBound)?.corrects == corrects else {
                throw StorageFault.idExistsWithDifferentContent(request)
            }
            return
        }
        guard let corrects else { return }
        _ = try bindLabel(code, to: .nothing, corrects: corrects, entryID: entryID)
    }

    /// Puts a label on an item, where the hub issued it and it is blank.
    ///
    /// - Returns: Whether it was blank.
    /// - Throws: As ``bindLabel(_:to:corrects:entryID:)``.
    package func putBlankLabel(_ code: String, on item: ItemID) throws -> Bool {
        guard try blankLabel(among: [code]) != nil else { return false }
        guard try Queries(db).donation(labelled: code) == nil else {
            throw StorageFault.codeNamesADonation
        }
        _ = try bindLabel(code, to: .item(item), entryID: freshEntryID())
        return true
    }

    /// Scans that were put down as nothing because their label was said to be a place's.
    private func scansLost(to label: LabelRecord) throws -> [EntryID] {
        guard case .place? = try target([label.code]) else { return [] }
        return try settled(label.code, since: label.seq).filter { $0.body.item == nil }.map(\.scan)
    }

    /// A label as it stands after a place was made with it, whatever it was put on since.
    ///
    /// - Parameters:
    ///   - code: The label's.
    ///   - entryID: The entry that made the place.
    ///   - isReplay: Whether the same had been said before.
    /// - Returns: The label as it stands.
    /// - Throws: ``StorageFault/labelCodeUnknown(_:)`` where there is no such entry.
    package func label(
        _ code: String, boundBy entryID: EntryID, isReplay: Bool
    ) throws -> BoundLabel {
        guard let made = try entry(entryID) else { throw StorageFault.labelCodeUnknown(code) }
        return try answer(code, since: made.seq, isReplay: isReplay)
    }

    /// Replaces a label that was lost: another code stands for what it stood for, and both can be
    /// read.
    ///
    /// - Parameters:
    ///   - code: The code of the lost label.
    ///   - blank: A blank label of a roll that is put on instead; nil for a fresh code.
    ///   - freshCode: A label code that nothing has.
    ///   - entryID: The new entry's; the same request again is answered as before.
    /// - Returns: The label that took its place.
    /// - Throws: ``StorageFault/labelCodeUnknown(_:)``, ``StorageFault/labelCodeReplaced(by:)``,
    ///   ``StorageFault/codeNamesADonation`` for a donation's, which keeps its one code,
    ///   ``StorageFault/labelCodeUnbound(_:)`` for a label that stands for nothing,
    ///   ``StorageFault/labelCodeBound(_:)`` for a `blank` that is none,
    ///   ``StorageFault/labelCodeTaken(_:)``, ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func replaceLabel(
        _ code: String, with blank: String?, freshCode: String, entryID: EntryID
    ) throws -> BoundLabel {
        if let known = try entry(entryID) {
            guard let body = known.body as? LabelBound, body.replaces == code,
                blank == nil || blank == body.code
            else { throw StorageFault.idExistsWithDifferentContent(entryID) }
            return try answer(body.code, since: known.seq, isReplay: true)
        }
        guard let label = try Queries(db).label(code) else {
            throw StorageFault.labelCodeUnknown(code)
        }
        let target = try decided(of: code) { try state(of: label).replaceable() }
        if let blank { try refuseBound(blank) } else { try refuseTaken(freshCode) }
        let new = blank ?? freshCode
        let body = LabelBound(code: new, bearer: try bearer(target), replaces: code)
        let entry = try append(entryID, body)
        try settleScans(of: new)
        return try answer(new, since: entry.seq, isReplay: false)
    }

    /// The item, as it is by now, that an entry put a label on, whatever its lot; nil where it was a place.
    package func item(boundBy entryID: EntryID) throws -> ItemID? {
        try entry(entryID)?.body?.subjects.items.first.map { try current($0).id }
    }

    private func state(of label: LabelRecord) throws -> LabelState {
        LabelState(
            binding: label.binding, referent: try target([label.code]),
            isOnDonation: try Queries(db).donation(among: [label.code]) != nil,
            replacedBy: label.replacedBy)
    }

    /// What was decided of a label, a refusal under the name that requests know it by.
    private func decided<Outcome>(
        of code: String, _ decision: () throws -> Outcome
    ) throws -> Outcome {
        do { return try decision() } catch let refusal as LabelRefusal {
            switch refusal {
            case .replaced(let newer): throw StorageFault.labelCodeReplaced(by: newer)
            case .isOnDonation: throw StorageFault.codeNamesADonation
            case .bound: throw StorageFault.labelCodeBound(code)
            case .unbound: throw StorageFault.labelCodeUnbound(code)
            }
        }
    }

    private func answer(_ code: String, since seq: Int64, isReplay: Bool) throws -> BoundLabel {
        BoundLabel(code: code, settled: try settledScans(of: code, since: seq), isReplay: isReplay)
    }

    /// The item that someone named, where that is another by now.
    private func named(by target: LabelTarget) throws -> ItemID? {
        switch target {
        case .item(let id), .lotOf(let id, _, _, _): try current(id).id == id ? nil : id
        case .place, .lot, .nothing: nil
        }
    }

    /// Whether an entry put its label on what is asked for again, whatever was joined or put right of it since.
    private func isMeant(
        _ target: LabelTarget, by said: LabelBound, _ seq: Int64
    ) throws -> Bool {
        func isSame(_ asked: ItemID, _ item: ItemID) throws -> Bool {
            try asked == said.named || current(asked).id == current(item).id
        }
        switch (target, said.bearer) {
        case (.nothing, nil): return true
        case (.place(let reference), .place(let place)?):
            return try placeID(reference, recorded: place, at: seq) == place
        case (.item(let id), .item(let item)?): return try isSame(id, item)
        case (.lot(let id), .lot(let lot)?):
            return try id == lot.id || currentLot(id).id == currentLot(lot.id).id
        case (.lotOf(let id, let date, let number, let programme), .lot(let lot)?):
            // Where no programme was said, it was the item's own of then.
            let key = lot.key
            let asked = try item(key.item).lot(
                dated: date, number: number, programme: programme ?? key.programme)
            return try isSame(id, key.item) && asked == key
        default: return false
        }
    }

    private func bearer(_ target: LabelTarget) throws -> LabelBearer? {
        switch target {
        case .place(let reference):
            let place = try knownPlace(try placeID(reference))
            guard place.kind.isStorage else { throw StorageFault.placeIsAnEdge(place.name) }
            return .place(place.id)
        case .lot(let id): return .lot(try knownLot(id))
        case .lotOf(let id, let date, let number, let programme):
            let key = try current(id).lot(dated: date, number: number, programme: programme)
            return .lot(projector.cache.lot(key))
        case .item(let id): return .item(try current(id).id)
        case .nothing: return nil
        }
    }

    private func bearer(_ target: CodeReferent) throws -> LabelBearer {
        switch target {
        case .place(let id): .place(id)
        case .lot(let id, _): .lot(try knownLot(id))
        case .item(let id, _): .item(id)
        }
    }
}

extension EntryID {
    /// The entry by which a label is taken off what it was put on by mistake, for the place that a request makes with it.
    var freedLabel: EntryID { EntryID(hashOf: "larder-freed-label-v1\n\(self)") }
}

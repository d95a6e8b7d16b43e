import Foundation
import GRDB
public import Journal
public import Stock

/// What was seen in a count, as its sender says it.
public struct CountLineRequest: Sendable {
    /// Made by the sender; the same line again changes nothing.
    public var id: EntryID
    /// A count that is open.
    public var count: CountID
    /// The item or lot that was seen.
    public var subject: Subject
    /// Pieces or grams, zero or more.
    public var quantity: Quantity
    /// Grams on the scale, in place of ``quantity``; nil where nobody weighed it.
    public var weightGrams: Int64?
    /// The journal's last number when it was seen; nil for now, or for `at`.
    public var asOf: Int64?
    /// When it was seen, by the hub's clock; nil for now, or for `asOf`.
    public var at: Moment?
    /// The code that its sender gave, where ``subject`` is what that may be looked up by.
    public var code: String?
    /// Whether its code stands for what it does now, whatever it stood for then.
    var isOfPackNow = false

    /// How a sender names what was seen.
    public enum Subject: Sendable, Hashable {
        /// What its code may be looked up by, the likeliest first.
        ///
        /// The quantity is then of packs of the code.
        case keys([String])
        /// Whatever its dates.
        case item(ItemID)
        /// One lot of the item, counted by itself.
        case lot(LotID, item: ItemID)
    }

    /// A count line as its sender says it.
    public init(
        id: EntryID, count: CountID, subject: Subject, quantity: Quantity,
        weightGrams: Int64? = nil, asOf: Int64? = nil, at: Moment? = nil, code: String? = nil
    ) {
        (self.id, self.count, self.subject, self.quantity) = (id, count, subject, quantity)
        (self.weightGrams, self.asOf, self.at, self.code) = (weightGrams, asOf, at, code)
    }
}

extension CountLineRequest {
    /// What its sender said, as a scan of the code would; nil where it names none.
    fileprivate var facts: ScanFacts? {
        guard let code else { return nil }
        var facts = ScanFacts(mode: .count, code: code)
        facts.quantity = weightGrams == nil ? quantity.value : nil
        (facts.weightGrams, facts.count) = (weightGrams, count)
        return facts
    }
}

extension Ledger {
    /// Notes how many of an item, a lot or a code were seen; a line of the same that was seen later takes its place,
    /// whichever comes first.
    ///
    /// Lines of several codes of an item add up, and one of the item takes the place of them all.
    public func noteCountLine(_ request: CountLineRequest) throws -> (
        line: CountObservation, isReplay: Bool
    ) {
        if let known = try entry(request.id) {
            guard let line = known.body as? CountObservation, try isSame(line, request, known.seq)
            else { throw StorageFault.idExistsWithDifferentContent(request.id) }
            return (line, true)
        }
        let (item, lot, pack) = try subject(request.subject)
        guard request.quantity >= .zero else { throw StockFault.quantityNotPositive }
        let isLate = try isLate(request.count)
        let at = try request.asOf.map { try recordedAt($0) } ?? request.at
        let seen = try quantity(request, of: item, pack: pack, at: at)
        var key: String?
        if case .keys(let keys) = request.subject { key = try knownKey(among: keys) }
        let line = try observation(
            in: request.count, scan: request.facts, by: key, of: item,
            part: part(of: request.subject, at: at), lot, added: nil, seen: seen, at: at)
        try append(request.id, line)
        if isLate { try judge(item, in: [request.count], after: request.id) }
        return (line, false)
    }

    /// Whether a line names by its code what nobody knows, now or when it first came.
    package func isUnexplained(_ request: CountLineRequest) throws -> Bool {
        if let known = try entry(request.id) { return known.body is UnresolvedScan }
        guard case .keys(let keys) = request.subject else { return false }
        return try target(keys) == nil
    }

    /// What a line says was seen, in the measure that the item is kept in by now, or when the line was noted as the entry `last`.
    ///
    /// - Throws: ``StockFault/unitWeightUnknown`` where that is another one and nobody knows what a piece weighs.
    private func quantity(
        _ request: CountLineRequest, of item: ItemID, pack: Int64, at moment: Moment?,
        until last: Int64 = .max
    ) throws -> Quantity {
        if let weight = request.weightGrams {
            return try self.item(item, asOf: last == .max ? nil : last)
                .quantity(packs: 1, pack: 1, weight: weight)
        }
        // What a code stood for is a measure; a number of codes that stand for one is as of a scan.
        var (packThen, isNumber) = (Int64?.none, false)
        if case .keys(let keys) = request.subject {
            packThen = request.isOfPackNow ? nil : try self.packThen(keys, at: moment)
            isNumber = packThen ?? pack == 1
        }
        let said = try request.quantity.times(packThen ?? pack)
        guard packThen != nil || pack == 1 else { return said }
        let part = try self.part(of: request.subject, at: moment)
        guard let conversions = try conversions(of: part ?? item, since: moment, until: last)
        else {
            throw StockFault.unitWeightUnknown
        }
        return try conversions.convert(said, isNumber: isNumber)
    }

    /// Whether a request is the one that a line was noted for, as the entry `seq`; what a code stands for may have
    /// changed since.
    private func isSame(
        _ line: CountObservation, _ request: CountLineRequest, _ seq: Int64
    ) throws -> Bool {
        guard line.count == request.count, line.added == nil,
            request.asOf == nil || line.asOf == min(max(request.asOf ?? 0, 0), seq - 1)
        else { return false }
        let at = try request.asOf.map { try recordedAt($0) } ?? request.at
        func isSeen(_ item: ItemID, _ pack: Int64) throws -> Bool {
            try line.seen == quantity(request, of: item, pack: pack, at: at, until: seq)
        }
        switch request.subject {
        case .item(let item): return try line.item == item && line.lot == nil && isSeen(item, 1)
        case .lot(let lot, let item):
            return try line.item == item && line.lot == lot && isSeen(item, 1)
        case .keys(let keys):
            let sql = "SELECT seq FROM code WHERE key = ?"
            let given = try keys.compactMap { try Int64.fetchOne(db, sql: sql, arguments: [$0]) }
            guard let first = given.first, first < seq else { return true }
            let (item, lot, pack) = try subject(request.subject)
            return try line.item == item && line.lot == lot && isSeen(item, pack)
        }
    }

    private func subject(_ subject: CountLineRequest.Subject) throws -> (
        item: ItemID, lot: LotID?, pack: Int64
    ) {
        switch subject {
        case .item(let id): return (try current(id).id, nil, 1)
        case .lot(let id, let item):
            let lot = try currentLot(id)
            guard try lot.key.item == current(item).id else {
                throw StorageFault.itemNotFound(id.description)
            }
            return (lot.key.item, lot.id, 1)
        case .keys(let keys):
            switch try target(keys) {
            case .item(let id, let pack): return (id, nil, pack)
            case .lot(let lot, let id): return (id, lot, 1)
            case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
            case nil: throw StorageFault.itemNotFound(keys.first ?? "")
            }
        }
    }
}

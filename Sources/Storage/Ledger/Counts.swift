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
    /// The journal number at which it was seen; nil for now.
    public var asOf: Int64?

    /// How a sender names what was seen.
    public enum Subject: Sendable, Hashable {
        /// What its code may be looked up by, the likeliest first.
        case keys([String])
        /// Whatever its dates.
        case item(ItemID)
        /// One lot of the item, counted by itself.
        case lot(LotID, item: ItemID)
    }

    /// A count line as its sender says it.
    public init(
        id: EntryID, count: CountID, subject: Subject, quantity: Quantity, asOf: Int64? = nil
    ) {
        (self.id, self.count, self.subject, self.quantity, self.asOf) = (
            id, count, subject, quantity, asOf
        )
    }
}

extension Ledger {
    /// Opens a count of a place; the same request again changes nothing.
    ///
    /// - Returns: The place, and whether the same request had opened the count before.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func openCount(_ id: CountID, at reference: PlaceReference) throws -> (
        place: Place, isReplay: Bool
    ) {
        let place = try knownPlace(try placeID(reference))
        guard place.kind.isStorage else { throw StorageFault.placeIsAnEdge(place.name) }
        let entryID = id.named(JournalEntry.self)
        if let known = try entry(entryID) {
            guard let opened = known.body as? CountOpened, opened.place == place.id else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return (place, true)
        }
        try append(entryID, CountOpened(place: place.id))
        return (place, false)
    }

    /// Notes how many of an item or lot were seen; a later line of the same item or lot takes its
    /// place.
    public func noteCountLine(_ request: CountLineRequest) throws -> (
        line: CountObservation, isReplay: Bool
    ) {
        let (item, lot) = try subject(request.subject)
        if let known = try entry(request.id) {
            guard let line = known.body as? CountObservation, line.count == request.count,
                line.item == item,
                line.lot == lot, line.seen == request.quantity,
                request.asOf == nil || line.asOf == min(max(request.asOf ?? 0, 0), known.seq - 1)
            else { throw StorageFault.idExistsWithDifferentContent(request.id) }
            return (line, true)
        }
        guard request.quantity >= .zero else { throw StockFault.quantityNotPositive }
        let place = try openCountPlace(request.count)
        let asOf = min(max(request.asOf ?? head.seq, 0), head.seq)
        let line = CountObservation(
            count: request.count, scan: nil, item: item, lot: lot, added: nil,
            seen: request.quantity,
            asOf: asOf,
            expected: try balance(item, lot, at: place, asOf: asOf))
        _ = try line.seen.subtracting(line.expected)
        try append(request.id, line)
        return (line, false)
    }

    /// A scan in a count: so many more of what it names were seen.
    func observe(_ target: CodeReferent, _ facts: ScanFacts, id: EntryID) throws -> RecordedScan {
        guard let count = facts.count else { throw StorageFault.countNotFound("") }
        let place = try openCountPlace(count)
        let scanned = try scanned(target)
        let (item, lot) = (scanned.item, scanned.lot)
        let more = try item.quantity(
            packs: facts.quantity ?? 1, pack: scanned.pack, weight: facts.weightGrams)
        let line = CountObservation(
            count: count, scan: facts, item: item.id, lot: lot, added: more,
            seen: try seenSoFar(item.id, lot, in: count).adding(more), asOf: head.seq,
            expected: try balance(item.id, lot, at: place, asOf: head.seq))
        _ = try line.seen.subtracting(line.expected)
        let entry = try append(id, line)
        return try answer(line, seq: entry.seq, id: id, isReplay: false)
    }

    func answer(_ line: CountObservation, seq: Int64, id: EntryID, isReplay: Bool) throws
        -> RecordedScan
    {
        RecordedScan(
            seq: seq, id: id, item: try item(line.item), lots: [:],
            place: try knownPlace(try countPlace(line.count)),
            quantity: line.added ?? line.seen, balance: line.seen, warnings: [], isReplay: isReplay)
    }

    private func subject(_ subject: CountLineRequest.Subject) throws -> (ItemID, LotID?) {
        switch subject {
        case .item(let id): return (try item(id).id, nil)
        case .lot(let lot, let id): return (try item(id).id, lot)
        case .keys(let keys):
            switch try target(keys) {
            case .item(let id, _): return (id, nil)
            case .lot(let lot, let id): return (id, lot)
            case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
            case nil: throw StorageFault.itemNotFound(keys.first ?? "")
            }
        }
    }
}

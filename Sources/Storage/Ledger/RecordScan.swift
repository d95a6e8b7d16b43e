public import Stock

/// A scan on its way into the ledger.
public struct ScanRequest: Sendable {
    /// Made by whoever scanned.
    public var id: EntryID
    /// What goes into the journal; the ledger fills in the ids of the places and the source below.
    public var facts: ScanFacts
    /// What the code may be looked up by, the likeliest first; never empty.
    public var keys: [String]
    /// What an item learns the code by, once someone says what an unknown scan was.
    public var keyToLearn: String
    /// Where it was put, taken from or counted.
    public var place: PlaceReference?
    /// Where a move goes.
    public var to: PlaceReference?
    /// Who gave it.
    public var source: SourceReference?
    /// The day it belongs to, where that is not the day on the station's clock.
    public var day: CivilDate?

    /// A scan as its sender says it, at no place yet.
    public init(id: EntryID, facts: ScanFacts, keys: [String], keyToLearn: String) {
        (self.id, self.facts, self.keys, self.keyToLearn) = (id, facts, keys, keyToLearn)
    }
}

/// How a sender names a place.
public enum PlaceReference: Sendable, Hashable {
    /// As the place's maker named it.
    case id(PlaceID)
    /// Its label code, in its one normal form.
    case code(String)
}

/// How a sender names a source.
public enum SourceReference: Sendable, Hashable {
    /// As an earlier answer gave it; it is not looked up.
    case id(SourceID)
    /// Upper and lower case are one; a name that is new becomes a source.
    case name(String)
}

/// What became of a scan.
public enum ScanAnswer: Sendable {
    /// It is in the journal, with whatever the ledger did not expect.
    case recorded(RecordedScan)
    /// The code is unknown; the scan is kept until someone says what it was.
    ///
    /// `label` is the code of a label of the hub's that was blank; nil for any other code.
    case unresolved(seq: Int64, id: EntryID, label: String?, isReplay: Bool)
    /// The scan asked and changed nothing.
    case lookedUp(LookUp)
}

/// A scan in the ledger, as its sender is told of it.
public struct RecordedScan: Sendable {
    /// The entry's number.
    public let seq: Int64
    /// The id that the sender gave it.
    public let id: EntryID
    /// Nil where the scan was of a whole box or another place.
    public let item: Item?
    /// How much of each lot.
    public let lots: [LotID: Quantity]
    /// Where it was put, taken or counted; a place that was scanned, itself.
    public let place: Place
    /// Over all lots, and over all items of a whole box; what this scan added, in a count.
    public let quantity: Quantity
    /// The item's at that place, with all that stands in it, just after; what was seen so far, in a
    /// count.
    public let balance: Quantity
    /// What the volunteer is told; none of it stopped anything.
    public let warnings: [Warning]
    /// Whether the same request had been recorded before.
    public let isReplay: Bool
}

/// The answer to a scan that only asks; nothing of it is set where the code is unknown.
public struct LookUp: Sendable {
    /// The item of the code or of the lot.
    public let item: Item?
    /// Nil unless a lot's own label was scanned.
    public let lot: Lot?
    /// Nil unless a place's own label was scanned.
    public let place: Place?
    /// The item's balance at the place that was asked for, else in all storage.
    public let balance: Quantity?
    /// The code of a label that stands for nothing yet; nil unless one was scanned.
    public var blank: String?
    /// Nil unless a donation's own label was scanned.
    public var donation: DonationID?
}

extension Ledger {
    /// Records what was scanned, whatever the ledger expected.
    ///
    /// A code that nobody knows is kept as unresolved. The same request again is answered as before
    /// and changes nothing.
    ///
    /// - Throws: ``StorageFault`` for an id seen before with other content, a place or count that
    ///   does not exist, a code that names the wrong thing; `StockFault` for a quantity that cannot
    ///   be.
    public func record(_ request: ScanRequest) throws -> ScanAnswer {
        let facts = try resolve(request)
        if facts.mode == .lookup { return .lookedUp(try lookUp(request.keys, at: facts.place)) }
        if let known = try entry(request.id) {
            return try replay(known.seq, known.body, id: request.id, facts)
        }
        let (day, late) = DayRule.day(
            scanned: request.day ?? facts.at.flatMap { Moment($0) }.map { calendar.date($0) },
            today: calendar.date(clock.now()), lastClosed: try lastClosedDay())
        try check(facts)
        guard let target = try target(request.keys) else {
            guard try donation(among: request.keys) == nil else {
                throw StorageFault.codeNamesADonation
            }
            let label = try blankLabel(among: request.keys)
            let scan = UnresolvedScan(scan: facts, key: label ?? request.keyToLearn, day: day)
            let entry = try append(request.id, .scanUnresolved(scan))
            return .unresolved(seq: entry.seq, id: request.id, label: label, isReplay: false)
        }
        if facts.mode == .count { return .recorded(try observe(target, facts, id: request.id)) }
        if case .place(let place) = target {
            return .recorded(try scanPlace(place, facts, id: request.id, day: day, late: late))
        }
        var movement = try plan(target, facts, day: day)
        if late { movement.warnings.append(.dayClosed) }
        if noticeRepetition(of: facts) { movement.warnings.append(.sameScanSecondsAgo) }
        let entry = try append(request.id, .movement(movement))
        return .recorded(try answer(movement, seq: entry.seq, id: request.id, isReplay: false))
    }

    /// Refuses what no code could make right.
    private func check(_ facts: ScanFacts) throws {
        guard facts.quantity ?? 1 > 0, facts.weightGrams ?? 1 > 0 else {
            throw StockFault.quantityNotPositive
        }
        if facts.mode == .count {
            guard let count = facts.count else { throw StorageFault.countNotFound("") }
            _ = try openCountPlace(count)
        }
        for place in [facts.place, facts.to].compactMap({ $0 })
        where try !knownPlace(place).kind.isStorage {
            throw StorageFault.placeIsAnEdge(try knownPlace(place).name)
        }
    }

    /// The facts with places and the source under their ids.
    private func resolve(_ request: ScanRequest) throws -> ScanFacts {
        var facts = request.facts
        facts.place = try request.place.map { try placeID($0) }
        facts.to = try request.to.map { try placeID($0) }
        facts.source = try request.source.map { try sourceID($0) }
        return facts
    }

    private func replay(_ seq: Int64, _ body: EntryBody?, id: EntryID, _ facts: ScanFacts) throws
        -> ScanAnswer
    {
        switch body {
        case .movement(let movement) where movement.scan == facts:
            return .recorded(try answer(movement, seq: seq, id: id, isReplay: true))
        case .scanUnresolved(let scan) where scan.scan == facts:
            let label = try Queries(db).label(scan.key)?.code
            return .unresolved(seq: seq, id: id, label: label, isReplay: true)
        case .countLine(let line) where line.scan == facts:
            return .recorded(try answer(line, seq: seq, id: id, isReplay: true))
        case .placeMoved(let moved) where moved.scan == facts:
            return .recorded(try answer(moved: moved.place, seq: seq, id: id, isReplay: true))
        default: throw StorageFault.idExistsWithDifferentContent(id)
        }
    }

    /// A recorded movement as its sender is told of it.
    func answer(_ movement: Movement, seq: Int64, id: EntryID, isReplay: Bool) throws
        -> RecordedScan
    {
        var lots: [LotID: Quantity] = [:]
        var quantity = Quantity.zero
        for line in movement.lines {
            lots[line.lot] = try (lots[line.lot] ?? .zero).adding(line.quantity)
            quantity = try quantity.adding(line.quantity)
        }
        return RecordedScan(
            seq: seq, id: id, item: try movement.item.map { try item($0) }, lots: lots,
            place: try knownPlace(movement.place), quantity: quantity, balance: movement.balance,
            warnings: movement.warnings, isReplay: isReplay)
    }
}

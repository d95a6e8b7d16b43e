import Journal
import Stock

extension Ledger {
    /// Records what was scanned, whatever the ledger expected.
    ///
    /// A code that nobody knows is kept as unresolved. The same request again is answered as before
    /// and changes nothing.
    ///
    /// - Throws: ``StorageFault`` for an id seen before with other content, a place or count that
    ///   does not exist, a code that names the wrong thing; `StockFault` for a quantity that cannot
    ///   be.
    public func record(_ request: Scan) throws -> ScanAnswer {
        if request.facts.mode == .lookup {
            // It asks and writes nothing, no new source either.
            var found = try lookUp(
                try named(request) ?? target(request.keys), request.keys,
                at: try request.place.map { try placeID($0) })
            found.id = request.id
            return .lookedUp(found)
        }
        let known = try entry(request.id)
        let facts = try resolve(request, recorded: known)
        if let known {
            return try replay(known.seq, known.body, request, facts)
        }
        let happenedAt = happenedAt(request.at)
        let (day, late) = try openDay(
            for: request.day ?? happenedAt.map { calendar.date($0) })
        try check(facts)
        let isElsewhere = try isOutsideItsCount(facts, at: happenedAt ?? moment)
        let found = try named(request) ?? target(request.keys)
        let part = try self.part(
            of: request.item.map { .item($0) } ?? .keys(request.keys), at: happenedAt)
        guard let target = found, try !isUnmeasured(target, facts, at: happenedAt, part: part)
        else {
            guard try Queries(db).donation(among: request.keys) == nil else {
                throw StorageFault.codeNamesADonation
            }
            let label = try blankLabel(among: request.keys)
            let key = try label ?? knownKey(among: request.keys) ?? request.keyToLearn
            let scan = UnresolvedScan(
                scan: facts, key: key, day: day, happenedAt: happenedAt,
                warnings: isElsewhere
                    ? (request.warnings ?? []) + [.placeNotCounted] : request.warnings,
                item: request.item)
            let entry = try append(request.id, scan)
            try judgeUncounted(in: scan.countSeen, waiting: 1, after: request.id)
            return .unresolved(
                seq: entry.seq, id: request.id, label: label, warnings: scan.warnings ?? [],
                isReplay: false)
        }
        let packThen = try request.isOfPackThen ? packThen(request.keys, at: happenedAt) : nil
        if facts.mode == .count {
            let key = try request.item == nil ? knownKey(among: request.keys) : nil
            let seen = try observe(
                target, by: key, facts, at: happenedAt, packThen: packThen, id: request.id)
            let moment = try happenedAt ?? recordedAt(seen.seq)
            return .recorded(
                seen.saying(
                    of: facts, saidAt: request.saidAt, at: moment, isElsewhere: isElsewhere))
        }
        if case .place(let place) = target, facts.mode == .move {
            let (seq, warnings) = try move(
                scanned: place, facts, at: happenedAt,
                warnings: (request.warnings ?? []) + returning([place, facts.to]),
                entryID: request.id)
            return .recorded(
                try answer(
                    moved: place, seq: seq, id: request.id, warnings: warnings, isReplay: false))
        }
        var movement = try plan(
            target, facts, at: happenedAt, day: day, packThen: packThen, part: part)
        if late { movement.warnings.append(.dayClosed) }
        if isDuplicate(of: facts, saidAt: request.saidAt) {
            movement.warnings.append(.sameScanSecondsAgo)
        }
        movement.warnings += request.warnings ?? []
        movement.warnings += returning(movement.lines.flatMap { [$0.from, $0.to] })
        let (recorded, seq) = try append(movement, as: request.id) { $0 }
        return .recorded(try answer(recorded, seq: seq, id: request.id, isReplay: false))
    }

    /// The item that was named in place of a code.
    private func named(_ request: Scan) throws -> CodeReferent? {
        try request.item.map { .item(try current($0).id, pack: 1) }
    }

    /// Whether a request names an item that was recorded, or none.
    private func names(_ request: Scan, _ recorded: ItemID?) throws -> Bool {
        guard let item = request.item else { return true }
        return try current(item).id == recorded.map { try current($0).id }
    }

    /// Refuses what no code could make right.
    private func check(_ facts: ScanFacts) throws {
        guard facts.quantity ?? 1 > 0, facts.weightGrams ?? 1 > 0 else {
            throw StockFault.quantityNotPositive
        }
        if facts.mode == .count {
            guard let count = facts.count else { throw StorageFault.countNotFound("") }
            _ = try isLate(count)
        }
        for place in [facts.place, facts.to].compactMap({ $0 })
        where try !knownPlace(place).kind.isStorage {
            throw StorageFault.placeIsAnEdge(try knownPlace(place).name)
        }
    }

    /// Whether a sender names another place than those that its count was of at a moment.
    private func isOutsideItsCount(_ facts: ScanFacts, at moment: Moment) throws -> Bool {
        guard facts.mode == .count, let count = facts.count, let place = facts.place else {
            return false
        }
        return try !Queries(db).places(of: count, at: moment, now: places).contains(place)
    }

    /// The facts with places and the source under their ids.
    ///
    /// A name that was erased since is the source of the scan that gave it, and is not kept anew. Where another scan has
    /// given it again, it is the name of a later source. A label that was put right since stands for the place that it stood for when it was scanned.
    private func resolve(_ request: Scan, recorded entry: KnownEntry?) throws -> ScanFacts {
        let recorded = entry?.body?.facts
        var facts = request.facts
        facts.place = try request.place.map {
            try placeID($0, recorded: recorded?.place, at: entry?.seq)
        }
        facts.to = try request.to.map { try placeID($0, recorded: recorded?.to, at: entry?.seq) }
        if let source = recorded?.source, case .name(let name)? = request.source,
            try Queries(db).sourceName(source) == nil,
            try sourceID(named: name).map({ $0 > source }) ?? true
        {
            facts.source = source
        } else {
            facts.source = try request.source.map { try sourceID($0) }
        }
        return facts
    }

    private func replay(
        _ seq: Int64, _ body: (any EntryKind)?, _ request: Scan, _ facts: ScanFacts
    ) throws -> ScanAnswer {
        let id = request.id
        switch body {
        case let movement as Movement
        where try movement.scan == facts && names(request, movement.item):
            return .recorded(try answer(movement, seq: seq, id: id, isReplay: true))
        case let scan as UnresolvedScan
        where try scan.scan == facts && (request.item == nil) == (scan.item == nil)
            && names(request, scan.item):
            let label = try Queries(db).label(scan.key)?.code
            return .unresolved(
                seq: seq, id: id, label: label, warnings: scan.warnings ?? [], isReplay: true)
        case let line as CountObservation
        where try line.added != nil && line.scan == facts && names(request, line.item):
            let seen = try answer(line, seq: seq, id: id, isReplay: true)
            let moment = try line.happenedAt ?? recordedAt(seq)
            let isElsewhere = try isOutsideItsCount(facts, at: moment)
            return .recorded(
                seen.saying(
                    of: facts, saidAt: request.saidAt, at: moment, isElsewhere: isElsewhere))
        case let moved as PlaceMoved where moved.scan == facts && request.item == nil:
            return .recorded(
                try answer(
                    moved: moved.place, seq: seq, id: id, warnings: moved.warnings ?? [],
                    isReplay: true))
        default: throw StorageFault.idExistsWithDifferentContent(id)
        }
    }

    /// A recorded movement as its sender is told of it.
    func answer(_ movement: Movement, seq: Int64, id: EntryID, isReplay: Bool) throws
        -> RecordedScan
    {
        var lots: [LotID: Quantity] = [:]
        var quantity = Quantity.zero
        for line in movement.lines where line.isOwn {
            let moved = try movement.quantity(of: line, in: places)
            lots[line.lot] = try (lots[line.lot] ?? .zero).adding(moved)
            quantity = try quantity.adding(moved)
        }
        return RecordedScan(
            seq: seq, id: id,
            item: try movement.item.map { try item($0, asOf: isReplay ? seq : nil) },
            lots: lots,
            place: try knownPlace(movement.place, asOf: isReplay ? seq : nil),
            quantity: quantity, balance: movement.balance,
            warnings: movement.warnings, isReplay: isReplay)
    }
}

extension Scan {
    /// What its sender is told whatever the scan comes to; nil where that is nothing.
    fileprivate var warnings: [Warning]? { isClockOff ? [.clockOff] : nil }
}

extension UnresolvedScan {
    /// The count that it was seen in; nil for any other scan.
    var countSeen: CountID? { scan.mode == .count ? scan.count : nil }
}

extension RecordedScan {
    /// The answer to a scan in a count, with what its sender is told: by what the scan said and when it happened.
    fileprivate func saying(
        of facts: ScanFacts, saidAt said: Moment?, at happenedAt: Moment, isElsewhere: Bool
    ) -> RecordedScan {
        var warnings = item?.weightWarnings(facts, quantity) ?? []
        if let said, ClockOffset(sentAt: said, now: happenedAt).isOff { warnings.append(.clockOff) }
        if isElsewhere { warnings.append(.placeNotCounted) }
        if facts.dateLabel != nil || facts.lotNumber != nil { warnings.append(.dateNotCounted) }
        return warning(of: warnings)
    }
}

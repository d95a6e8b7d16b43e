import Journal
import Stock

extension Ledger {
    /// The movement a scan of an item, a lot or a box stands for; nothing is written.
    ///
    /// `amount` is how much a person said it was of, where that is not what the scan says; `packThen` is what its code stood
    /// for when it happened, where that is known; `part` what it was of, where that is one with others only since then.
    ///
    /// - Throws: `StockFault`, or ``StorageFault/codeNamesAPlace(_:)``.
    func plan(
        _ target: CodeReferent, _ facts: ScanFacts, at happenedAt: Moment?, day: CivilDate,
        amount: Quantity? = nil, packThen: Int64? = nil, part: ItemID? = nil
    ) throws -> Movement {
        if case .place(let box) = target {
            return try emptying(box, facts, at: happenedAt, day: day)
        }
        let scanned = try scanned(
            target, at: happenedAt, amount: amount, packThen: packThen, part: part)
        let item = scanned.item.id
        let then = try places(at: happenedAt)
        if try !projector.cache.stock(of: item, db).isWhole {
            let need = try StockNeed(
                facts, of: scanned, then, lot: { projector.cache.lot($0) })
            try projector.cache.register(need, lot: scanned.lot, of: item, db)
        }
        let gone = try stockBeforeBoxes(of: item, facts, at: happenedAt, then)
        var movement = try Movement(
            facts, of: scanned, in: try gone ?? projector.cache.stock(of: item, db), places,
            standing: then, on: day, without: try arrivals(of: item, facts, since: happenedAt),
            lot: { projector.cache.lot($0) })
        if gone != nil {
            try movement.reckon(in: try stock(of: item, changedBy: movement.lines), places)
        }
        (movement.happenedAt, movement.part) = (happenedAt, part)
        return movement
    }

    /// All places as they stood at a moment, as far as is known.
    func places(at moment: Moment?) throws -> PlaceTree {
        guard let moment, moment < (try projector.cache.last.moved(db)) else { return places }
        return try Queries(db).places(at: moment, now: places)
    }

    /// All there is of an item, with what was in boxes that went whole since a scan took from where they stood; nil where
    /// none did.
    private func stockBeforeBoxes(
        of item: ItemID, _ facts: ScanFacts, at happenedAt: Moment?, _ then: PlaceTree
    ) throws -> Holdings? {
        guard facts.place != nil, let happenedAt,
            happenedAt <= (try projector.cache.last.boxOut(db))
        else { return nil }
        let boxed = then.boxed(then.sources(of: facts))
        guard try boxOut(after: happenedAt, holding: boxed) != nil else { return nil }
        return try stock(of: item, at: boxed, since: happenedAt)
    }

    /// What came of an item to each place since a scan that takes it from wherever it is.
    ///
    /// Nothing where it was at a place that its sender named, and of an item whose stock is not known as a whole.
    private func arrivals(
        of item: ItemID, _ facts: ScanFacts, since happenedAt: Moment?
    ) throws -> [LotAtPlace: Quantity] {
        guard facts.place == nil, facts.mode != .intake, let happenedAt,
            happenedAt < head.recordedAt,
            projector.cache.lastArrivals.mayBe(of: item, since: happenedAt),
            try projector.cache.stock(of: item, db).isWhole,
            let (arrivals, last) = try Queries(db).arrivals(of: item, since: happenedAt)
        else { return [:] }
        projector.cache.lastArrivals.begin(item, last ?? happenedAt)
        return arrivals
    }

    /// The item or lot that a code stands for, with what became of its measure since a scan.
    ///
    /// - Throws: ``StorageFault/codeNamesAPlace(_:)``.
    func scanned(
        _ target: CodeReferent, at happenedAt: Moment?, amount: Quantity? = nil,
        packThen: Int64? = nil, part: ItemID? = nil
    ) throws -> ScannedStock {
        switch target {
        case .item(let id, let pack):
            return ScannedStock(
                item: try item(id), pack: pack,
                conversions: try conversions(of: part ?? id, since: happenedAt) ?? [],
                amount: amount, packThen: packThen)
        case .lot(let lot, let id):
            return ScannedStock(
                item: try item(id), lot: lot,
                conversions: try conversions(of: part ?? id, since: happenedAt) ?? [],
                amount: amount)
        case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
        }
    }

    /// What one scan of a code stood for at a moment before now, of what it stands for now and in the measure of then; nil
    /// where that was never said otherwise, or nobody knew the code then.
    func packThen(_ keys: [String], at moment: Moment?) throws -> Int64? {
        guard let moment, moment < head.recordedAt, let key = try knownKey(among: keys),
            case .item(let item, _)? = try target([key]),
            try isPackChanged(of: key)
        else { return nil }
        let queries = Queries(db)
        guard let then = try queries.pack(of: key, asOf: queries.seq(at: moment)),
            try current(then.item).id == item
        else { return nil }
        return then.pack
    }

    private func isPackChanged(of key: String) throws -> Bool {
        if let known = projector.cache.packChanges[key] { return known }
        let read = try Queries(db).isPackChanged(of: key)
        projector.cache.packChanges[key] = read
        return read
    }

    /// How the measure of an item, and of what it is one with since, changed after a moment, before the entry `last`; nil where nobody knows what a piece weighs.
    func conversions(
        of item: ItemID, since moment: Moment?, until last: Int64 = .max
    ) throws -> [MeasureConversion]? {
        guard let moment, moment < head.recordedAt,
            try projector.cache.isConverted(item, db)
                || projector.cache.isConverted(current(item).id, db)
        else { return [] }
        return try Queries(db).conversions(of: item, since: moment, until: last)
    }

    /// Whether nobody can tell yet how much a scan of before an item's measure changed is of.
    func isUnmeasured(
        _ target: CodeReferent, _ facts: ScanFacts, at happenedAt: Moment?, part: ItemID? = nil
    ) throws -> Bool {
        guard facts.weightGrams == nil else { return false }
        switch target {
        case .item(let id, _), .lot(_, let id):
            return try conversions(of: part ?? id, since: happenedAt) == nil
        case .place: return false
        }
    }
}

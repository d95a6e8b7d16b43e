import Journal
import Stock

extension Ledger {
    /// The movement a scan of an item, a lot or a box stands for; nothing is written.
    ///
    /// - Throws: `StockFault`, or ``StorageFault/codeNamesAPlace(_:)``.
    func plan(
        _ target: CodeReferent, _ facts: ScanFacts, at happenedAt: Moment?, day: CivilDate
    ) throws -> Movement {
        if case .place(let box) = target {
            return try emptying(box, facts, at: happenedAt, day: day)
        }
        let scanned = try scanned(target)
        let item = scanned.item.id
        if try !projector.cache.stock(of: item, db).isWhole {
            let need = try StockNeed(
                facts, of: scanned, places, lot: { projector.cache.lot($0) })
            try projector.cache.know(need, lot: scanned.lot, of: item, db)
        }
        var movement = try Movement(
            facts, of: scanned, in: try projector.cache.stock(of: item, db), places, on: day,
            lot: { projector.cache.lot($0) })
        movement.happenedAt = happenedAt
        return movement
    }

    /// The item or lot that a code stands for.
    ///
    /// - Throws: ``StorageFault/codeNamesAPlace(_:)``.
    func scanned(_ target: CodeReferent) throws -> ScannedStock {
        switch target {
        case .item(let id, let pack): return ScannedStock(item: try item(id), pack: pack)
        case .lot(let lot, let id): return ScannedStock(item: try item(id), lot: lot)
        case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
        }
    }
}

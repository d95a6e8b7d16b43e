import Journal
import Stock

extension Ledger {
    /// The movement a scan of an item or a lot stands for; nothing is written.
    ///
    /// - Throws: `StockFault`, or ``StorageFault/codeNamesAPlace(_:)``.
    func plan(_ target: CodeReferent, _ facts: ScanFacts, day: CivilDate) throws -> Movement {
        let scanned: Scanned
        switch target {
        case .item(let id, let pack): scanned = Scanned(item: try item(id), lot: nil, pack: pack)
        case .lot(let lot, let id): scanned = Scanned(item: try item(id), lot: lot, pack: 1)
        case .place(let id): throw StorageFault.codeNamesAPlace(try knownPlace(id).name)
        }
        let quantity = try scanned.item.quantity(
            packs: facts.quantity ?? 1, pack: scanned.pack, weight: facts.weightGrams)
        var movement = Movement(
            scan: facts, reverses: nil, lots: [], lines: [], day: day, item: scanned.item.id,
            place: facts.place ?? edge(.floor), balance: .zero, warnings: [])
        switch facts.mode {
        case .intake: try takeIn(scanned, quantity, facts, into: &movement)
        case .distribute:
            try takeOut(scanned, quantity, facts, to: edge(.distributed), into: &movement)
        case .discard: try takeOut(scanned, quantity, facts, to: edge(.discarded), into: &movement)
        case .move:
            try takeOut(scanned, quantity, facts, to: facts.to ?? edge(.floor), into: &movement)
        case .count, .lookup: preconditionFailure("counts and look-ups move nothing")
        }
        let stock = try holdings(of: scanned.item.id)
        let change = try stock.change(by: movement.lines)
        movement.balance = try stock.total(at: places.within(movement.place), after: change)
        if movement.balance < .zero || change.balances.contains(where: isShort) {
            movement.warnings.append(.shortfall)
        }
        return movement
    }

    private struct Scanned {
        let item: Item
        let lot: LotID?
        let pack: Int64
    }

    private func takeIn(
        _ scanned: Scanned, _ quantity: Quantity, _ facts: ScanFacts, into movement: inout Movement
    ) throws {
        let known = try holdings(of: scanned.item.id).lots
        let lot =
            scanned.lot.flatMap { known[$0] }
            ?? projector.cache.lot(
                LotKey(
                    item: scanned.item.id, dateLabel: facts.dateLabel,
                    number: facts.lotNumber.flatMap(LotKey.cleaned(number:)),
                    programme: facts.programme ?? scanned.item.programme))
        if known[lot.id] == nil { movement.lots = [lot] }
        movement.lines = [
            try MovementLine(
                item: scanned.item.id, lot: lot.id, from: edge(.source), to: movement.place,
                quantity: quantity)
        ]
        if let last = lot.key.dateLabel?.lastDay {
            if last < movement.day { movement.warnings.append(.pastDate) }
        } else if scanned.item.shelfLifeDays != nil, lot.key.dateLabel == nil {
            movement.warnings.append(.dateUnknown)
        }
    }

    private func takeOut(
        _ scanned: Scanned, _ quantity: Quantity, _ facts: ScanFacts, to target: PlaceID,
        into movement: inout Movement
    ) throws {
        let stock = try holdings(of: scanned.item.id)
        let undated = projector.cache.lot(
            LotKey(item: scanned.item.id, programme: scanned.item.programme))
        let allocations = try stock.allocate(
            quantity, from: sources(facts.place, target: target), lot: scanned.lot,
            undated: undated.id, shortfallPlace: movement.place)
        movement.lines = try allocations.map { allocation in
            try MovementLine(
                item: scanned.item.id, lot: allocation.lot, from: allocation.place, to: target,
                quantity: allocation.quantity)
        }
        if allocations.contains(where: { $0.lot == undated.id }), stock.lots[undated.id] == nil {
            movement.lots = [undated]
        }
        if facts.place == nil, let only = allocations.first?.place,
            allocations.allSatisfy({ $0.place == only })
        {
            movement.place = only
        }
        if facts.mode == .distribute,
            allocations.contains(where: { isPast($0.lot, stock, movement.day) })
        {
            movement.warnings.append(.pastDate)
        }
    }

    /// Where stock may be taken from: `place` with all that stands in it, else any storage; never
    /// from where it goes.
    private func sources(_ place: PlaceID?, target: PlaceID) -> Set<PlaceID> {
        let sources = place.map { Set(places.within($0)) } ?? places.storage
        guard self.place(target)?.kind.isStorage == true else { return sources }
        let around = places.within(target)
        // From a bin up to its own shelf: the bin is in the shelf and yet not where it goes.
        if let place, place != target, around.contains(place) { return sources }
        return sources.subtracting(around)
    }

    private func isPast(_ lot: LotID, _ stock: Holdings, _ day: CivilDate) -> Bool {
        stock.lots[lot]?.key.dateLabel?.lastDay.map { $0 < day } ?? false
    }

    private func isShort(_ spot: LotAtPlace, _ before: Quantity, _ after: Quantity) -> Bool {
        after < .zero && after < before && places.storage.contains(spot.place)
    }
}

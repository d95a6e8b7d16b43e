/// What the code of a scan was found to stand for.
public struct ScannedStock: Sendable {
    /// The item of the code, or of the lot's own label.
    public let item: Item
    /// Nil unless a lot's own label was scanned.
    public let lot: LotID?
    /// Pieces or grams that one scan of the code stands for, at least 1.
    public let pack: Int64
    /// How the item's measure changed since it was scanned; the first first.
    public let conversions: [MeasureConversion]
    /// What it stood for when it was scanned, in the measure of then; nil where that is not known, or is ``pack``.
    public let packThen: Int64?
    /// How much a person said it was of, in the measure of now; nil where the scan says that.
    public let amount: Quantity?

    /// An item by one of its codes, or a lot by its label.
    public init(
        item: Item, lot: LotID? = nil, pack: Int64 = 1, conversions: [MeasureConversion] = [],
        amount: Quantity? = nil, packThen: Int64? = nil
    ) {
        (self.item, self.lot, self.pack, self.packThen) = (item, lot, pack, packThen)
        (self.conversions, self.amount) = (conversions, amount)
    }

    /// What a scan stands for, in the measure that the item is kept in by now.
    ///
    /// - Throws: ``StockFault`` for a quantity that cannot be.
    public func quantity(of facts: ScanFacts) throws(StockFault) -> Quantity {
        if let amount { return try item.quantity(packs: amount.value, pack: 1, weight: nil) }
        guard let packThen, facts.weightGrams == nil else {
            let quantity = try item.quantity(
                packs: facts.quantity ?? 1, pack: pack, weight: facts.weightGrams)
            // What a code stands for now, and a weight, is of the measure of now already.
            guard facts.weightGrams == nil, pack == 1, !conversions.isEmpty else { return quantity }
            return max(Quantity(1), try conversions.convert(quantity, isNumber: true))
        }
        // So many packs, whatever their number, where the code said how much it stood for.
        let said = try Quantity(facts.quantity ?? 1).times(packThen)
        let quantity = max(
            Quantity(1), try conversions.convert(said, isNumber: packThen == 1))
        return try item.quantity(packs: quantity.value, pack: 1, weight: nil)
    }
}

/// What has to be known of an item's stock before a scan of it can be planned; the rest may be very much.
public struct StockNeed: Sendable {
    /// Lots that the scan may speak of, as its code and its facts name them.
    public let lots: [Lot]
    /// The places of those lots' balances.
    public let places: [PlaceID]
    /// What it takes, and where from: the balances that ``Holdings/allocate(_:from:without:lot:undated:shortfallPlace:)`` would
    /// take first, until they are as much; nil where it takes nothing.
    public let taken: (quantity: Quantity, sources: Set<PlaceID>)?

    /// What the plan of a scan asks for.
    ///
    /// - Parameters: As of ``Movement/init(_:of:in:_:on:without:lot:)``.
    /// - Throws: ``StockFault`` for a quantity that cannot be.
    public init(
        _ facts: ScanFacts, of scanned: ScannedStock, _ places: PlaceTree, lot: (LotKey) -> Lot
    ) throws(StockFault) {
        let floor = places.founded(.floor)
        self.places = [facts.place ?? floor]
        let named = scanned.item.lot(
            dated: facts.dateLabel, number: facts.lotNumber, programme: facts.programme)
        lots = [lot(named), lot(scanned.item.lot())]
        guard let target = places.target(of: facts) else {
            taken = nil
            return
        }
        let quantity = try scanned.quantity(of: facts)
        taken = (quantity, places.sources(from: facts.place, to: target))
    }
}

extension PlaceTree {
    /// The places that a scan may take stock from, as they stand in this tree; none where it takes nothing.
    package func sources(of facts: ScanFacts) -> Set<PlaceID> {
        target(of: facts).map { sources(from: facts.place, to: $0) } ?? []
    }

    /// Where a scan takes stock to; nil where it takes none from anywhere.
    fileprivate func target(of facts: ScanFacts) -> PlaceID? {
        switch facts.mode {
        case .distribute: founded(.distributed)
        case .discard: founded(.discarded)
        case .move: facts.to ?? founded(.floor)
        case .intake, .count, .lookup: nil
        }
    }
}

extension Movement {
    /// The movement that a scan of an item or a lot stands for.
    ///
    /// - Parameters:
    ///   - facts: What the sender said; its mode is one that moves stock.
    ///   - scanned: What its code stands for.
    ///   - stock: All there is of the item, or as much as ``StockNeed`` says.
    ///   - places: The hub's places, founded.
    ///   - then: The same as they stood when it happened, where that is not as they stand now.
    ///   - day: The open day it counts for.
    ///   - later: How much came to each place since it happened, where nobody says the place that it is taken from.
    ///   - lot: The lot of a key, under the id that follows from it.
    /// - Throws: ``StockFault`` for a quantity that cannot be.
    public init(
        _ facts: ScanFacts, of scanned: ScannedStock, in stock: Holdings, _ places: PlaceTree,
        standing then: PlaceTree? = nil, on day: CivilDate,
        without later: [LotAtPlace: Quantity] = [:], lot: (LotKey) -> Lot
    ) throws(StockFault) {
        let quantity = try scanned.quantity(of: facts)
        self.init(
            scan: facts, day: day, item: scanned.item.id,
            place: facts.place ?? places.founded(.floor))
        if let target = places.target(of: facts) {
            let sources = (then ?? places).sources(from: facts.place, to: target)
            try takeOut(
                scanned, quantity, from: sources, to: target, facts, stock, later, places, lot)
        } else {
            precondition(facts.mode == .intake, "counts and look-ups move nothing")
            try takeIn(scanned, quantity, facts, stock, places, lot)
        }
        try reckon(in: stock, places)
        if !lines.isEmpty { warnings += scanned.item.weightWarnings(facts, quantity) }
    }

    /// Says what the lines leave at the movement's place, and whether that is less than nothing.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package mutating func reckon(in stock: Holdings, _ places: PlaceTree) throws(StockFault) {
        let change = try stock.change(by: lines)
        balance = try stock.total(at: places.within(place), after: change)
        let isFromNowhere = lines.contains {
            $0.from == places.founded(.adjustment) && $0.count == nil
        }
        warnings.removeAll { $0 == .shortfall }
        if scan != nil, balance < .zero || change.isShort(in: places) || isFromNowhere {
            warnings.append(.shortfall)
        }
    }

    private mutating func takeIn(
        _ scanned: ScannedStock, _ quantity: Quantity, _ facts: ScanFacts, _ stock: Holdings,
        _ places: PlaceTree, _ lot: (LotKey) -> Lot
    ) throws(StockFault) {
        let into =
            scanned.lot.flatMap { stock.lots[$0] }
            ?? lot(
                scanned.item.lot(
                    dated: facts.dateLabel, number: facts.lotNumber, programme: facts.programme))
        if stock.lots[into.id] == nil { lots = [into] }
        lines = [
            try MovementLine(
                item: scanned.item.id, lot: into.id, from: places.founded(.source), to: place,
                quantity: quantity)
        ]
        if let last = into.key.dateLabel?.lastDay {
            if last < day { warnings.append(.pastDate) }
        } else if scanned.item.shelfLifeDays != nil, into.key.dateLabel == nil {
            warnings.append(.dateUnknown)
        }
    }

    private mutating func takeOut(
        _ scanned: ScannedStock, _ quantity: Quantity, from sources: Set<PlaceID>,
        to target: PlaceID, _ facts: ScanFacts, _ stock: Holdings,
        _ later: [LotAtPlace: Quantity], _ places: PlaceTree, _ lot: (LotKey) -> Lot
    ) throws(StockFault) {
        guard facts.place != target else {
            warnings = [.alreadyThere]
            return
        }
        let undated = lot(scanned.item.lot())
        var allocations = try stock.allocate(
            quantity, from: sources, without: later, lot: scanned.lot, undated: undated.id,
            shortfallPlace: place)
        if facts.place == nil, place == target {
            try allocations.takeShortfall(from: target, nowhere: places.founded(.adjustment))
        }
        lines.reserveCapacity(allocations.count)
        for allocation in allocations {
            lines.append(
                try MovementLine(
                    item: scanned.item.id, lot: allocation.lot, from: allocation.place, to: target,
                    quantity: allocation.quantity))
        }
        if allocations.contains(where: { $0.lot == undated.id }), stock.lots[undated.id] == nil {
            lots = [undated]
        }
        if facts.place == nil, let only = allocations.first?.place, places.storage.contains(only),
            allocations.allSatisfy({ $0.place == only })
        {
            place = only
        }
        if facts.mode == .distribute,
            allocations.contains(where: { stock.isPast($0.lot, on: day) })
        {
            warnings.append(.pastDate)
        }
    }
}

extension Movement {
    /// The movement of all that a box holds, to the edge that the scan's mode names.
    ///
    /// What was short in the box of one lot had gone of another, which comes back by as much: see
    /// ``Holdings/goods(goingWith:)``. A box goes once: more of it, or one that holds nothing, is a shortfall.
    ///
    /// - Parameters:
    ///   - facts: What the sender said; its mode is to hand out or to discard.
    ///   - box: The box, whose own label was scanned.
    ///   - contents: All there is of each item that the box holds, in the order of the items' ids.
    ///   - places: The hub's places, founded.
    ///   - day: The open day it counts for.
    /// - Throws: ``StockFault/quantityOutOfRange`` where the sum of all is beyond 64 bits.
    public init(
        _ facts: ScanFacts, emptying box: PlaceID,
        of contents: [(item: ItemID, stock: Holdings)], _ places: PlaceTree, on day: CivilDate
    ) throws(StockFault) {
        self.init(scan: facts, day: day, place: box)
        let target = places.founded(facts.mode == .discard ? .discarded : .distributed)
        let inside = Set(places.within(box))
        var sum = Quantity.zero
        for (item, stock) in contents {
            let goods = try stock.goods(goingWith: inside).sorted {
                ($0.key.lot, $0.key.place) < ($1.key.lot, $1.key.place)
            }
            for (spot, quantity) in goods {
                sum = try sum.adding(quantity)
                lines.append(
                    try MovementLine(
                        changing: spot, of: item, by: Quantity.zero.subtracting(quantity),
                        over: target))
                if facts.mode == .distribute, warnings.isEmpty, quantity > .zero,
                    stock.isPast(spot.lot, on: day)
                {
                    warnings = [.pastDate]
                }
            }
        }
        if sum == .zero || facts.quantity ?? 1 > 1 { warnings.append(.shortfall) }
    }
}

extension Holdings.Effect {
    /// Whether it leaves less than nothing of a lot in storage, and less than there was.
    package func isShort(in places: PlaceTree) -> Bool {
        balances.contains { spot, before, after in
            after < .zero && after < before && places.storage.contains(spot.place)
        }
    }
}

extension [Allocation] {
    /// Lets another place bear what is short of a move to `target` from wherever it is: where the last of what is known
    /// lies, else `nowhere`, for then it was found.
    ///
    /// What moved to a place did not come from there.
    fileprivate mutating func takeShortfall(from target: PlaceID, nowhere: PlaceID)
        throws(StockFault)
    {
        guard let short = last, short.place == target else { return }
        removeLast()
        let bearer = last?.place ?? nowhere
        var quantity = short.quantity
        if let index = firstIndex(where: { $0.place == bearer && $0.lot == short.lot }) {
            quantity = try quantity.adding(remove(at: index).quantity)
        }
        append(Allocation(place: bearer, lot: short.lot, quantity: quantity))
    }
}

extension Holdings {
    /// What goes of an item with a box, by lot and place; below zero for what comes back.
    ///
    /// All that is there goes. What is short of one lot had gone of the others, as far as these go: of the item no more
    /// goes than is in truth in the box, which holds nothing then.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func goods(
        goingWith inside: Set<PlaceID>
    ) throws(StockFault) -> [LotAtPlace: Quantity] {
        let held = balances.filter { inside.contains($0.key.place) }
        var goods = held.filter { $0.value > .zero }
        var left = Quantity.zero
        for quantity in goods.values { left = try left.adding(quantity) }
        for (spot, quantity) in held.sorted(by: { $0.key < $1.key })
        where quantity < .zero && left > .zero {
            let part = min(left, try Quantity.zero.subtracting(quantity))
            goods[spot] = try Quantity.zero.subtracting(part)
            left = try left.subtracting(part)
        }
        return goods
    }
}

extension Holdings {
    /// Whether the last day of a lot's date label has passed.
    fileprivate func isPast(_ lot: LotID, on day: CivilDate) -> Bool {
        lots[lot]?.key.dateLabel?.lastDay.map { $0 < day } ?? false
    }
}

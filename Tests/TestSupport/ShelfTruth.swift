import Journal
import SeededRandom
public import Stock
import Storage

/// What truly stands on a few shelves, and the facts that people send about it.
public struct ShelfTruth: Sendable {
    /// An item in a bin.
    public struct Spot: Hashable, Sendable {
        /// One of the sample pantry's.
        public let item: Item
        /// One of its bins.
        public let place: PlaceID
    }

    /// Something that someone told the hub, when it happened and when it arrives.
    public struct Fact: Sendable {
        enum Kind: Sendable {
            case scan(ScanMode, Item, Int64, from: PlaceID, to: PlaceID?)
            /// The same, by a code that nobody knows; it is explained later.
            case unknown(Item, Int64, PlaceID, code: String)
            case explain(EntryID, Item)
            case undo(EntryID)
            case open(CountID, PlaceID)
            case seen(CountID, Item, Int64)
            case scanned(CountID, Item, Int64)
            /// The same, by a code that nobody knows; it is explained later.
            case scannedUnknown(CountID, Item, Int64, code: String)
            case complete(CountID, Uncounted)
            case takeBack(CountID)
            /// Peas are said to be beans; the fact's id is the join's.
            case join
            case part(EntryID)
            case keep(Measure)
        }

        let id: EntryID
        let kind: Kind
        /// Seconds since the run began.
        let at: Int64
        let arrives: Int64
    }

    /// What people put right beside their scans.
    enum Flavour: CaseIterable {
        case plain
        /// Beans are kept by the piece, then by weight, and so on.
        case weighed
        /// Peas are said to be beans, and are parted again.
        case mistaken
        /// So they are, and they are: two names of one thing.
        case doubled
    }

    /// How many pieces there are of each item in each bin.
    public private(set) var truth: [Spot: Int64] = [:]
    var random: SeededGenerator
    var facts: [Fact] = []
    var now: Int64 = 0
    let flavour: Flavour
    private let items: [Item]
    private let bins = [SamplePantry.bin.id, SamplePantry.otherBin.id]
    /// The join that holds; nil while peas are peas.
    var join: EntryID?
    /// Spots of which a last count cannot tell, for items were one while it went on.
    var untold: Set<Spot> = []
    /// Whether each bin is counted at the end, so that the ledger is the truth then.
    public let isCountedAtLast: Bool
    /// The run's first moment.
    private let start = Moment(microseconds: 1_795_300_000_000_000)

    /// A pantry with empty shelves.
    public init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        flavour = Flavour.allCases.randomElement(using: &random) ?? .plain
        isCountedAtLast = Bool.random(using: &random)
        let hasPeas = flavour == .mistaken || flavour == .doubled
        items = [SamplePantry.beans, SamplePantry.rice] + (hasPeas ? [Self.peas] : [])
        for item in items { for bin in bins { truth[Spot(item: item, place: bin)] = 0 } }
    }

    /// Plays a day, and ends with a count of each bin, or without.
    ///
    /// - Returns: The facts in the order in which they arrive.
    public mutating func play() -> [Fact] {
        for _ in 0..<Int.random(in: 10...60, using: &random) {
            now += 10
            step()
        }
        if isCountedAtLast { for bin in bins { count(bin, whole: true) } }
        if flavour == .mistaken, join != nil { putRight() }
        // Scans go on after the last count.
        for _ in 0..<6 {
            now += 10
            move(isSpoiled: false)
        }
        return facts.sorted { ($0.arrives, $0.at) < ($1.arrives, $1.at) }
    }

    private mutating func step() {
        if Int.random(in: 0..<8, using: &random) == 0 { putRight() }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<6: move(isSpoiled: true)
        case 6: truth[spot(), default: 0] += Int64.random(in: 0...5, using: &random)
        case 7:
            let spot = spot()
            truth[spot] = max(0, (truth[spot] ?? 0) - Int64.random(in: 0...5, using: &random))
        default: count(bins.randomElement(using: &random) ?? bins[0], whole: false)
        }
    }

    private mutating func spot() -> Spot {
        Spot(
            item: items.randomElement(using: &random) ?? items[0],
            place: bins.randomElement(using: &random) ?? bins[0])
    }

    /// Goods move, and someone scans it: once, twice with the second taken back, or by a code nobody knows.
    private mutating func move(isSpoiled: Bool) {
        let spot = spot()
        let there = truth[spot] ?? 0
        let quantity = Int64.random(in: 1...9, using: &random)
        let kind: Fact.Kind
        switch Int.random(in: 0..<3, using: &random) {
        case 0 where there >= quantity:
            truth[spot] = there - quantity
            kind = .scan(.distribute, spot.item, quantity, from: spot.place, to: nil)
        case 1 where there >= quantity:
            let other = spot.place == bins[0] ? bins[1] : bins[0]
            truth[spot] = there - quantity
            truth[Spot(item: spot.item, place: other), default: 0] += quantity
            kind = .scan(.move, spot.item, quantity, from: spot.place, to: other)
        default:
            truth[spot] = there + quantity
            if isSpoiled, Int.random(in: 0..<4, using: &random) == 0 {
                let id = send(
                    .unknown(spot.item, quantity, spot.place, code: "new-\(facts.count)"))
                send(.explain(id, spot.item), after: arrival(of: id))
                return
            }
            kind = .scan(.intake, spot.item, quantity, from: spot.place, to: nil)
        }
        send(kind)
        if isSpoiled, Int.random(in: 0..<5, using: &random) == 0 {
            let twice = send(kind)
            send(.undo(twice), after: arrival(of: twice))
        }
    }

    /// Someone opens a count, looks into a bin, and completes it; what they saw may arrive later than that.
    ///
    /// Some piles are counted in two halves, while goods come and go; some counts are taken back.
    private mutating func count(_ bin: PlaceID, whole: Bool) {
        let id: CountID = ID(milliseconds: 7, using: &random)
        facts.append(
            Fact(id: id.named(JournalEntry.self), kind: .open(id, bin), at: now, arrives: now))
        var lastArrival = now
        var told: Set<ItemID> = []
        for item in items where whole || Bool.random(using: &random) {
            now += 10
            if Int.random(in: 0..<4, using: &random) == 0 { putRight() }
            if join != nil, item.id != SamplePantry.rice.id {
                let seen = lookAtBoth(in: bin, of: id, told: &told, whole: whole)
                facts += seen
                lastArrival = seen.reduce(lastArrival) { max($0, $1.arrives) }
                continue
            }
            guard told.insert(item.id).inserted else { continue }
            let seen = truth[Spot(item: item, place: bin)] ?? 0
            let isScanned = seen > 0 && Bool.random(using: &random)
            var looks = [isScanned ? seen : 0]
            if isScanned, seen > 1, !whole, Int.random(in: 0..<3, using: &random) == 0 {
                looks = [seen / 2, seen - seen / 2]
            }
            if !isScanned, Int.random(in: 0..<3, using: &random) == 0 {
                // Another device saw it otherwise just before.
                let before = fact(.seen(id, item, amount(of: item, seen + 1)), using: &random)
                facts.append(before)
                lastArrival = max(lastArrival, before.arrives)
                now += 10
            }
            if isScanned, looks.count == 1, flavour == .plain,
                Int.random(in: 0..<3, using: &random) == 0
            {
                let look = fact(
                    .scannedUnknown(id, item, seen, code: "seen-\(facts.count)"), using: &random)
                facts.append(look)
                lastArrival = max(lastArrival, look.arrives)
                send(.explain(look.id, item), after: look.arrives)
                continue
            }
            for (number, seen) in looks.enumerated() {
                if number > 0 {
                    for _ in 0..<Int.random(in: 0...1, using: &random) {
                        now += 10
                        move(isSpoiled: true)
                    }
                    now += 10
                }
                let observation = fact(
                    isScanned
                        ? .scanned(id, item, seen)
                        : .seen(
                            id, item, amount(of: item, truth[Spot(item: item, place: bin)] ?? 0)),
                    using: &random)
                lastArrival = max(lastArrival, observation.arrives)
                facts.append(observation)
            }
        }
        // Finish waits for what the counter's own device still holds, or a device nobody thought of comes later.
        let end = Bool.random(using: &random) ? lastArrival + 1 : now + 5
        let uncounted: Uncounted = whole || Bool.random(using: &random) ? .leave : .zero
        facts.append(
            Fact(
                id: ID(milliseconds: 8, using: &random), kind: .complete(id, uncounted), at: end,
                arrives: end))
        if !whole, Int.random(in: 0..<4, using: &random) == 0 {
            send(.takeBack(id), after: max(end, lastArrival))
        }
    }

    private func arrival(of id: EntryID) -> Int64 {
        facts.first { $0.id == id }?.arrives ?? now
    }

    @discardableResult
    mutating func send(_ kind: Fact.Kind, after: Int64? = nil) -> EntryID {
        var fact = fact(kind, using: &random)
        if let after {
            fact = Fact(
                id: fact.id, kind: kind, at: now,
                arrives: max(fact.arrives, after + Int64.random(in: 1...400, using: &random)))
        }
        facts.append(fact)
        return fact.id
    }

    /// Arrives at once, or when the station is on the network again.
    func fact(_ kind: Fact.Kind, using random: inout SeededGenerator) -> Fact {
        let isOffline = Int.random(in: 0..<3, using: &random) == 0
        return Fact(
            id: ID(milliseconds: 9, using: &random), kind: kind, at: now,
            arrives: now + (isOffline ? Int64.random(in: 1...900, using: &random) : 0))
    }

    /// Tells the hub one fact.
    ///
    /// - Throws: What the ledger refuses.
    public func deliver(_ fact: Fact, to pantry: SamplePantry) async throws {
        let at = moment(fact.at)
        pantry.clock.set(moment(fact.arrives))
        switch fact.kind {
        case .scan(let mode, let item, let quantity, let from, let to):
            try await pantry.record(
                scan(mode, item, quantity, fact) {
                    $0.place = .id(from)
                    $0.to = to.map { .id($0) }
                })
        case .unknown(_, let quantity, let place, let code):
            try await pantry.record(
                .scan(.intake, code, quantity, at: place, id: fact.id) { $0.at = at })
        case .explain(let scan, let item):
            try await pantry.store.write {
                let pack = try $0.item(item.id).measure == .gram && item.measure == .each
                _ = try $0.resolve(
                    scan, as: item.id, learning: pack ? Self.grams : 1, entryID: fact.id)
            }
        case .undo(let id):
            try await pantry.store.write { _ = try $0.reverse(id, entryID: fact.id) }
        case .open(let id, let place):
            try await pantry.store.write { _ = try $0.openCount(id, at: .id(place)) }
        case .seen(let count, let item, let seen):
            let line = CountLineRequest(
                id: fact.id, count: count, subject: .item(item.id), quantity: Quantity(seen),
                at: at)
            try await pantry.store.write { _ = try $0.noteCountLine(line) }
        case .scanned(let count, let item, let seen):
            try await pantry.record(
                scan(.count, item, seen, fact) {
                    $0.facts.count = count
                    // What is kept by weight is put on the scale.
                    if item.measure == .gram {
                        ($0.facts.quantity, $0.facts.weightGrams) = (nil, seen)
                    }
                })
        case .scannedUnknown(let count, let item, let seen, let code):
            try await pantry.record(
                .scan(.count, code, seen, id: fact.id) {
                    ($0.facts.count, $0.at) = (count, at)
                    if item.measure == .gram {
                        ($0.facts.quantity, $0.facts.weightGrams) = (nil, seen)
                    }
                })
        case .takeBack(let count):
            try await pantry.store.write {
                _ = try $0.reverse(count.named(JournalEntry.self), entryID: fact.id)
            }
        case .join, .part, .keep: try await putRight(fact, in: pantry)
        case .complete(let count, let uncounted):
            // No fact happens at the very moment.
            pantry.clock.set(Moment(microseconds: moment(fact.arrives).microseconds + 500_000))
            // To name each item is the same word as to say it of all.
            let isNamed = uncounted == .zero && fact.at.isMultiple(of: 20)
            try await pantry.store.write { [items] in
                _ = try $0.completeCount(
                    count, uncounted: isNamed ? .leave : uncounted,
                    gone: isNamed ? Set(items.map(\.id)) : [], entryID: fact.id)
            }
        }
    }

    private func scan(
        _ mode: ScanMode, _ item: Item, _ quantity: Int64, _ fact: Fact,
        _ change: (inout Scan) -> Void
    ) -> Scan {
        let codes = [SamplePantry.beans.id: "beans", SamplePantry.rice.id: "rice"]
        let code = codes[item.id] ?? "peas"
        var scan = Scan.scan(mode, code, quantity, id: fact.id, change)
        scan.at = moment(fact.at)
        return scan
    }

    private func moment(_ seconds: Int64) -> Moment {
        Moment(microseconds: start.microseconds + seconds * 1_000_000)
    }
}

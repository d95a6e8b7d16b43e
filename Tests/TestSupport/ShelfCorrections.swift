import Journal
import SeededRandom
import Stock
import Storage

// What people put right while they count: items that are one, or are not after all, and what an item is kept in.
extension ShelfTruth {
    /// What is said to be beans; its code is `peas`.
    static let peas = Item(
        id: peasID, name: "Green peas, can", category: "tests",
        measure: .each, unitWeightGrams: grams)
    private static var peasID: ItemID {
        var random = SeededGenerator(seed: 3)
        return ID(milliseconds: 3, using: &random)
    }
    /// What a piece weighs.
    static let grams: Int64 = 425

    /// Someone joins or parts items, or keeps one in another measure, between two other facts.
    mutating func putRight() {
        switch flavour {
        case .plain: return
        case .weighed: say(.keep(isWeighed ? .each : .gram))
        case .doubled: if join == nil { join = say(.join) }
        case .mistaken:
            guard let joined = join else {
                join = say(.join)
                return
            }
            say(.part(joined))
            join = nil
        }
    }

    /// It is said on the hub's own page, and nothing else happens in that second.
    @discardableResult
    private mutating func say(_ kind: Fact.Kind) -> EntryID {
        let fact = Fact(
            id: ID(milliseconds: 10, using: &random), kind: kind, at: now + 5, arrives: now + 5)
        facts.append(fact)
        now += 10
        return fact.id
    }

    private var isWeighed: Bool { isWeighed(at: .max) }

    /// Whether beans are kept by weight at a second.
    func isWeighed(at second: Int64) -> Bool {
        facts.filter { $0.at <= second }.reduce(false) {
            if case .keep(let measure) = $1.kind { measure == .gram } else { $0 }
        }
    }

    /// So many pieces as a person writes them down by now.
    func amount(of item: Item, _ pieces: Int64) -> Int64 {
        item.id == SamplePantry.beans.id && isWeighed ? pieces * Self.grams : pieces
    }

    /// Someone looks at beans and peas while both are one, and scans each, or writes down how many there are in all.
    ///
    /// - Parameters:
    ///   - bin: Where.
    ///   - count: The count that goes on.
    ///   - told: What it said something of before.
    ///   - whole: Whether it is the last one.
    /// - Returns: What was seen.
    mutating func lookAtBoth(
        in bin: PlaceID, of count: CountID, told: inout Set<ItemID>, whole: Bool
    ) -> [Fact] {
        let open = [SamplePantry.beans, Self.peas].filter { !told.contains($0.id) }
        guard !open.isEmpty else { return [] }
        told.formUnion(open.map(\.id))
        let both = [SamplePantry.beans, Self.peas].map { Spot(item: $0, place: bin) }
        let seen = both.map { truth[$0] ?? 0 }
        if Int.random(in: 0..<3, using: &random) > 0, seen[0] + seen[1] > 0 {
            return zip(both, seen).compactMap { spot, seen in
                guard open.contains(spot.item) else { return nil }
                guard seen > 0 else {
                    if whole { untold.insert(spot) }
                    return nil
                }
                return fact(.scanned(count, spot.item, seen), using: &random)
            }
        }
        if whole { untold.formUnion(both) }
        return [fact(.seen(count, SamplePantry.beans, seen[0] + seen[1]), using: &random)]
    }

    /// Tells the hub what someone put right.
    ///
    /// - Throws: What the ledger refuses.
    func putRight(_ fact: Fact, in pantry: SamplePantry) async throws {
        try await pantry.store.write { ledger in
            switch fact.kind {
            case .join:
                _ = try ledger.joinItems(
                    Self.peas.id, into: .id(SamplePantry.beans.id), entryID: fact.id)
            case .part(let join): _ = try ledger.reverse(join, entryID: fact.id)
            case .keep(let measure):
                var item = SamplePantry.beans
                item.measure = measure
                _ = try ledger.changeItem(item, gramsPerPiece: Self.grams)
            default: return
            }
        }
    }

    /// Makes the items that the sample pantry lacks.
    ///
    /// - Throws: What the ledger refuses.
    public func stock(_ pantry: SamplePantry) async throws {
        guard flavour == .mistaken || flavour == .doubled else { return }
        _ = try await pantry.store.write {
            try $0.makeItem(Self.peas, codes: [SamplePantry.code("peas")])
        }
    }

    /// What the ledger has to show of an item in a bin once all has arrived; nil where the facts leave it open.
    public func expected(of spot: Spot) -> Int64? {
        switch flavour {
        case .plain: return ledger(of: spot)
        case .weighed: return amount(of: spot.item, ledger(of: spot))
        case .mistaken:
            return isCountedAtLast && !untold.contains(spot) ? truth[spot] : nil
        case .doubled:
            guard isCountedAtLast else { return nil }
            guard join != nil, spot.item.id != SamplePantry.rice.id else { return truth[spot] }
            let both = [SamplePantry.beans, Self.peas].map { Spot(item: $0, place: spot.place) }
            return spot == both[0] ? both.reduce(0) { $0 + (truth[$1] ?? 0) } : 0
        }
    }

    /// What truly is in a bin of an item that was counted at last, in what it is kept in; nil where it was not.
    public func lastCounted(_ spot: Spot) -> Int64? {
        switch flavour {
        case .plain, .weighed:
            isCountedAtLast ? truth[spot].map { amount(of: spot.item, $0) } : nil
        case .mistaken, .doubled: expected(of: spot)
        }
    }
}

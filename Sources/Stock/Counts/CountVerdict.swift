/// What a count comes to of one item, by all that is known by now of the time in which it was counted.
public enum CountVerdict: Hashable, Sendable {
    /// From the count's moment on the ledger holds what was seen.
    case holds
    /// What was seen is not all that was there at any one moment: the ledger stays as it is, and the item is asked for
    /// again.
    case recount

    /// A count has a say about an item whose piles stood still while they were counted, and of which all parts were seen.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public init(_ piles: [PileEvidence], isHalfCounted: Bool = false) throws(StockFault) {
        self = .holds
        if isHalfCounted { self = .recount }
        for pile in piles where try pile.hasMoved { self = .recount }
    }
}

/// What came to a place of a lot, or left it.
public struct StockChange: Hashable, Sendable {
    /// The lot as it is by now, and where.
    public let spot: LotAtPlace
    /// When it happened.
    public let moment: Moment
    /// Pieces or grams; below zero for what left.
    public let quantity: Quantity

    /// One side of a line.
    public init(spot: LotAtPlace, moment: Moment, quantity: Quantity) {
        (self.spot, self.moment, self.quantity) = (spot, moment, quantity)
    }
}

/// What is known to have happened around a pile.
public struct PileEvidence: Sendable {
    /// When its counting began, and when it ended.
    public let moments: ClosedRange<Moment>
    /// What came to the places that it was counted at, and left them; what counts adjusted moves no goods, and is none of it.
    public let changes: [StockChange]
    /// What of it was in boxes that were put on the counted place meanwhile, or taken from it.
    public let carried: Quantity

    /// What is known of a pile.
    public init(
        moments: ClosedRange<Moment>, changes: [StockChange], carried: Quantity = .zero
    ) {
        (self.moments, self.changes, self.carried) = (moments, changes, carried)
    }

    /// Whether goods came or went between the first look and the last.
    ///
    /// What went from one of the places to another stayed; what was taken back never happened.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public var hasMoved: Bool {
        get throws(StockFault) {
            struct Step: Hashable {
                let lot: LotID
                let moment: Moment
            }
            guard moments.lowerBound < moments.upperBound else { return false }
            var sums: [Step: Quantity] = [:]
            for change in changes
            where change.moment > moments.lowerBound && change.moment <= moments.upperBound {
                let step = Step(lot: change.spot.lot, moment: change.moment)
                sums[step] = try (sums[step] ?? .zero).adding(change.quantity)
            }
            return carried != .zero || sums.values.contains { $0 != .zero }
        }
    }
}

/// An item of which a counted one is made by now, itself among them.
public struct JoinedPart: Hashable, Sendable {
    /// The item under its own id.
    public let item: ItemID
    /// The entry that joined it; the highest number where it is the counted item itself.
    public let until: Int64

    /// An item until an entry.
    public init(item: ItemID, until: Int64) { (self.item, self.until) = (item, until) }
}

extension [JoinedPart] {
    /// Whether items became one after a count saw one of them, and nobody counted the others though there was some of them.
    ///
    /// - Parameters:
    ///   - named: The items that the count's lines name.
    ///   - seen: The last entry of those lines.
    ///   - wasThere: Whether there was some of an item at the count's places before an entry.
    /// - Returns: Whether the count knows a part only.
    /// - Throws: What `wasThere` throws.
    public func areHalfCounted(
        naming named: Set<ItemID>, seen: Int64,
        wasThere: (ItemID, _ before: Int64) throws -> Bool
    ) rethrows -> Bool {
        guard !named.isEmpty,
            let join = map(\.until).filter({ $0 > seen && $0 < .max }).min()
        else { return false }
        return try contains { part in
            try !named.contains(part.item) && part.until > seen
                && wasThere(part.item, Swift.min(part.until, join))
        }
    }
}

/// What a completed count says of an item, now that more is known than when it last spoke of it.
public enum CountRevision: Hashable, Sendable {
    /// What it said before.
    case stands
    /// Nothing: what it had posted goes back, and the item is asked for again.
    case asks
    /// What differs by now, or that nothing does.
    case posts

    /// - Parameters:
    ///   - isSeen: Whether anything of the item was seen, or is said to be gone.
    ///   - isMoved: Whether it moved while it was counted, or nobody can tell how much was seen.
    ///   - isAsked: Whether the count asks for it already.
    ///   - hasSpoken: Whether the count has figures of it.
    ///   - isSaid: Whether all that it says now are those figures.
    ///   - hasDifference: Whether the ledger holds anything else.
    public init(
        isSeen: Bool, isMoved: Bool, isAsked: Bool, hasSpoken: Bool, isSaid: Bool,
        hasDifference: Bool
    ) {
        if !isSeen {
            self = hasSpoken ? .asks : .stands
        } else if isMoved {
            self = isAsked ? .stands : .asks
        } else {
            self = isAsked || hasDifference || !isSaid ? .posts : .stands
        }
    }
}

extension CountAnchor {
    /// Whether it is the same figure as a count has of an item or lot by now.
    public func says(_ lot: LotID?, _ pile: some CountedPile) -> Bool {
        self.lot == lot && seen == pile.seen && moments == pile.moments
    }
}

extension Warning {
    /// What someone is told of counts that said otherwise of what they recorded.
    package static func of(_ verdicts: Set<CountVerdict>) -> [Warning] {
        (verdicts.contains(.holds) ? [.countedSince] : [])
            + (verdicts.contains(.recount) ? [.countAgain] : [])
    }
}

extension Movement {
    /// Tells with the movement what counts said of it.
    ///
    /// - Parameters:
    ///   - verdicts: At least one.
    ///   - balance: Of its item at its place by that; nil where a whole box went.
    ///   - left: What there is by that of each lot at each storage place that it touched.
    package mutating func tell(
        _ verdicts: Set<CountVerdict>, balance: Quantity?, leaving left: [Quantity]
    ) {
        warnings += Warning.of(verdicts).filter { !warnings.contains($0) }
        if let balance { self.balance = balance }
        if item == nil || self.balance >= .zero, left.allSatisfy({ $0 >= .zero }) {
            warnings.removeAll { $0 == .shortfall }
        }
    }
}

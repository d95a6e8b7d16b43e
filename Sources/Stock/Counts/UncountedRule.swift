/// What becomes of items that the ledger has at the place and nobody counted.
public enum Uncounted: String, Sendable, Codable {
    /// They stay as they are.
    case leave
    /// The whole place was counted: what was there when the count began, has not moved since and was not
    /// seen is gone.
    case zero
}

/// What a count says of an item that nobody saw in it, whatever its dates.
public struct UncountedRule: Sendable {
    private let uncounted: Uncounted
    /// Items of which someone said that nothing is left.
    public let gone: Set<ItemID>
    private let hasUnexplained: Bool

    /// - Parameters:
    ///   - uncounted: What was said of all that nobody saw.
    ///   - gone: Items of which someone said that nothing is left.
    ///   - hasUnexplained: Whether a code was seen in it that nobody knows: it may be anything.
    public init(
        _ uncounted: Uncounted, gone: Set<ItemID> = [], hasUnexplained: Bool = false
    ) {
        (self.uncounted, self.gone, self.hasUnexplained) = (uncounted, gone, hasUnexplained)
    }

    /// Whether it says so of all that it did not see.
    public var isOfAll: Bool { uncounted == .zero }

    /// Whether nothing is left of an item that was not seen, if there was any.
    public func isGone(_ item: ItemID) -> Bool { isOfAll || gone.contains(item) }

    /// Whether an item that is gone by the rule may be what someone saw after all: it is asked for until all codes are
    /// explained.
    public func isInDoubt(_ item: ItemID) -> Bool { hasUnexplained && !gone.contains(item) }

    /// Those of some items of which nothing is left.
    ///
    /// - Parameters:
    ///   - items: That there may have been some of.
    ///   - seen: Items that were seen whatever their dates.
    ///   - wasThere: Whether there was some of an item when the count began: of what was not there then, nothing was
    ///     missing. It is not asked of what someone named.
    /// - Returns: In the order of `items`.
    /// - Throws: What `wasThere` throws.
    public func gone(
        among items: [ItemID], seen: Set<ItemID>, wasThere: (ItemID) throws -> Bool
    ) rethrows -> [ItemID] {
        try items.filter { item in
            guard isGone(item), !seen.contains(item) else { return false }
            return try gone.contains(item) || wasThere(item)
        }
    }
}

/// A box that went out whole, with all that was in it.
public struct BoxOut: Hashable, Sendable {
    /// The entry by which it went.
    public let entry: EntryID
    /// That entry's number.
    public let seq: Int64
    /// The box.
    public let place: PlaceID
    /// When it went.
    public let moment: Moment

    /// A box that went.
    public init(entry: EntryID, seq: Int64, place: PlaceID, moment: Moment) {
        (self.entry, self.seq, self.place, self.moment) = (entry, seq, place, moment)
    }

    /// Whether it went after a moment; of what happened in one moment, what was told first was first.
    public func isAfter(_ other: Moment, toldBy seq: Int64) -> Bool {
        (moment, self.seq) > (other, seq)
    }
}

/// What is known of an item in a box that went.
public struct BoxContent: Sendable {
    /// The box, and what stood in it when it went.
    public let places: Set<PlaceID>
    /// All there is of the item, in the box as much as there was before it went.
    public let held: Holdings
    /// What changed in storage as it went.
    public let went: [LotAtPlace: Quantity]
    /// Where it went.
    public let edge: PlaceID

    /// What a box held of an item, and what is known to have gone with it.
    public init(
        places: Set<PlaceID>, held: Holdings, went: [LotAtPlace: Quantity], edge: PlaceID
    ) {
        (self.places, self.held, self.went, self.edge) = (places, held, went, edge)
    }

    /// What of the item goes out with the box, or comes back, by what it held besides, or did not: what would have gone less
    /// what went.
    ///
    /// - Parameters:
    ///   - item: The item.
    ///   - changes: What was there besides before it went, and is in no entry yet; below zero for what was not.
    ///   - moment: When it went.
    /// - Returns: Lines to or from where it went, in the order of places and lots.
    /// - Throws: A `StockFault` for what cannot be added up.
    public func goingToo(
        _ item: ItemID, with changes: [LotAtPlace: Quantity], at moment: Moment
    ) throws(StockFault) -> [MovementLine] {
        var held = held
        for (spot, change) in changes where places.contains(spot.place) {
            try held.add(change, at: spot)
        }
        var more = went
        for (spot, quantity) in try held.goods(goingWith: places) {
            more[spot] = try (more[spot] ?? .zero).adding(quantity)
        }
        var lines: [MovementLine] = []
        for (spot, quantity) in more.sorted(by: { $0.key < $1.key }) where quantity != .zero {
            lines.append(
                try MovementLine(
                    changing: spot, of: item, by: try Quantity.zero.subtracting(quantity),
                    over: edge, at: moment))
        }
        return lines
    }
}

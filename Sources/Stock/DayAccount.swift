/// What one item's storage places did in one day: opening + in − out − discarded + adjusted =
/// closing.
///
/// Moves inside the hub change nothing here. A reversal counts against the column of what it
/// undoes.
public struct DayTotals: Hashable, Sendable, Codable {
    /// In storage when the day began.
    public var opening = Quantity.zero
    /// From the source, from sorting or from transit, less what went back there.
    public var taken = Quantity.zero
    /// Handed out, less what a reversal took back.
    public var distributed = Quantity.zero
    /// Thrown away, less what a reversal took back.
    public var discarded = Quantity.zero
    /// Found (above zero) or missed (below) by counts.
    public var adjusted = Quantity.zero

    /// A day on which nothing happened yet.
    public init() {}

    /// What is in storage at the day's end.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func closing() throws(StockFault) -> Quantity {
        let inward = Int128(opening.value) + Int128(taken.value) + Int128(adjusted.value)
        guard
            let closing = Int64(
                exactly: inward - Int128(distributed.value) - Int128(discarded.value))
        else {
            throw .quantityOutOfRange
        }
        return Quantity(closing)
    }

    /// The day after, before anything happened on it.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func carriedOver() throws(StockFault) -> DayTotals {
        var next = DayTotals()
        next.opening = try closing()
        return next
    }

    /// Adds what a line moves over the hub's edge.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``; then nothing was added.
    public mutating func add(_ quantity: Quantity, from: Place.Kind, to: Place.Kind)
        throws(StockFault)
    {
        guard from.isStorage != to.isStorage else { return }
        let inward = to.isStorage
        let signed = inward ? quantity : try Quantity.zero.subtracting(quantity)
        switch inward ? from : to {
        case .distributed: distributed = try distributed.subtracting(signed)
        case .discarded: discarded = try discarded.subtracting(signed)
        case .adjustment: adjusted = try adjusted.adding(signed)
        case .source, .sorting, .transit: taken = try taken.adding(signed)
        case .room, .shelf, .bin, .box, .floor: break
        }
    }
}

/// The day a movement belongs to.
public enum DayRule {
    /// A scan belongs to the day on its station's clock, unless that day lies ahead or is closed.
    ///
    /// - Parameters:
    ///   - scanned: The day on the station's clock; nil where it did not say.
    ///   - today: The day of the hub's clock.
    ///   - lastClosed: Closing a day closes all before it.
    /// - Returns: An open day, and whether the scan came late, for a day that is closed.
    public static func day(
        scanned: CivilDate?, today: CivilDate, lastClosed: CivilDate?
    ) -> (day: CivilDate, late: Bool) {
        let wished = min(scanned ?? today, today)
        guard let lastClosed, wished <= lastClosed else { return (wished, false) }
        return (max(today, lastClosed.next), true)
    }
}

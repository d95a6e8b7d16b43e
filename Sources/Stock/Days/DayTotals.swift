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
    public func carriedOver() throws(StockFault) -> DayTotals { try DayTotals().following(self) }

    /// The same of a day that began with what the days before it closed with.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func following(_ before: DayTotals?) throws(StockFault) -> DayTotals {
        var totals = self
        totals.opening = try before?.closing() ?? .zero
        return totals
    }

    /// What moved, in another measure.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    func converted(by conversion: MeasureConversion) throws(StockFault) -> DayTotals {
        var totals = self
        totals.taken = try conversion.convert(taken)
        totals.distributed = try conversion.convert(distributed)
        totals.discarded = try conversion.convert(discarded)
        totals.adjusted = try conversion.convert(adjusted)
        return totals
    }

    /// The same with as much adjusted as makes them close with a quantity.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    func adjusted(toCloseWith quantity: Quantity) throws(StockFault) -> DayTotals {
        var totals = self
        totals.adjusted = try adjusted.adding(try quantity.subtracting(try closing()))
        return totals
    }

    /// What moved, with what others moved; the opening stays.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func adding(_ other: DayTotals) throws(StockFault) -> DayTotals {
        try moved(other) { one, more throws(StockFault) in try one.adding(more) }
    }

    /// What moved, without what others moved; the opening stays.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func subtracting(_ other: DayTotals) throws(StockFault) -> DayTotals {
        try moved(other) { one, less throws(StockFault) in try one.subtracting(less) }
    }

    private func moved(
        _ other: DayTotals, _ change: (Quantity, Quantity) throws(StockFault) -> Quantity
    ) throws(StockFault) -> DayTotals {
        var totals = self
        totals.taken = try change(taken, other.taken)
        totals.distributed = try change(distributed, other.distributed)
        totals.discarded = try change(discarded, other.discarded)
        totals.adjusted = try change(adjusted, other.adjusted)
        return totals
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

/// One item's line in a day's account.
public struct DayAccountLine: Sendable {
    /// As it is now; its measure and weight as that day kept it.
    public let item: Item
    /// What the day did, in pieces or grams as the item was kept at its end, whenever it was booked; closing the day signs it.
    public let totals: DayTotals
    /// What was booked: nothing of it converted.
    package let booked: DayTotals
    /// In storage at the day's end.
    public let closing: Quantity
    /// How the item was kept when the day before was closed; nil while that is open.
    package var signedBefore: SignedUnit?

    /// - Parameters:
    ///   - item: As it is now, or was signed.
    ///   - booked: What was moved, over what the days before closed with.
    ///   - units: How the item was kept, by the day.
    ///   - day: The day of the totals.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package init(
        _ item: Item, _ booked: DayTotals, units: ItemUnits, on day: CivilDate
    ) throws(StockFault) {
        (self.booked, totals) = (booked, try units.converted(booked, on: day))
        (self.item, closing) = (units.item(item, on: day), try totals.closing())
    }

    /// In pieces or grams, as the item is kept.
    package var figures: DayFigures { DayFigures(totals, closing: closing) }

    /// In grams; nil where the weight of a piece is not known.
    ///
    /// A day opens with what the day before was signed with. Where a piece weighs another since, the difference is adjusted.
    package var grams: DayFigures? {
        guard item.grams(of: 1) != nil else { return nil }
        var grams = figures.map { item.grams(of: $0) ?? ($0 > 0 ? .max : .min) }
        guard item.measure == .each, let before = signedBefore, before.measure == .each,
            let unit = before.grams,
            let signed = try? totals.opening.times(unit),
            let more = try? Quantity(grams.opening).subtracting(signed),
            let adjusted = try? Quantity(grams.adjusted).adding(more)
        else { return grams }
        (grams.opening, grams.adjusted) = (signed.value, adjusted.value)
        return grams
    }

    /// Whether anything happened to the item that day.
    package var moved: Bool {
        var still = DayTotals()
        still.opening = totals.opening
        return totals != still
    }
}

/// A day's account: opening + in − out − discarded + adjusted = closing, for every item.
public struct DayAccount: Sendable {
    /// In the hub's own time zone.
    public let day: CivilDate
    /// Items with anything to say that day, by name.
    public let lines: [DayAccountLine]

    package init(day: CivilDate, lines: [DayAccountLine]) { (self.day, self.lines) = (day, lines) }
}

/// The six figures of an account as they are shown, in pieces or in grams.
///
/// Sums of them stop at the limits of 64 bits, each figure by itself.
package struct DayFigures: Hashable, Sendable {
    package var opening: Int64 = 0
    package var taken: Int64 = 0
    package var distributed: Int64 = 0
    package var discarded: Int64 = 0
    package var adjusted: Int64 = 0
    package var closing: Int64 = 0

    /// A day on which there was nothing.
    package init() {}

    package init(_ totals: DayTotals, closing: Quantity) {
        opening = totals.opening.value
        taken = totals.taken.value
        distributed = totals.distributed.value
        discarded = totals.discarded.value
        adjusted = totals.adjusted.value
        self.closing = closing.value
    }

    /// The figures in the order of the account.
    package var all: [Int64] { Self.order.map { self[keyPath: $0] } }

    /// Each figure in another unit.
    package func map(_ unit: (Int64) -> Int64) -> DayFigures {
        Self.order.reduce(into: DayFigures()) { $0[keyPath: $1] = unit(self[keyPath: $1]) }
    }

    package static func += (sum: inout DayFigures, other: DayFigures) {
        for path in order {
            sum[keyPath: path] = sum[keyPath: path].adding(clamping: other[keyPath: path])
        }
    }

    private static var order: [WritableKeyPath<DayFigures, Int64>] {
        [\.opening, \.taken, \.distributed, \.discarded, \.adjusted, \.closing]
    }
}

/// The figures of many items.
package struct DaySums: Sendable {
    /// Of items kept by the piece.
    package var pieces = DayFigures()
    /// Of items kept in grams, and of pieces whose weight is known.
    package var grams = DayFigures()
    /// Items whose weight is not known.
    package var unweighed = 0

    package init(_ lines: some Sequence<DayAccountLine>) {
        for line in lines {
            if line.item.measure == .each { pieces += line.figures }
            if let weight = line.grams { grams += weight } else { unweighed += 1 }
        }
    }
}

extension DayTotals {
    /// What closing a day signs: `larder-day-v2`, the hub, the day and the last entry's number, one a
    /// line, then item id, opening, in, out, discarded, adjusted and closing, measure and grams of a
    /// piece (`-` where nobody knows) of each item that has any, by item id.
    ///
    /// Days that were closed before measures and weights were signed have `larder-day-v1`, without them.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange`` where a closing is beyond 64 bits.
    public static func accountText(
        hub: HubID, day: String, upTo seq: Int64, _ account: [ItemID: DayTotals],
        units: [ItemID: SignedUnit]?
    ) throws(StockFault) -> String {
        var text = "larder-day-\(units == nil ? "v1" : "v2")\n\(hub)\n\(day)\n\(seq)\n"
        for (item, totals) in account.sorted(by: { $0.key < $1.key }) where totals != DayTotals() {
            let figures = [
                totals.opening, totals.taken, totals.distributed, totals.discarded, totals.adjusted,
                try totals.closing(),
            ]
            text += "\(item) \(figures.map { String($0.value) }.joined(separator: " "))"
            if let unit = units?[item] {
                text += " \(unit.measure.rawValue) \(unit.grams.map { String($0) } ?? "-")"
            }
            text += "\n"
        }
        return text
    }
}

/// What a signed day's figures of an item are in.
public struct SignedUnit: Codable, Hashable, Sendable {
    /// The item.
    public let item: ItemID
    /// How it was kept.
    public let measure: Measure
    /// Grams of a piece; nil where nobody knew.
    public let grams: Int64?

    /// An item's unit as it is now.
    public init(_ item: Item) {
        (self.item, measure, grams) = (item.id, item.measure, item.unitWeightGrams)
    }

    /// The unit as it was signed.
    public init(item: ItemID, measure: Measure, grams: Int64?) {
        (self.item, self.measure, self.grams) = (item, measure, grams)
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

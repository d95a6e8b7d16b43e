/// How the quantities of an item are turned from pieces into grams, or from grams into pieces, by the
/// weight of a piece.
public struct MeasureConversion: Hashable, Sendable, Codable {
    /// What the item is kept in from here on.
    public let measure: Measure
    /// Grams of one piece, above 0.
    public let gramsPerPiece: Int64

    /// - Throws: ``StockFault/quantityNotPositive`` for a weight that nothing has.
    public init(to measure: Measure, gramsPerPiece: Int64) throws(StockFault) {
        guard gramsPerPiece > 0 else { throw .quantityNotPositive }
        (self.measure, self.gramsPerPiece) = (measure, gramsPerPiece)
    }

    /// What turns quantities back, as far as whole pieces go.
    package var inverted: MeasureConversion {
        MeasureConversion(measure == .gram ? .each : .gram, gramsPerPiece)
    }

    private init(_ measure: Measure, _ gramsPerPiece: Int64) {
        (self.measure, self.gramsPerPiece) = (measure, gramsPerPiece)
    }

    /// A quantity in the new measure; of pieces the nearest whole number, halves away from zero.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func convert(_ quantity: Quantity) throws(StockFault) -> Quantity {
        switch measure {
        case .gram: return try quantity.times(gramsPerPiece)
        case .each:
            let (whole, rest) = quantity.value.quotientAndRemainder(dividingBy: gramsPerPiece)
            guard Int128(rest.magnitude) * 2 >= Int128(gramsPerPiece) else {
                return Quantity(whole)
            }
            return try Quantity(whole).adding(Quantity(rest.signum()))
        }
    }

    /// A number that was said, in the measure of now: of grams so few that nobody weighs them, as many pieces.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    fileprivate func convert(number: Quantity) throws(StockFault) -> Quantity {
        if measure == .each, number < Item.leastLikelyGrams { return number }
        return try convert(number)
    }

    /// What one scan of a code stands for then, at least 1.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func pack(_ pack: Int64) throws(StockFault) -> Int64 {
        max(1, try convert(Quantity(pack)).value)
    }

    /// By how many grams whole pieces of what is in storage weigh more than it does; nil where each balance comes out even.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func gramsRounded(
        of stock: Holdings, in storage: Set<PlaceID>
    ) throws(StockFault) -> Int64? {
        guard measure == .each else { return nil }
        var (more, isEven) = (Quantity.zero, true)
        for (spot, before) in stock.balances where storage.contains(spot.place) {
            let off = try convert(before).times(gramsPerPiece).subtracting(before)
            more = try more.adding(off)
            isEven = isEven && off == .zero
        }
        return isEven ? nil : more.value
    }

    /// The lines after which each balance in storage is what it was, in the new measure.
    ///
    /// - Parameters:
    ///   - stock: All there is of the item, in the old measure.
    ///   - item: The item.
    ///   - storage: The places that stock is kept at.
    ///   - edge: The adjustment edge.
    /// - Returns: One for each balance whose number changes, in the order of places and lots.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func lines(
        for stock: Holdings, of item: ItemID, in storage: Set<PlaceID>, over edge: PlaceID
    ) throws(StockFault) -> [MovementLine] {
        var lines: [MovementLine] = []
        let held = stock.balances.filter { storage.contains($0.key.place) && $0.value != .zero }
        for (spot, before) in held.sorted(by: { $0.key < $1.key }) {
            let more = try convert(before).subtracting(before)
            guard more != .zero else { continue }
            lines.append(try MovementLine(changing: spot, of: item, by: more, over: edge))
        }
        return lines
    }
}

extension [MeasureConversion] {
    /// A quantity that was said before all of these, in the measure of now.
    ///
    /// - Parameters:
    ///   - said: Pieces or grams, in the measure of then.
    ///   - isNumber: Whether someone said a number alone: pieces, or grams if there are as many as anyone weighs.
    /// - Returns: The nearest whole number.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func convert(_ said: Quantity, isNumber: Bool) throws(StockFault) -> Quantity {
        var quantity = said
        for (turn, conversion) in enumerated() {
            // Only the first number was said; the others were worked out.
            quantity =
                turn == 0 && isNumber
                ? try conversion.convert(number: quantity) : try conversion.convert(quantity)
        }
        return quantity
    }
}

extension Holdings {
    /// Whether nothing is in storage, nor short there: no lot has a balance at any of its places.
    public func isEmpty(in storage: Set<PlaceID>) -> Bool {
        balances.allSatisfy { $0.value == .zero || !storage.contains($0.key.place) }
    }
}

/// Whole pieces or whole grams of an item, signed: a balance may be below zero.
///
/// Arithmetic never traps: what is beyond 64 bits is ``StockFault/quantityOutOfRange``.
public struct Quantity: Hashable, Comparable, Sendable {
    /// Pieces or grams, as the item's measure says.
    public var value: Int64

    /// So many pieces or grams; any number will do.
    public init(_ value: Int64) { self.value = value }

    /// Nothing; what a balance is before the first movement.
    public static let zero = Quantity(0)

    /// By number; only quantities of one item can be told more from less.
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    /// The sum.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func adding(_ other: Quantity) throws(StockFault) -> Quantity {
        let (sum, overflow) = value.addingReportingOverflow(other.value)
        if overflow { throw .quantityOutOfRange }
        return Quantity(sum)
    }

    /// The difference; below zero where `other` is more.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func subtracting(_ other: Quantity) throws(StockFault) -> Quantity {
        let (difference, overflow) = value.subtractingReportingOverflow(other.value)
        if overflow { throw .quantityOutOfRange }
        return Quantity(difference)
    }

    /// The product, such as packs by the pieces in each.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func times(_ factor: Int64) throws(StockFault) -> Quantity {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        if overflow { throw .quantityOutOfRange }
        return Quantity(product)
    }
}

/// Sums that are only shown: what is beyond 64 bits is told as the furthest number that there is, never as one of the other
/// sign. What the ledger keeps is refused there: ``Quantity/adding(_:)``.
extension Int64 {
    /// The nearest whole number of 64 bits.
    package init(nearest number: Double) {
        self = Int64(exactly: number.rounded()) ?? (number < 0 ? .min : .max)
    }

    /// The sum, or the furthest number on its side.
    package func adding(clamping other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}

extension Quantity: Codable {
    /// Reads a whole number of 64 bits.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes a whole number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

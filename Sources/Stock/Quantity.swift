/// Whole pieces or whole grams of an item, signed: a balance may be below zero.
///
/// Arithmetic never traps: what is beyond 64 bits is ``StockFault/quantityOutOfRange``.
public struct Quantity: Hashable, Comparable, Sendable {
    public var value: Int64

    public init(_ value: Int64) { self.value = value }

    public static let zero = Quantity(0)

    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    public func adding(_ other: Quantity) throws(StockFault) -> Quantity {
        let (sum, overflow) = value.addingReportingOverflow(other.value)
        if overflow { throw .quantityOutOfRange }
        return Quantity(sum)
    }

    public func subtracting(_ other: Quantity) throws(StockFault) -> Quantity {
        let (difference, overflow) = value.subtractingReportingOverflow(other.value)
        if overflow { throw .quantityOutOfRange }
        return Quantity(difference)
    }

    public func times(_ factor: Int64) throws(StockFault) -> Quantity {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        if overflow { throw .quantityOutOfRange }
        return Quantity(product)
    }
}

extension Quantity: Codable {
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

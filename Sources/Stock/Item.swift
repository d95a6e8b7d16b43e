/// What a quantity of an item counts.
public enum Measure: String, Sendable, Codable, CaseIterable {
    case each, gram
}

/// Something people recognise, such as "Black beans, 15 oz can".
public struct Item: Hashable, Sendable, Codable {
    public let id: ItemID
    /// 1 to 200 characters.
    public var name: String
    /// Free text such as "beans and lentils"; may be empty.
    public var category: String
    public var measure: Measure
    /// Grams of one piece, above 0; nil where it is not known. Of no meaning for an item kept in grams.
    public var unitWeightGrams: Int64?
    /// Days it keeps from the day it comes in, for lots with no date of their own.
    public var shelfLifeDays: Int?
    /// The programme its lots belong to unless a scan says otherwise.
    public var programme: Programme

    public init(
        id: ItemID, name: String, category: String, measure: Measure, unitWeightGrams: Int64? = nil,
        shelfLifeDays: Int? = nil, programme: Programme = .donated
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.measure = measure
        self.unitWeightGrams = unitWeightGrams
        self.shelfLifeDays = shelfLifeDays
        self.programme = programme
    }

    /// Whole grams of a quantity; nil where a piece's weight is not known or the product is beyond 64 bits.
    public func grams(of quantity: Int64) -> Int64? {
        switch measure {
        case .gram: return quantity
        case .each:
            guard let unit = unitWeightGrams else { return nil }
            let (grams, overflow) = quantity.multipliedReportingOverflow(by: unit)
            return overflow ? nil : grams
        }
    }

    /// The quantity that a scan stands for.
    ///
    /// - Parameters:
    ///   - packs: How often the code was counted, at least 1.
    ///   - pack: Pieces or grams that the code stands for, at least 1.
    ///   - weight: Grams on the scale, in place of `packs`; for an item kept by the piece the nearest whole
    ///     number of pieces, at least 1.
    public func quantity(packs: Int64, pack: Int64, weight: Int64?) throws(StockFault) -> Quantity {
        guard let weight else {
            guard packs > 0, pack > 0 else { throw .quantityNotPositive }
            return try Quantity(packs).times(pack)
        }
        guard weight > 0 else { throw .quantityNotPositive }
        switch measure {
        case .gram: return Quantity(weight)
        case .each:
            guard let unit = unitWeightGrams, unit > 0 else { throw .unitWeightUnknown }
            let (whole, rest) = weight.quotientAndRemainder(dividingBy: unit)
            return Quantity(max(1, rest >= unit - rest ? whole + 1 : whole))
        }
    }
}

/// Where a lot's food comes from in the eyes of whoever wants an account of it.
///
/// A short lower-case word: `donated`, `purchased`, `tefap`, or a hub's own.
public struct Programme: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    /// Folds to lower case; nothing where the text is empty or beyond 40 characters.
    public init?(rawValue: String) {
        let folded = rawValue.lowercased()
        guard !folded.isEmpty, folded.count <= 40 else { return nil }
        self.rawValue = folded
    }

    private init(known: String) { rawValue = known }

    public static let donated = Programme(known: "donated")
    public static let purchased = Programme(known: "purchased")
    public static let tefap = Programme(known: "tefap")
}

public typealias ItemID = ID<Item>

/// What a quantity of an item counts.
public enum Measure: String, Sendable, Codable, CaseIterable {
    /// Pieces, such as cans.
    case each
    /// Grams, for what is weighed rather than counted.
    case gram
}

/// Something people recognise, such as "Black beans, 15 oz can".
public struct Item: Hashable, Sendable, Codable {
    /// Made by whoever first spoke of it; the name may change, this stays.
    public let id: ItemID
    /// 1 to 200 characters.
    public var name: String
    /// Free text such as "beans and lentils"; may be empty.
    public var category: String
    /// Whether its quantities are pieces or grams.
    public var measure: Measure
    /// Grams of one piece, above 0; nil where it is not known.
    ///
    /// Of no meaning for an item kept in grams.
    public var unitWeightGrams: Int64?
    /// Days it keeps from the day it comes in; where they are known, an intake without a date is
    /// answered with ``Warning/dateUnknown``.
    public var shelfLifeDays: Int?
    /// The programme its lots belong to unless a scan says otherwise.
    public var programme: Programme

    /// An item as a person describes it; the ranges are held by whoever takes the description.
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

    /// Whole grams of a quantity; nil where a piece's weight is not known or the product is beyond
    /// 64 bits.
    public func grams(of quantity: Int64) -> Int64? {
        switch measure {
        case .gram: return quantity
        case .each:
            guard let unit = unitWeightGrams else { return nil }
            let (grams, overflow) = quantity.multipliedReportingOverflow(by: unit)
            return overflow ? nil : grams
        }
    }

    /// Grams of one piece that somebody may say, to a tonne; what was said before stays.
    public static let unitWeights: ClosedRange<Int64> = 1...1_000_000
    /// Grams of one scan at the most: a lorry's load.
    public static let scanLimitGrams: Int64 = 25_000_000

    /// Grams below this, of an item kept by weight, are rather pieces unless a weight was said.
    public static let leastLikelyGrams = Quantity(100)

    /// Whether a scan said pieces of an item that is kept by weight: no weight, and a quantity too small for one.
    ///
    /// A code that stands for more than a gram says the weight itself.
    public func lacksWeight(_ facts: ScanFacts, _ quantity: Quantity) -> Bool {
        measure == .gram && facts.weightGrams == nil && quantity < Self.leastLikelyGrams
            && quantity == Quantity(facts.quantity ?? 1)
    }

    /// What whoever scanned or counted so much of the item is told of the weight.
    public func weightWarnings(_ facts: ScanFacts, _ quantity: Quantity) -> [Warning] {
        (lacksWeight(facts, quantity) ? [.weightMissing] : [])
            + (roundsWeight(facts, quantity) ? [.weightRounded] : [])
    }

    /// Whether the weight that a scan said is off by more than a quarter of a piece from the whole pieces that it stands for.
    private func roundsWeight(_ facts: ScanFacts, _ quantity: Quantity) -> Bool {
        guard measure == .each, let weight = facts.weightGrams, let unit = unitWeightGrams else {
            return false
        }
        let (grams, isBeyond) = quantity.value.multipliedReportingOverflow(by: unit)
        return isBeyond || (grams - weight).magnitude > (unit / 4).magnitude
    }

    /// The quantity that a scan stands for.
    ///
    /// - Parameters:
    ///   - packs: How often the code was counted, at least 1.
    ///   - pack: Pieces or grams that the code stands for, at least 1.
    ///   - weight: Grams on the scale, in place of `packs`; for an item kept by the piece the
    ///     nearest whole number of pieces, at least 1.
    /// - Returns: Pieces or grams, above zero.
    /// - Throws: ``StockFault/quantityNotPositive``, ``StockFault/quantityOutOfRange``,
    ///   ``StockFault/weightOutOfRange``, ``StockFault/unitWeightUnknown``.
    public func quantity(packs: Int64, pack: Int64, weight: Int64?) throws(StockFault) -> Quantity {
        guard let weight else {
            guard packs > 0, pack > 0 else { throw .quantityNotPositive }
            let quantity = try Quantity(packs).times(pack)
            guard measure == .each || quantity.value <= Self.scanLimitGrams else {
                throw .weightOutOfRange
            }
            return quantity
        }
        guard weight > 0 else { throw .quantityNotPositive }
        guard weight <= Self.scanLimitGrams else { throw .weightOutOfRange }
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
    /// 1 to 40 characters, in lower case.
    public let rawValue: String

    /// Folds to lower case; nil where the text is empty or beyond 40 characters.
    public init?(rawValue: String) {
        let folded = rawValue.lowercased()
        guard !folded.isEmpty, folded.count <= 40 else { return nil }
        self.rawValue = folded
    }

    private init(known: String) { rawValue = known }

    /// Given; what an item belongs to where nobody says otherwise.
    public static let donated = Programme(known: "donated")
    /// Bought by the hub.
    public static let purchased = Programme(known: "purchased")
    /// The Emergency Food Assistance Program of the United States, which asks for an account of its
    /// own.
    public static let tefap = Programme(known: "tefap")
}

/// Names an item.
public typealias ItemID = ID<Item>

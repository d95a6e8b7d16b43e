package import Stock

/// What of an item changes; what is left out stays as it is, and null is nothing known.
package struct ItemChangeRequest: Codable, Sendable {
    /// How what there is of the item is turned into another measure.
    package struct Conversion: Codable, Sendable {
        package var gramsPerPiece: Int64

        package init(gramsPerPiece: Int64) { self.gramsPerPiece = gramsPerPiece }
    }

    package var name: String?
    package var category: String?
    package var measure: Measure?
    package var unitWeightGrams: FieldPatch<Int64> = .none
    package var shelfLifeDays: FieldPatch<Int> = .none
    package var programme: String?
    package var conversion: Conversion?
    /// How much the hub wants at least, in pieces or grams as the item is kept then.
    package var minimum: FieldPatch<Int64> = .none

    package init(
        name: String? = nil, category: String? = nil, measure: Measure? = nil,
        unitWeightGrams: FieldPatch<Int64> = .none, shelfLifeDays: FieldPatch<Int> = .none,
        programme: String? = nil, conversion: Conversion? = nil,
        minimum: FieldPatch<Int64> = .none
    ) {
        self.name = name
        self.category = category
        self.measure = measure
        self.unitWeightGrams = unitWeightGrams
        self.shelfLifeDays = shelfLifeDays
        self.programme = programme
        self.conversion = conversion
        self.minimum = minimum
    }

    private enum CodingKeys: CodingKey {
        case name, category, measure, unitWeightGrams, shelfLifeDays, programme, conversion, minimum
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        name = try members.decodeIfPresent(String.self, forKey: .name)
        category = try members.decodeIfPresent(String.self, forKey: .category)
        measure = try members.decodeIfPresent(Measure.self, forKey: .measure)
        unitWeightGrams = try members.patch(.unitWeightGrams)
        shelfLifeDays = try members.patch(.shelfLifeDays)
        programme = try members.decodeIfPresent(String.self, forKey: .programme)
        conversion = try members.decodeIfPresent(Conversion.self, forKey: .conversion)
        minimum = try members.patch(.minimum)
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encodeIfPresent(name, forKey: .name)
        try members.encodeIfPresent(category, forKey: .category)
        try members.encodeIfPresent(measure, forKey: .measure)
        try members.encode(unitWeightGrams, forKey: .unitWeightGrams)
        try members.encode(shelfLifeDays, forKey: .shelfLifeDays)
        try members.encodeIfPresent(programme, forKey: .programme)
        try members.encodeIfPresent(conversion, forKey: .conversion)
        try members.encode(minimum, forKey: .minimum)
    }
}

/// The item that a code stands for from here on.
package struct CodeRequest: Codable, Sendable {
    package var id: String
    package var item: String
    package var pack: Int64?

    package init(id: String, item: String, pack: Int64? = nil) {
        (self.id, self.item, self.pack) = (id, item, pack)
    }
}

/// A code as it stands.
package struct CodeResponse: Codable, Sendable {
    package var code: String
    /// What it stands for; left out where nobody knows it any more.
    package var item: ItemResponse?
    package var pack: Int64?
    /// The item that it stood for until then.
    package var from: String?
    /// Scans that were recorded as that item, the latest first: each stands until it is taken back.
    package var earlier: [EarlierScan]?
    /// Whether there may be more of them.
    package var earlierMore: Bool?
    /// Scans that had waited for this, and count now, the first first.
    package var settled: [EarlierScan]?
    /// Whether there are more of them.
    package var settledMore: Bool?
    package var warnings: [Word<Warning>]?

    package init(
        code: String, item: ItemResponse? = nil, pack: Int64? = nil, from: String? = nil,
        earlier: [EarlierScan]? = nil, earlierMore: Bool? = nil
    ) {
        (self.code, self.item, self.pack, self.from) = (code, item, pack, from)
        (self.earlier, self.earlierMore) = (earlier, earlierMore)
    }
}

/// Two items that are the same.
package struct ItemJoinRequest: Codable, Sendable {
    package var id: String
    /// The one that is not spoken of any more.
    package var item: String
    /// The one that both are.
    package var into: String

    package init(id: String, item: String, into: String) {
        (self.id, self.item, self.into) = (id, item, into)
    }
}

/// What of a place changes; what is left out stays as it is, and a null `parent` is none.
package struct PlaceChangeRequest: Codable, Sendable {
    package var name: String?
    package var parent: FieldPatch<String> = .none

    package init(name: String? = nil, parent: FieldPatch<String> = .none) {
        (self.name, self.parent) = (name, parent)
    }

    private enum CodingKeys: CodingKey { case name, parent }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        name = try members.decodeIfPresent(String.self, forKey: .name)
        parent = try members.patch(.parent)
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encodeIfPresent(name, forKey: .name)
        try members.encode(parent, forKey: .parent)
    }
}

/// What was misread on a lot's package; what is left out stays as it is, and null is nothing known.
package struct LotChangeRequest: Codable, Sendable {
    package var dateLabel: FieldPatch<DateLabelText> = .none
    package var lotNumber: FieldPatch<String> = .none

    package init(
        dateLabel: FieldPatch<DateLabelText> = .none, lotNumber: FieldPatch<String> = .none
    ) {
        (self.dateLabel, self.lotNumber) = (dateLabel, lotNumber)
    }

    private enum CodingKeys: CodingKey { case dateLabel, lotNumber }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        dateLabel = try members.patch(.dateLabel)
        lotNumber = try members.patch(.lotNumber)
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(dateLabel, forKey: .dateLabel)
        try members.encode(lotNumber, forKey: .lotNumber)
    }
}

/// A lot, as the API gives it; its id follows from the other members.
package struct LotResponse: Codable, Sendable {
    package var id: String
    package var item: String
    package var dateLabel: DateLabelText?
    package var lotNumber: String?
    package var programme: String

    package init(
        id: String, item: String, dateLabel: DateLabelText? = nil, lotNumber: String? = nil,
        programme: String
    ) {
        (self.id, self.item, self.programme) = (id, item, programme)
        (self.dateLabel, self.lotNumber) = (dateLabel, lotNumber)
    }
}

/// A place that holds nothing is to be used no more.
package struct RetirementRequest: Codable, Sendable {
    /// Names the entry.
    package var id: String

    package init(id: String) { self.id = id }
}

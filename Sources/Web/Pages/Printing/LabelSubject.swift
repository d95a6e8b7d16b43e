import Barcodes
import Hub
import Journal
import Localization
import Stock
import Storage

/// What a person wants a label for: a place, lot or donation that has a code, a donation that has none
/// yet, or an item whose lots they choose from.
struct LabelSubject: Sendable {
    struct LotRow: Sendable {
        let lotId: String
        let lotName: String
        let lotDetail: String
    }

    /// The label's code; nil for an item, and a donation without one.
    let code: String?
    /// The layout that suits it.
    let layout: String
    /// What stands in the field: a name rather than an id.
    let typed: String
    let lots: Rows<LotRow>?
    /// A donation that has no label yet.
    var unlabelled: DonationID?
    /// A label that stands for nothing yet.
    var isBlank = false
    /// What the hub knows of the label itself; nil for other codes.
    var label: LabelRecord?

    /// Lots offered at the most.
    private static let lotLimit = 20

    /// Finds it by label code, product code, whole name or id; nil where nothing has that name.
    static func find(
        _ text: String, _ queries: Queries, _ localizer: Localizer
    ) throws -> LabelSubject? {
        guard !text.isEmpty else { return nil }
        if let id = ItemID(text), let item = try queries.item(id) {
            return try LabelSubject(item.item, queries, localizer)
        }
        if let id = DonationID(text), let donation = try queries.donation(id) {
            return try LabelSubject(donation, queries)
        }
        if let scanned = try? InputParsing.scanned(text),
            let (key, meaning) = try queries.labelMeaning(of: scanned)
        {
            return try LabelSubject(key, meaning, queries, localizer)
        }
        let place = try queries.places().first { $0.name.lowercased() == text.lowercased() }
        if let place, let code = place.labelCode {
            return LabelSubject(
                code: code, layout: LabelMeaning.known(.place(place)).layout, typed: place.name,
                lots: nil,
                label: try queries.label(code))
        }
        return try queries.item(named: text)
            .map { try LabelSubject($0.item, queries, localizer) }
    }

    private init(
        code: String?, layout: String, typed: String, lots: Rows<LotRow>?,
        label: LabelRecord? = nil
    ) {
        (self.code, self.layout, self.typed, self.lots) = (code, layout, typed, lots)
        self.label = label
    }

    private init(
        _ key: String, _ meaning: LabelMeaning, _ queries: Queries, _ localizer: Localizer
    ) throws {
        if case .known(.item(let item, _)) = meaning, try queries.label(key) == nil {
            try self.init(item, queries, localizer)
            return
        }
        self.init(
            code: key, layout: meaning.layout, typed: key, lots: nil,
            label: try queries.label(key))
        if case .blank = meaning { isBlank = true }
    }

    private init(_ donation: DonationRecord, _ queries: Queries) throws {
        let code = donation.labelCode
        self.init(
            code: code, layout: LabelMeaning.donation(donation).layout,
            typed: code ?? donation.id.description, lots: nil,
            label: try code.flatMap { try queries.label($0) })
        unlabelled = code == nil ? donation.id : nil
    }

    private init(_ item: Item, _ queries: Queries, _ localizer: Localizer) throws {
        var quantities: [(lot: Lot, quantity: Int64)] = []
        for row in try queries.stock(item: item.id, limit: 200) where row.quantity > 0 {
            if let index = quantities.firstIndex(where: { $0.lot.id == row.lot.id }) {
                quantities[index].quantity += row.quantity
            } else {
                quantities.append((row.lot, row.quantity))
            }
        }
        let rows = quantities.prefix(Self.lotLimit).map { lot, quantity in
            LotRow(
                lotId: lot.id.description,
                lotName: "\(item.name), \(localizer.dateLabel(lot.key.dateLabel))",
                lotDetail: localizer.amount(quantity, item.measure))
        }
        self.init(code: nil, layout: "lot", typed: item.name, lots: Rows(Array(rows)))
    }
}

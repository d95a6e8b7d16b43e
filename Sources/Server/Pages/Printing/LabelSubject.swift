import Barcodes
import Stock
import Storage

/// What a person wants a label for: a place or lot that has a code, or an item whose lots they choose from.
struct LabelSubject: Sendable {
    struct LotRow: Sendable {
        let lotId: String
        let lotName: String
        let lotDetail: String
    }

    /// The label's code; nil for an item.
    let code: String?
    /// The layout that suits it.
    let layout: String
    /// What stands in the field: a name rather than an id.
    let typed: String
    let lots: Rows<LotRow>?

    /// Lots offered at the most.
    private static let lotLimit = 20

    /// Finds it by label code, product code, name or id; nil where nothing has that name.
    static func find(_ text: String, _ visit: Visit) async throws -> LabelSubject? {
        guard !text.isEmpty else { return nil }
        return try await visit.hub.store.read { queries in
            if let id = ItemID(text), let item = try queries.item(id) {
                return try LabelSubject(item.item, queries, visit.speech)
            }
            for key in (try? Names.scanned(text).keys) ?? [] {
                switch try queries.meaning(of: [key]) {
                case .place(let place):
                    return LabelSubject(
                        code: key, layout: place.kind == .box ? "box" : "bin", typed: key, lots: nil
                    )
                case .lot: return LabelSubject(code: key, layout: "lot", typed: key, lots: nil)
                case .item(let item, _): return try LabelSubject(item, queries, visit.speech)
                case nil: continue
                }
            }
            let place = try queries.places().first { $0.name.lowercased() == text.lowercased() }
            if let place, let code = place.labelCode {
                return LabelSubject(
                    code: code, layout: place.kind == .box ? "box" : "bin", typed: place.name,
                    lots: nil)
            }
            return try queries.items(matching: text, limit: 1).first
                .map { try LabelSubject($0.item, queries, visit.speech) }
        }
    }

    private init(code: String?, layout: String, typed: String, lots: Rows<LotRow>?) {
        (self.code, self.layout, self.typed, self.lots) = (code, layout, typed, lots)
    }

    private init(_ item: Item, _ queries: Queries, _ speech: Speech) throws {
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
                lotName: "\(item.name), \(speech.dateLabel(lot.key.dateLabel))",
                lotDetail: speech.amount(quantity, item.measure))
        }
        self.init(code: nil, layout: "lot", typed: item.name, lots: Rows(Array(rows)))
    }
}

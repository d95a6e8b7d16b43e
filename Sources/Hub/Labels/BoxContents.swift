import Localization
package import Stock
package import Storage

/// What a box holds, as its label tells it.
package struct BoxContents: Sendable {
    /// Each item with how much of it, the first by name first.
    package let lines: [String]
    /// All of it, as far as the weights are known; empty where none is.
    package let weight: String
    /// The earliest date on any of it.
    package let earliest: DateLabel?
    private let names: [String]

    /// Rows of stock that a label can speak of.
    private static let rowLimit = 200

    package init(_ place: PlaceID, _ queries: Queries, _ words: LabelLocalizer) throws {
        var quantities: [(item: Item, quantity: Int64)] = []
        var dates: [DateLabel] = []
        for row in try queries.stock(place: place, limit: Self.rowLimit) where row.quantity > 0 {
            if let date = row.lot.key.dateLabel, date.lastDay != nil { dates.append(date) }
            if let last = quantities.indices.last, quantities[last].item.id == row.item {
                quantities[last].quantity &+= row.quantity
            } else if let item = try queries.item(row.item)?.item {
                quantities.append((item, row.quantity))
            }
        }
        names = quantities.map(\.item.name)
        lines = quantities.map { item, quantity in
            let amount = words.localizer.amount(quantity, item.measure)
            return item.measure == .gram ? "\(amount) \(item.name)" : "\(amount) × \(item.name)"
        }
        let grams = quantities.reduce(0) { $0 &+ ($1.item.grams(of: $1.quantity) ?? 0) }
        weight = grams > 0 ? words.localizer.weight(grams) : ""
        earliest = dates.min { $0.date.lastDay < $1.date.lastDay }
    }

    /// Weight and names: "12.5 kg · Black beans, Rice"; nil for an empty box.
    ///
    /// A label that is too small for all of it cuts the end, and the weight stays.
    package var inOneLine: String? {
        guard !names.isEmpty else { return nil }
        return [weight, names.joined(separator: ", ")].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }
}

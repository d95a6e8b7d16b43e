/// A CSV file of everything of one kind, and its columns in their order.
package enum ExportName: String, CaseIterable, Sendable, Codable {
    /// As the item file has them, a row a code; `item` is the item's id.
    case items
    /// Balances in storage that are not zero.
    case stock
    /// A row a line of a movement.
    case movements
    /// The journal.
    case entries
    /// A row a day and item that moved then.
    case days
    /// A row a week, from the first in which anything moved.
    case weeks
    /// Balances above zero of lots that have a last day, by that day.
    case useFirst = "use-first"
    /// Items that there is less of than the hub wants.
    case low
    /// A row a lot of what a source gave; sources by their ids alone.
    case donations

    /// The header line.
    package var columns: [String] {
        switch self {
        case .items:
            [
                "item", "name", "category", "measure", "unit_weight_g", "code", "pack",
                "shelf_life_days", "programme",
            ]
        case .stock:
            [
                "item", "itemName", "category", "measure", "lot", "dateKind", "date", "lotNumber",
                "programme", "place", "placeName", "quantity", "grams",
            ]
        case .movements:
            [
                "entry", "recordedAt", "day", "mode", "item", "itemName", "lot", "dateKind",
                "date", "from", "fromName", "to", "toName", "quantity", "grams", "reason",
                "station",
            ]
        case .entries:
            ["seq", "epoch", "id", "kind", "recordedAt", "previous", "hash", "body"]
        case .days:
            [
                "day", "item", "itemName", "measure", "opening", "in", "out", "discarded",
                "adjusted", "closing",
            ]
        case .weeks:
            [
                "week", "piecesIn", "gramsIn", "piecesOut", "gramsOut", "piecesDiscarded",
                "gramsDiscarded",
            ]
        case .donations:
            [
                "source", "donation", "entry", "recordedAt", "item", "itemName", "category",
                "measure", "lot", "dateKind", "date", "lotNumber", "programme", "quantity", "grams",
            ]
        case .low: ["item", "itemName", "category", "measure", "quantity", "minimum", "missing"]
        case .useFirst: ["lastDay"] + Self.stock.columns
        }
    }
}

import Barcodes
import Stock
import Storage

/// Items by name, each with what there is of it and where.
enum StockByItem {
    static func list(
        matching query: String, _ visit: Visit
    ) async throws -> (groups: [StockPage.Model.Group], nextHref: String?) {
        let after = visit.request.text("after").flatMap { ItemID($0) }
        let speech = visit.speech
        let (items, rows) = try await visit.hub.store.read { queries in
            let items = try found(query, after: after, queries)
            return (items, try items.map { try row($0.item, queries, speech) })
        }
        let full = items.count == StockPage.pageLength
        let next =
            full ? items.last.map { ["query": query, "after": $0.item.id.description] } : nil
        let title = speech.say("stock.byItem")
        return (
            rows.isEmpty ? [] : [.init(groupName: title, groupHref: nil, rows: rows)],
            next.map { Visit.path("/stock", $0) }
        )
    }

    /// Items that a name or a code finds.
    private static func found(
        _ query: String, after: ItemID?, _ queries: Queries
    ) throws -> [ItemWithCodes] {
        let named = try queries.items(matching: query, after: after, limit: StockPage.pageLength)
        guard named.isEmpty, after == nil, let keys = try? Names.scanned(query).keys else {
            return named
        }
        switch try queries.meaning(of: keys) {
        case .item(let item, _), .lot(_, let item):
            return try queries.item(item.id).map { [$0] } ?? []
        case .place, nil: return []
        }
    }

    private static func row(_ item: Item, _ queries: Queries, _ speech: Speech) throws
        -> StockPage.Model.Row
    {
        let quantity = try queries.onHand(item.id)
        let weight =
            item.measure == .each ? item.grams(of: quantity).map { speech.weight($0) } : nil
        return .init(
            href: "/items/\(item.id)", name: item.name,
            detail: [item.category, quantity == 0 ? nil : weight].compactMap { $0 }.filter {
                !$0.isEmpty
            }
            .joined(separator: " · "),
            amount: speech.amount(quantity, item.measure))
    }
}

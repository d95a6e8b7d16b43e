import Barcodes
import Hub
import Localization
import Stock
import Storage

/// Items by name, each with what there is of it and where.
enum StockByItem {
    static func list(
        matching query: String, _ page: PageRequest
    ) async throws -> (groups: [StockPage.Model.Group], nextHref: String?) {
        let localizer = page.localizer
        let after = page.query("after") ?? ""
        let (rows, next) = try await page.hub.read { queries in
            query.isEmpty
                ? try held(after: after, queries, localizer)
                : try named(query, after: ItemID(after), queries, localizer)
        }
        let title = localizer.text("stock.byItem")
        return (
            rows.isEmpty ? [] : [.init(groupName: title, groupHref: nil, rows: rows)],
            next.map { PageRequest.path("/stock", ["query": query, "after": $0]) }
        )
    }

    /// What there is any of; `after` counts the balances on the pages before.
    private static func held(
        after: String, _ queries: Queries, _ localizer: Localizer
    ) throws -> (rows: [StockPage.Model.Row], next: String?) {
        let start = max(0, Int(after) ?? 0)
        let limit = StockPage.pageLength * 5
        let stock = try queries.stock(after: start, limit: limit)
        var items: [ItemID] = []
        var seen = 0
        for row in stock {
            if items.last != row.item {
                guard items.count < StockPage.pageLength else { break }
                items.append(row.item)
            }
            seen += 1
        }
        let isLast = seen == stock.count && stock.count < limit
        let rows = try items.compactMap {
            try queries.item($0).map { try row($0.item, queries, localizer) }
        }
        return (rows, isLast ? nil : String(start + seen))
    }

    /// What a name or a code finds, whether there is any of it or not.
    private static func named(
        _ query: String, after: ItemID?, _ queries: Queries, _ localizer: Localizer
    ) throws -> (rows: [StockPage.Model.Row], next: String?) {
        let items = try found(query, after: after, queries)
        let isFull = items.count == StockPage.pageLength
        return (
            try items.map { try row($0.item, queries, localizer) },
            isFull ? items.last?.item.id.description : nil
        )
    }

    /// Items that a name or a code finds.
    private static func found(
        _ query: String, after: ItemID?, _ queries: Queries
    ) throws -> [ItemWithCodes] {
        let named = try queries.items(matching: query, after: after, limit: StockPage.pageLength)
        guard named.isEmpty, after == nil, let keys = try? InputParsing.scanned(query).keys else {
            return named
        }
        switch try queries.meaning(of: keys) {
        case .item(let item, _), .lot(_, let item):
            return try queries.item(item.id).map { [$0] } ?? []
        case .place, nil: return []
        }
    }

    private static func row(_ item: Item, _ queries: Queries, _ localizer: Localizer) throws
        -> StockPage.Model.Row
    {
        let quantity = try queries.onHand(item.id)
        let weight =
            item.measure == .each ? item.grams(of: quantity).map { localizer.weight($0) } : nil
        return .init(
            pick: "item.\(item.id)", href: "/items/\(item.id)", name: item.name,
            detail: [item.category, quantity == 0 ? nil : weight].compactMap { $0 }.filter {
                !$0.isEmpty
            }
            .joined(separator: " · "),
            amount: localizer.amount(quantity, item.measure))
    }
}

import Journal
package import Stock

/// What someone looks for on the page of the stock.
package struct StockSearch: Sendable {
    /// Words of a name, or a code; empty for all there is.
    package let text: String
    /// What `text` may stand for as a scan; empty where it is none.
    package let keys: [String]
    package let byPlace: Bool
    /// Where the page before ended: the last item that a name found, else the balances passed over.
    package let after: String
    /// Items on one page.
    package let limit: Int
    /// Shortfalls at the most.
    package let shortfalls: Int

    package init(
        text: String, keys: [String], byPlace: Bool, after: String, limit: Int, shortfalls: Int
    ) {
        (self.text, self.keys, self.byPlace) = (text, keys, byPlace)
        (self.after, self.limit, self.shortfalls) = (after, limit, shortfalls)
    }
}

/// The page of the stock: what was found, and what is short.
package struct StockOverview: Sendable {
    package enum Finding: Sendable {
        /// The donation whose label was looked for; then nothing else is told.
        case donation(DonationID)
        /// Items by name; `next` is where the next page goes on.
        case items([ItemOnHand], next: String?)
        /// All storage places by name.
        case places([PlaceSummary])
    }

    package let found: Finding
    /// The latest first.
    package let shortfalls: [Shortfall]
    /// Whether there are more of them.
    package let hasMoreShortfalls: Bool
}

extension Queries {
    /// What the page of the stock tells, in a number of statements that does not grow with the stock.
    package func stockOverview(_ search: StockSearch) throws -> StockOverview {
        if let donation = try donation(among: search.keys) {
            return StockOverview(
                found: .donation(donation), shortfalls: [], hasMoreShortfalls: false)
        }
        let found: StockOverview.Finding =
            if search.byPlace { .places(try placeSummaries()) } else if search.text.isEmpty {
                try held(search)
            } else { try named(search) }
        let short = try shortfalls()
        return StockOverview(
            found: found, shortfalls: Array(short.prefix(search.shortfalls)),
            hasMoreShortfalls: short.count > search.shortfalls)
    }

    /// What there is any of.
    private func held(_ search: StockSearch) throws -> StockOverview.Finding {
        let start = max(0, Int(search.after) ?? 0)
        let limit = search.limit * 5
        let stock = try stock(after: start, limit: limit)
        var items: [ItemID] = []
        var seen = 0
        for row in stock {
            if items.last != row.item {
                guard items.count < search.limit else { break }
                items.append(row.item)
            }
            seen += 1
        }
        let isLast = seen == stock.count && stock.count < limit
        return .items(try itemsOnHand(among: items), next: isLast ? nil : String(start + seen))
    }

    /// What a name or a code finds, whether there is any of it or not.
    private func named(_ search: StockSearch) throws -> StockOverview.Finding {
        let after = ItemID(search.after)
        var found = try itemsOnHand(matching: search.text, after: after, limit: search.limit)
        if found.isEmpty, after == nil {
            switch try meaning(of: search.keys) {
            case .item(let item, _), .lot(_, let item):
                found = try itemsOnHand(among: [item.id])
            case .place, nil: break
            }
        }
        let isFull = found.count == search.limit
        return .items(found, next: isFull ? found.last?.item.id.description : nil)
    }
}

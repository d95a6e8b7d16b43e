import Journal
package import Stock

/// What someone looks for on the page of the stock.
package struct StockSearch: Sendable {
    /// Words of a name, or a code; empty for all there is.
    package let text: String
    /// What `text` may stand for as a scan; empty where it is none.
    package let keys: [String]
    package let byPlace: Bool
    /// The item that the page begins behind, of a list of items; nil for the first page.
    package let behind: NamePosition<Item>?
    /// Items on one page.
    package let limit: Int
    /// Shortfalls at the most.
    package let shortfalls: Int

    package init(
        text: String, keys: [String], byPlace: Bool, behind: NamePosition<Item>? = nil, limit: Int,
        shortfalls: Int
    ) {
        (self.text, self.keys, self.byPlace) = (text, keys, byPlace)
        (self.behind, self.limit, self.shortfalls) = (behind, limit, shortfalls)
    }
}

/// The page of the stock: what was found, and what is short.
package struct StockOverview: Sendable {
    package enum Finding: Sendable {
        /// The donation whose label was looked for; then nothing else is told.
        case donation(DonationID)
        /// Items by name, and whether there are more behind the last.
        case items([ItemOnHand], isLast: Bool)
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
            if search.byPlace { .places(try placeSummaries()) } else { try items(search) }
        let short = try shortfalls(limit: search.shortfalls + 1)
        return StockOverview(
            found: found, shortfalls: Array(short.prefix(search.shortfalls)),
            hasMoreShortfalls: short.count > search.shortfalls)
    }

    /// What there is any of; of a name or a code, what it finds, whether there is any of it or not.
    private func items(_ search: StockSearch) throws -> StockOverview.Finding {
        // One more than is shown, to know whether there are more.
        let limit = search.limit + 1
        var found =
            search.text.isEmpty
            ? try itemsOnHand(behind: search.behind, limit: limit)
            : try itemsOnHand(matching: search.text, behind: search.behind, limit: limit)
        if found.isEmpty, search.behind == nil, !search.keys.isEmpty {
            switch try meaning(of: search.keys) {
            case .item(let item, _), .lot(_, let item):
                found = try itemsOnHand(among: [item.id])
            case .place, nil: break
            }
        }
        return .items(Array(found.prefix(search.limit)), isLast: found.count < limit)
    }
}

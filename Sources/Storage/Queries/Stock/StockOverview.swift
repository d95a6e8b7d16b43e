import Foundation
import Journal
package import Stock

/// What someone looks for on the page of the stock.
package struct StockSearch: Sendable {
    /// Words of a name, or a code; empty for all there is.
    package let text: String
    /// What `text` may stand for as a scan; empty where it is none.
    package let keys: [String]
    package let byPlace: Bool
    /// What the floor is called.
    package let floor: String
    /// The place that the page begins behind, of a list of places; nil for the first page.
    package let behindPlace: PlacePosition?
    /// The item that the page begins behind, of a list of items; nil for the first page.
    package let behind: NamePosition<Item>?
    /// Items or places on one page.
    package let limit: Int
    /// Shortfalls at the most.
    package let shortfalls: Int

    package init(
        text: String, keys: [String], byPlace: Bool, floor: String = "",
        behind: NamePosition<Item>? = nil, behindPlace: PlacePosition? = nil, limit: Int,
        shortfalls: Int
    ) {
        (self.text, self.keys, self.byPlace, self.floor) = (text, keys, byPlace, floor)
        (self.behind, self.behindPlace) = (behind, behindPlace)
        (self.limit, self.shortfalls) = (limit, shortfalls)
    }

    /// Whether a place is looked for.
    func finds(_ place: Place) -> Bool {
        let name = place.kind == .floor ? floor : place.name
        return text.isEmpty || name.range(of: text, options: .caseInsensitive) != nil
            || (place.labelCode != nil && place.labelCode == keys.first)
    }
}

/// The page of the stock: what was found, and what is short.
package struct StockOverview: Sendable {
    package enum Finding: Sendable {
        /// The donation whose label was looked for; then nothing else is told.
        case donation(DonationID)
        /// Items by name, and whether there are more behind the last.
        case items([ItemOnHand], isLast: Bool)
        /// Storage places by what they stand in, and whether there are more behind the last.
        case places([PlaceSummary], isLast: Bool)
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
            if search.byPlace { try places(search) } else { try items(search) }
        let short = try shortfalls(limit: search.shortfalls + 1)
        return StockOverview(
            found: found, shortfalls: Array(short.prefix(search.shortfalls)),
            hasMoreShortfalls: short.count > search.shortfalls)
    }

    private func places(_ search: StockSearch) throws -> StockOverview.Finding {
        let (places, isLast) = try placeSummaries(
            behind: search.behindPlace, limit: search.limit, where: search.finds)
        return .places(places, isLast: isLast)
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

import Foundation
import Journal
package import Stock

/// What someone looks for on the page of the stock, and how it is arranged.
package struct StockSearch: Sendable {
    /// What one page lists, and the row that it begins behind; nil for the first page.
    package enum Listing: Sendable {
        case items(behind: NamePosition<Item>?)
        case categories(behind: CategoryPosition?)
        case places(behind: PlaceID?)
        /// The items of a programme; nil for the first programme there is.
        case programme(Programme?, behind: NamePosition<Item>?)
    }

    /// Words of a name, or a code; empty for all there is.
    package let text: String
    /// What `text` may stand for as a scan; empty where it is none.
    package let keys: [String]
    /// Of all there is; what is looked for is listed by item.
    package let listing: Listing
    /// What the floor is called.
    package let floor: String
    /// Items or places on one page.
    package let limit: Int
    /// Balances of each item that are told of.
    package let rows: Int
    /// Shortfalls at the most.
    package let shortfalls: Int

    package init(
        text: String = "", keys: [String] = [], _ listing: Listing, floor: String = "",
        limit: Int, rows: Int = 4, shortfalls: Int = 8
    ) {
        (self.text, self.keys, self.listing) = (text, keys, listing)
        (self.floor, self.limit) = (floor, limit)
        (self.rows, self.shortfalls) = (rows, shortfalls)
    }
}

/// The page of the stock: what was found, and what is short.
package struct StockOverview: Sendable {
    package enum Finding: Sendable {
        /// The donation whose label was looked for; then nothing else is told.
        case donation(DonationID)
        /// The place whose label was looked for; then nothing else is told.
        case place(PlaceID)
        /// What a text finds.
        case found(FoundStock)
        /// Items by name, whether there are more behind the last, and what there is of all items.
        case items([ItemStock], isLast: Bool, sums: Sums)
        /// Items by category, whether there are more behind the last, and what there is of all of each category, by its name
        /// in lower case.
        case categories([ItemStock], isLast: Bool, sums: [String: Sums])
        /// All storage places as an outline, and whether there are more behind the last.
        case places([PlaceSummary], isLast: Bool)
        /// Items of the programme with what there is of its lots, and all programmes there are.
        case programme(Programme?, [ItemStock], isLast: Bool, sums: Sums, all: [Programme])
    }

    package let found: Finding
    /// The latest first; none beside what a text finds.
    package let shortfalls: [Shortfall]
    /// Whether there are more of them.
    package let hasMoreShortfalls: Bool
}

/// What a text finds: the items that there is some of first.
package struct FoundStock: Sendable {
    package let items: [ItemStock]
    /// How many it finds on all pages.
    package let count: Int
    /// What there is of all it finds.
    package let sums: Sums
    /// Whether there are no more behind the last.
    package let isLast: Bool
    /// Places that are called so, on the first page.
    package let places: [PlaceSummary]
    /// Items that there is none of, on the last page; at most 100.
    package let none: [Item]
    package let isMoreOfNone: Bool
    /// Whether no name holds the text, and these are like it.
    package let isAlike: Bool
    /// Whether no name holds the text, and these are of a category that does.
    package let isOfCategory: Bool
}

extension Queries {
    /// What the page of the stock tells, in a number of statements that does not grow with the stock.
    package func stockOverview(_ search: StockSearch) throws -> StockOverview {
        guard search.text.isEmpty else {
            return StockOverview(
                found: try find(search), shortfalls: [], hasMoreShortfalls: false)
        }
        let short = try shortfalls(limit: search.shortfalls + 1)
        return StockOverview(
            found: try list(search), shortfalls: Array(short.prefix(search.shortfalls)),
            hasMoreShortfalls: short.count > search.shortfalls)
    }

    /// One page of all there is.
    ///
    /// One row more is read than is shown, to know whether there are more.
    private func list(_ search: StockSearch) throws -> StockOverview.Finding {
        let limit = search.limit + 1
        switch search.listing {
        case .items(let behind):
            let found = try itemsOnHand(behind: behind, limit: limit)
            let (items, isLast) = (try shown(found, search), found.count < limit)
            return .items(
                items, isLast: isLast,
                sums: try total(search, of: items, isWhole: isLast && behind == nil).sums)
        case .categories(let behind):
            let found = try itemsOnHand(byCategory: behind, limit: limit)
            let items = try shown(found, search)
            return .categories(
                items, isLast: found.count < limit,
                sums: try sums(ofCategories: Set(items.map { $0.item.category.lowercased() })))
        case .places(let behind):
            let (places, isLast) = try placeOutline(
                behind: behind, limit: search.limit, floor: search.floor)
            return .places(places, isLast: isLast)
        case .programme(let named, let behind):
            let all = try programmes()
            guard let programme = named ?? all.first else {
                return .programme(
                    nil, [], isLast: true, sums: Sums(pieces: 0, grams: 0), all: all)
            }
            let found = try itemsOnHand(of: programme, behind: behind, limit: limit)
            return .programme(
                programme, try shown(found, search, of: programme), isLast: found.count < limit,
                sums: try sums(of: programme), all: all)
        }
    }

    private func shown(
        _ found: [ItemOnHand], _ search: StockSearch, of programme: Programme? = nil
    ) throws -> [ItemStock] {
        try held(Array(found.prefix(search.limit)), of: programme, rows: search.rows)
    }

    /// How many items a search finds on all its pages, and what there is of them; `isWhole` is whether these are all.
    private func total(
        _ search: StockSearch, of items: [ItemStock], isWhole: Bool
    ) throws -> (items: Int, sums: Sums) {
        isWhole ? (items.count, Sums(of: items)) : try total(matching: search.text)
    }

    /// What a text finds: what bears the label, else names, else what has the code.
    private func find(_ search: StockSearch) throws -> StockOverview.Finding {
        if let donation = try donation(among: search.keys) { return .donation(donation) }
        let meaning = search.keys.isEmpty ? nil : try meaning(of: search.keys)
        if case .place(let place)? = meaning { return .place(place.id) }
        guard case .items(let behind) = search.listing else {
            return .found(
                FoundStock(
                    items: [], count: 0, sums: Sums(pieces: 0, grams: 0), isLast: true, places: [],
                    none: [], isMoreOfNone: false, isAlike: false, isOfCategory: false))
        }
        let (limit, mostNone) = (search.limit + 1, 100)
        var held = try itemsOnHand(
            matching: search.text, isHeld: true, behind: behind, limit: limit)
        let isLast = held.count < limit
        var none =
            isLast
            ? try itemsOnHand(
                matching: search.text, isHeld: false, behind: nil, limit: mostNone + 1) : []
        let places =
            behind == nil
            ? try placeSummaries(matching: search.text, floor: search.floor, limit: 20) : []
        if held.isEmpty, none.isEmpty, behind == nil {
            switch meaning {
            case .item(let item, _), .lot(_, let item):
                held = try itemsOnHand(among: [item.id])
            case .place, nil: break
            }
        }
        let isNameless = held.isEmpty && none.isEmpty && places.isEmpty && behind == nil
        let inCategory = isNameless ? try onHand(items(ofCategory: search.text)) : []
        let alike =
            isNameless && inCategory.isEmpty
            ? try onHand(itemsLike(search.text, limit: search.limit)) : []
        let others = inCategory + alike
        if !others.isEmpty {
            (held, none) = (others.filter { $0.quantity != 0 }, others.filter { $0.quantity == 0 })
        }
        // What there is none of may be all of it: a code that is known.
        if let only = held.first, held.count == 1, only.quantity == 0 {
            let rows = try stock(item: only.item.id, limit: 1)
            if rows.isEmpty { (held, none) = ([], [only]) }
        }
        // Those of a category are no page of names, and are all there.
        let items =
            try inCategory.isEmpty
            ? shown(held, search) : self.held(held, of: nil, rows: search.rows)
        let total = try total(search, of: items, isWhole: isLast && behind == nil)
        return .found(
            FoundStock(
                items: items, count: total.items, sums: total.sums, isLast: isLast, places: places,
                none: none.prefix(mostNone).map(\.item), isMoreOfNone: none.count > mostNone,
                isAlike: !alike.isEmpty, isOfCategory: !inCategory.isEmpty))
    }
}

import API
import Foundation
import Localization
import Server
import Stock
import Storage

/// What the page of the stock lists: items by name, or places by what they stand in.
struct StockList: Sendable {
    let groups: [StockPage.Model.Group]
    let nextHref: String?

    /// Items, each with what there is of it and what that weighs.
    init(_ items: [ItemOnHand], isLast: Bool, _ query: String, _ localizer: Localizer) {
        let rows = items.map { Self.row($0, localizer) }
        let title = localizer.text("stock.byItem")
        groups = rows.isEmpty ? [] : [.init(groupName: title, groupHref: nil, rows: rows)]
        nextHref = (isLast ? nil : items.last?.item).map {
            let next = Cursor(.items, behind: $0.name, $0.id)
            return PageRequest.path("/stock", ["query": query, "after": next.description])
        }
    }

    /// Places that a search finds by what they are called here, each with what it holds.
    ///
    /// `behind` is the sort key of the place that the page begins behind; nil for the first page.
    init(
        _ places: [PlaceSummary], behind: [String]?, _ search: StockSearch, _ localizer: Localizer
    ) {
        let known = Dictionary(uniqueKeysWithValues: places.map { ($0.place.id, $0.place) })
        let query = search.text
        let matching = places.filter {
            query.isEmpty
                || localizer.name(of: $0.place).range(of: query, options: .caseInsensitive) != nil
                || ($0.place.labelCode != nil && $0.place.labelCode == search.keys.first)
        }
        let ordered = matching.map { (key: Self.key($0.place, known), summary: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let rest = ordered.drop { row in
            behind.map { !$0.lexicographicallyPrecedes(row.key) } ?? false
        }
        let shown = rest.prefix(search.limit)
        var groups: [(parent: PlaceID?, rows: [StockPage.Model.Row])] = []
        for (_, summary) in shown {
            let row = Self.row(summary, localizer)
            if let last = groups.indices.last, groups[last].parent == summary.place.parent {
                groups[last].rows.append(row)
            } else {
                groups.append((summary.place.parent, [row]))
            }
        }
        self.groups = groups.map { group in
            let parent = group.parent.flatMap { known[$0] }
            return .init(
                groupName: parent.map { localizer.name(of: $0) } ?? localizer.text("stock.byPlace"),
                groupHref: parent.map { "/places/\($0.id)" }, rows: group.rows)
        }
        nextHref = (shown.count < rest.count ? shown.last : nil).map {
            let next = Cursor(.places, $0.key).description
            return PageRequest.path("/stock", ["query": query, "by": "place", "after": next])
        }
    }

    /// What stands nowhere comes first, then what stands in each place, by name.
    private static func key(_ place: Place, _ known: [PlaceID: Place]) -> [String] {
        [place.parent.flatMap { known[$0]?.name } ?? "", place.name, place.id.description]
    }

    private static func row(_ found: ItemOnHand, _ localizer: Localizer) -> StockPage.Model.Row {
        let (item, quantity) = (found.item, found.quantity)
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

    private static func row(_ summary: PlaceSummary, _ localizer: Localizer) -> StockPage.Model.Row
    {
        .init(
            pick: "place.\(summary.place.id)", href: "/places/\(summary.place.id)",
            name: localizer.name(of: summary.place),
            detail: localizer.text("words.items", n: summary.items),
            amount: summary.items == 0
                ? "" : localizer.pieces(summary.sums.pieces, grams: summary.sums.grams))
    }
}

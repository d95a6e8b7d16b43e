import Foundation
import Localization
import Stock
import Storage

/// What the page of the stock lists: items by name, or places by what they stand in.
struct StockList: Sendable {
    let groups: [StockPage.Model.Group]
    let nextHref: String?

    /// Items, each with what there is of it and what that weighs.
    init(_ items: [ItemOnHand], next: String?, _ query: String, _ localizer: Localizer) {
        let rows = items.map { Self.row($0, localizer) }
        let title = localizer.text("stock.byItem")
        groups = rows.isEmpty ? [] : [.init(groupName: title, groupHref: nil, rows: rows)]
        nextHref = next.map { PageRequest.path("/stock", ["query": query, "after": $0]) }
    }

    /// Places that a search finds by what they are called here, each with what it holds.
    init(_ places: [PlaceSummary], _ search: StockSearch, _ localizer: Localizer) {
        let after = max(0, Int(search.after) ?? 0)
        let known = Dictionary(uniqueKeysWithValues: places.map { ($0.place.id, $0.place) })
        let query = search.text
        let matching = places.filter {
            query.isEmpty
                || localizer.name(of: $0.place).range(of: query, options: .caseInsensitive) != nil
                || ($0.place.labelCode != nil && $0.place.labelCode == search.keys.first)
        }
        let ordered = matching.sorted { Self.key($0.place, known) < Self.key($1.place, known) }
        let shown = ordered.dropFirst(after).prefix(search.limit)
        var groups: [(parent: PlaceID?, rows: [StockPage.Model.Row])] = []
        for summary in shown {
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
        let isLast = after + shown.count >= ordered.count
        let next = ["query": query, "by": "place", "after": String(after + shown.count)]
        nextHref = isLast ? nil : PageRequest.path("/stock", next)
    }

    /// What stands nowhere comes first, then what stands in each place, by name.
    private static func key(_ place: Place, _ known: [PlaceID: Place]) -> String {
        (place.parent.flatMap { known[$0]?.name } ?? "") + "\u{0}" + place.name
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

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

    /// Places, each with what it holds, under what they stand in.
    init(_ places: [PlaceSummary], isLast: Bool, _ query: String, _ localizer: Localizer) {
        var groups: [StockPage.Model.Group] = []
        for (index, summary) in places.enumerated() {
            if index == 0 || places[index - 1].place.parent != summary.place.parent {
                groups.append(
                    .init(
                        groupName: summary.parent.map { localizer.name(of: $0) }
                            ?? localizer.text("stock.byPlace"),
                        groupHref: summary.parent.map { "/places/\($0.id)" }, rows: []))
            }
            groups[groups.count - 1].rows.append(Self.row(summary, localizer))
        }
        self.groups = groups
        nextHref = (isLast ? nil : places.last).map {
            let next = Cursor(behind: $0).description
            return PageRequest.path("/stock", ["query": query, "by": "place", "after": next])
        }
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

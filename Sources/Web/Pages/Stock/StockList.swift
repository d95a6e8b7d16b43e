import API
import Foundation
import Localization
import Server
import Stock
import Storage

/// What the page of the stock lists, in groups.
struct StockList: Sendable {
    private(set) var groups: [StockPage.Model.Group] = []
    private(set) var nextHref: String?
    private(set) var none: StockPage.Model.None?
    /// That these are only like what was looked for.
    private(set) var likeTell: String?
    private(set) var programmes: Rows<StockPage.Model.Tab>?

    /// Whether neither a row nor a place of one is left out.
    var isWhole: Bool {
        nextHref == nil && groups.allSatisfy { $0.rows.allSatisfy { $0.restHref == nil } }
    }

    /// What was looked for: a place that is called just so, the items that there is some of, other places.
    init(_ found: FoundStock, _ query: String, _ localizer: Localizer) {
        let places = StockPage.Model.Group(
            groupName: localizer.text("stock.places"), groupSum: nil,
            rows: found.places.map { Self.row($0, isOutlined: false, localizer) })
        let items = StockPage.Model.Group(
            groupName: localizer.text("words.items", n: found.count),
            groupSum: localizer.pieces(found.sums.pieces, grams: found.sums.grams),
            rows: found.items.map { Self.row($0, localizer) })
        let isCalledSo = found.places.contains {
            Item.key(ofName: localizer.name(of: $0.place)) == Item.key(ofName: query)
        }
        groups = (isCalledSo ? [places, items] : [items, places]).filter { !$0.rows.isEmpty }
        if found.isAlike || found.isOfCategory {
            likeTell = localizer.text(
                found.isAlike ? "stock.alike" : "stock.ofCategory", ["typed": query])
        }
        if !found.none.isEmpty {
            let count = found.none.count
            none = .init(
                noneTell: localizer.text(
                    found.isMoreOfNone ? "stock.noneOfMany" : "stock.noneOf", n: count),
                rows: found.none.map { .init(noneHref: "/items/\($0.id)", noneName: $0.name) })
        }
        nextHref =
            found.isLast ? nil : found.items.last.map { Self.next($0.item, ["query": query]) }
    }

    /// All items that there is some of, by name.
    init(_ items: [ItemStock], isLast: Bool, _ sums: Sums, _ localizer: Localizer) {
        let group = StockPage.Model.Group(
            groupName: localizer.text("stock.allItems"),
            groupSum: localizer.pieces(sums.pieces, grams: sums.grams),
            rows: items.map { Self.row($0, localizer) })
        groups = items.isEmpty ? [] : [group]
        nextHref = isLast ? nil : items.last.map { Self.next($0.item, [:]) }
    }

    /// The same under their categories, each with what there is of all of it.
    init(
        byCategory items: [ItemStock], isLast: Bool, _ sums: [String: Sums], _ localizer: Localizer
    ) {
        var last: String?
        for found in items {
            let category = found.item.category.lowercased()
            if category != last {
                let name = found.item.category
                groups.append(
                    .init(
                        groupName: name.isEmpty ? localizer.text("stock.noCategory") : name,

                        groupSum: sums[category].map {
                            localizer.pieces($0.pieces, grams: $0.grams)
                        }, rows: []))
                last = category
            }
            groups[groups.count - 1].rows.append(
                Self.row(found, isUnderCategory: true, localizer))
        }
        nextHref = (isLast ? nil : items.last?.item).map { item in
            PageRequest.path(
                "/stock", ["by": "category", "after": Cursor(byCategory: item).description])
        }
    }

    /// All places, each followed by those in it, with what stands in it and in them.
    init(_ places: [PlaceSummary], isLast: Bool, _ localizer: Localizer) {
        let rows = places.map { Self.row($0, isOutlined: true, localizer) }
        groups = [
            .init(
                groupName: localizer.text("stock.places"), groupSum: nil,
                rows: rows)
        ].filter { !$0.rows.isEmpty }
        nextHref = (isLast ? nil : places.last?.place).map { place in
            PageRequest.path("/stock", ["by": "place", "after": Cursor(behind: place).description])
        }
    }

    /// Items of a programme, what there is of all of them, and the programmes to choose from.
    init(
        of programme: Programme?, _ items: [ItemStock], isLast: Bool, _ sums: Sums,
        all: [Programme], _ localizer: Localizer
    ) {
        func path(_ programme: Programme) -> [String: String] {
            ["by": "programme", "programme": programme.rawValue]
        }
        programmes = Rows(
            all.map {
                .init(
                    tabHref: PageRequest.path("/stock", path($0)),
                    tabName: localizer.name(of: $0), tabIsHere: $0 == programme)
            })
        guard let programme else { return }
        groups = [
            .init(
                groupName: localizer.name(of: programme),
                groupSum: localizer.pieces(sums.pieces, grams: sums.grams),
                rows: items.map { Self.row($0, localizer) })
        ].filter { !$0.rows.isEmpty }
        nextHref = isLast ? nil : items.last.map { Self.next($0.item, path(programme)) }
    }

    private static func next(_ item: Item, _ query: [String: String]) -> String {
        let cursor = Cursor(.items, behind: item.name, item.id).description
        return PageRequest.path("/stock", query.merging(["after": cursor]) { $1 })
    }

    private static func row(
        _ found: ItemStock, isUnderCategory: Bool = false, _ localizer: Localizer
    ) -> StockPage.Model.Row {
        var row = row(
            found.item, found.quantity, isUnderCategory: isUnderCategory, localizer)
        row.spots = Rows(
            found.rows.map { held in
                .init(
                    spotHref: "/places/\(held.place)",
                    spotName: localizer.name(ofPlace: held.placeName, kind: held.placeKind),
                    spotDate: localizer.dateLabel(held.lot.key.dateLabel),
                    spotAmount: localizer.amount(held.quantity, held.measure))
            })
        row.restHref = found.isMore ? row.href : nil
        return row
    }

    private static func row(
        _ item: Item, _ quantity: Int64, isUnderCategory: Bool = false, _ localizer: Localizer
    ) -> StockPage.Model.Row {
        let weight =
            item.measure == .each && quantity != 0
            ? item.grams(of: quantity).map { localizer.weight($0) } : nil
        let category = isUnderCategory || item.category.isEmpty ? nil : item.category
        return .init(
            pick: "item.\(item.id)", href: "/items/\(item.id)", name: item.name,
            detail: joined([category, weight]),
            amount: localizer.amount(quantity, item.measure))
    }

    private static func joined(_ texts: [String?]) -> String? {
        let texts = texts.compactMap { $0 }
        return texts.isEmpty ? nil : texts.joined(separator: " · ")
    }

    private static func row(
        _ summary: PlaceSummary, isOutlined: Bool, _ localizer: Localizer
    ) -> StockPage.Model.Row {
        let inside = isOutlined ? nil : summary.parent.map { localizer.name(of: $0) }
        let items =
            summary.items == 0 ? nil : localizer.text("words.items", n: summary.items)
        return .init(
            pick: "place.\(summary.place.id)", href: "/places/\(summary.place.id)",
            name: localizer.name(of: summary.place),
            detail: joined([inside, items]),
            amount: summary.items == 0
                ? nil : localizer.pieces(summary.sums.pieces, grams: summary.sums.grams),
            depth: summary.depth == 0 ? nil : min(4, summary.depth))
    }
}

import Barcodes
import Foundation
import Hub
import Localization
import Stock
import Storage

/// Places by what they stand in, each with what it holds.
enum StockByPlace {
    static func list(
        matching query: String, _ page: PageRequest
    ) async throws -> (groups: [StockPage.Model.Group], nextHref: String?) {
        let localizer = page.localizer
        let after = max(0, page.query("after").flatMap { Int($0) } ?? 0)
        let summaries = try await page.hub.read { try $0.placeSummaries() }
        let known = Dictionary(uniqueKeysWithValues: summaries.map { ($0.place.id, $0.place) })
        let matching = summaries.filter {
            query.isEmpty
                || localizer.name(of: $0.place).range(of: query, options: .caseInsensitive) != nil
                || $0.place.labelCode == (try? InputParsing.scanned(query).keys.first)
        }
        let ordered = matching.sorted { key($0.place, known) < key($1.place, known) }
        let shown = ordered.dropFirst(after).prefix(StockPage.pageLength)
        var groups: [(parent: PlaceID?, rows: [StockPage.Model.Row])] = []
        for summary in shown {
            let row = row(summary, localizer)
            if let last = groups.indices.last, groups[last].parent == summary.place.parent {
                groups[last].rows.append(row)
            } else {
                groups.append((summary.place.parent, [row]))
            }
        }
        let isLast = after + shown.count >= ordered.count
        let next = ["query": query, "by": "place", "after": String(after + shown.count)]
        return (
            groups.map { group in
                let parent = group.parent.flatMap { known[$0] }
                return .init(
                    groupName: parent.map { localizer.name(of: $0) }
                        ?? localizer.text("stock.byPlace"),
                    groupHref: parent.map { "/places/\($0.id)" }, rows: group.rows)
            }, isLast ? nil : PageRequest.path("/stock", next)
        )
    }

    /// What stands nowhere comes first, then what stands in each place, by name.
    private static func key(_ place: Place, _ known: [PlaceID: Place]) -> String {
        (place.parent.flatMap { known[$0]?.name } ?? "") + "\u{0}" + place.name
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

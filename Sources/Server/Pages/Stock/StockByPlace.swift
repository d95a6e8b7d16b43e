import Barcodes
import Foundation
import Stock
import Storage

/// Places by what they stand in, each with what it holds.
enum StockByPlace {
    static func list(
        matching query: String, _ visit: Visit
    ) async throws -> (groups: [StockPage.Model.Group], nextHref: String?) {
        let speech = visit.speech
        let after = max(0, visit.query("after").flatMap { Int($0) } ?? 0)
        let summaries = try await visit.hub.store.read { try $0.placeSummaries() }
        let known = Dictionary(uniqueKeysWithValues: summaries.map { ($0.place.id, $0.place) })
        let matching = summaries.filter {
            query.isEmpty
                || speech.name(of: $0.place).range(of: query, options: .caseInsensitive) != nil
                || $0.place.labelCode == (try? Names.scanned(query).keys.first)
        }
        let ordered = matching.sorted { key($0.place, known) < key($1.place, known) }
        let page = ordered.dropFirst(after).prefix(StockPage.pageLength)
        var groups: [(parent: PlaceID?, rows: [StockPage.Model.Row])] = []
        for summary in page {
            let row = row(summary, speech)
            if let last = groups.indices.last, groups[last].parent == summary.place.parent {
                groups[last].rows.append(row)
            } else {
                groups.append((summary.place.parent, [row]))
            }
        }
        let isLast = after + page.count >= ordered.count
        let next = ["query": query, "by": "place", "after": String(after + page.count)]
        return (
            groups.map { group in
                let parent = group.parent.flatMap { known[$0] }
                return .init(
                    groupName: parent.map { speech.name(of: $0) } ?? speech.say("stock.byPlace"),
                    groupHref: parent.map { "/places/\($0.id)" }, rows: group.rows)
            }, isLast ? nil : Visit.path("/stock", next)
        )
    }

    /// What stands nowhere comes first, then what stands in each place, by name.
    private static func key(_ place: Place, _ known: [PlaceID: Place]) -> String {
        (place.parent.flatMap { known[$0]?.name } ?? "") + "\u{0}" + place.name
    }

    private static func row(_ summary: PlaceSummary, _ speech: Speech) -> StockPage.Model.Row {
        .init(
            pick: "place.\(summary.place.id)", href: "/places/\(summary.place.id)",
            name: speech.name(of: summary.place),
            detail: speech.say("words.items", n: summary.items),
            amount: summary.items == 0
                ? "" : speech.pieces(summary.sums.pieces, grams: summary.sums.grams))
    }
}

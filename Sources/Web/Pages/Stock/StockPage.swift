import API
import Barcodes
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// What there is, by item or by place, and what is short.
enum StockPage {
    static let all = [Route.page(.get, "/stock", .role(.viewer), show)]

    /// Rows of one page.
    static let pageLength = 60
    /// Shortfalls shown at first, and when all are asked for.
    private static let shortfallLimits = (few: 8, many: 100)

    struct Model: Sendable {
        struct Row: Sendable {
            /// As a list of labels names it: `item.UUID` or `place.UUID`.
            let pick: String
            let href: String
            let name: String
            let detail: String
            let amount: String
        }

        struct Group: Sendable {
            let groupName: String
            let groupHref: String?
            var rows: [Row]
        }

        let query: String
        /// Whether rows can be ticked, to print their labels.
        let mayPrint: Bool
        let byItem: Bool
        let byPlace: Bool
        let shortfalls: Rows<ShortfallRow>?
        /// More shortfalls than are shown.
        let allShortfallsHref: String?
        let groups: [Group]
        let nextHref: String?
        /// Where items are read from a file; nil for a device that may not.
        let importHref: String?
    }

    struct ShortfallRow: Sendable {
        let itemHref: String
        let itemName: String
        let placeHref: String
        let placeName: String
        let amount: String
        let countHref: String
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let query = try InputParsing.text(request.query("query") ?? "", "query", 0...120)
        let many = request.query("short") != nil
        let byPlace = request.query("by") == "place"
        let behind: NamePosition<Item>? = byPlace ? nil : try request.http.position(after: .items)
        let behindPlace = byPlace ? try request.http.placePosition() : nil
        let (page, stock) = try await request.read { queries, localizer in
            try queries.stockOverview(
                StockSearch(
                    text: query, keys: (try? InputParsing.scanned(query).keys) ?? [],
                    byPlace: byPlace, floor: localizer.text("words.floor"), behind: behind,
                    behindPlace: behindPlace, limit: pageLength,
                    shortfalls: many ? shortfallLimits.many : shortfallLimits.few))
        }
        let listed: StockList
        switch stock.found {
        case .donation(let donation): return page.see("/donations/\(donation)")
        case .items(let items, let isLast):
            listed = StockList(items, isLast: isLast, query, page.localizer)
        case .places(let places, let isLast):
            listed = StockList(places, isLast: isLast, query, page.localizer)
        }
        let model = Model(
            query: query, mayPrint: page.may(.volunteer), byItem: !byPlace, byPlace: byPlace,
            shortfalls: Rows(stock.shortfalls.map { shortfall($0, page.localizer) }),
            allShortfallsHref: stock.hasMoreShortfalls && !many
                ? PageRequest.path("/stock", ["short": "all"]) : nil,
            groups: listed.groups, nextHref: listed.nextHref,
            importHref: page.may(.coordinator) ? ImportPage.Kind.items.path : nil)
        return try await page.render("stock", title: page.localizer.text("stock.title"), model)
    }

    private static func shortfall(_ row: Shortfall, _ localizer: Localizer) -> ShortfallRow {
        ShortfallRow(
            itemHref: "/items/\(row.item)", itemName: row.itemName,
            placeHref: "/places/\(row.place)",
            placeName: localizer.name(ofPlace: row.placeName, kind: row.placeKind),
            amount: localizer.amount(row.quantity, row.measure),
            countHref: PageRequest.path("/count", ["place": row.place.description]))
    }
}

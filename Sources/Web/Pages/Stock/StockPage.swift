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
            let rows: [Row]
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
    }

    struct ShortfallRow: Sendable {
        let itemHref: String
        let itemName: String
        let placeHref: String
        let placeName: String
        let amount: String
        let countHref: String
    }

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let query = try InputParsing.text(page.query("query") ?? "", "query", 0...120)
        if let donation = try await donation(labelled: query, page) {
            return page.see("/donations/\(donation)")
        }
        let byPlace = page.query("by") == "place"
        let listed =
            byPlace
            ? try await StockByPlace.list(matching: query, page)
            : try await StockByItem.list(matching: query, page)
        let short = try await shortfalls(page)
        let model = Model(
            query: query, mayPrint: page.may(.volunteer), byItem: !byPlace, byPlace: byPlace,
            shortfalls: Rows(short.rows),
            allShortfallsHref: short.isCut ? PageRequest.path("/stock", ["short": "all"]) : nil,
            groups: listed.groups, nextHref: listed.nextHref)
        return try await page.render("stock", title: page.localizer.text("stock.title"), model)
    }

    /// The donation whose label was scanned or typed into the field.
    private static func donation(
        labelled code: String, _ page: PageRequest
    ) async throws -> DonationID? {
        guard let scanned = try? InputParsing.scanned(code) else { return nil }
        return try await page.hub.read { try $0.donation(among: scanned.keys) }
    }

    private static func shortfalls(
        _ page: PageRequest
    ) async throws -> (rows: [ShortfallRow], isCut: Bool) {
        let localizer = page.localizer
        let limit = page.query("short") == nil ? shortfallLimits.few : shortfallLimits.many
        return try await page.hub.read { queries in
            let found = try queries.shortfalls()
            let rows = try found.prefix(limit).compactMap { row -> ShortfallRow? in
                guard let item = try queries.item(row.item)?.item,
                    let place = try queries.place(row.place)
                else { return nil }
                return ShortfallRow(
                    itemHref: "/items/\(row.item)", itemName: row.itemName,
                    placeHref: "/places/\(row.place)",
                    placeName: localizer.name(of: place),
                    amount: localizer.amount(row.quantity, item.measure),
                    countHref: PageRequest.path("/count", ["place": row.place.description]))
            }
            return (rows, found.count > limit && limit == shortfallLimits.few)
        }
    }
}

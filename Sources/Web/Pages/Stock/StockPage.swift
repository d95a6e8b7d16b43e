import API
import Barcodes
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// What there is: what was looked for first, else all of it by item, category, place or programme; and what is short.
enum StockPage {
    static let all = [Route.page(.get, "/stock", .role(.viewer), show)]

    /// Rows of one page, and of one that is to be printed.
    static let pageLength = 40
    private static let mostRows = 1_000
    /// Places and dates of each item, on a page and on paper.
    private static let (fewSpots, mostSpots) = (4, 50)
    /// Shortfalls shown at first, and when all are asked for.
    private static let shortfallLimits = (few: 8, many: 100)

    /// How all there is can be arranged, as the address says it.
    enum Listing: String, CaseIterable { case item, category, place, programme }

    struct Model: Sendable {
        struct Tab: Sendable {
            let tabHref: String
            let tabName: String
            let tabIsHere: Bool
        }

        struct Spot: Sendable {
            let spotHref: String
            let spotName: String
            let spotDate: String
            let spotAmount: String
        }

        struct Row: Sendable {
            /// As a list of labels names it: `item.UUID` or `place.UUID`.
            let pick: String
            let href: String
            let name: String
            let detail: String?
            let amount: String?
            /// How far in a place stands, from 1 to 4; nil where it stands by itself.
            var depth: Int?
            /// Where an item is.
            var spots: Rows<Spot>?
            /// Where the rest of it is told.
            var restHref: String?
        }

        struct Group: Sendable {
            let groupName: String
            let groupSum: String?
            var rows: [Row]
        }

        struct None: Sendable {
            struct Row: Sendable {
                let noneHref: String
                let noneName: String
            }

            let noneTell: String
            let rows: [Row]
        }

        let query: String
        /// Whether nothing was looked for yet: then the field is ready to be typed or scanned into.
        let isBlank: Bool
        /// Whether something was looked for: then what it finds comes before all other ways.
        let isSearch: Bool
        let pages: [StockWay]
        let tabs: [Tab]
        let programmes: Rows<Tab>?
        /// Whether rows can be ticked, to print their labels.
        let mayPrint: Bool
        /// That nothing is called so, and these are like it.
        let likeTell: String?
        let groups: [Group]
        let nextHref: String?
        /// All rows on one page, as they are printed; nil where they are.
        let allHref: String?
        /// Whether it is not all there is, which is said on paper.
        let isPart: Bool
        /// What was looked for and there is none of.
        let none: None?
        /// Whether nothing at all is shown.
        let isNothing: Bool
        /// Whether what was looked for may be a code that nobody knows yet.
        let isNewCode: Bool
        let shortfalls: Rows<ShortfallRow>?
        /// More shortfalls than are shown.
        let allShortfallsHref: String?
        /// Where items are read from a file; nil for a device that may not.
        let importHref: String?
        /// Where an item is made, by the name that was looked for; nil for a device that may not.
        let newHref: String?
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
        let isWhole = request.query("all") != nil
        let by =
            query.isEmpty
            ? request.query("by").flatMap { Listing(rawValue: $0) } ?? .item : .item
        let listing = try listing(by, request)
        let (page, stock) = try await request.read { queries, localizer in
            try queries.stockOverview(
                StockSearch(
                    text: query, keys: (try? InputParsing.scanned(query).keys) ?? [], listing,
                    floor: localizer.text("words.floor"),
                    limit: isWhole ? mostRows : pageLength, rows: isWhole ? mostSpots : fewSpots,
                    shortfalls: many ? shortfallLimits.many : shortfallLimits.few))
        }
        let list: StockList
        switch stock.found {
        case .donation(let donation): return page.see("/donations/\(donation)")
        case .place(let place): return page.see("/places/\(place)")
        case .found(let found): list = StockList(found, query, page.localizer)
        case .items(let items, let isLast, let sums):
            list = StockList(items, isLast: isLast, sums, page.localizer)
        case .categories(let items, let isLast, let sums):
            list = StockList(byCategory: items, isLast: isLast, sums, page.localizer)
        case .places(let places, let isLast):
            list = StockList(places, isLast: isLast, page.localizer)
        case .programme(let programme, let items, let isLast, let sums, let all):
            list = StockList(
                of: programme, items, isLast: isLast, sums, all: all, page.localizer)
        }
        let shortfalls = Rows(stock.shortfalls.map { shortfall($0, page.localizer) })
        let isPart = !list.isWhole || request.query("after") != nil
        let isNothing = list.groups.isEmpty && list.none == nil
        let model = Model(
            query: query, isBlank: query.isEmpty && request.query("after") == nil,
            isSearch: !query.isEmpty, pages: StockWay.all(at: "/stock", page),
            tabs: tabs(query.isEmpty ? by : nil, page), programmes: list.programmes,
            mayPrint: page.may(.volunteer) && !isWhole && !list.groups.isEmpty,
            likeTell: list.likeTell, groups: list.groups,
            nextHref: list.nextHref,
            allHref: isWhole || !isPart ? nil : whole(by, query, request), isPart: isPart,
            none: list.none,
            isNothing: isNothing,
            isNewCode: isNothing && !query.isEmpty && !Item.isRatherName(query)
                && page.may(.volunteer), shortfalls: shortfalls,
            allShortfallsHref: stock.hasMoreShortfalls && !many
                ? PageRequest.path("/stock", ["short": "all"]) + "#shortfalls" : nil,
            importHref: page.may(.coordinator) ? ImportPage.Kind.items.path : nil,
            newHref: page.may(.volunteer)
                ? ItemNewPage.path(named: Item.isRatherName(query) ? query : "") : nil)
        return try await page.render("stock", title: page.localizer.text("stock.title"), model)
    }

    private static func listing(
        _ by: Listing, _ request: WebRequest
    ) throws -> StockSearch.Listing {
        switch by {
        case .item: .items(behind: try request.http.position(after: .items))
        case .category: .categories(behind: try request.http.categoryPosition())
        case .place: .places(behind: try request.http.placePosition())
        case .programme:
            .programme(
                request.query("programme").flatMap { Programme(rawValue: $0) },
                behind: try request.http.position(after: .items))
        }
    }

    private static func whole(
        _ by: Listing, _ query: String, _ request: WebRequest
    ) -> String {
        PageRequest.path(
            "/stock",
            [
                "all": "yes", "by": by == .item ? "" : by.rawValue, "query": query,
                "programme": request.query("programme") ?? "",
            ])
    }

    /// The listings, of which one may be at hand; what is here of a donor's is on the donor's page.
    private static func tabs(_ here: Listing?, _ page: PageRequest) -> [Model.Tab] {
        let tabs = Listing.allCases.map { by in
            Model.Tab(
                tabHref: by == .item ? "/stock" : "/stock?by=\(by.rawValue)",
                tabName: page.localizer.text("stock.by_\(by.rawValue)"), tabIsHere: by == here)
        }
        guard page.may(.coordinator) else { return tabs }
        let donors = Model.Tab(
            tabHref: DonorsPage.path, tabName: page.localizer.text("stock.by_donor"),
            tabIsHere: false)
        return tabs + [donors]
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

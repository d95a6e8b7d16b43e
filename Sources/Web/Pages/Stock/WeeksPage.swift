import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What came in, went out and was thrown away, week by week or month by month, for how many households, and what there is
/// by category: drawn here, with a table beside.
enum WeeksPage {
    static let all = [Route.page(.get, path, .role(.viewer), show)]

    static let path = "/weeks"
    /// Weeks, or months, in one table.
    private static let periods = 12
    /// Categories drawn by themselves.
    private static let most = 20

    private struct Model: Sendable {
        struct Week: Sendable {
            let weekName: String
            let weekCells: [Cell]
            /// How many households came; nil where the hub counts none.
            let weekCame: Came?
        }

        struct Came: Sendable {
            let cameHouseholds: String
            let camePeople: String?
        }

        struct Cell: Sendable {
            let cellWeight: String
            let cellPieces: String
        }

        struct Category: Sendable {
            let categoryName: String
            let categoryAmount: String
            /// From 0 to 1,000.
            let categoryShare: Int
        }

        let pages: [StockWay]
        let tabs: [StockPage.Model.Tab]
        /// What the table is of, and what begins its rows.
        let tableName: String
        let weekHead: String
        let plots: Rows<BarPlot>?
        let table: Rows<Week>?
        let categories: Rows<Category>?
        /// Whether a column tells how many households came.
        let isOfHouseholds: Bool
        let isNothing: Bool
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (today, byMonth) = (request.today, request.query("by") == "month")
        let (page, (flows, sums)) = try await request.read { queries in
            let flows =
                byMonth
                ? try queries.months(until: today, count: periods)
                : try queries.weeks(until: today, count: periods)
            return (flows, try queries.categorySums())
        }
        let localizer = page.localizer
        func key(_ name: String) -> String { "weeks.\(name)\(byMonth ? "Month" : "")" }
        func name(_ flow: PeriodFlow) -> String {
            byMonth ? localizer.month(flow.first.month) : localizer.shortDay(flow.first)
        }
        let begun = flows.drop { $0.isStill && $0.came.households == 0 }
        let isOfHouseholds = begun.contains { $0.came.households > 0 }
        let categories = Rows(Self.categories(sums, localizer))
        let model = Model(
            pages: StockWay.all(at: path, page),
            tabs: ["week", "month"].map { by in
                .init(
                    tabHref: by == "week" ? path : PageRequest.path(path, ["by": by]),
                    tabName: localizer.text("weeks.by_\(by)"),
                    tabIsHere: byMonth == (by == "month"))
            },
            tableName: localizer.text(key("table")), weekHead: localizer.text(key("week")),
            plots: begun.isEmpty
                ? nil
                : Rows(
                    Self.plots(flows, names: flows.map(name), tell: key("tell"), localizer)),
            table: Rows(
                begun.reversed().map {
                    Self.week($0, name: name($0), isOfHouseholds: isOfHouseholds, localizer)
                }),
            categories: categories, isOfHouseholds: isOfHouseholds,
            isNothing: begun.isEmpty && categories == nil)
        return try await page.render(
            "weeks", title: localizer.text("weeks.by_\(byMonth ? "month" : "week")"), model)
    }

    /// One plot for each of the three, all to one scale.
    private static func plots(
        _ flows: [PeriodFlow], names: [String], tell: String, _ localizer: Localizer
    ) -> [BarPlot] {
        let kinds: [(key: String, grams: [Int64])] = [
            ("in", flows.map(\.taken.grams)), ("out", flows.map(\.distributed.grams)),
            ("discarded", flows.map(\.discarded.grams)),
        ]
        let top = BarPlot.top(of: kinds.flatMap { $0.grams }, unit: localizer.weightUnit)
        return kinds.map { kind in
            let name = localizer.text("weeks.\(kind.key)")
            let last = kind.grams.last ?? 0
            return BarPlot(
                name: name,
                tell: localizer.text(
                    tell, ["name": name, "last": localizer.weight(last)]),
                kind.grams, top: top, topText: localizer.weight(top), names: names)
        }
    }

    private static func week(
        _ flow: PeriodFlow, name: String, isOfHouseholds: Bool, _ localizer: Localizer
    ) -> Model.Week {
        let (came, isOfPeople) = (flow.came, flow.came.people > 0)
        return .init(
            weekName: name,
            weekCells: [flow.taken, flow.distributed, flow.discarded].map {
                .init(
                    cellWeight: localizer.weight($0.grams),
                    cellPieces: localizer.text("words.pieces", n: Int(clamping: $0.pieces)))
            },
            weekCame: isOfHouseholds
                ? .init(
                    cameHouseholds: localizer.number(came.households),
                    camePeople: isOfPeople
                        ? localizer.text("weeks.people", n: Int(clamping: came.people)) : nil)
                : nil)
    }

    private static func categories(
        _ all: [CategorySums], _ localizer: Localizer
    ) -> [Model.Category] {
        let most = max(1, all.first?.sums.grams ?? 1)
        func share(_ grams: Int64) -> Int {
            Int((Double(max(0, grams)) / Double(most) * 1_000).rounded())
        }
        let rest = all.dropFirst(Self.most).map(\.sums)
        let (pieces, grams) = (
            rest.reduce(Int64(0)) { $0.adding(clamping: $1.pieces) },
            rest.reduce(Int64(0)) { $0.adding(clamping: $1.grams) }
        )
        let shown = all.prefix(Self.most).map { row in
            Model.Category(
                categoryName: row.category.isEmpty
                    ? localizer.text("stock.noCategory") : row.category,
                categoryAmount: localizer.pieces(row.sums.pieces, grams: row.sums.grams),
                categoryShare: share(row.sums.grams))
        }
        guard all.count > Self.most else { return shown }
        return shown + [
            Model.Category(
                categoryName: localizer.text("weeks.rest"),
                categoryAmount: localizer.pieces(pieces, grams: grams),
                categoryShare: share(min(most, grams)))
        ]
    }
}

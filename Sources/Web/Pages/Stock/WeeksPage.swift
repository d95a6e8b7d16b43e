import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What came in, went out and was thrown away, week by week, and what there is by category: drawn here, with a table beside.
enum WeeksPage {
    static let all = [Route.page(.get, path, .role(.viewer), show)]

    static let path = "/weeks"
    private static let weeks = 12
    /// Categories drawn by themselves.
    private static let most = 20

    private struct Model: Sendable {
        struct Week: Sendable {
            let weekName: String
            let weekCells: [Cell]
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
        let plots: Rows<BarPlot>?
        let table: Rows<Week>?
        let categories: Rows<Category>?
        let isNothing: Bool
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let today = request.today
        let (page, (flows, sums)) = try await request.read {
            (try $0.weeks(until: today, count: weeks), try $0.categorySums())
        }
        let localizer = page.localizer
        let begun = flows.drop { $0.isStill }
        let categories = Rows(Self.categories(sums, localizer))
        let model = Model(
            pages: StockWay.all(at: path, page),
            plots: begun.isEmpty ? nil : Rows(Self.plots(flows, localizer)),
            table: Rows(begun.reversed().map { Self.week($0, localizer) }),
            categories: categories, isNothing: begun.isEmpty && categories == nil)
        return try await page.render("weeks", title: localizer.text("weeks.title"), model)
    }

    /// One plot for each of the three, all to one scale.
    private static func plots(_ flows: [WeekFlow], _ localizer: Localizer) -> [BarPlot] {
        let kinds: [(key: String, grams: [Int64])] = [
            ("in", flows.map(\.taken.grams)), ("out", flows.map(\.distributed.grams)),
            ("discarded", flows.map(\.discarded.grams)),
        ]
        let top = BarPlot.top(of: kinds.flatMap { $0.grams }, unit: localizer.weightUnit)
        let names = flows.map { localizer.shortDay($0.first) }
        return kinds.map { kind in
            let name = localizer.text("weeks.\(kind.key)")
            let last = kind.grams.last ?? 0
            return BarPlot(
                name: name,
                tell: localizer.text(
                    "weeks.tell", ["name": name, "last": localizer.weight(last)]),
                kind.grams, top: top, topText: localizer.weight(top), names: names)
        }
    }

    private static func week(_ flow: WeekFlow, _ localizer: Localizer) -> Model.Week {
        .init(
            weekName: localizer.shortDay(flow.first),
            weekCells: [flow.taken, flow.distributed, flow.discarded].map {
                .init(
                    cellWeight: localizer.weight($0.grams),
                    cellPieces: localizer.text("words.pieces", n: Int(clamping: $0.pieces)))
            })
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
            rest.reduce(0) { $0 &+ $1.pieces }, rest.reduce(0) { $0 &+ $1.grams }
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

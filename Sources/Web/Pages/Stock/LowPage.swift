import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What there is less of than the hub wants.
enum LowPage {
    static let all = [Route.page(.get, path, .role(.viewer), show)]

    static let path = "/low"
    /// Rows of one page, and of one that is to be printed.
    private static let pageLength = 100
    private static let mostRows = 1_000

    private struct Model: Sendable {
        struct Row: Sendable {
            let lowHref: String
            let lowName: String
            let lowCategory: String?
            let lowAmount: String
            let lowMissing: String
        }

        let pages: [StockWay]
        let low: Rows<Row>?
        let nextHref: String?
        let allHref: String?
        /// Whether it is not all there is, which is said on paper.
        let isPart: Bool
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let isWhole = request.query("all") != nil
        let behind: NamePosition<Item>? = try request.http.position(after: .low)
        let limit = isWhole ? mostRows : pageLength
        let (page, rows) = try await request.read {
            try $0.lowItems(behind: behind, limit: limit)
        }
        let isMore = rows.count == limit
        let model = Model(
            pages: StockWay.all(at: path, page), low: Rows(rows.map { row($0, page.localizer) }),
            nextHref: (isMore ? rows.last?.item : nil).map {
                PageRequest.path(
                    path, ["after": Cursor(.low, behind: $0.name, $0.id).description])
            },
            allHref: isMore && !isWhole ? PageRequest.path(path, ["all": "yes"]) : nil,
            isPart: isMore || behind != nil)
        return try await page.render("low", title: page.localizer.text("low.title"), model)
    }

    private static func row(_ low: LowItem, _ localizer: Localizer) -> Model.Row {
        let item = low.item
        return .init(
            lowHref: "/items/\(item.id)", lowName: item.name,
            lowCategory: item.category.isEmpty ? nil : item.category,
            lowAmount: localizer.text(
                "low.of",
                [
                    "have": localizer.amount(low.quantity, item.measure),
                    "want": localizer.amount(low.minimum, item.measure),
                ]),
            lowMissing: localizer.text(
                "low.missing", ["amount": localizer.amount(low.missing, item.measure)]))
    }
}

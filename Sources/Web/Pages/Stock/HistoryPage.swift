import API
import Barcodes
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What happened, the latest first: to all there is, or to an item or a place that is looked for.
enum HistoryPage {
    static let all = [Route.page(.get, path, .role(.viewer), show)]

    static let path = "/history"

    private struct Model: Sendable {
        let pages: [StockWay]
        let query: String
        let entries: StoryModel.Entries?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let query = try InputParsing.text(request.query("query") ?? "", "query", 0...120)
        let before = request.number("before")
        let keys = (try? InputParsing.scanned(query).keys) ?? []
        let (page, lines) = try await request.read { queries, localizer in
            try queries.history(
                of: query, keys: keys, floor: localizer.text("words.floor"), before: before,
                limit: StoryModel.Entries.pageLength)
        }
        let model = Model(
            pages: StockWay.all(at: path, page), query: query,
            entries: .init(lines, at: path, ["query": query], named: true, page))
        return try await page.render(
            "history", title: page.localizer.text("story.entries"), model)
    }
}

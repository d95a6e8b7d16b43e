import API
import Barcodes
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// What happened, the latest first: to all there is, or to an item or a place that is looked for.
///
/// What can be undone is undone here.
enum HistoryPage {
    static let all = [Route.page(.get, path, .role(.viewer), show)]

    static let path = "/history"

    private struct Model: Sendable {
        struct Row: Sendable {
            let entryHref: String
            let number: String
            let text: String
            let when: String
            let amount: String
            /// Who told of it, where the entry says so.
            let rowStation: String?
            /// Whether it was taken back.
            let isBack: Bool
            let rowUndo: RowUndo?
        }

        struct RowUndo: Sendable {
            let undoAction: String
            let reversalId: String
        }

        struct Entries: Sendable {
            let rows: [Row]
            let olderHref: String?
        }

        let pages: [StockWay]
        let query: String
        let entries: Entries?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let query = try InputParsing.text(request.query("query") ?? "", "query", 0...120)
        let from = request.storyPosition
        let keys = (try? InputParsing.scanned(query).keys) ?? []
        let (page, (lines, entries)) = try await request.read { queries, localizer in
            let lines = try queries.history(
                of: query, keys: keys, floor: localizer.text("words.floor"), from: from,
                limit: StoryModel.Entries.pageLength)
            return (lines, try queries.statuses(of: Set(lines.map(\.seq))))
        }
        let told = StoryModel.Entries(
            lines, from: from, at: path, ["query": query], named: true, page)
        let model = Model(
            pages: StockWay.all(at: path, page), query: query,
            entries: told.map { told in
                .init(
                    rows: zip(told.rows, lines.indices).map { row, index in
                        let seq = lines[index].seq
                        let isFirst = index == 0 || lines[index - 1].seq != seq
                        return Self.row(row, entries[seq], isFirst: isFirst, page)
                    }, olderHref: told.olderHref)
            })
        return try await page.render(
            "history", title: page.localizer.text("story.entries"), model)
    }

    /// A line; the first of an entry with what can be done about it.
    private static func row(
        _ row: StoryModel.EntryRow, _ entry: EntryStatus?, isFirst: Bool, _ page: PageRequest
    ) -> Model.Row {
        let canBeUndone = isFirst && page.may(.volunteer) && entry?.canBeUndone == true
        return .init(
            entryHref: row.entryHref, number: row.number, text: row.text, when: row.when,
            amount: row.amount, rowStation: entry?.facts?.station,
            isBack: entry?.isUndone == true,
            rowUndo: canBeUndone
                ? .init(undoAction: row.entryHref, reversalId: page.newID()) : nil)
    }
}

import Hub
import Hummingbird
import Localization
import Server
import Spool
import Stock
import Storage

/// Labels that are not printed yet: what a person should see to, and each printer's queue.
enum QueuePage {
    static let path = "/print-jobs"
    static let all = [
        Route.page(.get, path, .role(.viewer), show),
        Route.page(.post, path, .role(.volunteer), QueueActions.act),
    ]

    /// Lines of a queue, and of what is to be seen to, shown at the most.
    private static let lineLimit = 25
    /// Labels of one batch that are looked for at once at the most; those after them follow.
    private static let tickLimit = 100

    /// A printer with the lines of its queue.
    private typealias Queue = (printer: PrinterQueue, lines: [(PrintLine, QueueLineModel.Batch?)])

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let batch: PrintBatchID? = try request.query("batch").map { try InputParsing.id($0) }
        let wanted = request.query("printer")
        let (page, (printers, doubts, queues)) = try await request.read {
            queries -> ([PrinterRecord], [PrintLine], [Queue]) in
            let all = try queries.printerQueues()
            let shown = all.filter {
                batch == nil && (wanted == nil || wanted == $0.printer.name)
            }
            return (
                all.map(\.printer), try Self.doubts(queries, of: batch),
                try shown.map { ($0, try Self.lines(queries, of: $0.printer)) }
            )
        }
        let live = await page.hub.live(queues.map(\.printer))
        let models = zip(live, queues).map { known, queue in
            let others = printers.filter { $0.name != known.printer.name }
            let rows = queue.lines.enumerated().map { index, line in
                QueueLineModel(
                    line.0, line.1, at: known.live, isFirst: index == 0,
                    isLast: index == queue.lines.count - 1, movesTo: others, page)
            }
            return QueueModel.Printer(known.printer, known.live, rows, page)
        }
        var shown = doubts.filter { wanted == nil || wanted == $0.first.printer }
        let sight = BatchSightModel(batch, shown.map(\.first), page)
        if let ticks = sight?.ticked { shown.removeAll { ticks.contains($0.first.id.description) } }
        let model = QueueModel(
            sight: sight,
            doubts: Rows(shown.prefix(Self.lineLimit).map { DoubtModel($0, page) }),
            queues: models, isNarrowed: wanted != nil || batch != nil)
        return try await page.render("queue", title: page.localizer.text("queue.title"), model)
    }

    /// The jobs of one batch stand each on a line of its own.
    private static func doubts(_ queries: Queries, of batch: PrintBatchID?) throws -> [PrintLine] {
        guard let batch else { return try queries.unsettled(limit: lineLimit) }
        let filter = PrintJobFilter(states: PrintJobFilter.unsettled, batch: batch)
        return try queries.jobs(filter, limit: tickLimit).map { PrintLine($0) }
    }

    private static func lines(
        _ queries: Queries, of printer: PrinterRecord
    ) throws -> [(PrintLine, QueueLineModel.Batch?)] {
        try queries.queue(of: printer.name, limit: lineLimit).map { line in
            (line, try line.first.batch.flatMap { try progress(queries, of: $0) })
        }
    }

    private static func progress(
        _ queries: Queries, of batch: PrintBatchID
    ) throws -> QueueLineModel.Batch? {
        try queries.batch(batch).map { ($0, try queries.progress(of: batch)) }
    }
}

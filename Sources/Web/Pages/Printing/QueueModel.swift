import Hub
import Localization
import Printing
import Spool
import Stock
import Storage

/// What the queue's template is given.
struct QueueModel: Sendable {
    /// One printer's queue.
    struct Printer: Sendable {
        let printerId: String
        let printerName: String
        let tone: String
        let shape: String
        let state: String
        let tell: String
        let lines: Rows<QueueLineModel>?
        let pause: Bool
        let resume: Bool
    }

    /// What of one batch is seen to in one go.
    let sight: BatchSightModel?
    let doubts: Rows<DoubtModel>?
    let queues: [Printer]
    /// Whether only a part is shown, so that the rest wants a link.
    let isNarrowed: Bool
}

extension QueueModel.Printer {
    init(
        _ printer: PrinterRecord, _ live: PrinterSnapshot, _ rows: [QueueLineModel],
        _ page: PageRequest
    ) {
        let localizer = page.localizer
        printerId = printer.name
        printerName = PrinterText.name(printer.name, localizer)
        lines = Rows(rows)
        (tone, shape, state) = Self.state(live, localizer)
        let trouble = PrinterTrouble(printer, live, page.hub.catalogue, localizer)?.text
        let waiting =
            live.labelsWaiting > 0
            ? localizer.text("queue.waiting", n: live.labelsWaiting) : localizer.text("queue.empty")
        let time = live.timeLeft(for: live.labelsWaiting).map {
            PrinterText.timeLeft($0, localizer)
        }
        tell = [trouble, waiting, time].compactMap { $0 }.joined(separator: " ")
        pause = page.may(.volunteer) && !live.isPaused
        resume = page.may(.volunteer) && live.isPaused
    }

    private static func state(_ live: PrinterSnapshot, _ localizer: Localizer) -> (
        String, String, String
    ) {
        if live.isPaused { return ("look", "look", localizer.text("queue.paused")) }
        if live.reason != nil { return ("look", "look", localizer.text("printers.standsInWay")) }
        let isPrinting = live.busy && live.labelsWaiting > 0
        return ("", "wait", localizer.text(isPrinting ? "printers.printing" : "queue.quiet"))
    }
}

/// A line of a queue: a job, or what waits of a batch.
struct QueueLineModel: Sendable {
    typealias Batch = (batch: PrintBatch, progress: BatchProgress)

    struct Choice: Sendable {
        let toPrinter: String
        let toPrinterName: String
    }

    /// What can be changed about what waits.
    struct Options: Sendable {
        let mayRise: Bool
        let mayFall: Bool
        let moves: Rows<Choice>?
    }

    let lineJob: String
    let lineBatch: String?
    let lineName: String
    let lineTell: String
    let tone: String
    let shape: String
    let state: String
    let done: Int
    let all: Int
    let cancel: Bool
    let change: Options?

    init(
        _ line: PrintLine, _ batch: Batch?, at live: PrinterSnapshot, isFirst: Bool, isLast: Bool,
        movesTo others: [PrinterRecord], _ page: PageRequest
    ) {
        let (job, localizer) = (line.first, page.localizer)
        let isWaiting = job.state == .queued || line.jobs > 1
        let isAtWork = job.state == .printing || live.job == job.id
        lineJob = job.id.description
        lineBatch = job.batch?.description
        all = batch?.batch.labels ?? job.request.copies
        done = batch.map { $0.batch.labels - $0.progress.labelsLeft } ?? job.labelsOut
        lineName = PrinterText.name(of: job, labels: all, isBatch: batch != nil, localizer)
        (tone, shape, state) = PrinterText.state(isAtWork ? .printing : job.state, localizer)
        let left = batch?.progress.labelsLeft ?? line.labelsLeft
        let out = batch?.progress.labelsOut ?? job.labelsOut
        let why = job.reason.map { PrinterText.trouble($0.word, localizer) }
        let time =
            isAtWork ? live.timeLeft(for: left).map { PrinterText.timeLeft($0, localizer) } : nil
        let far = localizer.text(
            "queue.far",
            [
                "done": localizer.number(Int64(done)), "all": localizer.number(Int64(all)),
                "out": localizer.number(Int64(out)),
            ])
        lineTell = [why, all > 1 ? far : nil, time].compactMap { $0 }.joined(separator: " ")
        cancel = page.may(.volunteer)
        let choices = others.map {
            Choice(
                toPrinter: $0.name, toPrinterName: PrinterText.name($0.name, localizer))
        }
        change =
            cancel && isWaiting
            ? Options(mayRise: !isFirst, mayFall: !isLast, moves: Rows(choices)) : nil
    }
}

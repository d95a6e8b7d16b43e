import Printing
import Rendering
import Spool
import Stock
import Storage

/// A print job, as the API and the feed give it.
struct JobJSON: Encodable {
    let id: String
    let number: Int64
    let printer: String
    let layout: String
    let copies: Int
    let code: String?
    /// queued, printing, printed, unknown, failed or cancelled.
    let state: String
    /// Why it waits or ended; a word of docs/reference/printers.md.
    let reason: String?
    /// Labels that came out, of which those up to `labelsSent` are in doubt.
    let labelsOut: Int
    let labelsSent: Int
    let bytesSent: Int
    let batch: String?
    let reprintOf: String?

    /// Where it was asked for just now: what the label does not show as it was asked to.
    let notes: [NoteJSON]?

    init(_ job: PrintJobRecord, notes: [Note]? = nil) {
        self.notes = notes.map { $0.map { NoteJSON($0) } }
        (id, number, printer) = (job.id.description, job.number, job.printer)
        (layout, copies, code) = (job.request.layout, job.request.copies, job.request.code)
        (state, reason) = (job.state.rawValue, job.reason?.word)
        (labelsOut, labelsSent, bytesSent) = (job.labelsOut, job.labelsSent, job.bytesSent)
        (batch, reprintOf) = (job.batch?.description, job.reprintOf?.description)
    }
}

/// A batch of print jobs, as the API gives it.
struct BatchJSON: Encodable {
    let id: String
    let printer: String
    let labels: Int
    /// Labels that do not wait any more, whatever came of them.
    let labelsDone: Int
    /// Labels that the printer or a person said came out.
    let labelsOut: Int
    /// Jobs by their state.
    let jobs: [String: Int]
    /// What the rest takes at the printer's pace; missing until that can be told.
    let secondsLeft: Int?

    init(_ batch: PrintBatch, _ progress: BatchProgress, at live: PrinterSnapshot) {
        (id, printer, labels) = (batch.id.description, batch.printer, batch.labels)
        labelsDone = batch.labels - progress.labelsLeft
        labelsOut = progress.labelsOut
        jobs = Dictionary(
            uniqueKeysWithValues: progress.jobs.map { ($0.key.rawValue, $0.value) })
        secondsLeft = live.timeLeft(for: progress.labelsLeft).map { Int($0.components.seconds) }
    }
}

import Printing
package import Rendering
package import Spool
import Stock
package import Storage

/// A print job, as the API and the feed give it.
package struct JobJSON: Encodable {
    package let id: String
    package let number: Int64
    package let printer: String
    package let layout: String
    package let copies: Int
    package let code: String?
    /// queued, printing, printed, unknown, failed or cancelled.
    package let state: String
    /// Why it waits or ended; a word of docs/reference/printers.md.
    package let reason: String?
    /// Labels that came out, of which those up to `labelsSent` are in doubt.
    package let labelsOut: Int
    package let labelsSent: Int
    package let bytesSent: Int
    package let batch: String?
    package let reprintOf: String?

    /// Where it was asked for just now: what the label does not show as it was asked to.
    package let notes: [NoteJSON]?

    package init(_ job: PrintJobRecord, notes: [Note]? = nil) {
        self.notes = notes.map { $0.map { NoteJSON($0) } }
        (id, number, printer) = (job.id.description, job.number, job.printer)
        (layout, copies, code) = (job.request.layout, job.request.copies, job.request.code)
        (state, reason) = (job.state.rawValue, job.reason?.word)
        (labelsOut, labelsSent, bytesSent) = (job.labelsOut, job.labelsSent, job.bytesSent)
        (batch, reprintOf) = (job.batch?.description, job.reprintOf?.description)
    }
}

/// A batch of print jobs, as the API gives it.
package struct BatchJSON: Encodable {
    package let id: String
    package let printer: String
    package let labels: Int
    /// Labels that do not wait any more, whatever came of them.
    package let labelsDone: Int
    /// Labels that the printer or a person said came out.
    package let labelsOut: Int
    /// Jobs by their state.
    package let jobs: [String: Int]
    /// What the rest takes at the printer's pace; missing until that can be told.
    package let secondsLeft: Int?

    package init(_ batch: PrintBatch, _ progress: BatchProgress, at live: PrinterSnapshot) {
        (id, printer, labels) = (batch.id.description, batch.printer, batch.labels)
        labelsDone = batch.labels - progress.labelsLeft
        labelsOut = progress.labelsOut
        jobs = Dictionary(
            uniqueKeysWithValues: progress.jobs.map { ($0.key.rawValue, $0.value) })
        secondsLeft = live.timeLeft(for: progress.labelsLeft).map { Int($0.components.seconds) }
    }
}

import Localization
import Printing
import Spool
import Stock
import Storage

/// A line of what a person should see to: labels in doubt, or such as did not print.
struct DoubtModel: Sendable {
    /// One tap for a job of which one label, or all that it wants, is in doubt.
    struct Sure: Sendable {
        let sent: Int
    }

    /// Many equal labels, of which some may have come out.
    struct LabelRange: Sendable {
        let countId: String
        let from: Int
        let upTo: Int
        let ask: String
    }

    let doubtJob: String
    let doubtBatch: String?
    let doubtName: String
    let doubtTell: String
    let tone: String
    let shape: String
    let state: String
    let againId: String
    /// It came out, or nothing did.
    let sure: Sure?
    let count: LabelRange?
    /// Many jobs of a batch, seen to as one.
    let many: String?
    /// Whether these can be put down as printed at once.
    let allOut: Bool
    let again: Bool
    let unwanted: Bool

    init(_ line: PrintLine, _ page: PageRequest) {
        let (job, localizer) = (line.first, page.localizer)
        let isUnknown = job.state == .unknown
        let mayPrint = page.may(.volunteer)
        let inDoubt = job.labelsSent - job.labelsOut
        doubtJob = job.id.description
        doubtBatch = line.jobs > 1 ? job.batch?.description : nil
        doubtName = PrinterText.name(
            of: job, labels: line.labels, isBatch: line.jobs > 1, localizer)
        let printer = localizer.text(
            "queue.at", ["printer": PrinterText.name(job.printer, localizer)])
        doubtTell = [printer, PrinterText.story(of: job, localizer)].joined(separator: " ")
        (tone, shape, state) = PrinterText.state(job.state, localizer)
        againId = page.newID()
        many =
            line.jobs > 1
            ? job.batch.map { PageRequest.path(QueuePage.path, ["batch": "\($0)"]) } : nil
        let isOne = mayPrint && line.jobs == 1
        sure = isOne && isUnknown && inDoubt == 1 ? Sure(sent: job.labelsSent) : nil
        count =
            isOne && isUnknown && inDoubt > 1
            ? LabelRange(
                countId: "last-\(job.number)", from: job.labelsOut, upTo: job.labelsSent,
                ask: localizer.text(
                    "queue.lastAsk",
                    [
                        "from": localizer.number(Int64(job.labelsOut) + 1),
                        "to": localizer.number(Int64(job.labelsSent)),
                    ])) : nil
        again = mayPrint && (line.jobs == 1 || !isUnknown)
        allOut = mayPrint && isUnknown && line.jobs > 1
        unwanted = mayPrint && !isUnknown
    }
}

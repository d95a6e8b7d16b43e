import Localization
import Printing
import Stock
import Storage

/// What of one batch a person sees to in one go: labels to look for, and such as did not print.
struct BatchSightModel: Sendable {
    struct Tick: Sendable {
        let tickJob: String
        let tickName: String
    }

    let sightBatch: String
    let againId: String
    /// How many labels did not print; nil where those of at most one job did not.
    let failed: String?
    /// Labels in doubt, each of one job; nil where there are none or one.
    let ticks: Rows<Tick>?
    /// The jobs of ``ticks``.
    var ticked: Set<String> { Set(ticks?.rows.map(\.tickJob) ?? []) }

    /// - Returns: Nothing where no batch is looked at, or nothing of it is seen to together.
    init?(_ batch: PrintBatchID?, _ jobs: [PrintJobRecord], _ page: PageRequest) {
        guard let batch, page.may(.volunteer) else { return nil }
        let failures = jobs.filter { $0.state == .failed }
        // Of a job with more labels in doubt, the last that came out is asked for.
        let doubts = jobs.filter {
            $0.state == .unknown && $0.labelsSent - $0.labelsOut == 1
        }
        guard failures.count > 1 || doubts.count > 1 else { return nil }
        sightBatch = batch.description
        againId = page.newID()
        let missing = failures.reduce(0) { $0 + $1.missingRequest.copies }
        failed = failures.count > 1 ? page.localizer.text("queue.failed", n: missing) : nil
        let looked = doubts.count > 1 ? doubts.sorted { $0.number < $1.number } : []
        ticks = Rows(
            looked.map {
                Tick(
                    tickJob: $0.id.description,
                    tickName: $0.request.fields["name"] ?? $0.request.code ?? $0.request.layout)
            })
    }
}

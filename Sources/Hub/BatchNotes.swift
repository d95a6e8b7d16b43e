package import Rendering
import Spool
import Stock
package import Storage

extension Hub {
    /// What the labels of a batch that was taken show less of than they were asked to, and what they were.
    ///
    /// - Throws: `batch_not_found`.
    package func notes(
        of id: PrintBatchID
    ) async throws -> (tally: NoteTally, labels: [PrintRequest]) {
        let (labels, destination) = try await read { queries in
            guard let batch = try queries.batch(id) else {
                throw StorageFault.batchNotFound(id.description)
            }
            let jobs = try queries.jobs(
                PrintJobFilter(batch: id), before: .max, limit: Ledger.batchLimit)
            return (
                Array(jobs.reversed().map(\.request)),
                try queries.destination(of: id, at: batch.printer)
            )
        }
        return (await spool.notes(of: labels, at: destination), labels)
    }
}

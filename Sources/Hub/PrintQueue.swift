import Foundation
package import Printing
import Rendering
package import Spool
import Stock
package import Storage

/// A batch as it stands, and the printer that it waits at.
package struct PrintBatchStatus: Sendable {
    package let batch: PrintBatch
    package let progress: BatchProgress
    /// Nil where that printer was removed.
    package let live: PrinterSnapshot?
}

// What people do with a printer's queue, and what they say of labels that are in doubt. Each is one
// transaction of the spool's, and is answered from that one; how the printer is now is added to it.
extension Hub {
    /// Everything that changes about jobs and printers from now on, for one listener; see
    /// `Spool.follow`.
    package func followPrinting() -> AsyncStream<SpoolChange> { spool.follow() }

    /// Stops a printer from beginning further labels, also after a restart.
    ///
    /// - Throws: `printer_not_found`.
    package func pause(printer: String) async throws { try await spool.pause(printer) }

    /// Lets a paused printer go on.
    ///
    /// - Throws: `printer_not_found`.
    package func resume(printer: String) async throws { try await spool.resume(printer) }

    /// Gives a job that waits, with the rest of its batch, another turn.
    ///
    /// - Throws: `job_not_found`, `job_is_not_queued`.
    @discardableResult
    package func move(_ id: PrintJobID, to turn: QueueTurn) async throws -> PrintJobRecord {
        try await spool.move(id, to: turn)
    }

    /// Moves a job that waits, with the rest of its batch, to another printer.
    ///
    /// - Throws: `job_not_found`, `job_is_not_queued`, and what the spool refuses to print there.
    @discardableResult
    package func move(_ id: PrintJobID, to printer: String) async throws -> PrintJobRecord {
        try await spool.move(id, to: printer)
    }

    /// Cancels a job that has not ended, or one that failed and is not wanted any more.
    ///
    /// - Throws: `job_not_found`.
    @discardableResult
    package func cancel(_ id: PrintJobID) async throws -> PrintJobRecord {
        try await spool.cancel(id)
    }

    /// Cancels what of a batch has not ended.
    ///
    /// - Throws: `batch_not_found`.
    @discardableResult
    package func cancel(_ id: PrintBatchID) async throws -> PrintBatchStatus {
        await status(of: try await spool.cancel(id))
    }

    /// Settles a job that is in doubt by what a person saw at the printer.
    ///
    /// - Parameters:
    ///   - id: Of the job.
    ///   - sighting: What came out.
    ///   - sent: The last label that was in doubt when the person looked; nil where it does not
    ///     matter.
    /// - Returns: The job as it stands; the same answer again changes nothing.
    /// - Throws: `job_not_found`, `job_is_not_unknown`, `job_went_on`.
    @discardableResult
    package func confirm(
        _ id: PrintJobID, _ sighting: Sighting, labelsSent sent: Int? = nil
    ) async throws -> PrintJobRecord {
        try await spool.confirm(id, sighting, labelsSent: sent)
    }

    /// Settles the labels in doubt of a batch by what a person saw; nothing said is that all came
    /// out.
    ///
    /// - Throws: `batch_not_found`, `job_not_found` for a job that is not the batch's.
    @discardableResult
    package func confirm(
        _ id: PrintBatchID, _ sighting: BatchSighting = BatchSighting()
    ) async throws -> PrintBatchStatus {
        await status(of: try await spool.confirm(id, sighting))
    }

    /// Prints labels of a job that has ended once more, as a job that points at the first; the same
    /// request again changes nothing.
    ///
    /// - Parameters:
    ///   - id: Of the job whose labels are wanted.
    ///   - new: Names the new job.
    ///   - printer: Nil for the job's own.
    ///   - copies: Nil for those that are not known to be out, or all where all are.
    /// - Returns: The new job, and whether it was asked for before.
    /// - Throws: `job_not_found`, `job_has_not_ended`, and what the spool refuses.
    @discardableResult
    package func reprint(
        _ id: PrintJobID, as new: PrintJobID, on printer: String? = nil, copies: Int? = nil
    ) async throws -> (job: PrintJobRecord, isReplay: Bool) {
        try await spool.reprint(id, as: new, on: printer, copies: copies)
    }

    /// Prints what of a batch failed once more, as a batch whose jobs point at the first; the same
    /// request again changes nothing.
    ///
    /// - Returns: The new batch, and whether it was asked for before.
    /// - Throws: `batch_not_found`, `batch_size_out_of_range` where nothing failed, and what the
    ///   spool refuses.
    @discardableResult
    package func reprint(
        _ id: PrintBatchID, as new: PrintBatchID, on printer: String? = nil
    ) async throws -> (status: PrintBatchStatus, isReplay: Bool) {
        let (standing, isReplay) = try await spool.reprint(id, as: new, on: printer)
        return (await status(of: standing), isReplay)
    }

    /// How far a batch is, and the printer that it waits at: where it was moved to, if it was.
    ///
    /// - Throws: `batch_not_found`.
    package func batch(_ id: PrintBatchID) async throws -> PrintBatchStatus {
        await status(of: try await read { try $0.standing(of: id) })
    }

    /// A batch whose standing was read, and how its printer is now.
    func status(of standing: BatchState) async -> PrintBatchStatus {
        var live: PrinterSnapshot?
        if let queue = standing.queue { live = await spool.snapshot(of: queue) }
        return PrintBatchStatus(batch: standing.batch, progress: standing.progress, live: live)
    }

    /// What a printer of pictures kept of a job, as a PNG; for another printer the same label drawn
    /// again.
    ///
    /// - Throws: `job_not_found`, also where there is no picture of it any more.
    package func picture(of id: PrintJobID) async throws -> [UInt8] {
        if let file = spool.picture(of: id) { return Array(try Data(contentsOf: file)) }
        let known = try await read { queries -> (PrintJobRecord, PrinterRecord)? in
            guard let job = try queries.job(id), let printer = try queries.printer(job.printer)
            else { return nil }
            return (job, printer)
        }
        guard let (job, printer) = known, !printer.printsToPictures,
            let picture = try await drawing.run({ [spool] in
                try spool.drawnPicture(of: job, for: printer)
            })
        else { throw StorageFault.jobNotFound(id.description) }
        return picture
    }

    /// Whether a printer of pictures still has that of a job.
    package func hasPicture(of id: PrintJobID) -> Bool { spool.picture(of: id) != nil }
}

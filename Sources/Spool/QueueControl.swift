import Printing
import Stock
package import Storage

// What people change about what waits.
extension Spool {
    /// Cancels a job that has not ended, or one that failed and is not wanted any more.
    ///
    /// One that is queued is cancelled at once. One that is being printed is stopped between two
    /// slices, and ends as unknown if bytes went.
    ///
    /// - Returns: The job as it stands now; one that was being printed may be about to end.
    /// - Throws: `StorageFault.jobNotFound`.
    @discardableResult
    package nonisolated func cancel(_ id: PrintJobID) async throws -> PrintJobRecord {
        let job = try await store.write { try $0.advanceJob(id, by: .cancel) }
        if job.state == .printing { await state(job.printer)?.stop(id) }
        feed.publish(.job(job))
        await wake(job.printer)
        return job
    }

    /// Cancels what of a batch has not ended, as ``cancel(_:)-(PrintJobID)`` does with one job.
    ///
    /// - Returns: The batch as it stands now; a job that was being printed may be about to end.
    /// - Throws: `StorageFault.batchNotFound`.
    @discardableResult
    package nonisolated func cancel(_ id: PrintBatchID) async throws -> BatchState {
        let (standing, atWork) = try await store.write { ledger in
            let atWork = try ledger.cancelBatch(id)
            return (try ledger.queries().standing(of: id), atWork)
        }
        if let atWork { await state(atWork.printer)?.stop(atWork.id) }
        feed.publish(.printer(standing.batch.printer))
        await wake(standing.batch.printer)
        return standing
    }

    /// Stops a printer from beginning further labels, also after a restart, until it is let go on.
    ///
    /// What it is printing goes on: one label, or a run of at most 25 equal ones.
    ///
    /// - Throws: `StorageFault.printerNotFound`.
    package nonisolated func pause(_ printer: String) async throws {
        try await store.write { try $0.pause(printer) }
        feed.publish(.printer(printer))
    }

    /// Lets a paused printer go on.
    ///
    /// - Throws: `StorageFault.printerNotFound`.
    package nonisolated func resume(_ printer: String) async throws {
        try await store.write { try $0.resume(printer) }
        feed.publish(.printer(printer))
        await wake(printer)
    }

    /// Gives a job that waits, with the rest of its batch, another turn.
    ///
    /// - Throws: ``SpoolFault/jobIsNotQueued(state:)``, `StorageFault.jobNotFound`.
    @discardableResult
    package nonisolated func move(
        _ id: PrintJobID, to turn: QueueTurn
    ) async throws -> PrintJobRecord {
        let job = try await store.write { try $0.moveJob(id, to: turn) }
        guard job.state == .queued else { throw SpoolFault.jobIsNotQueued(state: job.state) }
        feed.publish(.job(job))
        return job
    }

    /// Moves a job that waits, with the rest of its batch, to another printer, whose media and
    /// resolution it is drawn for when its turn comes there.
    ///
    /// - Throws: What ``submit(_:to:_:)`` throws where that printer could not print it,
    ///   ``SpoolFault/jobIsNotQueued(state:)``, `StorageFault.jobNotFound`.
    @discardableResult
    package nonisolated func move(
        _ id: PrintJobID, to printer: String
    ) async throws -> PrintJobRecord {
        let (known, destination) = try await store.read { queries in
            guard let job = try queries.job(id) else {
                throw StorageFault.jobNotFound(id.description)
            }
            return (job, try queries.destination(of: id, at: printer))
        }
        _ = try await checkInTurn(known.request, at: destination)
        let job = try await store.write { ledger in
            let before = try ledger.job(id)
            guard before.state == .queued else {
                throw SpoolFault.jobIsNotQueued(state: before.state)
            }
            let moved = try ledger.moveJob(id, to: printer)
            try ledger.checkRoom(for: 0, at: printer)
            return moved > 0 ? try ledger.job(id) : before
        }
        for name in Set([known.printer, printer]) {
            feed.publish(.printer(name))
            await wake(name)
        }
        return job
    }
}

package import Printing
import Stock
package import Storage

// What people say of labels that are in doubt.
extension Spool {
    /// Settles an unknown job by what a person saw at the printer.
    ///
    /// With labels left to send it goes on, in front of what waits.
    ///
    /// - Parameters:
    ///   - id: Of the job.
    ///   - sighting: What came out.
    ///   - labelsSent: The last label that was in doubt when the person looked; nil where the job
    ///     is one label, or it does not matter.
    /// - Returns: The job as it stands now; the same answer again changes nothing.
    /// - Throws: ``SpoolFault/jobIsNotUnknown(state:)``,
    ///   ``SpoolFault/jobWentOn(labelsOut:labelsSent:)``, `StorageFault.jobNotFound`.
    @discardableResult
    package nonisolated func confirm(
        _ id: PrintJobID, _ sighting: Sighting, labelsSent: Int? = nil
    ) async throws -> PrintJobRecord {
        let job = try await store.write { ledger in
            let before = try ledger.job(id)
            if before.isSettled(by: sighting, labelsSent: labelsSent) { return before }
            guard before.state == .unknown else {
                throw SpoolFault.jobIsNotUnknown(state: before.state)
            }
            try before.checkDoubt(sighting, labelsSent: labelsSent)
            return try ledger.settleJob(id, sighting)
        }
        feed.publish(.job(job))
        await wake(job.printer)
        return job
    }

    /// Settles the labels in doubt of a batch by what a person saw at the printer.
    ///
    /// - Returns: The batch as it stands now.
    /// - Throws: `StorageFault.batchNotFound`, `StorageFault.jobNotFound` for a job that is not the
    ///   batch's.
    @discardableResult
    package nonisolated func confirm(
        _ id: PrintBatchID, _ sighting: BatchSighting = BatchSighting()
    ) async throws -> BatchState {
        let standing = try await store.write { ledger in
            try ledger.settleBatch(id, sighting)
            return try ledger.queries().standing(of: id)
        }
        feed.publish(.printer(standing.batch.printer))
        await wake(standing.batch.printer)
        return standing
    }

    /// Prints labels of a job that has ended once more, with the same code, as a job of its own.
    ///
    /// An unknown or failed job is put down as printed again, by the new one.
    ///
    /// - Parameters:
    ///   - id: Of the job whose labels are wanted.
    ///   - new: Made by whoever asks; the same request again changes nothing.
    ///   - printer: Another printer than the job's, where it is to be another.
    ///   - copies: How many; nil for those that are not known to be out, or all where all are.
    /// - Returns: The new job, and whether it was asked for before.
    /// - Throws: What ``submit(_:to:_:)`` throws, ``SpoolFault/jobHasNotEnded(state:)``,
    ///   `StorageFault.jobNotFound`.
    @discardableResult
    package nonisolated func reprint(
        _ id: PrintJobID, as new: PrintJobID, on printer: String? = nil, copies: Int? = nil
    ) async throws -> (job: PrintJobRecord, isReplay: Bool) {
        let (old, destination) = try await store.read { queries in
            guard let old = try queries.job(id) else {
                throw StorageFault.jobNotFound(id.description)
            }
            return (old, try queries.destination(of: new, at: printer ?? old.printer))
        }
        guard old.state.isFinal else { throw SpoolFault.jobHasNotEnded(state: old.state) }
        var request = old.missingRequest
        request.copies = copies ?? request.copies
        let (printer, isKnown) = (destination.name, destination.isKnown)
        if !isKnown { _ = try await checkInTurn(request, at: destination) }
        let added = try await store.write { [request] ledger in
            if !isKnown { try ledger.checkRoom(for: 1, at: printer) }
            let added = try ledger.addJob(new, printer: printer, request: request, reprintOf: id)
            let settled = try ledger.settleJob(id, .printedAgain)
            return (job: added.job, isReplay: added.isReplay, settled: settled)
        }
        feed.publish(.job(added.settled))
        feed.publish(.job(added.job))
        await wake(printer)
        return (added.job, added.isReplay)
    }

    /// Prints what of a batch failed once more, with the same codes, as a batch of its own.
    ///
    /// - Parameters:
    ///   - id: Of the batch whose labels are wanted.
    ///   - new: Made by whoever asks; the same request again changes nothing.
    ///   - printer: Another printer than that of the first label that failed, where it is to be
    ///     another.
    /// - Returns: The new batch, and whether it was asked for before.
    /// - Throws: What ``submit(_:to:_:)`` throws for a batch, and
    ///   ``SpoolFault/batchSizeOutOfRange(labels:limit:)`` where nothing failed;
    ///   `StorageFault.batchNotFound`.
    @discardableResult
    package nonisolated func reprint(
        _ id: PrintBatchID, as new: PrintBatchID, on printer: String? = nil
    ) async throws -> (standing: BatchState, isReplay: Bool) {
        let (old, failed, destination) = try await store.read { queries in
            guard let old = try queries.batch(id) else {
                throw StorageFault.batchNotFound(id.description)
            }
            let failed = try queries.jobs(of: id, as: .failed)
            let asked = try printer ?? queries.batch(new)?.printer
            let printer = asked ?? failed.first?.printer ?? old.printer
            return (old, failed, try queries.destination(of: new, at: printer))
        }
        let (printer, isKnown) = (destination.name, destination.isKnown)
        if !isKnown { try await check(failed.map(\.missingRequest), at: destination) }
        let added = try await store.write { ledger in
            if !isKnown { try ledger.checkRoom(for: failed.count, at: printer) }
            guard let added = try ledger.reprintBatch(id, as: new, printer: printer) else {
                throw SpoolFault.batchSizeOutOfRange(labels: 0, limit: Ledger.batchLimit)
            }
            return (standing: try ledger.queries().standing(of: new), isReplay: added.isReplay)
        }
        for name in Set([old.printer, printer]) { feed.publish(.printer(name)) }
        await wake(printer)
        return added
    }
}

extension PrintJobRecord {
    /// Whether a person has said so before.
    fileprivate func isSettled(by sighting: Sighting, labelsSent seen: Int?) -> Bool {
        if state == .unknown, seen ?? labelsSent == labelsSent { return false }
        return switch sighting {
        case .all: labelsOut >= seen ?? request.copies
        case .upTo(let label): labelsOut >= label
        case .none: state == .failed && reason == .hub(.didNotComeOut)
        case .printedAgain: reason == .hub(.printedAgain)
        }
    }

    /// - Throws: ``SpoolFault/jobWentOn(labelsOut:labelsSent:)`` where the person spoke of other
    ///   labels than those in doubt.
    fileprivate func checkDoubt(_ sighting: Sighting, labelsSent seen: Int?) throws(SpoolFault) {
        let isInDoubt = (try? life.after(.settle(sighting))) != nil
        guard isInDoubt, seen ?? labelsSent == labelsSent else {
            throw .jobWentOn(labelsOut: labelsOut, labelsSent: labelsSent)
        }
    }
}

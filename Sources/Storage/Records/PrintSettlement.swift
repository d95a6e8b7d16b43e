import Crypto
import Foundation
import GRDB
package import Printing
import Stock

/// What a person saw of the labels in doubt of a whole batch.
package struct BatchSighting: Sendable, Hashable {
    /// Jobs of which none of the labels in doubt came out.
    package enum MissingLabels: Sendable, Hashable {
        case all
        case jobs(Set<PrintJobID>)

        /// Those that were named one by one.
        var named: Set<PrintJobID> {
            switch self {
            case .all: []
            case .jobs(let jobs): jobs
            }
        }

        func contains(_ job: PrintJobID) -> Bool {
            switch self {
            case .all: true
            case .jobs(let jobs): jobs.contains(job)
            }
        }
    }

    /// The jobs that the person looked for; nil for all that are in doubt.
    package var seen: Set<PrintJobID>?
    /// Of the other jobs all labels in doubt came out.
    package var missing: MissingLabels

    /// All labels in doubt came out, unless told otherwise.
    package init(seen: Set<PrintJobID>? = nil, missing: MissingLabels = .jobs([])) {
        self.seen = seen
        self.missing = missing
    }
}

// How what is unknown becomes known: by what a person saw.
extension Ledger {
    /// Settles an unknown job, or puts a failed one down as printed again; any other stays as it is.
    ///
    /// With labels left to send it is queued again, in front of what waits.
    ///
    /// - Returns: The job as it is now.
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    @discardableResult
    package func settleJob(_ id: PrintJobID, _ sighting: Sighting) throws -> PrintJobRecord {
        let printer = try job(id).printer
        try settle(id, of: printer, sighting)
        return try job(id)
    }

    /// Settles the labels in doubt of a batch by what a person saw; what is not in doubt any more
    /// stays as it is.
    ///
    /// - Throws: ``StorageFault/batchNotFound(_:)``, ``StorageFault/jobNotFound(_:)`` for a job
    ///   that is not the batch's.
    package func settleBatch(
        _ id: PrintBatchID, _ sighting: BatchSighting = BatchSighting()
    ) throws {
        for job in sighting.missing.named.union(sighting.seen ?? []) {
            guard try Queries(db).job(job)?.batch == id else {
                throw StorageFault.jobNotFound(job.description)
            }
        }
        // The first of them is queued last, and so in front of the others.
        for job in try jobs(of: id, as: .unknown).reversed() {
            guard sighting.seen?.contains(job.id) ?? true else { continue }
            try settle(
                job.id, of: job.printer, sighting.missing.contains(job.id) ? .none : .all)
        }
    }

    private func settle(_ id: PrintJobID, of printer: String, _ sighting: Sighting) throws {
        let isGone = try Queries(db).printer(printer) == nil
        let settled = try change(id, by: .settle(sighting, printerIsGone: isGone))
        guard let settled, settled.state == .queued else { return }
        let sql =
            "SELECT min(turn) FROM print_job WHERE printer = ? AND id <> ? AND \(JobState.isOpenInSQL)"
        let first = try Int64.fetchOne(db, sql: sql, arguments: [printer, id.blob]) ?? 1
        try db.execute(
            sql: "UPDATE print_job SET turn = ?, waiting_since = ? WHERE id = ?",
            arguments: [first - 1, clock.now().microseconds, id.blob])
    }
}

// Labels that are printed once more, each by a job that points at the first.
extension PrintJobRecord {
    /// What prints its labels again: those that are not known to be out, or all where all are.
    package var missingRequest: PrintRequest {
        var request = request
        let missing = request.copies - labelsOut
        if missing > 0 { request.copies = missing }
        return request
    }
}

extension Ledger {
    /// Prints what of a batch failed once more, as a batch of its own at the end of a printer's
    /// queue, and puts the failed jobs down as printed again; the same request again changes
    /// nothing.
    ///
    /// - Parameters:
    ///   - id: Of the batch whose labels are wanted.
    ///   - new: Made by whoever asks.
    ///   - printer: Where to.
    /// - Returns: The new batch; nil where nothing of the old one has failed.
    /// - Throws: ``StorageFault/batchNotFound(_:)``, ``StorageFault/printerNotFound(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func reprintBatch(
        _ id: PrintBatchID, as new: PrintBatchID, printer: String
    ) throws -> (batch: PrintBatch, isReplay: Bool)? {
        let digest = Data(SHA256.hash(data: Data("larder-reprint-v1\n\(id)\n\(printer)".utf8)))
        if let known = try knownBatch(new, digest) { return (known, true) }
        let failed = try jobs(of: id, as: .failed)
        guard !failed.isEmpty else { return nil }
        let wanted = failed.map { (request: $0.missingRequest, reprintOf: Optional($0.id)) }
        let batch = try add(new, printer, wanted, digest)
        for job in failed { try change(job.id, by: .settle(.printedAgain)) }
        return (batch, false)
    }
}

import GRDB
public import Stock

/// What a person saw of the labels that were sent and are in doubt.
public enum Sighting: Sendable, Hashable {
    /// All of them came out.
    case all
    /// The last label of the job that came out was this one, counted from its first; the job goes on
    /// with the next.
    case upTo(Int)
    /// None of them came out, and none is wanted.
    case none
    /// They are printed again by another job, whatever came out.
    case printedAgain
}

/// What a person saw of the labels in doubt of a whole batch.
public struct BatchSighting: Sendable, Hashable {
    /// Jobs of which none of the labels in doubt came out.
    public enum Missing: Sendable, Hashable {
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
    public var seen: Set<PrintJobID>?
    /// Of the other jobs all labels in doubt came out.
    public var missing: Missing

    /// All labels in doubt came out, unless told otherwise.
    public init(seen: Set<PrintJobID>? = nil, missing: Missing = .jobs([])) {
        self.seen = seen
        self.missing = missing
    }
}

// How what is unknown becomes known: by what a person saw.
extension Ledger {
    /// Settles an unknown job, or puts a failed one down as printed again; any other stays as it is.
    ///
    /// With labels left to send it is queued again, in front of what waits; where it ends without
    /// all its labels out, `reason` says why.
    ///
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    public func settleJob(
        _ id: PrintJobID, _ sighting: Sighting, reason: String?
    ) throws -> PrintJobRecord {
        let job = try job(id)
        switch sighting {
        case .all: try goOn(job, after: job.labelsSent, reason)
        case .upTo(let label): try goOn(job, after: label, reason)
        case .none: try end(job, as: "failed", reason, from: ["unknown"])
        case .printedAgain: try end(job, as: "cancelled", reason, from: ["unknown", "failed"])
        }
        return try self.job(id)
    }

    /// Settles the labels in doubt of a batch by what a person saw; what is not in doubt any more
    /// stays as it is.
    ///
    /// - Parameters:
    ///   - id: Of the batch.
    ///   - sighting: What came out.
    ///   - reason: Why a job ends whose printer is gone while labels of it are left.
    ///   - missing: Why a job ends whose labels did not come out.
    /// - Throws: ``StorageFault/batchNotFound(_:)``, ``StorageFault/jobNotFound(_:)`` for a job
    ///   that is not the batch's.
    public func settleBatch(
        _ id: PrintBatchID, _ sighting: BatchSighting = BatchSighting(), reason: String?,
        missing: String
    ) throws {
        for job in sighting.missing.named.union(sighting.seen ?? []) {
            guard try Queries(db).job(job)?.batch == id else {
                throw StorageFault.jobNotFound(job.description)
            }
        }
        for job in try jobs(of: id, as: "unknown").reversed() {
            guard sighting.seen?.contains(job.id) ?? true else { continue }
            if sighting.missing.contains(job.id) {
                try end(job, as: "failed", missing, from: ["unknown"])
            } else {
                try goOn(job, after: job.labelsSent, reason)
            }
        }
    }

    /// Where labels are left and the printer is gone, there is nothing to go on with: it failed.
    private func goOn(_ job: PrintJobRecord, after label: Int, _ reason: String?) throws {
        let state =
            if label == job.request.copies { "printed" } else {
                try Queries(db).printer(job.printer) == nil ? "failed" : "queued"
            }
        let sql = """
            SELECT min(turn) FROM print_job WHERE printer = ? AND state IN ('queued', 'printing')
            """
        let first = try Int64.fetchOne(db, sql: sql, arguments: [job.printer]) ?? 1
        let now = clock.now().microseconds
        try db.execute(
            sql: """
                UPDATE print_job SET labels_out = ?1, labels_sent = ?1, state = ?2,
                    reason = iif(?2 = 'failed', ?3, NULL),
                    ended_at = iif(?2 = 'queued', NULL, ended_at), turn = ?4, waiting_since = ?5
                WHERE id = ?6 AND state = 'unknown' AND ?1 BETWEEN labels_out AND labels_sent
                """,
            arguments: [label, state, reason, first - 1, now, job.id.blob])
    }

    private func end(
        _ job: PrintJobRecord, as state: String, _ reason: String?, from states: Set<String>
    ) throws {
        guard states.contains(job.state) else { return }
        try db.execute(
            sql: """
                UPDATE print_job SET state = ?, reason = ?, labels_sent = labels_out WHERE id = ?
                """,
            arguments: [state, reason, job.id.blob])
    }
}

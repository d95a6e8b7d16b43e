import GRDB
public import Stock

// How a job comes into its printer's queue, gets on and ends. The database's own condition on the
// state, in each statement, keeps a job that has ended as it ended.
extension Ledger {
    /// Jobs that are kept, the ended ones among them; older ended jobs are forgotten.
    public static let keptJobs = 10_000

    /// Puts a job in its printer's queue; the same request again changes nothing.
    ///
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)``,
    ///   ``StorageFault/printerNotFound(_:)``.
    public func addJob(
        _ id: PrintJobID, printer: String, request: PrintRequest
    ) throws -> (job: PrintJobRecord, isReplay: Bool) {
        if let known = try Queries(db).job(id) {
            guard known.printer == printer, known.request == request else {
                throw StorageFault.idExistsWithDifferentContent(id.named(JournalEntry.self))
            }
            return (known, true)
        }
        guard try Queries(db).printer(printer) != nil else {
            throw StorageFault.printerNotFound(printer)
        }
        let text = String(decoding: try EntryJSON.encode(request), as: UTF8.self)
        try db.execute(
            sql: """
                INSERT INTO print_job (id, printer, request, state, made_at)
                VALUES (?, ?, ?, 'queued', ?)
                """,
            arguments: [id.blob, printer, text, clock.now().microseconds])
        try db.execute(
            sql: "DELETE FROM print_job WHERE number <= ? AND ended_at IS NOT NULL",
            arguments: [db.lastInsertedRowID - Int64(Self.keptJobs)])
        return (try job(id), false)
    }

    /// How many jobs of a printer have not ended.
    public func openJobCount(of printer: String) throws -> Int {
        try Queries(db).openJobCount(of: printer)
    }

    /// Takes a job out of the queue, before its first byte is sent.
    ///
    /// - Returns: The job, or nothing where it is not queued any more.
    public func beginJob(_ id: PrintJobID) throws -> PrintJobRecord? {
        try db.execute(
            sql: """
                UPDATE print_job SET state = 'printing', reason = NULL
                WHERE id = ? AND state = 'queued'
                """,
            arguments: [id.blob])
        return db.changesCount > 0 ? try job(id) : nil
    }

    /// Notes how a job that has not ended gets on: `queued` or `printing`, and what it waits for.
    public func noteJob(
        _ id: PrintJobID, state: String, reason: String?, bytesSent: Int
    ) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET state = ?, reason = ?, bytes_sent = ?
                WHERE id = ? AND state IN ('queued', 'printing')
                """,
            arguments: [state, reason, bytesSent, id.blob])
        return try job(id)
    }

    /// Notes how a job ended; one that has ended already stays as it is.
    public func endJob(
        _ id: PrintJobID, state: String, reason: String?, bytesSent: Int
    ) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET state = ?, reason = ?, bytes_sent = ?, ended_at = ?
                WHERE id = ? AND state IN ('queued', 'printing')
                """,
            arguments: [state, reason, bytesSent, clock.now().microseconds, id.blob])
        return try job(id)
    }

    /// Cancels a job that is queued; any other stays as it is.
    ///
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    public func cancelQueuedJob(_ id: PrintJobID) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET state = 'cancelled', reason = NULL, ended_at = ?
                WHERE id = ? AND state = 'queued'
                """,
            arguments: [clock.now().microseconds, id.blob])
        return try job(id)
    }

    /// Settles an unknown job by what a person saw: `printed` or `failed`; any other stays as it
    /// is.
    ///
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    public func settleUnknownJob(
        _ id: PrintJobID, state: String, reason: String?
    ) throws -> PrintJobRecord {
        try db.execute(
            sql: "UPDATE print_job SET state = ?, reason = ? WHERE id = ? AND state = 'unknown'",
            arguments: [state, reason, id.blob])
        return try job(id)
    }

    /// Ends as unknown what was being printed when the hub stopped: bytes may have gone.
    public func interruptJobs(reason: String) throws {
        try db.execute(
            sql: """
                UPDATE print_job SET state = 'unknown', reason = ?, ended_at = ?
                WHERE state = 'printing'
                """,
            arguments: [reason, clock.now().microseconds])
    }

    private func job(_ id: PrintJobID) throws -> PrintJobRecord {
        guard let job = try Queries(db).job(id) else {
            throw StorageFault.jobNotFound(id.description)
        }
        return job
    }
}

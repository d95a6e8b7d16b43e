import GRDB
public import Stock

// How a job comes into its printer's queue, gets on and ends. The database's own condition on the
// state, in each statement, keeps a job that has ended as it ended.
//
//     queued → printing → printed, unknown or failed
//        ↑         │
//        └─────────┘ a run of its labels came out and more are wanted, or no byte went
//
// A person cancels what is queued or failed; what is unknown is settled in PrintSettling.swift.
extension Ledger {
    /// Jobs that are kept, the ended ones among them; older ended jobs are forgotten.
    public static let keptJobs = 10_000

    /// Puts a job at the end of its printer's queue; the same request again changes nothing.
    ///
    /// `reprintOf` is the job whose labels it prints once more.
    ///
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)``,
    ///   ``StorageFault/printerNotFound(_:)``.
    public func addJob(
        _ id: PrintJobID, printer: String, request: PrintRequest, reprintOf: PrintJobID? = nil
    ) throws -> (job: PrintJobRecord, isReplay: Bool) {
        if let known = try Queries(db).job(id) {
            let sql = "SELECT first_printer FROM print_job WHERE id = ?"
            let first = try String.fetchOne(db, sql: sql, arguments: [id.blob])
            guard first == printer, known.request == request, known.reprintOf == reprintOf else {
                throw StorageFault.idExistsWithDifferentContent(id.named(JournalEntry.self))
            }
            return (known, true)
        }
        guard try Queries(db).printer(printer) != nil else {
            throw StorageFault.printerNotFound(printer)
        }
        try insert(
            id, printer: printer, request: request, turn: try lastTurn(of: printer) + 1,
            batch: nil, reprintOf: reprintOf)
        try forgetOldJobs()
        return (try job(id), false)
    }

    func insert(
        _ id: PrintJobID, printer: String, request: PrintRequest, turn: Int64,
        batch: PrintBatchID?, reprintOf: PrintJobID?
    ) throws {
        let now = clock.now().microseconds
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO print_job (id, printer, first_printer, turn, batch, reprint_of, request,
                    copies, code, state, made_at, waiting_since)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)
                """)
        try insert.execute(arguments: [
            id.blob, printer, printer, turn, batch?.blob, reprintOf?.blob,
            String(decoding: try EntryJSON.encode(request), as: UTF8.self), request.copies,
            request.code, now, now,
        ])
    }

    /// The last turn that a job of a printer waits for; 0 where none waits.
    func lastTurn(of printer: String) throws -> Int64 {
        let sql = """
            SELECT max(turn) FROM print_job WHERE printer = ? AND state IN ('queued', 'printing')
            """
        return try Int64.fetchOne(db, sql: sql, arguments: [printer]) ?? 0
    }

    func forgetOldJobs() throws {
        try db.execute(
            sql: """
                DELETE FROM print_job WHERE ended_at IS NOT NULL
                AND number <= (SELECT max(number) FROM print_job) - ?
                """,
            arguments: [Self.keptJobs])
    }

    /// How many jobs of a printer have not ended.
    public func openJobCount(of printer: String) throws -> Int {
        try Queries(db).openJobCount(of: printer)
    }

    /// Takes a job out of the queue, before the first byte of its next labels is sent.
    ///
    /// They are to go to `printer`, `labels` of them, at least 1; no more than are left count.
    ///
    /// - Returns: The job, or nothing where it is not for that printer to begin any more.
    public func beginJob(
        _ id: PrintJobID, at printer: String, labels: Int
    ) throws -> PrintJobRecord? {
        try db.execute(
            sql: """
                UPDATE print_job SET state = 'printing', reason = NULL, bytes_sent = 0,
                    labels_sent = min(copies, labels_sent + ?)
                WHERE id = ? AND state = 'queued' AND printer = ? AND NOT EXISTS
                    (SELECT 1 FROM printer WHERE name = print_job.printer AND paused_at IS NOT NULL)
                """,
            arguments: [labels, id.blob, printer])
        return db.changesCount > 0 ? try job(id) : nil
    }

    /// Notes how the labels that are being printed get on, what they wait for, and how many of the
    /// job came out altogether, as far as the printer said.
    public func noteJob(
        _ id: PrintJobID, reason: String?, bytesSent: Int, labelsOut: Int
    ) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET reason = ?, bytes_sent = ?,
                    labels_out = min(labels_sent, max(labels_out, ?))
                WHERE id = ? AND state = 'printing'
                """,
            arguments: [reason, bytesSent, labelsOut, id.blob])
        return try job(id)
    }

    /// Leaves a job in the queue, or puts it back there, as nothing was sent of its next labels;
    /// `labelsSent` is as it was before they were begun.
    public func returnJob(
        _ id: PrintJobID, reason: String?, labelsSent: Int
    ) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET state = 'queued', reason = ?, bytes_sent = 0,
                    labels_sent = max(labels_out, ?)
                WHERE id = ? AND state IN ('queued', 'printing')
                """,
            arguments: [reason, labelsSent, id.blob])
        return try job(id)
    }

    /// Notes that the labels of a job that were sent are behind it, and leaves it in the queue for
    /// the rest.
    ///
    /// `labelsOut` came out altogether; what was sent beyond them stays in doubt.
    public func continueJob(
        _ id: PrintJobID, labelsOut: Int, bytesSent: Int
    ) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET state = 'queued', reason = NULL, bytes_sent = ?,
                    labels_out = min(labels_sent, max(labels_out, ?))
                WHERE id = ? AND state = 'printing'
                """,
            arguments: [bytesSent, labelsOut, id.blob])
        return try job(id)
    }

    /// Notes how a job ended; one that has ended already stays as it is.
    ///
    /// `labelsOut` came out altogether, of a printed job all; `labelsSent` is given where nothing
    /// went of the labels that were begun last.
    public func endJob(
        _ id: PrintJobID, state: String, reason: String?, bytesSent: Int, labelsOut: Int = 0,
        labelsSent: Int? = nil
    ) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET state = ?1, reason = ?2, bytes_sent = ?3, ended_at = ?4,
                    labels_sent = iif(?1 = 'printed', copies, coalesce(?6, labels_sent)),
                    labels_out = iif(?1 = 'printed', copies,
                        min(coalesce(?6, labels_sent), max(labels_out, ?5)))
                WHERE id = ?7 AND state IN ('queued', 'printing')
                """,
            arguments: [
                state, reason, bytesSent, clock.now().microseconds, labelsOut, labelsSent, id.blob,
            ])
        return try job(id)
    }

    /// Cancels a job that is queued or failed; any other stays as it is.
    ///
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    public func cancelJob(_ id: PrintJobID) throws -> PrintJobRecord {
        try db.execute(
            sql: """
                UPDATE print_job SET state = 'cancelled', reason = NULL, ended_at = ?
                WHERE id = ? AND state IN ('queued', 'failed')
                """,
            arguments: [clock.now().microseconds, id.blob])
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

    /// The job of that id.
    ///
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    public func job(_ id: PrintJobID) throws -> PrintJobRecord {
        guard let job = try Queries(db).job(id) else {
            throw StorageFault.jobNotFound(id.description)
        }
        return job
    }
}

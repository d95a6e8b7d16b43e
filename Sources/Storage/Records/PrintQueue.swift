import Foundation
import GRDB
import Journal
package import Printing
import Stock

// How a job comes into its printer's queue, gets on and ends. What may happen to it is decided by
// `PrintJobLife.after`; here its row is read, and written as that says, in one transaction. The
// table's own conditions stand behind it as a second wall.
extension Ledger {
    /// Jobs that are kept, the ended ones among them; older ended jobs are forgotten.
    package static let keptJobs = 10_000

    /// Puts a job at the end of its printer's queue; the same order again changes nothing.
    ///
    /// - Parameters:
    ///   - id: Made by whoever asks.
    ///   - printer: Where to.
    ///   - request: What is printed.
    ///   - reprintOf: The job whose labels it prints once more.
    ///   - order: What was asked for. The same again is the same job, whatever its label would say by
    ///     now; without it, only the same label is.
    /// - Returns: The job as it stands, and whether it was asked for before.
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)``,
    ///   ``StorageFault/printerNotFound(_:)``.
    package func addJob(
        _ id: PrintJobID, printer: String, request: PrintRequest, reprintOf: PrintJobID? = nil,
        orderedAs order: OrderDigest? = nil
    ) throws -> (job: PrintJobRecord, isReplay: Bool) {
        if let known = try Queries(db).job(id) {
            let sql = "SELECT first_printer FROM print_job WHERE id = ?"
            let first = try String.fetchOne(db, sql: sql, arguments: [id.blob])
            let isSame =
                try [request, request.remembered].contains(known.request)
                || order.map { try Queries(db).request(of: id, orderedAs: $0) != nil } == true
            guard first == printer, isSame, known.reprintOf == reprintOf else {
                throw StorageFault.idExistsWithDifferentContent(id.named(JournalEntry.self))
            }
            return (known, true)
        }
        guard try Queries(db).printer(printer) != nil else {
            throw StorageFault.printerNotFound(printer)
        }
        try insert(
            id, printer: printer, request: request, turn: try lastTurn(of: printer) + 1,
            batch: nil, reprintOf: reprintOf, orderedAs: order)
        try forgetOldJobs()
        return (try job(id), false)
    }

    func insert(
        _ id: PrintJobID, printer: String, request: PrintRequest, turn: Int64,
        batch: PrintBatchID?, reprintOf: PrintJobID?, orderedAs order: OrderDigest? = nil
    ) throws {
        let now = clock.now().microseconds
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO print_job (id, printer, first_printer, turn, batch, reprint_of, request,
                    layout, copies, code, state, made_at, waiting_since, ordered)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            id.blob, printer, printer, turn, batch?.blob, reprintOf?.blob,
            String(decoding: try EntryJSON.encode(request), as: UTF8.self), request.layout,
            request.copies, request.code, PrintJobLife(copies: request.copies).state.rawValue, now,
            now, request.isBadge ? nil : order?.bytes,
        ])
    }

    /// The last turn that a job of a printer waits for; 0 where none waits.
    func lastTurn(of printer: String) throws -> Int64 {
        let sql = "SELECT max(turn) FROM print_job WHERE printer = ? AND \(JobState.isOpenInSQL)"
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
    package func openJobCount(of printer: String) throws -> Int {
        try Queries(db).openJobCount(of: printer)
    }

    /// Takes a job out of the queue, before the first byte of its next labels is sent.
    ///
    /// They are to go to `printer`, `labels` of them, at least 1; no more than are left count.
    ///
    /// - Returns: The job, or nothing where it is not for that printer to begin any more.
    package func beginJob(
        _ id: PrintJobID, at printer: String, labels: Int
    ) throws -> PrintJobRecord? {
        let may = try db.cachedStatement(
            sql: """
                SELECT 1 FROM print_job WHERE id = ? AND printer = ? AND NOT EXISTS
                    (SELECT 1 FROM printer WHERE name = print_job.printer AND paused_at IS NOT NULL)
                """)
        guard try Int.fetchOne(may, arguments: [id.blob, printer]) != nil,
            try change(id, by: .begin(labels: labels)) != nil
        else { return nil }
        return try job(id)
    }

    /// Lets that happen to a job; one that it cannot happen to stays as it is.
    ///
    /// A job begins by ``beginJob(_:at:labels:)``, which looks at its printer too, and is settled by
    /// ``settleJob(_:_:)``, which gives it its turn.
    ///
    /// - Returns: The job as it is now.
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    @discardableResult
    package func advanceJob(_ id: PrintJobID, by event: PrintJobEvent) throws -> PrintJobRecord {
        try change(id, by: event)
        return try job(id)
    }

    /// Ends as unknown what was being printed when the hub stopped: bytes may have gone.
    package func interruptJobs() throws { try changeAll(by: .interrupt) }

    /// The job of that id.
    ///
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    package func job(_ id: PrintJobID) throws -> PrintJobRecord {
        guard let job = try Queries(db).job(id) else {
            throw StorageFault.jobNotFound(id.description)
        }
        return job
    }

    /// Reads how far a job is, lets that happen to it, and writes it.
    ///
    /// - Returns: How far it is then; nil where that cannot happen to it.
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    @discardableResult
    func change(_ id: PrintJobID, by event: PrintJobEvent) throws -> PrintJobLife? {
        let find = try db.cachedStatement(
            sql: "SELECT \(PrintJobLife.columns) FROM print_job WHERE id = ?")
        guard let row = try Row.fetchOne(find, arguments: [id.blob]) else {
            throw StorageFault.jobNotFound(id.description)
        }
        let life = try db.changeJob(row, by: event, at: clock.now())
        if let life { try noteForgotten(life.state, where: "id = \(id.blob)") }
        return life
    }

    /// A badge's name goes with its printing, from the log of the database too.
    private func noteForgotten(_ state: JobState, where condition: SQL) throws {
        guard state == .printed || state == .cancelled else { return }
        let badges: SQL = """
            SELECT 1 FROM print_job WHERE state = \(state.rawValue)
                AND layout IN \(PrintRequest.badges) AND \(condition) LIMIT 1
            """
        if try SQLRequest<Int>(literal: badges).fetchOne(db) != nil { hasErased = true }
    }

    /// Lets that happen to all jobs of a condition that it can happen to, by a statement for each
    /// state: for events that change no number of labels.
    func changeAll(by event: PrintJobEvent, where condition: SQL = "TRUE") throws {
        let now = clock.now().microseconds
        for state in JobState.allCases {
            let any = PrintJobLife(copies: 1, state: state)
            guard let life = try? any.after(event) else { continue }
            precondition((life.labelsSent, life.labelsOut) == (any.labelsSent, any.labelsOut))
            let change: SQL = """
                UPDATE print_job SET state = \(life.state.rawValue), reason = \(life.reason?.word),
                    ended_at = \(life.state.isOpen ? nil : now)
                WHERE state = \(state.rawValue) AND \(condition)
                """
            try db.execute(literal: change)
            if db.changesCount > 0 { try noteForgotten(life.state, where: condition) }
        }
    }
}

extension Database {
    /// Lets that happen to the job of a row, which has ``PrintJobLife/columns``, and writes it.
    ///
    /// - Parameters:
    ///   - row: As the job is.
    ///   - event: What happens.
    ///   - now: When one ends that had not; a person's word changes no time of an end.
    /// - Returns: How far it is then; nil where that cannot happen to it.
    /// - Throws: What SQLite says.
    @discardableResult
    func changeJob(_ row: Row, by event: PrintJobEvent, at now: Moment) throws -> PrintJobLife? {
        let before = PrintJobLife(row: row)
        guard let life = try? before.after(event) else { return nil }
        let endedAt: Int64? =
            switch event {
            case _ where life.state.isOpen: nil
            case .settle: row["ended_at"]
            default: now.microseconds
            }
        let write = try cachedStatement(
            sql: """
                UPDATE print_job SET state = ?, reason = ?, labels_sent = ?, labels_out = ?,
                    bytes_sent = ?, ended_at = ?
                WHERE number = ? AND state = ? AND labels_sent = ? AND labels_out = ?
                """)
        try write.execute(arguments: [
            life.state.rawValue, life.reason?.word, life.labelsSent, life.labelsOut,
            life.bytesSent, endedAt, row["number"] as Int64, before.state.rawValue,
            before.labelsSent, before.labelsOut,
        ])
        return changesCount > 0 ? life : nil
    }
}

import Foundation
import GRDB
import Printing
import Stock

/// Where a line of a queue is moved to.
package enum QueueTurn: String, Sendable, Hashable, CaseIterable, Codable {
    case first, earlier, later, last
}

// What people change about the order of a queue. The jobs of a batch that wait at one printer move
// as one; only what is queued moves, never what is being printed.
extension Ledger {
    /// Stops a printer from beginning further labels, until it is let go on.
    ///
    /// - Throws: ``StorageFault/printerNotFound(_:)``.
    package func pause(_ printer: String) throws {
        try known(printer)
        try db.execute(
            sql: "UPDATE printer SET paused_at = ? WHERE name = ? AND paused_at IS NULL",
            arguments: [clock.now().microseconds, printer])
    }

    /// Lets a paused printer go on; what waits there has waited from now on.
    ///
    /// - Throws: ``StorageFault/printerNotFound(_:)``.
    package func resume(_ printer: String) throws {
        try known(printer)
        try db.execute(
            sql: "UPDATE printer SET paused_at = NULL WHERE name = ? AND paused_at IS NOT NULL",
            arguments: [printer])
        guard db.changesCount > 0 else { return }
        try db.execute(
            sql: "UPDATE print_job SET waiting_since = ? WHERE printer = ? AND state = ?",
            arguments: [clock.now().microseconds, printer, JobState.queued.rawValue])
    }

    /// Gives a job that is queued, with the rest of its batch, another turn.
    ///
    /// - Returns: The job; as it was, where it is not queued.
    /// - Throws: ``StorageFault/jobNotFound(_:)``.
    package func moveJob(_ id: PrintJobID, to turn: QueueTurn) throws -> PrintJobRecord {
        let job = try job(id)
        var lines = try waitingLines(of: job.printer)
        guard let from = lines.firstIndex(where: { $0.jobs.contains(job.number) }) else {
            return job
        }
        let to =
            switch turn {
            case .first: 0
            case .earlier: max(0, from - 1)
            case .later: min(lines.count - 1, from + 1)
            case .last: lines.count - 1
            }
        lines.insert(lines.remove(at: from), at: to)
        let set = try db.cachedStatement(
            sql: "UPDATE print_job SET turn = ?1 WHERE number = ?2 AND turn <> ?1")
        for (index, number) in lines.flatMap(\.jobs).enumerated() {
            try set.execute(arguments: [index + 1, number])
        }
        return try self.job(id)
    }

    /// Moves a job that is queued, with the rest of its batch, to the end of another printer's
    /// queue.
    ///
    /// - Returns: The jobs that moved; none where the job is not queued.
    /// - Throws: ``StorageFault/jobNotFound(_:)``, ``StorageFault/printerNotFound(_:)``.
    package func moveJob(_ id: PrintJobID, to printer: String) throws -> Int {
        let job = try job(id)
        try known(printer)
        let lines = try waitingLines(of: job.printer)
        guard job.printer != printer,
            let line = lines.first(where: { $0.jobs.contains(job.number) })
        else { return 0 }
        let (turn, now) = (try lastTurn(of: printer), clock.now().microseconds)
        try changeAll(
            by: .move, where: "printer = \(job.printer) AND coalesce(batch, id) = \(line.key)")
        let move = try db.cachedStatement(
            sql: "UPDATE print_job SET printer = ?, turn = ?, waiting_since = ? WHERE number = ?")
        for (index, number) in line.jobs.enumerated() {
            try move.execute(arguments: [printer, turn + Int64(index) + 1, now, number])
        }
        return line.jobs.count
    }

    /// Jobs of one batch, or one job of none, by their numbers in the order of their turns.
    private struct Line {
        let key: Data
        var jobs: [Int64]
    }

    private func waitingLines(of printer: String) throws -> [Line] {
        let sql = """
            SELECT number, coalesce(batch, id) AS line FROM print_job
            WHERE printer = ? AND state = ? AND \(JobState.isOpenInSQL) ORDER BY turn, number
            """
        var lines: [Line] = []
        var places: [Data: Int] = [:]
        for row in try Row.fetchAll(
            db, sql: sql, arguments: [printer, JobState.queued.rawValue])
        {
            let key: Data = row["line"]
            if let place = places[key] {
                lines[place].jobs.append(row["number"])
            } else {
                places[key] = lines.count
                lines.append(Line(key: key, jobs: [row["number"]]))
            }
        }
        return lines
    }

    private func known(_ printer: String) throws {
        guard try Queries(db).printer(printer) != nil else {
            throw StorageFault.printerNotFound(printer)
        }
    }
}

/// A printer, and how much waits for it.
package struct PrinterQueue: Sendable, Hashable {
    /// As it is set.
    package let printer: PrinterRecord
    /// Jobs that have not ended.
    package let jobs: Int
    /// Labels of these that are not known to be out.
    package let labels: Int
    /// Whether a person has stopped it from beginning further labels.
    package let isPaused: Bool
}

extension Queries {
    /// Printers that a person has paused, by name.
    package func pausedPrinters() throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT name FROM printer WHERE paused_at IS NOT NULL")
    }

    /// All printers with how much waits for each, by name.
    package func printerQueues() throws -> [PrinterQueue] {
        let paused = try pausedPrinters()
        return try printers().map { try queue(of: $0, isPaused: paused.contains($0.name)) }
    }

    /// The printer of that name with how much waits for it, where there is one.
    package func printerQueue(_ name: String) throws -> PrinterQueue? {
        try printer(name).map { try queue(of: $0, isPaused: try pausedPrinters().contains(name)) }
    }

    private func queue(of printer: PrinterRecord, isPaused: Bool) throws -> PrinterQueue {
        let (jobs, labels) = try queueLength(of: printer.name)
        return PrinterQueue(printer: printer, jobs: jobs, labels: labels, isPaused: isPaused)
    }
}

import Crypto
import Foundation
import GRDB
import Journal
package import Printing
package import Stock

/// Many different labels that were asked for at once: a job each, in their order.
package struct PrintBatch: Sendable, Hashable {
    /// What a ``PrintBatchID`` names.
    package enum Mark {}

    /// Made by whoever asked for it.
    package let id: PrintBatchID
    /// The printer that it was asked of; its jobs may have been moved since.
    package let printer: String
    /// Jobs that it came with.
    package let jobs: Int
    /// Labels that were asked for.
    package let labels: Int
    /// When it was asked for.
    package let madeAt: Moment
}

/// The name of a batch, made by whoever asks for it.
package typealias PrintBatchID = ID<PrintBatch.Mark>

/// How far a batch has come; all but `labelsLeft` count what of it is still remembered.
package struct BatchProgress: Sendable, Hashable {
    /// Labels that came out, as the printer or a person said.
    package fileprivate(set) var labelsOut = 0
    /// Labels that wait for the printer or are being printed, without those that came out.
    package fileprivate(set) var labelsLeft = 0
    /// Jobs by their state; a state that none has is left out.
    package fileprivate(set) var jobs: [JobState: Int] = [:]
}

extension Ledger {
    /// Labels that one batch may hold, copies included.
    package static let batchLimit = 5_000

    /// Puts a job for each request at the end of a printer's queue, all or none; the same order again
    /// changes nothing.
    ///
    /// A job's id follows from the batch's and its number in it: `larder-print-v1`. `order` is what was
    /// asked for: the same again is the same batch, whatever its labels would say by now; without it,
    /// only the same labels are.
    ///
    /// - Precondition: There is at least one request and at most ``batchLimit``.
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)``,
    ///   ``StorageFault/printerNotFound(_:)``.
    package func addBatch(
        _ id: PrintBatchID, printer: String, requests: [PrintRequest],
        orderedAs order: OrderDigest? = nil
    ) throws -> (batch: PrintBatch, isReplay: Bool) {
        if let order, let known = try Queries(db).batch(id, at: printer, orderedAs: order) {
            return (known, true)
        }
        let digest = try Self.digest(of: requests, at: printer)
        if let known = try knownBatch(id, digest) { return (known, true) }
        return (try add(id, printer, requests.map { ($0, nil) }, digest, orderedAs: order), false)
    }

    /// The batch of that id, where it was asked for before, whatever its labels.
    package func knownBatch(_ id: PrintBatchID) throws -> PrintBatch? { try Queries(db).batch(id) }

    /// The batch of that id, where it was asked for before.
    ///
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)`` where other labels were.
    func knownBatch(_ id: PrintBatchID, _ digest: Data) throws -> PrintBatch? {
        guard let known = try Queries(db).batch(id) else { return nil }
        let sql = "SELECT digest FROM print_batch WHERE id = ?"
        guard try Data.fetchOne(db, sql: sql, arguments: [id.blob]) == digest else {
            throw StorageFault.idExistsWithDifferentContent(id.named(JournalEntry.self))
        }
        return known
    }

    /// Puts a job for each request into the queue, with the job whose labels it prints once more.
    func add(
        _ id: PrintBatchID, _ printer: String,
        _ requests: [(request: PrintRequest, reprintOf: PrintJobID?)], _ digest: Data,
        orderedAs order: OrderDigest? = nil
    ) throws -> PrintBatch {
        precondition((1...Self.batchLimit).contains(requests.count))
        guard try Queries(db).printer(printer) != nil else {
            throw StorageFault.printerNotFound(printer)
        }
        let labels = requests.reduce(0) { $0 + $1.request.copies }
        try db.execute(
            sql: """
                INSERT INTO print_batch (id, printer, digest, jobs, labels, made_at, ordered)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id.blob, printer, digest, requests.count, labels, clock.now().microseconds,
                order?.bytes,
            ])
        let turn = try lastTurn(of: printer)
        for (index, wanted) in requests.enumerated() {
            try insert(
                PrintJobID(hashOf: "larder-print-v1\n\(id)\n\(index + 1)"), printer: printer,
                request: wanted.request, turn: turn + Int64(index) + 1, batch: id,
                reprintOf: wanted.reprintOf)
        }
        try forgetOldJobs()
        return try batch(id)
    }

    /// The same for the same requests in every run of the hub; the order of a dictionary's keys is
    /// another in each.
    private static func digest(of requests: [PrintRequest], at printer: String) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let content = Data("\(printer)\n".utf8) + (try encoder.encode(requests))
        return Data(SHA256.hash(data: content))
    }

    /// The jobs of a batch in one state, in their order.
    ///
    /// - Throws: ``StorageFault/batchNotFound(_:)``.
    package func jobs(of id: PrintBatchID, as state: JobState) throws -> [PrintJobRecord] {
        _ = try batch(id)
        return try Queries(db).jobs(of: id, as: state)
    }

    /// Cancels what of a batch is queued or failed.
    ///
    /// - Returns: The one of its jobs that is being printed, where there is one.
    /// - Throws: ``StorageFault/batchNotFound(_:)``.
    package func cancelBatch(_ id: PrintBatchID) throws -> PrintJobRecord? {
        _ = try batch(id)
        try changeAll(by: .cancel, where: "batch = \(id.blob)")
        return try jobs(of: id, as: .printing).first
    }

    /// The batch of that id.
    ///
    /// - Throws: ``StorageFault/batchNotFound(_:)``.
    package func batch(_ id: PrintBatchID) throws -> PrintBatch {
        guard let batch = try Queries(db).batch(id) else {
            throw StorageFault.batchNotFound(id.description)
        }
        return batch
    }
}

/// A batch as it stands, and the queue that it waits in.
package struct BatchState: Sendable {
    package let batch: PrintBatch
    package let progress: BatchProgress
    /// Of the printer that it was moved to, if it was; nil where that one was removed.
    package let queue: PrinterQueue?
}

extension Queries {
    /// How a batch stands.
    ///
    /// - Throws: ``StorageFault/batchNotFound(_:)``.
    package func standing(of id: PrintBatchID) throws -> BatchState {
        guard let batch = try batch(id) else {
            throw StorageFault.batchNotFound(id.description)
        }
        let waiting = PrintJobFilter(states: PrintJobFilter.open, batch: id)
        let printer = try jobs(waiting, limit: 1).first?.printer ?? batch.printer
        return BatchState(
            batch: batch, progress: try progress(of: id), queue: try printerQueue(printer))
    }

    /// The batch of that id, for as long as any of its jobs is remembered.
    package func batch(_ id: PrintBatchID) throws -> PrintBatch? {
        let sql = "SELECT * FROM print_batch WHERE id = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [id.blob]).map { row in
            PrintBatch(
                id: try ID(column: row["id"]), printer: row["printer"], jobs: row["jobs"],
                labels: row["labels"], madeAt: Moment(microseconds: row["made_at"]))
        }
    }

    /// The batch of that id, where just this order asked a printer for it.
    package func batch(
        _ id: PrintBatchID, at printer: String, orderedAs order: OrderDigest
    ) throws -> PrintBatch? {
        let sql = "SELECT count(*) FROM print_batch WHERE id = ? AND printer = ? AND ordered = ?"
        let arguments: StatementArguments = [id.blob, printer, order.bytes]
        guard try Int.fetchOne(db, sql: sql, arguments: arguments) == 1 else { return nil }
        return try batch(id)
    }

    /// The jobs of a batch in one state, in their order.
    package func jobs(of batch: PrintBatchID, as state: JobState) throws -> [PrintJobRecord] {
        let sql = "SELECT * FROM print_job WHERE batch = ? AND state = ? ORDER BY number"
        return try Row.fetchAll(db, sql: sql, arguments: [batch.blob, state.rawValue])
            .map { try PrintJobRecord(row: $0) }
    }

    /// How far a batch has come.
    package func progress(of batch: PrintBatchID) throws -> BatchProgress {
        let sql = """
            SELECT state, count(*) AS jobs, sum(labels_out) AS out, sum(copies - labels_out) AS left
            FROM print_job WHERE batch = ? GROUP BY state
            """
        var progress = BatchProgress()
        for row in try Row.fetchAll(db, sql: sql, arguments: [batch.blob]) {
            let word: String = row["state"]
            let state = JobState(rawValue: word) ?? .unknown
            progress.jobs[state, default: 0] += row["jobs"]
            progress.labelsOut += row["out"]
            if state.isOpen { progress.labelsLeft += row["left"] }
        }
        return progress
    }
}

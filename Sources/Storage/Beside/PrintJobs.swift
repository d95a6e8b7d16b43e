import Foundation
import GRDB
public import Stock

/// One configured device.
public struct PrinterRecord: Sendable, Hashable {
    /// 1 to 60 characters; unique in the hub.
    public var name: String
    /// `usb:`, `usb:SERIAL`, `tcp:HOST:PORT`, `file:PATH` or `picture:`.
    public var device: String
    /// A printer language's name, or `png` for a printer that prints to pictures.
    public var language: String
    /// A media name such as `50x30`.
    public var media: String
    public var dpi: Int

    public init(name: String, device: String, language: String, media: String, dpi: Int) {
        (self.name, self.device, self.language, self.media, self.dpi) = (name, device, language, media, dpi)
    }
}

/// What a print job prints; drawn when its turn comes.
public struct PrintRequest: Sendable, Hashable, Codable {
    public var layout: String
    /// The label code in the QR, and under it.
    public var code: String?
    public var fields: [String: String]
    /// 1 to 9,999.
    public var copies: Int

    public init(layout: String, code: String?, fields: [String: String], copies: Int) {
        (self.layout, self.code, self.fields, self.copies) = (layout, code, fields, copies)
    }
}

/// A print job as it stands.
public struct PrintJobRecord: Sendable, Hashable {
    public enum Mark {}

    public let id: ID<Mark>
    /// Rises with each job: a printer's queue is worked off in this order.
    public let number: Int64
    public let printer: String
    public let request: PrintRequest
    /// queued, printing, printed, unknown, failed or cancelled.
    public let state: String
    /// Why it waits, failed or is unknown; a word the message catalogue knows.
    public let reason: String?
    public let bytesSent: Int
    public let madeAt: Moment
}

public typealias PrintJobID = ID<PrintJobRecord.Mark>

extension Ledger {
    /// - Throws: ``StorageFault/printerExists(_:)`` where another printer has the name.
    public func addPrinter(_ printer: PrinterRecord) throws {
        if let known = try Queries(db).printer(printer.name) {
            guard known == printer else { throw StorageFault.printerExists(printer.name) }
            return
        }
        try db.execute(
            sql: "INSERT INTO printer (name, device, language, media, dpi, settings) VALUES (?, ?, ?, ?, ?, '{}')",
            arguments: [printer.name, printer.device, printer.language, printer.media, printer.dpi])
    }

    /// Forgets a printer; its jobs that wait are cancelled.
    public func removePrinter(_ name: String) throws {
        guard try Queries(db).printer(name) != nil else { throw StorageFault.printerNotFound(name) }
        for job in try Queries(db).openJobs(of: name) {
            try setJob(job.id, state: "cancelled", reason: nil, bytesSent: job.bytesSent, isFinal: true)
        }
        try db.execute(sql: "DELETE FROM printer WHERE name = ?", arguments: [name])
    }

    /// Puts a job in its printer's queue; the same request again changes nothing.
    ///
    /// - Throws: ``StorageFault/printerNotFound(_:)``, ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func addJob(
        _ id: PrintJobID, printer: String, request: PrintRequest
    ) throws -> (job: PrintJobRecord, isReplay: Bool) {
        if let known = try Queries(db).job(id) {
            guard known.printer == printer, known.request == request else {
                throw StorageFault.idExistsWithDifferentContent(id.named(JournalEntry.self))
            }
            return (known, true)
        }
        guard try Queries(db).printer(printer) != nil else { throw StorageFault.printerNotFound(printer) }
        let text = String(decoding: try EntryJSON.encode(request), as: UTF8.self)
        try db.execute(
            sql: "INSERT INTO print_job (id, printer, request, state, made_at) VALUES (?, ?, ?, 'queued', ?)",
            arguments: [id.blob, printer, text, clock.now().microseconds])
        guard let job = try Queries(db).job(id) else { throw StorageFault.jobNotFound(id.description) }
        return (job, false)
    }

    /// Notes how far a job has come. A job that has ended stays as it ended.
    public func setJob(_ id: PrintJobID, state: String, reason: String?, bytesSent: Int, isFinal: Bool) throws {
        try db.execute(
            sql: """
                UPDATE print_job SET state = ?, reason = ?, bytes_sent = ?, ended_at = iif(?, ?, NULL)
                WHERE id = ? AND state IN ('queued', 'printing')
                """,
            arguments: [state, reason, bytesSent, isFinal, clock.now().microseconds, id.blob])
    }
}

extension Queries {
    public func printer(_ name: String) throws -> PrinterRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM printer WHERE name = ?", arguments: [name]).map { PrinterRecord(row: $0) }
    }

    public func printers() throws -> [PrinterRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM printer ORDER BY name").map { PrinterRecord(row: $0) }
    }

    public func job(_ id: PrintJobID) throws -> PrintJobRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM print_job WHERE id = ?", arguments: [id.blob])
            .map { try PrintJobRecord(row: $0) }
    }

    /// Jobs of a printer that have not ended, in the order of their turn.
    public func openJobs(of printer: String) throws -> [PrintJobRecord] {
        let sql = "SELECT * FROM print_job WHERE printer = ? AND state IN ('queued', 'printing') ORDER BY number"
        return try Row.fetchAll(db, sql: sql, arguments: [printer]).map { try PrintJobRecord(row: $0) }
    }

    /// The latest jobs of all printers.
    ///
    /// - Parameter limit: From 1 to 1,000.
    public func recentJobs(limit: Int) throws -> [PrintJobRecord] {
        let sql = "SELECT * FROM print_job ORDER BY number DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [min(max(1, limit), 1_000)])
            .map { try PrintJobRecord(row: $0) }
    }

    /// Jobs whose labels are not known to have come out: open, failed or unknown.
    public func unprintedCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM print_job WHERE state IN ('queued', 'printing')") ?? 0
    }
}

extension PrinterRecord {
    init(row: Row) {
        self.init(
            name: row["name"], device: row["device"], language: row["language"], media: row["media"], dpi: row["dpi"])
    }
}

extension PrintJobRecord {
    init(row: Row) throws {
        let request: String = row["request"]
        self.init(
            id: try ID(column: row["id"]), number: row["number"], printer: row["printer"],
            request: try EntryJSON.decode(Data(request.utf8)), state: row["state"], reason: row["reason"],
            bytesSent: row["bytes_sent"], madeAt: Moment(microseconds: row["made_at"]))
    }
}

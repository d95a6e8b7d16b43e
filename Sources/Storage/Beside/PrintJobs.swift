import Foundation
import GRDB
public import Stock

/// What a print job prints; drawn when its turn comes.
public struct PrintRequest: Sendable, Hashable, Codable {
    /// A layout's name, such as `bin`.
    public var layout: String
    /// The label code in the QR, and under it.
    public var code: String?
    /// What the label says, such as `name` and `detail`.
    public var fields: [String: String]
    /// 1 to 9,999.
    public var copies: Int

    /// `copies` labels that are all the same.
    public init(layout: String, code: String?, fields: [String: String], copies: Int) {
        self.layout = layout
        self.code = code
        self.fields = fields
        self.copies = copies
    }
}

/// A print job as it stands.
public struct PrintJobRecord: Sendable, Hashable {
    /// What a ``PrintJobID`` names.
    public enum Mark {}

    /// Made by whoever asked for it.
    public let id: PrintJobID
    /// Rises with each job: a printer's queue is worked off in this order.
    public let number: Int64
    /// The printer's name.
    public let printer: String
    /// What is to be printed.
    public let request: PrintRequest
    /// queued, printing, printed, unknown, failed or cancelled.
    public let state: String
    /// Why it waits, failed or is unknown; a word the message catalogue knows.
    public let reason: String?
    /// Bytes that the printer has taken of it, as last noted.
    public let bytesSent: Int
    /// When it was asked for.
    public let madeAt: Moment
}

/// The name of a print job, made by whoever asks for it.
public typealias PrintJobID = ID<PrintJobRecord.Mark>

extension PrintJobRecord {
    init(row: Row) throws {
        let request: String = row["request"]
        self.init(
            id: try ID(column: row["id"]), number: row["number"], printer: row["printer"],
            request: try EntryJSON.decode(Data(request.utf8)), state: row["state"],
            reason: row["reason"], bytesSent: row["bytes_sent"],
            madeAt: Moment(microseconds: row["made_at"]))
    }
}

extension Queries {
    /// The job of that id, where there is one.
    public func job(_ id: PrintJobID) throws -> PrintJobRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM print_job WHERE id = ?", arguments: [id.blob])
            .map { try PrintJobRecord(row: $0) }
    }

    /// The job whose turn it is at a printer.
    public func nextJob(of printer: String) throws -> PrintJobRecord? {
        let sql = """
            SELECT * FROM print_job WHERE printer = ? AND state = 'queued' ORDER BY number LIMIT 1
            """
        return try Row.fetchOne(db, sql: sql, arguments: [printer])
            .map { try PrintJobRecord(row: $0) }
    }

    /// Jobs of a printer that have not ended, in the order of their turn; the first 1,000.
    public func openJobs(of printer: String) throws -> [PrintJobRecord] {
        let sql = """
            SELECT * FROM print_job WHERE printer = ? AND state IN ('queued', 'printing')
            ORDER BY number LIMIT 1000
            """
        return try Row.fetchAll(db, sql: sql, arguments: [printer])
            .map { try PrintJobRecord(row: $0) }
    }

    /// How many jobs of a printer have not ended.
    public func openJobCount(of printer: String) throws -> Int {
        let sql = """
            SELECT count(*) FROM print_job WHERE printer = ? AND state IN ('queued', 'printing')
            """
        return try Int.fetchOne(db, sql: sql, arguments: [printer]) ?? 0
    }

    /// The latest jobs of all printers, the last first; `limit` is from 1 to 1,000.
    public func recentJobs(limit: Int) throws -> [PrintJobRecord] {
        let sql = "SELECT * FROM print_job ORDER BY number DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [min(max(1, limit), 1_000)])
            .map { try PrintJobRecord(row: $0) }
    }

    /// Jobs that are still to end well: queued, printing, or unknown until a person looked.
    public func unprintedCount() throws -> Int {
        let sql = """
            SELECT count(*) FROM print_job WHERE state IN ('queued', 'printing', 'unknown')
            """
        return try Int.fetchOne(db, sql: sql) ?? 0
    }
}

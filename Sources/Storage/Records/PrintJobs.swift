import Crypto
import Foundation
import GRDB
import Journal
package import Printing
package import Stock

/// What a print job prints; drawn when its turn comes.
package struct PrintRequest: Sendable, Hashable, Codable {
    /// A layout's name, such as `bin`.
    package var layout: String
    /// The label code in the QR, and under it.
    package var code: String?
    /// What the label says, such as `name` and `detail`.
    package var fields: [String: String]
    /// 1 to 9,999.
    package var copies: Int

    /// `copies` labels that are all the same.
    package init(layout: String, code: String?, fields: [String: String], copies: Int) {
        self.layout = layout
        self.code = code
        self.fields = fields
        self.copies = copies
    }
}

/// What someone asked to be printed, in short: it stays the same when what a label says has changed.
package struct OrderDigest: Sendable, Hashable {
    let bytes: Data

    /// The same for the same words in every run of the hub; the order of a dictionary's keys is
    /// another in each.
    package init(_ order: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        bytes = Data(SHA256.hash(data: try encoder.encode(order)))
    }
}

extension PrintRequest {
    /// Whether it says the name of a person, which no digest may outlive: a name can be guessed.
    var isBadge: Bool { Self.badges.contains(layout) }

    /// The layouts of badges.
    static let badges = ["badge", "badge-large"]

    /// What is left of it once a badge has been printed; any other label stays as it is.
    var remembered: PrintRequest {
        isBadge ? PrintRequest(layout: "badge", code: nil, fields: [:], copies: copies) : self
    }
}

/// A print job as it stands.
package struct PrintJobRecord: Sendable, Hashable {
    /// What a ``PrintJobID`` names.
    package enum Mark {}

    /// Made by whoever asked for it.
    package let id: PrintJobID
    /// Rises with each job.
    package let number: Int64
    /// The printer's name.
    package let printer: String
    /// A printer's queue is worked off in this order.
    package let turn: Int64
    /// The batch that it came with.
    package let batch: PrintBatchID?
    /// The job whose labels it prints once more.
    package let reprintOf: PrintJobID?
    /// What is to be printed.
    package let request: PrintRequest
    /// How far it has come.
    package let life: PrintJobLife
    /// When it was asked for.
    package let madeAt: Moment
    /// Since when it waits for its printer: asked for, moved, or let go on by a person.
    package let waitingSince: Moment
    /// When it ended; nil while it is queued or printing.
    package let endedAt: Moment?

    /// Where it is.
    package var state: JobState { life.state }
    /// Why it waits, failed or is in doubt.
    package var reason: JobReason? { life.reason }
    /// Labels whose bytes went to the printer, or are under way.
    package var labelsSent: Int { life.labelsSent }
    /// Labels that came out, as the printer or a person said.
    package var labelsOut: Int { life.labelsOut }
    /// Labels that are still to be sent.
    package var labelsLeft: Int { life.labelsLeft }
    /// Bytes that the printer has taken of the labels sent last, as last noted.
    package var bytesSent: Int { life.bytesSent }
}

/// The name of a print job, made by whoever asks for it.
package typealias PrintJobID = ID<PrintJobRecord.Mark>

extension PrintJobRecord {
    init(row: Row) throws {
        let request: String = row["request"]
        let batch: Data? = row["batch"]
        let reprintOf: Data? = row["reprint_of"]
        self.init(
            id: try ID(column: row["id"]), number: row["number"], printer: row["printer"],
            turn: row["turn"], batch: try batch.map { try ID(column: $0) },
            reprintOf: try reprintOf.map { try ID(column: $0) },
            request: try EntryJSON.decode(Data(request.utf8)), life: PrintJobLife(row: row),
            madeAt: Moment(microseconds: row["made_at"]),
            waitingSince: Moment(microseconds: row["waiting_since"]),
            endedAt: (row["ended_at"] as Int64?).map { Moment(microseconds: $0) })
    }
}

extension PrintJobLife {
    /// What of a row it is read from, and what ``GRDB/Database/changeJob(_:by:at:)`` needs beside.
    static let columns =
        "number, copies, state, reason, labels_sent, labels_out, bytes_sent, ended_at"

    /// As a row has it; a state that no release ever wrote counts as unknown, for a person to look
    /// at.
    init(row: Row) {
        let (state, reason): (String, String?) = (row["state"], row["reason"])
        self.init(
            copies: row["copies"], state: JobState(rawValue: state) ?? .unknown,
            reason: reason.map { JobReason(word: $0) }, labelsSent: row["labels_sent"],
            labelsOut: row["labels_out"], bytesSent: row["bytes_sent"])
    }
}

extension JobState {
    /// The condition of a row that has not ended, as that of the index of open jobs is written.
    static let isOpenInSQL = condition(\.isOpen)
    /// The condition of a row that a person should see to, as that of its index is written.
    static let isUnsettledInSQL = condition(\.isUnsettled)

    private static func condition(_ isMeant: (JobState) -> Bool) -> String {
        let words = allCases.filter(isMeant).map { "'\($0.rawValue)'" }
        return "state IN (\(words.joined(separator: ", ")))"
    }
}

extension Queries {
    /// The job of that id, where there is one.
    package func job(_ id: PrintJobID) throws -> PrintJobRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM print_job WHERE id = ?", arguments: [id.blob])
            .map { try PrintJobRecord(row: $0) }
    }

    /// What a job prints that was asked for by just this order; nil for any other.
    package func request(of id: PrintJobID, orderedAs order: OrderDigest) throws -> PrintRequest? {
        let sql = "SELECT request FROM print_job WHERE id = ? AND ordered = ?"
        return try String.fetchOne(db, sql: sql, arguments: [id.blob, order.bytes])
            .map { try EntryJSON.decode(Data($0.utf8)) }
    }

    /// The job whose turn it is at a printer; nothing while its queue is paused.
    package func nextJob(of printer: String) throws -> PrintJobRecord? {
        let sql = """
            SELECT * FROM print_job WHERE printer = ? AND state = ?
                AND \(JobState.isOpenInSQL) AND NOT EXISTS
                    (SELECT 1 FROM printer WHERE name = print_job.printer AND paused_at IS NOT NULL)
            ORDER BY turn, number LIMIT 1
            """
        return try Row.fetchOne(db, sql: sql, arguments: [printer, JobState.queued.rawValue])
            .map { try PrintJobRecord(row: $0) }
    }

    /// How many jobs of a printer have not ended.
    package func openJobCount(of printer: String) throws -> Int {
        try queueLength(of: printer).jobs
    }

    /// How many jobs of a printer have not ended, and how many of their labels are not known to be
    /// out.
    package func queueLength(of printer: String) throws -> (jobs: Int, labels: Int) {
        let sql = """
            SELECT count(*) AS jobs, coalesce(sum(copies - labels_out), 0) AS labels
            FROM print_job WHERE printer = ? AND \(JobState.isOpenInSQL)
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [printer]) else { return (0, 0) }
        return (row["jobs"], row["labels"])
    }

    /// What has been printed of a label code; nil where it was never asked for.
    package func labelPrint(of code: String) throws -> LabelPrint? {
        let sql = "SELECT * FROM label_print WHERE code = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [code]).map { row in
            LabelPrint(
                labelsOut: row["labels_out"], reprints: row["reprints"],
                askedAt: Moment(microseconds: row["asked_at"]))
        }
    }
}

/// How often a label code was printed, through all its jobs, forgotten ones included.
package struct LabelPrint: Sendable, Hashable {
    /// Labels that came out.
    package let labelsOut: Int
    /// Times it was asked for once more.
    package let reprints: Int
    /// When it was last asked for.
    package let askedAt: Moment
}

import Foundation
import GRDB
public import Stock

/// A label code that the hub issued.
public struct LabelRecord: Sendable, Hashable {
    /// Eight characters, the check character among them.
    public let code: String
    /// The roll it came on; nil for one made for its bearer.
    public let roll: EntryID?
    /// Its number on the roll, from 1.
    public let number: Int?
    /// The entry that last said what it stands for; nil while it is blank.
    public let binding: EntryID?
    /// The code of the label that took its place.
    public let replacedBy: String?
    /// The last entry about it.
    public let seq: Int64

    init(row: Row) throws {
        code = row["code"]
        roll = try (row["roll"] as Data?).map { try EntryID(column: $0) }
        binding = try (row["binding"] as Data?).map { try EntryID(column: $0) }
        number = row["number"]
        (replacedBy, seq) = (row["replaced_by"], row["seq"])
    }
}

/// A label code, and what it stands for.
package struct LabelDetails: Sendable {
    package let label: LabelRecord
    /// Nil while it is blank, and for one that stands for a donation.
    package let meaning: CodeReferentDetails?
    /// The donation it stands for.
    package let donation: DonationID?
}

/// A roll of label codes, and how many of them are in use.
public struct LabelRoll: Sendable, Hashable {
    /// The entry that issued it.
    public let id: EntryID
    /// When it was issued.
    public let madeAt: Moment
    /// Codes on it.
    public let count: Int
    /// Codes of it that stand for something.
    public let bound: Int
}

extension Queries {
    /// A label code that the hub issued; nil for any other.
    public func label(_ code: String) throws -> LabelRecord? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM label_code WHERE code = ?"), arguments: [code]
        ).map { try LabelRecord(row: $0) }
    }

    /// A label code that the hub issued, and what it stands for.
    ///
    /// - Throws: ``StorageFault/labelCodeUnknown(_:)`` for any other, or what SQLite says.
    package func labelDetails(of code: String) throws -> LabelDetails {
        guard let label = try label(code) else { throw StorageFault.labelCodeUnknown(code) }
        return try details(of: [label])[0]
    }

    /// What some labels stand for, in their order.
    package func details(of labels: [LabelRecord]) throws -> [LabelDetails] {
        let meanings = try meanings(of: Set(labels.filter { $0.binding != nil }.map(\.code)))
        let donations = try donations(labelled: Set(labels.map(\.code)))
        return labels.map {
            LabelDetails(
                label: $0, meaning: meanings[$0.code], donation: donations[$0.code])
        }
    }

    /// Those of some codes that the hub issued.
    package func labelCodes(among codes: some Sequence<String>) throws -> Set<String> {
        Set(
            try rows(among: codes) { "SELECT code FROM label_code WHERE code IN (\($0))" }
                .map { $0["code"] })
    }

    /// The label that stands for a lot: the first of those that were not replaced.
    public func labelCode(of lot: LotID) throws -> String? { try labelCodes(of: [lot])[lot] }

    /// The label that stands for each of some lots: the first of those that were not replaced.
    package func labelCodes(of lots: Set<LotID>) throws -> [LotID: String] {
        let rows = try rows(among: lots.map(\.blob)) { marks in
            """
            SELECT code.lot AS lot, label_code.code AS code
            FROM code JOIN label_code ON label_code.code = code.key
            WHERE code.lot IN (\(marks)) AND replaced_by IS NULL ORDER BY label_code.seq, label_code.code
            """
        }
        return try Dictionary(rows.map { (try LotID(column: $0["lot"]), $0["code"]) }) { first, _ in
            first
        }
    }

    /// A roll's codes in the order in which they are printed, or those that are still blank.
    ///
    /// - Parameters:
    ///   - roll: The entry that issued it.
    ///   - blank: Whether codes that stand for something are left out.
    ///   - after: Number in the roll of the last code of the page before; 0 for the first page.
    ///   - limit: From 1 to ``Ledger/rollLimit``; what is beyond is held to that.
    /// - Returns: One page; empty for a roll that nobody made.
    /// - Throws: What SQLite says.
    public func labels(
        onRoll roll: EntryID, blank: Bool = false, after: Int = 0, limit: Int
    ) throws -> [LabelRecord] {
        let sql = """
            SELECT * FROM label_code WHERE roll = ? AND number > ?
            \(blank ? "AND binding IS NULL" : "") ORDER BY number LIMIT ?
            """
        let arguments: StatementArguments = [
            roll.blob, after, min(max(1, limit), Ledger.rollLimit),
        ]
        return try Row.fetchAll(db, sql: sql, arguments: arguments)
            .map { try LabelRecord(row: $0) }
    }

    /// The latest rolls, the last first; `limit` is from 1 to 100.
    public func rolls(limit: Int) throws -> [LabelRoll] {
        let sql = """
            SELECT journal.id, journal.recorded_at, count(*) AS count, count(binding) AS bound
            FROM journal JOIN label_code ON label_code.roll = journal.id
            WHERE journal.kind = 'labelCodesIssued'
            GROUP BY journal.seq ORDER BY journal.seq DESC LIMIT ?
            """
        return try Row.fetchAll(db, sql: sql, arguments: [min(max(1, limit), 100)]).map { row in
            LabelRoll(
                id: try EntryID(column: row["id"]),
                madeAt: Moment(microseconds: row["recorded_at"]), count: row["count"],
                bound: row["bound"])
        }
    }

    /// Of which of some codes a label came out before, as the printer or a person said.
    public func printedLabels(among codes: Set<String>) throws -> Set<String> {
        let rows = try rows(among: codes) {
            "SELECT DISTINCT code FROM label_print WHERE labels_out > 0 AND code IN (\($0))"
        }
        return Set(rows.map { $0["code"] })
    }
}

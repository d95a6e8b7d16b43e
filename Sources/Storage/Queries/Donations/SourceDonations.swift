import Foundation
import GRDB
import Journal
package import Stock

/// Someone who gives, and when the last came.
package struct Donor: Sendable {
    package let source: SourceRecord
    /// Of the first scan of its last donation; nil where nothing came.
    package let lastAt: Moment?
    /// Donations, those taken back among them.
    package let donations: Int
}

/// What a source gave at one time.
package struct SourceDonation: Sendable {
    package let source: SourceID
    /// Where ``isNamed`` is false, the id of its only entry.
    package let donation: DonationID
    /// Its first entry.
    package let seq: Int64
    /// When that was recorded.
    package let recordedAt: Moment
    /// Whether scans name it as a donation.
    package let isNamed: Bool
    /// What came, less what was taken back.
    package let lots: [DonatedLot]
}

/// A donation in the list of all that sources gave.
package struct SourceDonationPosition: Sendable {
    let source: SourceID
    let donation: DonationID

    /// The row of these.
    package init(source: SourceID, donation: DonationID) {
        (self.source, self.donation) = (source, donation)
    }
}

extension Queries {
    /// Those who give, by name, with when the last came.
    ///
    /// - Parameters:
    ///   - text: What a name holds somewhere; empty for all.
    ///   - after: The last name of the page before; empty for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    package func donors(
        matching text: String = "", after: String = "", limit: Int
    ) throws -> [Donor] {
        let sources = try sources(matching: text, after: after, limit: limit)
        let rows = try rows(among: sources.map(\.id.blob)) { Self.lastDonationsSQL(marks: $0) }
        let last = try Dictionary(
            uniqueKeysWithValues: rows.map { (try SourceID(column: $0["source"]), $0) })
        return sources.map { source in
            Donor(
                source: source,
                lastAt: (last[source.id]?["recorded_at"] as Int64?).map {
                    Moment(microseconds: $0)
                }, donations: last[source.id]?["donations"] ?? 0)
        }
    }

    /// Donations of a source, those taken back among them.
    package func donationCount(of source: SourceID) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM source_donation WHERE source = ?",
            arguments: [source.blob]) ?? 0
    }

    static func lastDonationsSQL(marks: String) -> String {
        """
        SELECT source, donations, recorded_at FROM (
            SELECT source, count(*) AS donations, max(seq) AS seq FROM source_donation INDEXED BY source_donation_seq
            WHERE source IN (\(marks)) GROUP BY source
        ) AS last CROSS JOIN journal ON journal.seq = last.seq
        """
    }

    /// What a source gave, the latest first.
    ///
    /// - Parameters:
    ///   - source: Who gave.
    ///   - before: Donations that began with this entry or later are passed over; nil for the latest.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    package func donations(
        of source: SourceID, before: Int64?, limit: Int
    ) throws -> [SourceDonation] {
        try donations(
            Self.ofSourceSQL, [source.blob, before ?? .max, min(max(1, limit), 1_000)])
    }

    /// What can still be here of some donations: of each lot, as much as they gave and is in storage, by item and last day.
    ///
    /// The same food from others lies in the same lot, and nobody knows whose went out first: this is the most that it can be.
    package func stillHere(of given: [SourceDonation]) throws -> [DonatedLot] {
        let lots = Dictionary(grouping: given.flatMap(\.lots), by: \.lot.id)
        let items = Set(lots.values.compactMap { $0.first?.item.id.blob })
        return try rows(among: items) { Self.heldByLotSQL(marks: $0) }.compactMap { row in
            guard let gifts = lots[try LotID(column: row["lot"])], let first = gifts.first else {
                return nil
            }
            let sum = gifts.reduce(Int64(0)) { $0.adding(clamping: $1.quantity) }
            let quantity = min(sum, Int64(nearest: row["quantity"]))
            return quantity > 0
                ? DonatedLot(
                    item: first.item, lot: first.lot, quantity: quantity,
                    grams: first.item.grams(of: quantity)) : nil
        }
    }

    static func heldByLotSQL(marks: String) -> String {
        """
        SELECT balance.lot, total(quantity) AS quantity
        FROM item CROSS JOIN balance INDEXED BY balance_by_day ON balance.item = item.id
        WHERE item.id IN (\(marks)) AND held <> 0 GROUP BY balance.item, balance.lot
        ORDER BY item.name COLLATE NOCASE, item.id, last_day, balance.lot
        """
    }

    /// What all sources gave, by source and donation.
    package func donations(
        behind: SourceDonationPosition?, limit: Int
    ) throws -> [SourceDonation] {
        try donations(
            Self.ofAllSourcesSQL,
            [
                behind?.source.blob ?? Data(), behind?.donation.blob ?? Data(),
                min(max(1, limit), 1_000),
            ])
    }

    private static let columns = """
        source_donation.*, recorded_at,
        EXISTS (SELECT 1 FROM donation_entry WHERE donation_entry.donation = source_donation.donation) AS is_named
        """

    static let ofSourceSQL = """
        SELECT \(columns)
        FROM source_donation INDEXED BY source_donation_seq CROSS JOIN journal ON journal.seq = source_donation.seq
        WHERE source = ?1 AND source_donation.seq < ?2 ORDER BY source_donation.seq DESC LIMIT ?3
        """

    static let ofAllSourcesSQL = """
        SELECT \(columns)
        FROM source_donation CROSS JOIN journal ON journal.seq = source_donation.seq
        WHERE (source, donation) > (?1, ?2) ORDER BY source, donation LIMIT ?3
        """

    private func donations(
        _ sql: String, _ arguments: StatementArguments
    ) throws -> [SourceDonation] {
        let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
        let named = try rows.filter { $0["is_named"] }
            .map { try DonationID(column: $0["donation"]) }
        let givers = try givers(of: Set(named))
        let shares = try shares(of: givers)
        var lots = try donated(among: Set(named.filter { (givers[$0]?.count ?? 0) < 2 }))
        let alone = rows.filter { !($0["is_named"] as Bool) }.map { $0["seq"] as Int64 }
        lots.merge(try donated(byEntries: alone)) { $1 }
        return try rows.map { row in
            let donation = try DonationID(column: row["donation"])
            let source = try SourceID(column: row["source"])
            let share = shares[GivenDonation(source: source, donation: donation)]
            return SourceDonation(
                source: source, donation: donation, seq: row["seq"],
                recordedAt: Moment(microseconds: row["recorded_at"]), isNamed: row["is_named"],
                lots: share ?? lots[donation] ?? [])
        }
    }
}

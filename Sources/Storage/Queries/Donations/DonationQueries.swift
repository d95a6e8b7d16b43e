import Foundation
import GRDB
import Journal
public import Stock

/// One intake from one source, by the scans that name it.
public struct DonationRecord: Sendable {
    /// Made by whoever scanned.
    public let id: DonationID
    /// Its first scan's entry.
    public let seq: Int64
    /// When that was recorded.
    public let recordedAt: Moment
    /// Who gave, by an id whose name may be erased, of several whoever was named first; nil where no one said.
    public let source: SourceID?
    /// The code of its label; nil where it has none.
    public let labelCode: String?
}

/// How much of a lot came in with a donation, less what was taken back since.
public struct DonatedLot: Sendable {
    /// As it is now.
    public let item: Item
    /// With its date and programme.
    public let lot: Lot
    /// Pieces or grams.
    public let quantity: Int64
    /// By the weights of the days that it came on: of a closed day as they were signed; nil where one is not known.
    public let grams: Int64?
}

/// A donation's page: whose it was, and what came in with it.
package struct DonationStory: Sendable {
    package let donation: DonationRecord
    /// What each that gave gave of it, whoever was named first before the others.
    package let shares: [DonationShare]
    package let lots: [DonatedLot]
}

extension Queries {
    /// A donation; nil where no scan that counts named it.
    public func donation(_ id: DonationID) throws -> DonationRecord? {
        try donations(among: [id])[id]
    }

    /// Those of some donations that a scan that counts named.
    package func donations(among ids: Set<DonationID>) throws -> [DonationID: DonationRecord] {
        let rows = try rows(among: ids.map(\.blob)) { marks in
            """
            SELECT first.donation, journal.seq, recorded_at FROM (
                SELECT donation, min(seq) AS seq FROM donation_entry
                WHERE donation IN (\(marks)) GROUP BY donation
            ) AS first JOIN journal ON journal.seq = first.seq
            """
        }
        let (codes, givers) = (try labelCodes(of: ids), try givers(of: ids))
        return try rows.reduce(into: [:]) { donations, row in
            let id = try DonationID(column: row["donation"])
            donations[id] = DonationRecord(
                id: id, seq: row["seq"], recordedAt: Moment(microseconds: row["recorded_at"]),
                source: givers[id]?.first,
                labelCode: codes[id])
        }
    }

    /// The label that stands for each of some donations.
    private func labelCodes(of ids: Set<DonationID>) throws -> [DonationID: String] {
        let rows = try rows(among: ids.map(\.blob)) {
            "SELECT donation, code FROM donation_label WHERE donation IN (\($0)) ORDER BY seq"
        }
        return try Dictionary(rows.map { (try DonationID(column: $0["donation"]), $0["code"]) }) {
            first, _ in first
        }
    }

    /// The donation that a label code stands for; nil for every other code.
    public func donation(labelled code: String) throws -> DonationID? {
        let sql = "SELECT donation FROM donation_label WHERE code = ?"
        return try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [code])
            .map { try DonationID(column: $0) }
    }

    /// The donations that some label codes stand for, by their codes.
    package func donations(labelled codes: Set<String>) throws -> [String: DonationID] {
        let rows = try rows(among: codes) {
            "SELECT code, donation FROM donation_label WHERE code IN (\($0))"
        }
        return try Dictionary(
            uniqueKeysWithValues: rows.map { ($0["code"], try DonationID(column: $0["donation"])) })
    }

    /// The donation whose label is among the keys of a scan.
    public func donation(among keys: [String]) throws -> DonationID? {
        try keys.lazy.compactMap { try donation(labelled: $0) }.first
    }

    /// Lots that came in with a donation, in the order of their scans.
    ///
    /// - Parameters:
    ///   - donation: Of any age; of one that no scan named, nothing is found.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: Each lot once, those taken back among them.
    /// - Throws: What SQLite says.
    public func lots(ofDonation donation: DonationID, limit: Int) throws -> [LotID] {
        let sql = """
            SELECT lot FROM posting WHERE \(Self.isOfDonation)
            GROUP BY lot ORDER BY min(seq), lot LIMIT ?2
            """
        return try Data.fetchAll(
            db, sql: sql, arguments: [donation.blob, min(max(1, limit), 1_000)]
        ).map { try LotID(column: $0) }
    }

    /// Postings of the donation `?1`: of its stretches, which are those of `Schema.block(of:)`, each is read once.
    private static let isOfDonation = """
        stretch IN (SELECT DISTINCT seq >> 8 FROM donation_entry WHERE donation = ?1)
        AND posting.seq IN (SELECT seq FROM donation_entry WHERE donation = ?1)
        AND posting.count IS NULL
        """

    /// How much of each lot came in with a donation, in the order of ``lots(ofDonation:limit:)``; what
    /// was taken back counts no more.
    ///
    /// A limit is held to 1 to 1,000; without one, all are read.
    public func donated(_ donation: DonationID, limit: Int? = nil) throws -> [DonatedLot] {
        try donated(among: [donation], limit: limit.map { min(max(1, $0), 1_000) })[donation] ?? []
    }

    /// The same for each of some donations; those with which nothing came are left out.
    package func donated(
        among donations: Set<DonationID>, limit: Int? = nil
    ) throws -> [DonationID: [DonatedLot]] {
        let all = try donated(try rows(among: donations.map(\.blob)) { Self.donatedSQL(marks: $0) })
        {
            try DonationID(column: $0["donation"])
        }
        return limit.map { limit in all.mapValues { Array($0.prefix(limit)) } } ?? all
    }

    /// What came in with some entries that name no donation, by their ids.
    func donated(byEntries entries: [Int64]) throws -> [DonationID: [DonatedLot]] {
        try donated(try rows(among: entries) { Self.donatedAloneSQL(marks: $0) }) {
            try DonationID(column: $0["donation"])
        }
    }

    /// What came in with some entries, by whatever these are of.
    func donated<Key: Hashable>(
        byEntries entries: [Int64], of key: (Int64) -> Key?
    ) throws -> [Key: [DonatedLot]] {
        try donated(try rows(among: entries) { Self.donatedAloneSQL(marks: $0) }) {
            key($0["last_seq"])
        }
    }

    private func donated<Key: Hashable>(
        _ rows: [Row], by key: (Row) throws -> Key?
    ) throws -> [Key: [DonatedLot]] {
        let lots = try lots(among: Set(rows.map { try LotID(column: $0["lot"]) }))
        let items = try items(among: Set(lots.values.map(\.key.item)))
        let (converted, units) = (try convertedItems(), try unitHistory(of: Set(items.keys)))
        return try rows.reduce(into: [:]) { donated, row in
            guard let lot = lots[try LotID(column: row["lot"])], let item = items[lot.key.item],
                let id = try key(row)
            else { return }
            let seq: Int64 = row["last_seq"]
            var quantity = Int64(nearest: row["quantity"])
            var then = item
            if converted.contains(item.id) {
                quantity = try measured(quantity, of: item.id, since: seq)
            } else {
                then = units.item(item, at: seq, on: CivilDate(row["of_day"] as String))
            }
            let grams = then.grams(of: quantity)
            var known = donated[id] ?? []
            if let index = known.firstIndex(where: { $0.lot.id == lot.id }) {
                let other = known[index]
                known[index] = DonatedLot(
                    item: item, lot: lot, quantity: other.quantity.adding(clamping: quantity),
                    grams: other.grams.flatMap { all in grams.map { all.adding(clamping: $0) } })
            } else {
                known.append(DonatedLot(item: item, lot: lot, quantity: quantity, grams: grams))
            }
            donated[id] = known
        }
    }

    /// What an entry said of an item, in the measure that the item is kept in by now; as it was said where nobody knows what
    /// a piece weighs.
    private func measured(
        _ quantity: Int64, of item: ItemID, since seq: Int64
    ) throws -> Int64 {
        var (amount, seq) = (Quantity(quantity), seq)
        while let next = try conversion(of: item, since: seq) {
            amount = try next.conversion?.convert(amount) ?? amount
            seq = next.seq
        }
        return amount.value
    }

    /// How often the measure of a posting's item had changed: what was said in two measures does not add up.
    private static let turn = """
        (SELECT count(*) FROM item_conversion
            WHERE item_conversion.item = posting.item AND item_conversion.seq < posting.seq) AS turn
        """

    /// Of the stretches in which donations have entries, each is read once, however many of them it has.
    static func donatedSQL(marks: String) -> String {
        """
        WITH named AS MATERIALIZED (
            SELECT donation, seq FROM donation_entry WHERE donation IN (\(marks))
        ), part AS MATERIALIZED (SELECT DISTINCT seq >> 8 AS stretch FROM named)
        SELECT named.donation, lot, total(quantity) AS quantity, max(posting.seq) AS last_seq, \(turn),
            \(DayProjection.ofPosting) AS of_day
        FROM part CROSS JOIN posting ON posting.stretch = part.stretch
        CROSS JOIN named ON named.seq = posting.seq
        CROSS JOIN journal ON journal.seq = posting.seq \(DayProjection.joins)
        WHERE posting.count IS NULL
        AND NOT EXISTS (SELECT 1 FROM reversal WHERE movement = journal.id)
        GROUP BY named.donation, lot, turn, of_day ORDER BY min(posting.seq), lot
        """
    }

    static func donatedAloneSQL(marks: String) -> String {
        """
        SELECT journal.id AS donation, lot, total(quantity) AS quantity, journal.seq AS last_seq,
            \(DayProjection.ofPosting) AS of_day
        FROM journal CROSS JOIN posting ON posting.stretch = journal.seq >> 8 AND posting.seq = journal.seq
        \(DayProjection.joins)
        WHERE journal.seq IN (\(marks)) AND posting.count IS NULL
        AND NOT EXISTS (SELECT 1 FROM reversal WHERE movement = journal.id)
        GROUP BY journal.id, lot, of_day ORDER BY min(posting.seq), lot
        """
    }

    /// What a donation's page tells.
    ///
    /// - Throws: ``StorageFault/donationNotFound(_:)``, or what SQLite says.
    package func donationStory(_ id: DonationID) throws -> DonationStory {
        guard let donation = try donation(id) else {
            throw StorageFault.donationNotFound(id.description)
        }
        let lots = try donated(id)
        return DonationStory(
            donation: donation, shares: try shares(ofDonation: id, lots), lots: lots)
    }
}

import Foundation
import GRDB
import Journal
package import Stock

/// What one source gave of a donation.
package struct DonationShare: Sendable {
    /// Nil where nobody said who gave.
    package let source: SourceID?
    /// Nil where nobody said who gave, or the name was erased.
    package let sourceName: String?
    package let lots: [DonatedLot]
}

/// Who gave what scans say that another gave, or nobody.
struct DonorCorrections {
    fileprivate var ofDonations: [DonationID: [SourceID?: SourceID]] = [:]
    fileprivate var ofAll: [SourceID: SourceID] = [:]

    /// Who gave it; nil where nobody was named, and nobody was since.
    func source(of said: SourceID?, in donation: DonationID?) -> SourceID? {
        if let own = donation.flatMap({ ofDonations[$0]?[said] }) { return own }
        return said.map { ofAll[$0] ?? $0 }
    }
}

extension Queries {
    /// What was put right of some donations, and of all.
    func donorCorrections(of donations: Set<DonationID>) throws -> DonorCorrections {
        let rows = try rows(among: donations.map(\.blob) + [Data()]) {
            "SELECT donation, said, source FROM donor_correction WHERE donation IN (\($0))"
        }
        return try rows.reduce(into: DonorCorrections()) { found, row in
            let (donation, said): (Data, Data) = (row["donation"], row["said"])
            let source = try SourceID(column: row["source"])
            let from = said.isEmpty ? nil : try SourceID(column: said)
            if !donation.isEmpty {
                found.ofDonations[try DonationID(column: donation), default: [:]][from] = source
            } else if let from {
                found.ofAll[from] = source
            }
        }
    }

    /// The sources that are the same as one by now, whose names are other ones of it.
    package func otherNames(of source: SourceID) throws -> [SourceID] {
        let sql = "SELECT said FROM donor_correction WHERE donation = x'' AND source = ?"
        return try Data.fetchAll(db, sql: sql, arguments: [source.blob])
            .map { try SourceID(column: $0) }
    }

    /// Who gave what an entry says that a source gave.
    func donor(_ said: SourceID, of donation: DonationID) throws -> SourceID {
        let sql = """
            SELECT source FROM donor_correction WHERE donation IN (?1, x'') AND said = ?2
            ORDER BY donation DESC LIMIT 1
            """
        return try Data.fetchOne(
            db.cachedStatement(sql: sql), arguments: [donation.blob, said.blob]
        ).map { try SourceID(column: $0) } ?? said
    }

    /// Who gave some donations, whoever was named first before the others.
    func givers(of donations: Set<DonationID>) throws -> [DonationID: [SourceID]] {
        let rows = try rows(among: donations.map(\.blob)) {
            """
            SELECT donation, source FROM source_donation WHERE donation IN (\($0)) ORDER BY seq, source
            """
        }
        return try rows.reduce(into: [:]) { givers, row in
            givers[try DonationID(column: row["donation"]), default: []]
                .append(try SourceID(column: row["source"]))
        }
    }

    /// What each source gave of the donations among some that several gave.
    ///
    /// A line counts for the source that it names, as that was put right since; one that names none, for the one that was
    /// named first.
    func shares(
        of givers: [DonationID: [SourceID]]
    ) throws -> [GivenDonation: [DonatedLot]] {
        let several = Set(givers.filter { $1.count > 1 }.keys)
        guard !several.isEmpty else { return [:] }
        let corrections = try donorCorrections(of: several)
        let entries = try rows(among: several.map(\.blob)) {
            """
            SELECT donation, journal.seq AS seq, kind, body
            FROM donation_entry CROSS JOIN journal ON journal.seq = donation_entry.seq
            WHERE donation IN (\($0))
            """
        }
        var given: [Int64: GivenDonation] = [:]
        for entry in entries {
            let donation = try DonationID(column: entry["donation"])
            let said = try EntryKinds.read(entry["kind"], entry["body"])?.facts?.source
            let source = corrections.source(of: said, in: donation) ?? givers[donation]?.first
            given[entry["seq"] as Int64] = source.map {
                GivenDonation(source: $0, donation: donation)
            }
        }
        return try donated(byEntries: Array(given.keys)) { given[$0] }
    }

    /// What each source gave of one donation; all of it is one share where no more than one is known.
    func shares(ofDonation id: DonationID, _ lots: [DonatedLot]) throws -> [DonationShare] {
        let givers = try givers(of: [id])
        let sources = givers[id] ?? []
        let names = try sourceNames(among: Set(sources))
        guard sources.count > 1 else {
            let source = sources.first
            return [
                DonationShare(source: source, sourceName: source.flatMap { names[$0] }, lots: lots)
            ]
        }
        let shares = try shares(of: givers)
        return sources.map { source in
            DonationShare(
                source: source, sourceName: names[source],
                lots: shares[GivenDonation(source: source, donation: id)] ?? [])
        }
    }
}

import Foundation
import GRDB
import Journal
import Stock

/// The table of sources that were put right.
enum DonorProjection {
    /// Who gave what a scan said that another gave: in one donation or, where `donation` is empty, in all; where `said` is
    /// empty, what the scans of the donation named nobody for.
    static let schema = """
        CREATE TABLE donor_correction (
            donation BLOB NOT NULL, said BLOB NOT NULL, source BLOB NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (donation, said)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX source_donation_donation ON source_donation (donation);
        """

    /// All that scans may have said whom the source `?2` stands for in the donation `?1` until here.
    fileprivate static let ofDonation = """
        INSERT INTO donor_correction (donation, said, source, seq)
        SELECT ?1, said, ?3, ?4 FROM (
            SELECT said FROM donor_correction WHERE donation IN (?1, x'') AND source = ?2 UNION SELECT ?2
        ) WHERE said NOT IN (SELECT said FROM donor_correction WHERE donation = ?1 AND source <> ?2)
        ON CONFLICT (donation, said) DO UPDATE SET source = excluded.source, seq = excluded.seq
        """
    fileprivate static let ofAll = """
        INSERT INTO donor_correction (donation, said, source, seq) VALUES (x'', ?1, ?2, ?3)
        ON CONFLICT (donation, said) DO UPDATE SET source = excluded.source, seq = excluded.seq
        """
    /// A donation counts from the first entry of all that are one source by now.
    fileprivate static let earliest =
        "ON CONFLICT (source, donation) DO UPDATE SET seq = min(seq, excluded.seq)"
}

extension DonorCorrected: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        guard from != source else { return }
        let (db, said) = (projector.db, from?.blob ?? Data())
        guard let donation else {
            try db.execute(
                sql: "UPDATE donor_correction SET source = ?1, seq = ?2 WHERE source = ?3",
                arguments: [source.blob, seq, said])
            try db.execute(
                sql: DonorProjection.ofAll, arguments: [said, source.blob, seq])
            try db.execute(
                sql: """
                    INSERT INTO source_donation (source, donation, seq)
                    SELECT ?1, donation, seq FROM source_donation WHERE source = ?2
                    \(DonorProjection.earliest)
                    """, arguments: [source.blob, said])
            return try db.execute(
                sql: "DELETE FROM source_donation WHERE source = ?", arguments: [said])
        }
        try db.execute(
            sql: DonorProjection.ofDonation,
            arguments: [donation.blob, said, source.blob, seq])
        try db.execute(
            sql: """
                INSERT INTO source_donation (source, donation, seq)
                SELECT ?1, ?2, first FROM (
                    SELECT coalesce((SELECT seq FROM source_donation WHERE source = ?3 AND donation = ?2),
                        (SELECT min(seq) FROM donation_entry WHERE donation = ?2 AND ?3 = x'')) AS first
                ) WHERE first IS NOT NULL
                \(DonorProjection.earliest)
                """, arguments: [source.blob, donation.blob, said])
        try db.execute(
            sql: "DELETE FROM source_donation WHERE source = ? AND donation = ?",
            arguments: [said, donation.blob])
    }
}

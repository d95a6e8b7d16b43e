import Foundation
import GRDB

extension Schema {
    /// The entries that name a donation, so that what came in with one is found however long ago
    /// that was.
    static let donations = """
        CREATE TABLE donation_entry (
            donation BLOB NOT NULL CHECK (length(donation) = 16), seq INTEGER NOT NULL,
            PRIMARY KEY (donation, seq)
        ) STRICT, WITHOUT ROWID;
        """

    /// What each source gave: its donations, each by the first entry that names both.
    ///
    /// An intake that names a source and no donation is one of its own, under the entry's id.
    static let sourceDonations = """
        CREATE TABLE source_donation (
            source BLOB NOT NULL, donation BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (source, donation)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX source_donation_seq ON source_donation (source, seq);
        """

    /// Makes the table and puts in it what the journal says of sources.
    static func sourceDonations(in db: Database) throws {
        try db.execute(sql: sourceDonations)
        // A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
        let named = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, id, coalesce(json_extract(text, '$.scan.source'),
                        json_extract(text, '$.movement.scan.source')) AS source,
                    coalesce(json_extract(text, '$.scan.donation'),
                        json_extract(text, '$.movement.scan.donation')) AS donation
                FROM (SELECT seq, id, CAST(body AS TEXT) AS text FROM journal
                    WHERE kind IN ('movement', 'scanResolved') AND CAST(body AS TEXT) LIKE '%"source":%')
                WHERE json_valid(text) ORDER BY seq
                """)
        let insert = try db.makeStatement(
            sql: "INSERT OR IGNORE INTO source_donation (source, donation, seq) VALUES (?, ?, ?)")
        while let row = try named.next() {
            guard let source = id(row["source"]) else { continue }
            let donation = id(row["donation"])
            // GRDB writes a UUID as its 16 bytes.
            try insert.execute(arguments: [
                source, donation?.databaseValue ?? (row["id"] as Data).databaseValue,
                row["seq"] as Int64,
            ])
        }
    }

    /// The label codes that stand for a donation; what other codes stand for is in `code`.
    static let donationLabels = """
        CREATE TABLE donation_label (
            code TEXT PRIMARY KEY, donation BLOB NOT NULL CHECK (length(donation) = 16),
            seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX donation_label_donation ON donation_label (donation);
        """

    /// Makes the table and puts the donations in it that the journal names.
    static func donations(in db: Database) throws {
        try db.execute(sql: donations)
        // A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
        let named = try Row.fetchCursor(
            db,
            sql: """
                SELECT seq, coalesce(json_extract(text, '$.scan.donation'),
                    json_extract(text, '$.movement.scan.donation')) AS donation
                FROM (SELECT seq, CAST(body AS TEXT) AS text FROM journal
                    WHERE kind IN ('movement', 'scanResolved') AND CAST(body AS TEXT) LIKE '%"donation":%')
                WHERE json_valid(text)
                """)
        let insert = try db.makeStatement(
            sql: "INSERT INTO donation_entry (donation, seq) VALUES (?, ?)")
        while let row = try named.next() {
            guard let text = row["donation"] as String?, let id = UUID(uuidString: text) else {
                continue
            }
            // GRDB writes a UUID as its 16 bytes.
            try insert.execute(arguments: [id, row["seq"] as Int64])
        }
    }
}

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

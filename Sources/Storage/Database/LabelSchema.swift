import GRDB

extension Schema {
    /// The label codes that the hub issued: the roll they came on and their number in it, the entry
    /// that last said what they stand for, and the code that took their place.
    ///
    /// What a code stands for is in `code`, as for every other code; a code without a binding is not
    /// in there.
    static let labelCodes = """
        CREATE TABLE label_code (
            code TEXT PRIMARY KEY, roll BLOB, number INTEGER, binding BLOB, replaced_by TEXT,
            seq INTEGER NOT NULL, CHECK ((roll IS NULL) = (number IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX label_code_roll ON label_code (roll, number) WHERE roll IS NOT NULL;
        CREATE INDEX label_code_replaced ON label_code (replaced_by) WHERE replaced_by IS NOT NULL;
        CREATE INDEX code_lot ON code (lot) WHERE lot IS NOT NULL;
        CREATE INDEX code_place ON code (place) WHERE place IS NOT NULL;
        """

    /// Makes the table and puts the codes of places and lots in it that there are.
    static func labelCodes(in db: Database) throws {
        try db.execute(sql: labelCodes)
        for (kind, member) in [("placeMade", "labelCode"), ("labelIssued", "code")] {
            // A body that was damaged is for `larder verify` to name; it does not keep a hub shut.
            try db.execute(
                sql: """
                    INSERT INTO label_code (code, binding, seq)
                    SELECT code, id, seq FROM (
                        SELECT id, seq, CASE WHEN json_valid(CAST(body AS TEXT))
                            THEN json_extract(CAST(body AS TEXT), '$.\(member)') END AS code
                        FROM journal WHERE kind = ?)
                    WHERE typeof(code) = 'text' ON CONFLICT (code) DO NOTHING
                    """, arguments: [kind])
        }
    }
}

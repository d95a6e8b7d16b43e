/// How many households were served, as a figure that stands beside the journal.
enum HouseholdSchema {
    /// A figure for each day and device; `teller` is an id that the device made for that day alone.
    static let counts = """
        CREATE TABLE household_count (
            day TEXT NOT NULL, teller BLOB NOT NULL CHECK (length(teller) = 16),
            households INTEGER NOT NULL CHECK (households >= 0), people INTEGER NOT NULL CHECK (people >= 0),
            PRIMARY KEY (day, teller)
        ) STRICT, WITHOUT ROWID;
        """
}

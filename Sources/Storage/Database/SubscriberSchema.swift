/// Those who are told of each entry, and where webhooks go.
///
/// A migration's text is never changed once a hub may have run it.
enum SubscriberSchema {
    /// How far each subscriber has come, and what keeps it from going on.
    ///
    /// `cursor` is the last entry it is done with; `delivered` the last that it took.
    static let subscribers = """
        CREATE TABLE subscriber (
            name TEXT PRIMARY KEY, cursor INTEGER NOT NULL CHECK (cursor >= 0),
            failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0), trouble TEXT,
            waits_until INTEGER, delivered INTEGER, delivered_at INTEGER, ended_at INTEGER,
            CHECK ((delivered IS NULL) = (delivered_at IS NULL))
        ) STRICT, WITHOUT ROWID;
        """

    /// Signing needs the secret itself, so it is kept, not its digest.
    static let webhooks = """
        CREATE TABLE webhook (
            id BLOB PRIMARY KEY CHECK (length(id) = 16), url TEXT NOT NULL, kinds TEXT NOT NULL,
            secret BLOB NOT NULL CHECK (length(secret) >= 24),
            allows_private INTEGER NOT NULL CHECK (allows_private IN (0, 1)),
            made_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

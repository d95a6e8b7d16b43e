import GRDB
import Journal
import Stock

/// The table of days that were closed.
struct DayProjection {
    static let schema = """
        CREATE TABLE day_closed (
            day TEXT PRIMARY KEY, up_to INTEGER NOT NULL, account TEXT NOT NULL, signature TEXT NOT NULL,
            unresolved INTEGER NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    let closed: BoundStatement

    init(_ db: Database) throws {
        closed = try BoundStatement(
            db,
            """
            INSERT INTO day_closed (day, up_to, account, signature, unresolved, seq) VALUES (?, ?, ?, ?, ?, ?)
            """)
    }
}

extension DayClosed: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.days.closed.run(day.description, upTo, account, signature, unresolved, seq)
        projector.cache.forgetLastClosedDay()
    }
}

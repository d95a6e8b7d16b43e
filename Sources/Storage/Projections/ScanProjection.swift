import GRDB
import Journal
import Stock

/// The table of scans of codes that nobody knew, and what became of each.
struct ScanProjection {
    static let schema = """
        CREATE TABLE unresolved (
            id BLOB PRIMARY KEY, key TEXT NOT NULL, code TEXT NOT NULL, day TEXT NOT NULL,
            resolved_by INTEGER, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX unresolved_open ON unresolved (seq) WHERE resolved_by IS NULL;
        """

    let unresolved, resolved: BoundStatement

    init(_ db: Database) throws {
        unresolved = try BoundStatement(
            db, "INSERT INTO unresolved (id, key, code, day, seq) VALUES (?, ?, ?, ?, ?)")
        resolved = try BoundStatement(db, "UPDATE unresolved SET resolved_by = ? WHERE id = ?")
    }
}

extension UnresolvedScan: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.scans.unresolved.run(id, key, scan.code, day.description, seq)
    }
}

extension ScanResolved: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try movement?.project(into: projector, id: id, seq: seq)
        try projector.scans.resolved.run(seq, scan)
        projector.lastExplained = id.lateCount
    }
}

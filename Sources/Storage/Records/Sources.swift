import Foundation
import GRDB
import Journal
package import Stock

/// Someone who gives, by a name that can be erased; the journal holds the id alone.
package struct SourceRecord: Sendable, Hashable {
    /// Random; it tells nobody who that is.
    package let id: SourceID
    /// As it was given first; 1 to 120 characters.
    package let name: String
}

extension Ledger {
    /// Erases the name of a source, here and on the labels of print jobs.
    ///
    /// What it gave stays in the journal under its id. A scan that gives the name again makes another
    /// source of it.
    ///
    /// - Returns: The print jobs whose labels named it; nil where it has no name.
    /// - Throws: What SQLite says.
    package func eraseSourceName(_ id: SourceID) throws -> [PrintJobID]? {
        guard let name = try Queries(db).sourceName(id) else { return nil }
        try db.execute(sql: "DELETE FROM source WHERE id = ?", arguments: [id.blob])
        hasErased = true
        let jobs = try Row.fetchAll(
            db,
            sql: """
                SELECT number, id, request FROM print_job
                WHERE json_extract(request, '$.fields.source') = ? COLLATE NOCASE
                """, arguments: [name])
        for job in jobs {
            let text: String = job["request"]
            var request: PrintRequest = try EntryJSON.decode(Data(text.utf8))
            request.fields["source"] = nil
            try db.execute(
                sql: "UPDATE print_job SET request = ?, ordered = NULL WHERE number = ?",
                arguments: [
                    String(decoding: try EntryJSON.encode(request), as: UTF8.self),
                    job["number"] as Int64,
                ])
        }
        return try jobs.map { try PrintJobID(column: $0["id"]) }
    }
}

extension Queries {
    /// Sources that have a name, by name.
    ///
    /// - Parameters:
    ///   - text: What a name holds somewhere, upper and lower case alike; empty for all.
    ///   - after: The last name of the page before; empty for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    package func sources(
        matching text: String = "", after: String = "", limit: Int
    ) throws -> [SourceRecord] {
        let sql = """
            SELECT id, name FROM source
            WHERE name > ?1 AND instr(lower(name), lower(?2)) > 0
            ORDER BY name LIMIT ?3
            """
        let arguments: StatementArguments = [after, text, min(max(1, limit), 1_000)]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map {
            SourceRecord(id: try SourceID(column: $0["id"]), name: $0["name"])
        }
    }

    /// Who gave, by name; nil where the hub keeps no name for that id.
    package func sourceName(_ id: SourceID) throws -> String? {
        try String.fetchOne(db, sql: "SELECT name FROM source WHERE id = ?", arguments: [id.blob])
    }
}

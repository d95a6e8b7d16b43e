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
    /// Erases the name of a source, here and wherever it stands on the labels of print jobs, as ``SourceName`` finds it.
    ///
    /// A field that says what an item or a place is called stays: that name is the journal's.
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
        let (erased, calledSo) = (SourceName(name), try namesSomethingElse())
        var jobs: [PrintJobID] = []
        for job in try Row.fetchAll(db, sql: "SELECT number, id, request FROM print_job") {
            let text: String = job["request"]
            var request: PrintRequest = try EntryJSON.decode(Data(text.utf8))
            let fields = try request.fields.filter { field, text in
                try erased.erased(from: text) == text || field != "source" && calledSo(text)
            }
            guard fields != request.fields else { continue }
            request.fields = request.fields.compactMapValues { erased.erased(from: $0) }
                .merging(fields) { $1 }
            jobs.append(try PrintJobID(column: job["id"]))
            try db.execute(
                sql: "UPDATE print_job SET request = ?, ordered = NULL WHERE number = ?",
                arguments: [
                    String(decoding: try EntryJSON.encode(request), as: UTF8.self),
                    job["number"] as Int64,
                ])
        }
        return jobs
    }

    /// Whether a text is what an item or a place is called.
    private func namesSomethingElse() throws -> (String) throws -> Bool {
        let find = try db.makeStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM item WHERE name = ?1) OR EXISTS (SELECT 1 FROM place WHERE name = ?1)
                """)
        return { try Bool.fetchOne(find, arguments: [$0]) ?? false }
    }
}

extension Queries {
    /// Sources that have a name, by name.
    ///
    /// - Parameters:
    ///   - text: What a name holds somewhere, upper and lower case alike, with its accents or without; empty for all.
    ///   - after: The last name of the page before; empty for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    package func sources(
        matching text: String = "", after: String = "", limit: Int
    ) throws -> [SourceRecord] {
        let sql = """
            SELECT id, name FROM source
            WHERE name > ?1 AND id NOT IN (SELECT said FROM donor_correction WHERE donation = x'')
                AND (instr(lower(name), lower(?2)) > 0
                OR instr(name_key(name), name_key(?2)) > 0)
            ORDER BY name LIMIT ?3
            """
        let arguments: StatementArguments = [after, text, min(max(1, limit), 1_000)]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map {
            SourceRecord(id: try SourceID(column: $0["id"]), name: $0["name"])
        }
    }

    /// The source that goes by a name; see ``Ledger/sourceID(named:)``.
    func sourceID(named name: String) throws -> SourceID? {
        // All names are read where none is written so: a new one, or one that is typed in another way.
        let alike = "SELECT id FROM source WHERE name_key(name) = ? ORDER BY id LIMIT 1"
        return
            try
            (Data.fetchOne(db, sql: "SELECT id FROM source WHERE name = ?", arguments: [name])
            ?? Data.fetchOne(db, sql: alike, arguments: [Item.key(ofName: name)]))
            .map { try SourceID(column: $0) }
    }

    /// The source that a name means, under the name that it goes by now; nil for a new name.
    package func source(named name: String) throws -> SourceRecord? {
        guard let named = try sourceID(named: name) else { return nil }
        let id = try donorCorrections(of: []).source(of: named, in: nil) ?? named
        return SourceRecord(id: id, name: try sourceName(id) ?? name)
    }

    /// Those of some sources whose names the hub keeps.
    package func sourceNames(among ids: Set<SourceID>) throws -> [SourceID: String] {
        let rows = try rows(among: ids.map(\.blob)) {
            "SELECT id, name FROM source WHERE id IN (\($0))"
        }
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try SourceID(column: $0["id"]), $0["name"]) })
    }

    /// Who gave, by name; nil where the hub keeps no name for that id.
    package func sourceName(_ id: SourceID) throws -> String? {
        try String.fetchOne(db, sql: "SELECT name FROM source WHERE id = ?", arguments: [id.blob])
    }
}

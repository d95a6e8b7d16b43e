package import API
import Foundation
import Journal
import Stock
package import Storage

/// An item file: `item,name,category,measure,unit_weight_g,code,pack,shelf_life_days,programme`.
///
/// Rows with the same non-empty `item` are codes of one item; an `item` that is a known item's id is that
/// item. Reading a file twice changes nothing.
package enum ItemImport {
    /// Rows that share one transaction at the most.
    private static let chunk = 200

    package static func run(_ file: TextFile, into store: Store) async throws -> ItemImportResponse
    {
        let table = try CSVTable(
            try file.text(), required: ["name"],
            optional: [
                "item", "category", "measure", "unit_weight_g", "code", "pack", "shelf_life_days",
                "programme",
            ])
        var report = ItemImportResponse()
        report.rows = table.rows.count
        report.ignoredColumns = table.unknownColumns
        let rows = table.rows.map { row in (line: row.line, row: Result { try ItemRow(row) }) }
        report.items = Set(rows.compactMap { try? $0.row.get().item.id }).count
        for start in stride(from: 0, to: rows.count, by: chunk) {
            let part = Array(rows[start..<min(start + chunk, rows.count)])
            let named = try await known(part.compactMap { try? $0.row.get().named }, store)
            let outcomes = try await store.write { ledger in
                try part.map { line, row in
                    (
                        line,
                        try ledger.attempt { () -> Ledger.ItemChange in
                            let row = try row.get()
                            return try ledger.mergeItem(row.item(known: named), codes: row.codes)
                        }
                    )
                }
            }
            for (line, outcome) in outcomes { report.note(outcome, line: line) }
        }
        return report
    }
}

extension ItemImport {
    /// Those of some ids that are items' here.
    private static func known(_ ids: [ItemID], _ store: Store) async throws -> Set<ItemID> {
        guard !ids.isEmpty else { return [] }
        return try await store.read { queries in
            Set(try ids.filter { try queries.item($0) != nil })
        }
    }
}

extension ItemImportResponse {
    fileprivate mutating func note(_ outcome: Result<Ledger.ItemChange, any Error>, line: Int) {
        switch outcome {
        case .success(.new): new += 1
        case .success(.changed): changed += 1
        case .success(.unchanged): unchanged += 1
        case .failure(let fault):
            let problem = Problem(fault)
            refused.append(
                LineProblem(line: line, code: problem.code.rawValue, text: problem.detail))
        }
    }
}

/// One row of an item file.
private struct ItemRow: Sendable {
    let item: Item
    let codes: [PackCode]
    /// What the file calls it, where that is an id.
    let named: ItemID?

    /// The item of that very id where it is known, as an exported file names it; else the one that the
    /// file's name for it makes.
    func item(known: Set<ItemID>) -> Item {
        guard let named, known.contains(named) else { return item }
        return Item(
            id: named, name: item.name, category: item.category, measure: item.measure,
            unitWeightGrams: item.unitWeightGrams, shelfLifeDays: item.shelfLifeDays,
            programme: item.programme)
    }

    init(_ row: CSVTable.Row) throws {
        if let fault = row.fault {
            throw Problem(.rowUnreadable, "The row could not be read: \(fault).")
        }
        let code = row["code"]
        let key =
            row["item"].isEmpty
            ? "\u{1F}code\u{1F}\(code.isEmpty ? row["name"] : code)" : row["item"]
        var json = ItemRequest(
            id: Self.id(of: key).description, name: row["name"], category: row["category"])
        guard
            let measure = Measure(
                rawValue: row["measure"].isEmpty ? "each" : row["measure"].lowercased())
        else {
            throw Problem(
                .measureUnknown,
                "measure is each or gram, not “\(row["measure"])”.")
        }
        json.measure = measure
        json.unitWeightGrams = try Self.number(row, "unit_weight_g")
        json.shelfLifeDays = try Self.number(row, "shelf_life_days").map { Int(clamping: $0) }
        if !row["programme"].isEmpty { json.programme = row["programme"] }
        item = try json.item()
        let pack = try Self.number(row, "pack") ?? 1
        named = ItemID(row["item"])
        codes = code.isEmpty ? [] : [try ItemRequest.packCode(code, pack: pack)]
    }

    private static func number(_ row: CSVTable.Row, _ column: String) throws -> Int64? {
        guard !row[column].isEmpty else { return nil }
        guard let number = Int64(row[column]) else {
            throw Problem(
                .numberUnreadable,
                "\(column) is a whole number, not “\(row[column].prefix(40))”.")
        }
        return number
    }

    /// The id of an item that a file names by a text of its own: the same file names the same item
    /// in every hub.
    private static func id(of key: String) -> ItemID {
        ItemID(hashOf: "larder-item-v1\n\(key)")
    }
}

extension Hub {
    /// Reads an item file; reading it twice changes nothing.
    ///
    /// - Throws: `file_empty`, `columns_missing`, `text_encoding_unknown`.
    package func importItems(_ file: TextFile) async throws -> ItemImportResponse {
        try await ItemImport.run(file, into: store)
    }
}

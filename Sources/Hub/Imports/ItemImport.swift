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
        var items: Set<ItemID> = []
        for start in stride(from: 0, to: rows.count, by: chunk) {
            let part = Array(rows[start..<min(start + chunk, rows.count)])
            let outcomes = try await store.write { ledger in
                try part.map { line, row in
                    let item = try ledger.attempt { try row.get().item(in: ledger) }
                    let outcome = try ledger.attempt {
                        try ledger.mergeItem(try item.get(), codes: try row.get().codes)
                    }
                    return (line, try? item.get().id, outcome)
                }
            }
            for (line, item, outcome) in outcomes {
                report.note(outcome, line: line)
                if let item { items.insert(item) }
            }
        }
        report.items = items.count
        return report
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
    private let described: Item
    let codes: [PackCode]
    /// What the file calls it, where that is an id.
    private let named: ItemID?
    /// Whether the file names the item by more than what it is called.
    private let hasID: Bool
    /// The columns that say something of the item.
    private let said: Set<String>

    init(_ row: CSVTable.Row) throws {
        if let fault = row.fault {
            throw Problem(.rowUnreadable, "The row could not be read: \(fault).")
        }
        let code = row["code"]
        hasID = !row["item"].isEmpty
        said = Set(
            ["category", "measure", "unit_weight_g", "shelf_life_days", "programme"]
                .filter { !row[$0].isEmpty })
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
        described = try json.item()
        let pack = try Self.number(row, "pack") ?? 1
        named = ItemID(row["item"])
        codes = code.isEmpty ? [] : [try ItemRequest.packCode(code, pack: pack)]
    }

    /// The item as it is once the row is read.
    ///
    /// A row that names a known item by its id, as an exported file does, is of that item. A row
    /// without an id of its own, whose name is a known item's, is of that item, and what it
    /// leaves out stays as it is known.
    func item(in ledger: Ledger) throws -> Item {
        if let named, try ledger.hasItem(named) {
            return Item(
                id: named, name: described.name, category: described.category,
                measure: described.measure, unitWeightGrams: described.unitWeightGrams,
                shelfLifeDays: described.shelfLifeDays, programme: described.programme)
        }
        guard !hasID, try !ledger.hasItem(described.id),
            let known = try ledger.item(named: described.name)
        else { return described }
        var item = try ledger.item(known)
        if said.contains("category") { item.category = described.category }
        if said.contains("measure") { item.measure = described.measure }
        if said.contains("unit_weight_g") { item.unitWeightGrams = described.unitWeightGrams }
        if said.contains("shelf_life_days") { item.shelfLifeDays = described.shelfLifeDays }
        if said.contains("programme") { item.programme = described.programme }
        return item
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

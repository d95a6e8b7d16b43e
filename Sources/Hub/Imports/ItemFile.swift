package import API
import Journal
import Stock
import Storage

extension Hub {
    /// Rows that share one transaction at the most.
    private static let importChunk = 200

    /// Reads an item file; reading it twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: The items.
    ///   - isPreview: Whether nothing is to be recorded, and the report says what each row would do.
    /// - Returns: What became of each row.
    /// - Throws: `file_empty`, `columns_missing`, `text_encoding_unknown`, `body_too_large`.
    package func importItems(
        _ file: TextFile, isPreview: Bool = false
    ) async throws -> ItemImportResponse {
        let table = try ItemImport.table(file)
        var turns: [RowTurn] = []
        for row in table.rowsOneByOne {
            guard turns.count < TextFile.lineLimit else { throw TextFile.tooManyLines }
            if turns.count.isMultiple(of: Self.importChunk) {
                try goOn(after: 0)
                await Task.yield()
            }
            turns.append(RowTurn(of: Result { try ItemRow(row) }))
        }
        var reading = ItemImport(table, turns: turns, isPreview: isPreview)
        if isPreview {
            try TextFile.checkPreview(turns.count)
            return try await preview(table, reading)
        }
        var done = 0
        for turn in RowTurn.allCases {
            var rows = table.rows(in: turn, of: reading.turns).makeIterator()
            while true {
                var chunk: [(index: Int, row: ItemImport.Row)] = []
                while chunk.count < Self.importChunk, let row = rows.next() { chunk.append(row) }
                guard !chunk.isEmpty else { break }
                try goOn(after: done, of: turns.count)
                let (before, part) = (reading, chunk)
                reading = try await store.write { try before.read(part, in: turn, into: $0) }
                for (index, _) in part where reading.turns[index] == turn { done += 1 }
            }
        }
        return reading.report.inOrder
    }

    /// What each row would do; nothing of it stays.
    private func preview(
        _ table: CSVTable, _ start: ItemImport
    ) async throws -> ItemImportResponse {
        try await store.preview { [self] ledger in
            var reading = start
            for turn in RowTurn.allCases {
                for rows in Array(table.rows(in: turn, of: reading.turns)).chunks(
                    of: Self.importChunk)
                {
                    try goOn(after: 0)
                    reading = try reading.read(rows, in: turn, into: ledger)
                }
            }
            return reading.report
        }.inOrder
    }
}

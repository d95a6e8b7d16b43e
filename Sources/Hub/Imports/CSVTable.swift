import API
import Barcodes
import Foundation

/// Records under the names of a header line, whatever the order of its columns.
///
/// Commas, semicolons and tabs separate; which of them, the header line tells, or a line `sep=;` before it.
package struct CSVTable {
    package struct Row {
        package let line: Int
        private let fault: RowFault?
        private let fields: [String]
        private let columns: [String: [Int]]

        fileprivate init(_ record: CSVRecords.Record, columns: [String: [Int]], count: Int) {
            (line, fields, self.columns) = (record.line, record.fields, columns)
            let surplus = record.fields.dropFirst(count)
            let isTooLong = surplus.contains { !$0.allSatisfy(\.isWhitespace) }
            fault =
                record.fault
                ?? (isTooLong ? .fieldsBeyondHeader : Self.repeated(record.fields, columns))
        }

        /// Columns of one name may say the same, or one of them nothing.
        private static func repeated(_ fields: [String], _ columns: [String: [Int]]) -> RowFault? {
            for (name, indices) in columns where indices.count > 1 {
                let said = indices.filter { $0 < fields.count }.map { trimmed(fields[$0]) }
                    .filter { !$0.isEmpty }
                guard let first = said.first, let other = said.first(where: { $0 != first })
                else { continue }
                return .columnsDiffer(name: name, first, other)
            }
            return nil
        }

        private static func trimmed(_ field: String) -> String {
            field.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        /// - Throws: `row_unreadable`.
        func requireReadable() throws {
            guard let fault else { return }
            throw Problem.rowUnreadable(fault)
        }

        /// A column's value without outer blanks, and without the apostrophe that an exported file puts
        /// before what looks like a formula; empty where the column is missing.
        package subscript(column: String) -> String { CSVWriter.unguarded(raw(column)) }

        /// A column's text as someone wrote it: without what a spreadsheet puts around it, and empty where the cell says that
        /// there is nothing.
        ///
        /// - Throws: `row_unreadable` for what a spreadsheet made of it.
        func text(_ column: String) throws -> String {
            let cell = raw(column)
            // One hyphen clears; behind the apostrophe of an exported file a text is as it was.
            guard cell != "-", CSVWriter.unguarded(cell) == cell else { return self[column] }
            guard case .text(let text) = SpreadsheetText(cell) else {
                throw Problem.rowUnreadable(.madeBySpreadsheet(column, cell))
            }
            return text
        }

        /// A column's value as it stands, without outer blanks.
        package func raw(_ column: String) -> String {
            let said = (columns[column] ?? []).lazy.filter { $0 < fields.count }
                .map { Self.trimmed(fields[$0]) }
            return said.first { !$0.isEmpty } ?? ""
        }
    }

    /// Columns of the header that nobody asked for.
    package let unknownColumns: [String]
    private let records: CSVRecords
    private let columns: [String: [Int]]
    private let header: [String]
    private var count: Int { header.count }

    /// Reads a file whose first line names `required` columns and maybe `optional` ones.
    ///
    /// - Throws: `file_empty`, `columns_missing`, `text_encoding_unknown`.
    package init(_ file: TextFile, required: [String], optional: [String]) throws {
        let known = Set(required + optional)
        let (records, names) = CSVRecords.table(try file.tableBytes(), known: known)
        guard !names.isEmpty else { throw Problem(.fileEmpty) }
        let missing = required.filter { !names.contains($0) }
        guard missing.isEmpty else {
            throw Problem.columnsMissing(missing)
        }
        unknownColumns = names.filter { !$0.isEmpty && !known.contains($0) }
        self.records = records
        columns = Dictionary(grouping: names.indices.filter { known.contains(names[$0]) }) {
            names[$0]
        }
        header = names
    }

    /// Whether the first line names a column.
    func names(_ column: String) -> Bool { columns[column] != nil }

    /// How many rows say something.
    ///
    /// - Throws: `body_too_large` where there are more than a file may have.
    func rowCount() throws -> Int {
        var rows = 0
        for record in records.dropFirst() where !isHeader(record) {
            guard rows < TextFile.lineLimit else { throw TextFile.tooManyLines }
            rows += 1
        }
        return rows
    }

    /// Rows that are read when they are asked for, so that a long file takes no more memory than its bytes.
    var rowsOneByOne: some Sequence<Row> {
        records.dropFirst().lazy.filter { !isHeader($0) }
            .map { Row($0, columns: columns, count: count) }
    }

    /// Whether a record names the columns once more, as where two files were put together.
    private func isHeader(_ record: CSVRecords.Record) -> Bool {
        record.fields.count == count && record.fields.first.map(CSVRecords.name) == header.first
            && record.fields.map(CSVRecords.name) == header
    }
}

extension CSVRecords {
    /// A table's records, the header line first, and the names in that line.
    ///
    /// Of the characters that may separate, the one counts that finds the most `known` names.
    static func table(_ bytes: [UInt8], known: Set<String>) -> (records: Self, names: [String]) {
        var best: (records: Self, names: [String], known: Int)?
        for separator in separators(of: bytes) {
            let all = CSVRecords(bytes, separator: separator)
            let records = named(in: bytes) == separator ? all.withoutFirstLine() : all
            let names = (records.first { _ in true }?.fields ?? []).map(name)
            let found = names.count(where: known.contains)
            if found > best?.known ?? -1 { best = (records, names, found) }
        }
        return best.map { ($0.records, $0.names) } ?? (CSVRecords(bytes), [])
    }

    /// A column's name as the header line spells it: blanks, capital letters and invisible characters do not matter.
    fileprivate static func name(_ field: String) -> String {
        let seen = field.unicodeScalars.filter {
            switch $0.properties.generalCategory {
            case .control, .format, .spaceSeparator: false
            default: true
            }
        }
        return String(String.UnicodeScalarView(seen)).lowercased()
    }

    private static func separators(of bytes: [UInt8]) -> [UInt8] {
        named(in: bytes).map { [$0] } ?? [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    }

    /// The separator that the first line says, as Excel writes it: `sep=` and any mark of ASCII that is in no name.
    private static func named(in bytes: [UInt8]) -> UInt8? {
        let line = bytes.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
            .filter { $0 != UInt8(ascii: "\"") }
        guard line.count >= 5,
            String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep="
        else { return nil }
        let mark = Character(Unicode.Scalar(line[4]))
        let isMark = mark.isASCII && mark != "_" && !mark.isLetter && !mark.isNumber && mark != " "
        return isMark ? line[4] : nil
    }
}

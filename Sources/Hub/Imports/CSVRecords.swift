import API

/// Comma-separated values (RFC 4180): fields in quotes may hold commas, line ends and doubled
/// quotes.
package struct CSVRecords {
    package struct Record {
        /// The line of the file on which the record begins, from 1.
        package let line: Int
        package let fields: [String]
        /// Why the record cannot be trusted; its fields are then what could be read.
        package let fault: String?
    }

    package let records: [Record]

    package init(_ text: String) {
        var reader = Reader(text: Array(text.unicodeScalars))
        var records: [Record] = []
        while let record = reader.next() {
            if record.fields != [""] || record.fault != nil { records.append(record) }
        }
        self.records = records
    }

    private struct Reader {
        let text: [Unicode.Scalar]
        var at = 0
        var line = 1

        mutating func next() -> Record? {
            guard at < text.count else { return nil }
            let start = line
            var fields: [String] = []
            var fault: String?
            while true {
                var field = String.UnicodeScalarView()
                if at < text.count, text[at] == "\"" {
                    fault = readQuoted(into: &field) ?? fault
                } else {
                    while at < text.count, text[at] != ",", !isLineEnd(text[at]) {
                        if text[at] == "\"" {
                            fault = "a quote inside a field that is not in quotes"
                        }
                        field.append(text[at])
                        at += 1
                    }
                }
                fields.append(String(field))
                guard at < text.count, text[at] == "," else { break }
                at += 1
            }
            skipLineEnd()
            return Record(line: start, fields: fields, fault: fault)
        }

        /// Reads from the opening quote to the comma or line end after the closing one.
        private mutating func readQuoted(into field: inout String.UnicodeScalarView) -> String? {
            at += 1
            while at < text.count {
                if text[at] == "\"" {
                    guard at + 1 < text.count, text[at + 1] == "\"" else { break }
                    at += 1
                }
                countLineEnd()
                field.append(text[at])
                at += 1
            }
            guard at < text.count else { return "a quote that is never closed" }
            at += 1
            var rest = false
            while at < text.count, text[at] != ",", !isLineEnd(text[at]) {
                rest = rest || text[at] != " "
                at += 1
            }
            return rest ? "text after a closing quote" : nil
        }

        private func isLineEnd(_ character: Unicode.Scalar) -> Bool {
            character == "\n" || character == "\r"
        }

        private mutating func countLineEnd() {
            if text[at] == "\n"
                || (text[at] == "\r" && !(at + 1 < text.count && text[at + 1] == "\n"))
            {
                line += 1
            }
        }

        private mutating func skipLineEnd() {
            guard at < text.count else { return }
            countLineEnd()
            let wasReturn = text[at] == "\r"
            at += 1
            if wasReturn, at < text.count, text[at] == "\n" {
                countLineEnd()
                at += 1
            }
        }
    }
}

/// Records under the names of a header line, whatever the order of its columns.
package struct CSVTable {
    package struct Row {
        package let line: Int
        package let values: [String: String]
        package let fault: String?

        /// A column's value without outer spaces, and without the apostrophe that an exported file puts
        /// before what looks like a formula; empty where the column is missing.
        package subscript(column: String) -> String {
            let value = values[column] ?? ""
            return CSVWriter.unguarded(
                String(
                    value.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
                        .reversed()))
        }
    }

    /// Columns of the header that nobody asked for.
    package let unknownColumns: [String]
    package let rows: [Row]

    /// Reads a text whose first line names `required` columns and maybe `optional` ones.
    ///
    /// - Throws: `file_empty`, `columns_missing`.
    package init(_ text: String, required: [String], optional: [String]) throws {
        let records = CSVRecords(text).records
        guard let header = records.first else {
            throw Problem(.fileEmpty, "There is nothing in the file.")
        }
        let names = header.fields.map { $0.filter { !$0.isWhitespace }.lowercased() }
        let missing = required.filter { !names.contains($0) }
        guard missing.isEmpty else {
            throw Problem(
                .columnsMissing,
                "The first line has to name the columns; \(missing.joined(separator: ", ")) is missing. Nothing was read."
            )
        }
        let known = Set(required + optional)
        unknownColumns = names.filter { !known.contains($0) }
        rows = records.dropFirst().map { record in
            var values: [String: String] = [:]
            for (name, field) in zip(names, record.fields) where values[name] == nil {
                values[name] = field
            }
            let fault =
                record.fault
                ?? (record.fields.count > names.count
                    ? "more fields than the first line names" : nil)
            return Row(line: record.line, values: values, fault: fault)
        }
    }
}

import API
import Barcodes
package import Foundation
package import Rendering

/// A comma-separated file of labels: a column `code`, and one for each field.
package enum LabelFile {
    /// What a file holds.
    package struct Content: Sendable {
        /// A label a line, in its order; one without a code has no QR.
        package fileprivate(set) var labels: [SheetLabel] = []
        /// What is worth a look in it, with the line where one is meant.
        package fileprivate(set) var notes: [String] = []
    }

    /// What is wrong with such a file, in one line.
    package struct Unreadable: Error, CustomStringConvertible {
        /// With the line, where one is to blame.
        package let description: String
    }

    /// The labels of a file.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 or UTF-16, with a first line that names the columns.
    ///   - layout: Of every label.
    ///   - drawn: The fields that the layout draws.
    ///   - fields: What a label says where its line says nothing.
    /// - Returns: Its labels, and what is worth a look.
    /// - Throws: ``Unreadable``.
    package static func read(
        _ bytes: Data, layout: String, drawn: [String], fields: [String: String]
    ) throws(Unreadable) -> Content {
        let names = Dictionary(drawn.map { ($0.lowercased(), $0) }) { first, _ in first }
        let table: CSVTable
        do {
            table = try CSVTable(TextFile(bytes), required: [], optional: ["code"] + names.keys)
            _ = try table.rowCount()
        } catch { throw Unreadable(description: Problem(error).detail) }
        guard table.names("code") || names.keys.contains(where: table.names) else {
            let known = (["code"] + drawn.sorted()).joined(separator: ", ")
            throw Unreadable(description: "the first line names no column of these: \(known).")
        }
        var content = Content()
        if !table.unknownColumns.isEmpty {
            let ignored = table.unknownColumns.joined(separator: ", ")
            content.notes.append("nothing of \(layout) draws these columns: \(ignored).")
        }
        for row in table.rowsOneByOne {
            do {
                try row.requireReadable()
                var said = fields
                for (column, name) in names {
                    let text = try row.text(column)
                    if !text.isEmpty { said[name] = text }
                }
                let (code, note) = try code(row["code"])
                content.labels.append(SheetLabel(layout: layout, fields: said, code: code))
                if let note { content.notes.append("line \(row.line): \(note)") }
            } catch {
                throw Unreadable(description: "line \(row.line): \(Problem(error).detail)")
            }
        }
        return content
    }

    private static func restored(_ cell: String, _ code: String) -> String? {
        cell == code ? nil : "the code \(cell) was taken as \(code)."
    }

    /// A cell's code as a QR is to hold it, and what is worth a look in it; nil where the cell says nothing.
    ///
    /// - Throws: `code_damaged` where nobody can tell what was meant.
    private static func code(_ cell: String) throws -> (code: String?, note: String?) {
        guard SpreadsheetText(cell) != .text("") else { return (nil, nil) }
        let label = SpreadsheetCode.label(cell)
        if (try? LabelCode(label)) != nil { return (label, restored(cell, label)) }
        switch SpreadsheetCode(cell) {
        case .plain(let code), .restored(let code, _): return (code, restored(cell, code))
        case .doubtful(let code, let likely, _):
            return (code, "the code \(code) was taken as it stands; it may have been \(likely).")
        case .lost(let likely, let damage): throw damage.refusal(of: cell, likely: likely)
        }
    }
}

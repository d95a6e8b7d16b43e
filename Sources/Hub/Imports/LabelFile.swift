package import Foundation
package import Rendering

/// A comma-separated file of labels: a column `code`, and one for each field.
package enum LabelFile {
    /// What is wrong with such a file, in one line.
    package struct Unreadable: Error, CustomStringConvertible {
        /// With the line, where one is to blame.
        package let description: String
    }

    /// The labels of a file, in its order.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 or UTF-16, with a first line that names the columns.
    ///   - layout: Of every label.
    ///   - fields: What a label says where its line says nothing.
    /// - Returns: A label a line; an empty `code` is a label without QR.
    /// - Throws: ``Unreadable``.
    package static func read(
        _ bytes: Data, layout: String, fields: [String: String]
    ) throws(Unreadable) -> [SheetLabel] {
        guard let text = try? TextFile(bytes).tableBytes() else {
            throw Unreadable(description: "the file is not text. Save it as CSV.")
        }
        let known: Set = ["code", "name", "name2", "date", "detail"]
        let records = CSVRecords.table(text, known: known).records
        guard let header = records.first(where: { _ in true }) else {
            throw Unreadable(description: "there is nothing in the file.")
        }
        let columns = header.fields.map { $0.trimmingCharacters(in: .whitespaces) }
        var labels: [SheetLabel] = []
        for record in records.dropFirst() {
            if let fault = record.fault {
                throw Unreadable(description: "line \(record.line): \(fault).")
            }
            let own = zip(columns, record.fields).filter { !$0.0.isEmpty && !$0.1.isEmpty }
            var said = fields.merging(own) { $1 }
            let code = said.removeValue(forKey: "code")
            labels.append(SheetLabel(layout: layout, fields: said, code: code))
        }
        return labels
    }
}

package import API
import Rendering
import Storage

extension Hub {
    /// Labels on sheets for an office printer, as a PDF; they say what the hub knows of their codes now.
    ///
    /// - Parameters:
    ///   - wanted: 1 to 1,000 labels.
    ///   - sheet: A sheet of the catalogue.
    ///   - place: The label of the first page to begin with, row by row from 1.
    /// - Returns: The bytes of the file.
    /// - Throws: `label_code_unknown`, and what the renderer throws.
    package func sheets(
        of wanted: [SheetLabelRequest], on sheet: String, from place: Int
    ) async throws -> [UInt8] {
        let sheet = try catalogue.sheet(named: sheet)
        guard (1...1_000).contains(wanted.count) else {
            throw LabelFault.labelCountOutOfRange(count: wanted.count, limit: 1_000)
        }
        var labels: [SheetLabel] = []
        for label in wanted {
            let request = try await self.label(
                layout: label.layout, code: label.code, fields: label.fields ?? [:], copies: 1)
            labels.append(
                SheetLabel(layout: request.layout, fields: request.fields, code: request.code))
        }
        return try renderer.sheets(of: labels, on: sheet, from: place).pdf
    }
}

import ArgumentParser
import Foundation
import Hub
import Printing
import Rendering

struct LabelSheet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Draw labels on sheets for an office printer, as a PDF.")

    @OptionGroup var data: DataOption

    @Argument(help: "A layout, as larder label layouts prints them.")
    var layout: String

    @Option(help: "A sheet, as larder label layouts prints them, such as 5160.")
    var sheet: String

    @Option(help: "The label of the first page to begin with, row by row from 1.")
    var from = 1

    @Option(
        parsing: .unconditional,
        help:
            "Millimetres that all labels are moved to the right, -5 to 5, such as 0.8; negative is to the left."
    )
    var offsetAcross = 0.0

    @Option(
        parsing: .unconditional,
        help: "Millimetres that all labels are moved down, -5 to 5; negative is up.")
    var offsetAlong = 0.0

    @Option(
        help: ArgumentHelp(
            "A CSV file of labels: a column code, and one for each field.", valueName: "file.csv"))
    var labels: String?

    @OptionGroup var say: LabelFields

    @Option(name: .customLong("code"), help: "What a QR holds; may be repeated, a label each.")
    var codes: [String] = []

    @Option(help: "The file to write.")
    var output: String

    func validate() throws {
        guard labels == nil || codes.isEmpty else {
            throw ValidationError("Say --labels or --code, not both.")
        }
    }

    func run() throws {
        let catalogue = try Catalogue.load(data.folder)
        let wanted = try wanted(of: catalogue)
        let drawing: SheetDrawing
        do throws(LabelFault) {
            drawing = try LabelRenderer(catalogue).sheets(
                of: wanted, on: catalogue.sheet(named: sheet), from: from,
                movedBy: SheetOffset(millimetresAcross: offsetAcross, along: offsetAlong))
        } catch { throw CommandFailure(error.description) }
        for (index, notes) in drawing.notes.sorted(by: { $0.key < $1.key }) {
            for note in notes { Terminal.warn("label \(index + 1): \(note)") }
        }
        try OutputFile.replace(output, with: drawing.pdf)
    }

    /// The labels of the file, or one for each code, or else a single one without.
    private func wanted(of catalogue: LayoutCatalogue) throws -> [SheetLabel] {
        if let labels {
            return try say.labels(inFile: labels, layout: layout, of: catalogue)
        }
        let codes: [String?] = codes.isEmpty ? [nil] : codes
        return codes.map { SheetLabel(layout: layout, fields: say.values, code: $0) }
    }
}

extension LabelFields {
    /// The labels of a CSV file, by the hub's reader of CSV; these fields are said where a line says nothing.
    ///
    /// - Throws: ``CommandFailure`` that names the file, and the line where one is to blame.
    func labels(
        inFile file: String, layout: String, of catalogue: LayoutCatalogue
    ) throws -> [SheetLabel] {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure("\(file) cannot be read.")
        }
        let drawn: [String]
        do throws(LabelFault) { drawn = try catalogue.fields(ofLayout: layout) } catch {
            throw CommandFailure(error.description)
        }
        let content: LabelFile.Content
        do throws(LabelFile.Unreadable) {
            content = try LabelFile.read(bytes, layout: layout, drawn: drawn, fields: values)
        } catch { throw CommandFailure("\(file): \(error)") }
        for note in content.notes { Terminal.warn("\(file): \(note)") }
        return content.labels
    }
}
